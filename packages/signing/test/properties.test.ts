import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentDecode, percentEncode } from '../src/generic/percent.js';
import * as jdcloud from '../src/jdcloud/index.js';
import * as tencent from '../src/tencent/index.js';
import * as zenlayer from '../src/zenlayer/index.js';

// What is signed verifies; a request of which one byte is another does not. A server that answers two spellings of one request (`%3a` and
// `:`) takes both, so bytes are changed in what is meant, and then spelt again; where a scheme signs the spelling, that is changed.

const NOW = new Date('2024-01-15T08:30:00Z');

interface Sent extends Omit<jdcloud.HttpRequest, 'headers' | 'body' | 'query'> {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly body: string | Uint8Array;
}

interface Scheme {
  readonly sign: (request: Sent, secret: string) => Promise<Sent>;
  readonly verify: (request: Sent, secret: string) => Promise<{ readonly ok: boolean }>;
}

const add = (request: Sent, headers: Readonly<Record<string, string>>): Sent => {
  return { ...request, headers: { ...request.headers, ...headers } };
};
const SIGNED_HEADERS = ['content-type', 'host', 'x-custom'];

const jd = (version: jdcloud.JdcloudVersion): Scheme => ({
  sign: async (request, secretAccessKey) => {
    const options = { region: 'cn-north-1', service: 'vm', date: NOW, nonce: 'nonce', version };
    return add(request, (await jdcloud.sign(request, { accessKeyId: 'id', secretAccessKey }, options)).headers);
  },
  verify: (request, secretAccessKey) =>
    jdcloud.verify(request, () => ({ accessKeyId: 'id', secretAccessKey }), { now: NOW }),
});
const tc3: Scheme = {
  sign: async (request, secretKey) => {
    const options = { service: 'cvm', date: NOW, signedHeaders: SIGNED_HEADERS };
    return add(request, (await tencent.signTc3(request, { secretId: 'id', secretKey }, options)).headers);
  },
  verify: (request, secretKey) => tencent.verifyTc3(request, () => ({ secretId: 'id', secretKey }), { now: NOW }),
};
const zc2: Scheme = {
  sign: async (request, accessKeyPassword) => {
    const options = { date: NOW, signedHeaders: SIGNED_HEADERS };
    return add(request, (await zenlayer.sign(request, { accessKeyId: 'id', accessKeyPassword }, options)).headers);
  },
  verify: (request, accessKeyPassword) =>
    zenlayer.verify(request, () => ({ accessKeyId: 'id', accessKeyPassword }), { now: NOW }),
};

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const named = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const headerText = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
const secret = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 });
const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((one) => !one.includes('/'));
const body = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 50 }));

const request: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  host: fc.constantFrom('vm.jdcloud-api.com', '127.0.0.1:4010'),
  path: fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.map(percentEncode).join('/')}`),
  query: fc
    .array(fc.tuple(named, text), { maxLength: 12 })
    .map((items) => items.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')),
  headers: fc.record({ 'content-type': fc.constant('application/json'), 'x-custom': headerText }),
  body,
});

/** Another byte at a place in a text. */
function changeByte(given: string | Uint8Array, place: number, by: number): Uint8Array {
  const bytes = Uint8Array.from(typeof given === 'string' ? new TextEncoder().encode(given) : given);
  const index = place % bytes.length;
  bytes[index] = (bytes[index] as number) ^ by;
  return bytes;
}

/** Another letter or digit at a place where there is one: a change that survives every normalization, that of TC3 to lower case too. */
function changeLetter(given: string, place: number): string | undefined {
  const places = [...given.matchAll(/[a-z0-9]/gi)].map(({ index }) => index);
  const index = places[place % places.length];
  if (index === undefined) return undefined;
  return `${given.slice(0, index)}${/q/i.test(given[index] as string) ? 'r' : 'q'}${given.slice(index + 1)}`;
}

/** The same for encoded text: decoded, changed, encoded. */
function changeEncoded(encoded: string, place: number, by: number): string | undefined {
  const parts = encoded.split(/([/&=])/);
  const places = parts.flatMap((part, index) => (/^[/&=]?$/.test(part) ? [] : [index]));
  const index = places[place % places.length];
  if (index === undefined) return undefined;
  parts[index] = percentEncode(changeByte(percentDecode(parts[index] as string), place, by));
  return parts.join('');
}

type Change = (sent: Sent, place: number, by: number) => Sent | undefined;
const inHeader =
  (name: string): Change =>
  (sent, place) => {
    const value = changeLetter(sent.headers[name] ?? '', place);
    return value === undefined ? undefined : add(sent, { [name]: value });
  };
const changes = {
  method: (sent, place) => ({ ...sent, method: changeLetter(sent.method, place) as string }),
  path: (sent, place, by) => {
    const path = changeEncoded(sent.path, place, by);
    return path === undefined ? undefined : { ...sent, path };
  },
  query: (sent, place, by) => {
    const query = changeEncoded(sent.query, place, by);
    return query === undefined ? undefined : { ...sent, query };
  },
  header: inHeader('x-custom'),
  host: (sent, place) => ({ ...sent, host: changeLetter(sent.host, place) as string }),
  body: (sent, place, by) => (sent.body.length === 0 ? undefined : { ...sent, body: changeByte(sent.body, place, by) }),
  'one byte more': (sent, _, by) => ({
    ...sent,
    body: Uint8Array.of(...changeByte(sent.body, 0, 0), by),
  }),
  signature: (sent) => {
    const authorization = (sent.headers.authorization as string).replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    return add(sent, { authorization });
  },
  'signed headers': (sent) => {
    const authorization = (sent.headers.authorization as string).replace(/;?x-custom/, '');
    return add(sent, { authorization });
  },
} satisfies Record<string, Change>;

const schemes: [string, Scheme, date: string, except: (keyof typeof changes)[]][] = [
  ['JDCLOUD2', jd('JDCLOUD2'), 'x-jdcloud-date', []],
  ['JDCLOUD3', jd('JDCLOUD3'), 'x-jdcloud-date', []],
  ['TC3', tc3, 'x-tc-timestamp', []],
  // The scheme leaves the path out.
  ['ZC2', zc2, 'x-zc-timestamp', ['path']],
];

describe.each(schemes)('%s', (_, { sign, verify }, date, except) => {
  const place = fc.nat();
  const by = fc.integer({ min: 1, max: 255 });

  test('what is signed verifies', async () => {
    await fc.assert(
      fc.asyncProperty(request, secret, async (given, key) => {
        expect(await verify(await sign(given, key), key)).toMatchObject({ ok: true });
      }),
    );
  });

  const kinds = (Object.keys(changes) as (keyof typeof changes)[]).filter((kind) => !except.includes(kind));
  test.each(kinds)('a changed %s does not verify', async (kind) => {
    await fc.assert(
      fc.asyncProperty(request, secret, place, by, async (given, key, index, bits) => {
        const changed = changes[kind](await sign(given, key), index, bits);
        fc.pre(changed !== undefined);
        expect(await verify(changed as Sent, key)).toMatchObject({ ok: false });
      }),
    );
  });

  test('another date within the skew does not verify', async () => {
    await fc.assert(
      fc.asyncProperty(request, secret, fc.constantFrom('1', '2', '3'), async (given, key, digit) => {
        const sent = await sign(given, key);
        // The seconds, of either form.
        const value = (sent.headers[date] as string).replace(/0(?=Z?$)/, digit);
        expect(value).not.toBe(sent.headers[date]);
        expect(await verify(add(sent, { [date]: value }), key)).toMatchObject({ ok: false, stage: 'signature' });
      }),
    );
  });

  test('another key does not verify', async () => {
    await fc.assert(
      fc.asyncProperty(request, secret, place, async (given, key, index) => {
        const other = changeLetter(`${key}a`, index) as string;
        expect(await verify(await sign(given, key), other)).toMatchObject({ ok: false, stage: 'signature' });
      }),
    );
  });
});

describe.each(['GET', 'POST'])('Tencent v1, %s', (method) => {
  const credentials = { secretId: 'id', secretKey: 'secret' };
  const parameters = fc.dictionary(named, text, { maxKeys: 12, noNullPrototype: true });
  const made = async (given: Record<string, string>, signatureMethod: tencent.SignatureMethod) => {
    const base = { method, host: 'cvm.tencentcloudapi.com', path: '/' };
    const { encoded } = await tencent.signV1({ ...base, parameters: given }, credentials, {
      date: NOW,
      signatureMethod,
    });
    return method === 'GET' ? { ...base, query: encoded, body: '' } : { ...base, query: '', body: encoded };
  };
  const verify = (sent: tencent.HttpRequest, secretKey = 'secret') =>
    tencent.verifyV1(sent, () => ({ secretId: 'id', secretKey }), { now: NOW });
  const signatureMethod = fc.constantFrom('HmacSHA1' as const, 'HmacSHA256' as const);

  test('what is signed verifies', async () => {
    await fc.assert(
      fc.asyncProperty(parameters, signatureMethod, async (given, hash) => {
        expect(await verify(await made(given, hash))).toMatchObject({ ok: true });
      }),
    );
  });

  test('a changed byte of a parameter, path, host or key does not verify', async () => {
    await fc.assert(
      fc.asyncProperty(
        parameters,
        signatureMethod,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (given, hash, index, bits) => {
          const sent = await made(given, hash);
          const encoded = method === 'GET' ? sent.query : sent.body;
          const other = changeEncoded(encoded, index, bits) as string;
          const changed = method === 'GET' ? { ...sent, query: other } : { ...sent, body: other };
          expect(await verify(changed)).toMatchObject({ ok: false });
          expect(await verify({ ...sent, path: '/x' })).toMatchObject({ ok: false });
          expect(await verify({ ...sent, host: changeLetter(sent.host, index) as string })).toMatchObject({
            ok: false,
          });
          expect(await verify(sent, 'other')).toMatchObject({ ok: false });
        },
      ),
    );
  });
});
