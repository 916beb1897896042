import { spawnSync } from 'node:child_process';
import * as crypto from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeDigest } from '../src/digest/node.js';
import { digest } from '../src/digest/platform.js';
import { webDigest as web } from '../src/digest/web.js';

const node = nodeDigest(crypto as never);
const { createHash, createHmac, createSecretKey } = crypto;
// As where there is no hash in one go.
const older = nodeDigest({ createHash, createHmac, createSecretKey } as never);

// Halves of surrogate pairs too, which are no text that UTF-8 can write.
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const data = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit }), fc.uint8Array({ maxLength: 300 }));
const bytes = (value: Uint8Array) => [...value];

test.each([
  ['Node', node],
  ['an older Node', older],
])('the hashes of %s and those of Web Crypto are the same', async (_, node) => {
  await fc.assert(
    fc.asyncProperty(
      data,
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.constantFrom('SHA-1', 'SHA-256'),
      async (text, secret, hash) => {
        expect(await node.sha256(text)).toBe(await web.sha256(text));
        const [a, b] = [await node.importKey(secret, hash as 'SHA-1'), await web.importKey(secret, hash as 'SHA-1')];
        expect(bytes(await node.hmac(a, text))).toEqual(bytes(await web.hmac(b, text)));
        for (const encoding of ['hex', 'base64'] as const) {
          const written = Buffer.from(await node.hmac(a, text)).toString(encoding);
          expect(await node.hmacText(a, text, encoding)).toBe(written);
          expect(await web.hmacText(b, text, encoding)).toBe(written);
        }
      },
    ),
  );
});

test('every vector passes on Web Crypto, as where there is no Node', () => {
  const smoke = fileURLToPath(new URL('./runtimes/smoke.mjs', import.meta.url));
  const script = `delete process.getBuiltinModule; await import(${JSON.stringify(smoke)});`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual({ runtime: 'node', vectors: 20, verified: 4 });
});

test("in Node, it is Node's", () => {
  expect(digest.sha256('')).not.toBeInstanceOf(Promise);
});

test.each([
  ['node', node],
  ['web', web],
])('a key of %s cannot be read back', async (_, digest) => {
  const key = await digest.importKey('canary', 'SHA-256');
  expect(JSON.stringify(key)).not.toContain('canary');
  expect(inspect(key, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true })).not.toMatch(
    /canary|63 61 6e/,
  );
  expect('export' in key).toBe(false);
  expect((key as { extractable?: boolean }).extractable ?? false).toBe(false);
});
