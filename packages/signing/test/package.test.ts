import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const { exports } = JSON.parse(read('../package.json')) as {
  exports: Record<string, { types: string; default: string }>;
};
const sources = readdirSync(new URL('../src', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

test('the sub-paths are these, and every file of theirs is built', () => {
  expect(Object.keys(exports)).toEqual(['./jdcloud', './tencent', './zenlayer', './vectors']);
  for (const target of Object.values(exports).flatMap(({ types, default: file }) => [types, file]))
    expect(read(`../${target}`).length).toBeGreaterThan(0);
});

test('the corpus is published with them', () => {
  expect(JSON.parse(read('../dist/vectors/vectors.json'))).toEqual(JSON.parse(read('../src/vectors/vectors.json')));
});

test('what each sub-path exports changes on purpose only', async () => {
  const names = async (module: Promise<object>) => Object.keys(await module).sort();
  expect({
    jdcloud: await names(import('../src/jdcloud/index.js')),
    tencent: await names(import('../src/tencent/index.js')),
    'tencent tc3': await names(import('../src/tencent/tc3/steps.js')),
    'tencent v1': await names(import('../src/tencent/v1/steps.js')),
    zenlayer: await names(import('../src/zenlayer/index.js')),
    vectors: await names(import('../src/vectors/index.js')),
  }).toMatchInlineSnapshot(`
    {
      "jdcloud": [
        "SigningError",
        "canonicalHeaders",
        "canonicalQuery",
        "canonicalRequest",
        "canonicalUri",
        "credentialScope",
        "defaultSignedHeaders",
        "formatAuthorization",
        "formatJdcloudDate",
        "parseAuthorization",
        "parseCredential",
        "parseJdcloudDate",
        "payloadHash",
        "readHeaders",
        "sign",
        "signature",
        "signingKey",
        "stringToSign",
        "verify",
      ],
      "tencent": [
        "SigningError",
        "formatAuthorization",
        "formatTimestamp",
        "parseAuthorization",
        "parseTimestamp",
        "readHeaders",
        "signTc3",
        "signV1",
        "tc3",
        "v1",
        "verifyTc3",
        "verifyV1",
      ],
      "tencent tc3": [
        "canonicalHeaders",
        "canonicalRequest",
        "credentialScope",
        "parseCredential",
        "signature",
        "signingKey",
        "stringToSign",
      ],
      "tencent v1": [
        "decodeParameters",
        "encodeParameters",
        "signature",
        "signingKey",
        "stringToSign",
      ],
      "vectors": [
        "runVector",
        "vectors",
      ],
      "zenlayer": [
        "SigningError",
        "bearer",
        "canonicalHeaders",
        "canonicalRequest",
        "formatAuthorization",
        "formatTimestamp",
        "parseAuthorization",
        "parseTimestamp",
        "readHeaders",
        "sign",
        "signature",
        "signingKey",
        "stringToSign",
        "verify",
        "verifyBearer",
      ],
    }
  `);
});

/** Modules that a source takes from outside the package. */
const foreign = (source: string) =>
  [...source.matchAll(/(?:from|import|import\() ?'([^'.][^']*)'/g)].map(([, module]) => module);

test('only the command line takes anything from Node, and nothing from another package', () => {
  expect(sources.length).toBeGreaterThan(30);
  const found = sources.flatMap((file) => foreign(read(`../src/${file}`)).map((module) => `${file}: ${module}`));
  expect(found).toEqual(['vectors-main.ts: node:fs']);
});

test('that check goes red', () => {
  expect(
    foreign("import { a } from 'node:fs';\nimport 'b';\nconst c = await import('c');\nimport d from './d.js';"),
  ).toEqual(['node:fs', 'b', 'c']);
});
