// Run by runtimes.test.ts in each runtime: the built package signs its vectors, and verifies what it signs.
import { sign, verify } from '../../dist/jdcloud/index.js';
import { signTc3, signV1, verifyTc3, verifyV1 } from '../../dist/tencent/index.js';
import { runVector, vectors } from '../../dist/vectors/index.js';
import * as zenlayer from '../../dist/zenlayer/index.js';

const results = await Promise.all(vectors.map(runVector));

const request = { method: 'POST', host: 'h', path: '/', headers: { 'content-type': 'application/json' }, body: '{}' };
const jdcloud = { accessKeyId: 'id', secretAccessKey: 'secret' };
const tencent = { secretId: 'id', secretKey: 'secret' };
const password = { accessKeyId: 'id', accessKeyPassword: 'secret' };
const sent = async (signing) => ({ ...request, headers: { ...request.headers, ...(await signing).headers } });
const form = await signV1({ ...request, parameters: { Action: 'RunInstances' } }, tencent);

const verified = await Promise.all([
  verify(await sent(sign(request, jdcloud, { region: 'r', service: 's' })), () => jdcloud),
  verifyTc3(await sent(signTc3(request, tencent, { service: 's' })), () => tencent),
  verifyV1({ ...request, body: form.encoded }, () => tencent),
  zenlayer.verify(await sent(zenlayer.sign(request, password)), () => password),
]);

const runtime = globalThis.Bun ? 'bun' : globalThis.Deno ? 'deno' : 'node';
console.log(
  JSON.stringify({
    runtime,
    vectors: results.filter(({ ok }) => ok).length,
    verified: verified.filter(({ ok }) => ok).length,
  }),
);
