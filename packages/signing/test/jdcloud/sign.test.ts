import { describe, expect, test } from 'vitest';
import { type JdcloudCredentials, type JdcloudSignOptions, SigningError, sign } from '../../src/jdcloud/index.js';

const request = {
  method: 'GET',
  host: 'vm.jdcloud-api.com',
  path: '/v1/regions/cn-north-1/instances',
  headers: { 'content-type': 'application/json' },
};
const credentials = { accessKeyId: 'AK', secretAccessKey: 'SK' };
const options = { region: 'cn-north-1', service: 'vm', date: new Date('2024-01-15T08:30:00Z'), nonce: 'n' };

test('gives the headers to add', async () => {
  const { headers, stages } = await sign(request, credentials, options);
  expect(headers).toEqual({
    'x-jdcloud-date': '20240115T083000Z',
    'x-jdcloud-nonce': 'n',
    authorization: stages.authorization,
  });
  expect(stages.authorization).toContain('SignedHeaders=content-type;host;x-jdcloud-date;x-jdcloud-nonce');
});

test('a session token is sent and signed as it is', async () => {
  const { headers, stages } = await sign(request, { ...credentials, sessionToken: 'T+/=' }, options);
  expect(headers['x-jdcloud-security-token']).toBe('T+/=');
  expect(stages.canonicalRequest).toContain('x-jdcloud-security-token:T+/=\n');
});

test('a date and nonce of an earlier attempt are replaced', async () => {
  const again = { ...request, headers: { 'X-Jdcloud-Date': 'old', 'x-jdcloud-nonce': 'old' } };
  const { stages } = await sign(again, credentials, options);
  expect(stages.canonicalRequest).toContain('x-jdcloud-date:20240115T083000Z\nx-jdcloud-nonce:n\n');
});

test('each signature has a nonce of its own', async () => {
  const { nonce: _, ...without } = options;
  const nonces = await Promise.all(
    [1, 2].map(async () => (await sign(request, credentials, without)).headers['x-jdcloud-nonce']),
  );
  expect(nonces[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(nonces[0]).not.toBe(nonces[1]);
});

describe('what cannot be signed is an error that names the input', () => {
  test.each([
    [{ accessKeyId: '' }, {}, 'accessKeyId must be a text that is not empty'],
    [{ secretAccessKey: undefined }, {}, 'secretAccessKey must be a text that is not empty'],
    [{}, { region: '' }, 'region must be a text that is not empty'],
    [{}, { service: '' }, 'service must be a text that is not empty'],
    [{}, { date: new Date(Number.NaN) }, 'date must be a valid Date'],
    [{}, { signedHeaders: ['x-absent'] }, 'header x-absent is to be signed and is not there'],
  ])('%j %j', async (change, otherOptions, message) => {
    const signed = sign(
      request,
      { ...credentials, ...change } as JdcloudCredentials,
      { ...options, ...otherOptions } as JdcloudSignOptions,
    );
    await expect(signed).rejects.toThrow(SigningError);
    await expect(signed).rejects.toThrow(message);
  });
});
