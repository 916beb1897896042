import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import * as jdcloud from '../../src/credentials/jdcloud/index.js';
import { fromProfile } from '../../src/credentials/tencent/index.js';
import { failure } from './failure.js';
import { folder } from './folder.js';

const sdk = (id: string) => `[default]\nsecret_id = ${id}\nsecret_key = s\n`;
const FILE = '.tencentcloud/credentials';

test('the same object while the keys are the same, another as soon as they are not', async () => {
  const home = folder({ [FILE]: sdk('one') });
  const read = fromProfile({ env: {}, home: home.path });
  const first = await read();
  expect(await read()).toBe(first);
  home.write(FILE, `# touched\n${sdk('one')}`);
  expect(await read()).toBe(first);
  // Of the same length and within one tick of the file system's clock.
  home.write(FILE, `# touched\n${sdk('two')}`);
  const second = await read();
  expect(second).not.toBe(first);
  expect([first.secretId, second.secretId]).toEqual(['one', 'two']);
});

test('calls at once get the same object', async () => {
  const home = folder({ [FILE]: sdk('one') });
  const read = fromProfile({ env: {}, home: home.path });
  const all = await Promise.all(Array.from({ length: 20 }, () => read()));
  expect(new Set(all).size).toBe(1);
});

test('a file that is just being written is waited for', async () => {
  const home = folder({ [FILE]: sdk('one') });
  const read = fromProfile({ env: {}, home: home.path });
  await read();
  for (const half of ['', '[default]\nsecret_id = two\n', '[defa']) {
    home.write(FILE, half);
    const reading = read();
    await wait(10);
    home.write(FILE, sdk('two'));
    expect((await reading).secretId).toBe('two');
  }
});

test('the place that had the profile stays the one', async () => {
  const home = folder({ [FILE]: sdk('one'), '.tccli/default.credential': '{"secretId":"other","secretKey":"s"}' });
  const read = fromProfile({ env: {}, home: home.path });
  expect((await read()).secretId).toBe('one');
  home.remove(FILE);
  expect(await failure(read)).toMatchObject({ problem: 'not-found', files: [home.file(FILE)] });
  home.write(FILE, sdk('two'));
  expect((await read()).secretId).toBe('two');
});

test('another profile is looked for anew', async () => {
  const home = folder({ [FILE]: sdk('one'), '.tccli/x.credential': '{"secretId":"other","secretKey":"s"}' });
  const env: Record<string, string> = {};
  const read = fromProfile({ env, home: home.path });
  expect((await read()).secretId).toBe('one');
  env.TCCLI_PROFILE = 'x';
  expect((await read()).secretId).toBe('other');
  delete env.TCCLI_PROFILE;
  expect((await read()).secretId).toBe('one');
});

test('the current profile is looked up anew', async () => {
  const config = '[default]\naccess_key=one\nsecret_key=s\n[prod]\naccess_key=two\nsecret_key=s\n';
  const home = folder({ '.jdc/config': config, '.jdc/current': 'default' });
  const read = jdcloud.fromProfile({ env: {}, home: home.path });
  expect((await read()).accessKeyId).toBe('one');
  home.write('.jdc/current', 'prod');
  expect((await read()).accessKeyId).toBe('two');
});
