import { describe, expect, test, vi } from 'vitest';
import { importHmacKey } from '../../src/generic/hmac.js';
import { cachedKey, KEYS_PER_CREDENTIALS } from '../../src/generic/key-cache.js';

const maker = () => vi.fn(() => importHmacKey('key'));

describe('cachedKey', () => {
  test('a key is made once, also when two ask at the same time', async () => {
    const [owner, make] = [{}, maker()];
    const [one, other] = await Promise.all([cachedKey(owner, 's', 'a', make), cachedKey(owner, 's', 'a', make)]);
    expect(one).toBe(other);
    expect(await cachedKey(owner, 's', 'a', make)).toBe(one);
    expect(make).toHaveBeenCalledTimes(1);
  });

  test('another name, another owner and a secret exchanged in place each have another key', async () => {
    const [owner, make] = [{}, maker()];
    await cachedKey(owner, 's', 'a', make);
    await cachedKey(owner, 's', 'b', make);
    await cachedKey({}, 's', 'a', make);
    await cachedKey(owner, 'changed', 'a', make);
    expect(make).toHaveBeenCalledTimes(4);
  });

  test('the one that was not used for longest makes room', async () => {
    const [owner, make] = [{}, maker()];
    for (let index = 0; index < KEYS_PER_CREDENTIALS; index++) await cachedKey(owner, 's', `${index}`, make);
    await cachedKey(owner, 's', '0', make);
    await cachedKey(owner, 's', 'new', make);
    expect(make).toHaveBeenCalledTimes(KEYS_PER_CREDENTIALS + 1);
    await cachedKey(owner, 's', '0', make);
    expect(make).toHaveBeenCalledTimes(KEYS_PER_CREDENTIALS + 1);
    await cachedKey(owner, 's', '1', make);
    expect(make).toHaveBeenCalledTimes(KEYS_PER_CREDENTIALS + 2);
  });

  test('a failure is not kept', async () => {
    const owner = {};
    await expect(cachedKey(owner, 's', 'a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(cachedKey(owner, 's', 'a', maker())).resolves.toBeDefined();
  });
});
