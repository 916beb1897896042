import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as jdcloud from '../../src/credentials/jdcloud/index.js';
import { redactable } from '../../src/credentials/redactable.js';
import * as tencent from '../../src/credentials/tencent/index.js';
import * as zenlayer from '../../src/credentials/zenlayer/index.js';
import { folder } from './folder.js';

/** Part of every id, secret and token in this file: it must not come out anywhere. */
const CANARY = 'CANARY7';

/** Everything that a program could print of a value. */
function printed(value: unknown): string {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const console = new Console({ stdout: stream, stderr: stream });
  console.log(value, { value }, [value]);
  console.error('%o %O %j', value, value, value);
  console.dir(value, { depth: null, showHidden: true });
  console.table([value]);
  return [
    ...chunks,
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, customInspect: false }),
    JSON.stringify(value),
    JSON.stringify({ value, entries: Object.entries(value as object), names: { ...(value as object) } }),
    String(value),
    value instanceof Error ? `${value.stack}${inspect(value.cause, { showHidden: true })}` : '',
  ].join('\n');
}

describe('credentials', () => {
  const [id, secret, token] = [`id${CANARY}`, `secret${CANARY}`, `token${CANARY}`];
  const tencentFile = JSON.stringify({ secretId: id, secretKey: secret, token });
  const rows: [string, () => (() => Promise<object>) | object][] = [
    [
      'jdcloud environment',
      () =>
        jdcloud.fromEnvironment({
          env: { JDCLOUD_ACCESS_KEY_ID: id, JDCLOUD_SECRET_ACCESS_KEY: secret, JDCLOUD_SESSION_TOKEN: token },
        }),
    ],
    ['tencent profile', () => tencent.fromProfile({ env: {}, file: folder({ 'a.json': tencentFile }).file('a.json') })],
    ['zenlayer token', () => zenlayer.fromEnvironment({ env: { ZENLAYER_TOKEN: token } })],
    [
      'first of',
      () => tencent.firstOf(tencent.fromProfile({ env: {}, file: folder({ 'a.json': tencentFile }).file('a.json') })),
    ],
    ['of one’s own', () => redactable({ secretId: id, secretKey: secret, token })],
  ];
  test.each(rows)('%s', async (_, make) => {
    const made = make();
    const credentials: object = typeof made === 'function' ? await made() : made;
    const text = printed(credentials);
    expect(text).not.toContain(CANARY);
    expect(text).toContain('[redacted]');
    expect(printed(made)).not.toContain(CANARY);
  });

  test('can still be read, and not changed', () => {
    const credentials = redactable({ secretId: id, secretKey: secret, token: undefined });
    expect(credentials.secretKey).toBe(secret);
    expect('token' in credentials).toBe(false);
    expect(redactable(credentials)).toBe(credentials);
    expect(() => Object.assign(credentials, { secretKey: 'other' })).toThrow(TypeError);
  });
});

describe('errors', () => {
  const [id, secret] = [`id${CANARY}`, `secret${CANARY}`];
  const ini = (text: string) => (file: string) => ({ file, text, format: 'ini' }) as const;
  const json = (text: string) => (file: string) => ({ file, text, format: 'json' }) as const;
  const rows: [string, (file: string) => { file: string; text: string; format: 'ini' | 'json' }][] = [
    ['half a pair', ini(`[default]\naccess_key=${id}`)],
    ['a line of another kind', ini(`[default]\n${secret}`)],
    ['a key before the section', ini(`access_key=${id}`)],
    ['a key twice', ini(`[default]\naccess_key=${id}\naccess_key=${secret}`)],
    ['a comment behind', ini(`[default]\naccess_key=${id}\nsecret_key=${secret} # ${secret}`)],
    ['a section of secrets', ini(`[${secret}]\naccess_key=${id}\nsecret_key=${secret}`)],
    [
      'two tokens',
      ini(
        `[default]\naccess_key=${id}\nsecret_key=${secret}\njdcloud_session_token=${id}\njdcloud_security_token=${secret}`,
      ),
    ],
    ['broken JSON', json(`{"default":{"access_key_id":"${id}","access_key_secret":"${secret}`)],
    // What the engine says of this one quotes it.
    ['no JSON', json(secret)],
    ['JSON text', json(`"${secret}"`)],
    ['a profile of text', json(`{"default":"${secret}"}`)],
    ['half a pair of JSON', json(`{"default":{"access_key_id":"${id}"}}`)],
    ['a list of secrets', json(`{"default":{"access_key_id":["${id}"],"access_key_secret":"${secret}"}}`)],
  ];
  test.each(rows)('%s', async (_, make) => {
    const home = folder();
    const { file, text, format } = make(home.file('profile'));
    home.write('profile', text);
    const vendor = format === 'ini' ? jdcloud : zenlayer;
    const read: () => Promise<object> = vendor.fromProfile({ env: {}, home: home.path, file });
    const error: unknown = await read().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(jdcloud.CredentialsError);
    expect(printed(error)).not.toContain(CANARY);
  });

  test('of the environment', async () => {
    const environments = [
      { TENCENTCLOUD_SECRET_ID: id },
      { TENCENTCLOUD_SECRET_ID: id, TENCENTCLOUD_SECRET_KEY: `${secret}\n` },
      {
        TENCENTCLOUD_SECRET_ID: id,
        TENCENTCLOUD_SECRET_KEY: secret,
        TENCENTCLOUD_TOKEN: id,
        TENCENTCLOUD_SESSION_TOKEN: secret,
      },
    ];
    for (const env of environments) {
      const error: unknown = await tencent
        .firstOf(tencent.fromEnvironment({ env }))()
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(tencent.CredentialsError);
      expect(printed(error)).not.toContain(CANARY);
    }
  });
});
