import { describe, expect, test } from 'vitest';
import { SigningError, signTc3, signV1, type TencentCredentials, v1 } from '../../src/tencent/index.js';

const date = new Date('2024-01-15T08:30:00Z');
const credentials = { secretId: 'ID', secretKey: 'KEY' };
const request = {
  method: 'POST',
  host: 'cvm.tencentcloudapi.com',
  path: '/',
  headers: { 'Content-Type': 'application/json', 'X-TC-Action': 'RunInstances' },
  body: '{}',
};

describe('TC3', () => {
  test('gives the headers to add; the token is not signed unless asked for', async () => {
    const temporary = { ...credentials, token: 'T' };
    const { headers, stages } = await signTc3(request, temporary, { service: 'cvm', date });
    expect(headers).toEqual({ 'x-tc-timestamp': '1705307400', 'x-tc-token': 'T', authorization: stages.authorization });
    expect(stages.authorization).toContain('SignedHeaders=content-type;host,');
    const more = await signTc3(request, temporary, {
      service: 'cvm',
      date,
      signedHeaders: ['host', 'X-TC-Token', 'content-type'],
    });
    expect(more.stages.canonicalRequest).toContain('x-tc-token:t\n');
  });

  test.each([
    [{ secretId: '' }, 'cvm', 'secretId must be a text that is not empty'],
    [{ secretKey: undefined }, 'cvm', 'secretKey must be a text that is not empty'],
    [{}, '', 'service must be a text that is not empty'],
  ])('what cannot be signed is an error that names the input: %j', async (change, service, message) => {
    const signed = signTc3(request, { ...credentials, ...change } as TencentCredentials, { service, date });
    await expect(signed).rejects.toThrow(SigningError);
    await expect(signed).rejects.toThrow(message);
  });

  test('without Content-Type there is nothing to sign', async () => {
    const signed = signTc3({ ...request, headers: {} }, credentials, { service: 'cvm', date });
    await expect(signed).rejects.toThrow('header content-type is to be signed and is not there');
  });
});

describe('v1', () => {
  const form = { method: 'POST', host: 'cvm.tencentcloudapi.com', path: '/', parameters: { Action: 'RunInstances' } };

  test('adds its parameters and encodes all', async () => {
    const temporary = { ...credentials, token: 'T' };
    const { parameters, encoded, stages } = await signV1(form, temporary, { date, nonce: 7 });
    expect(parameters).toEqual({
      Action: 'RunInstances',
      Timestamp: '1705307400',
      Nonce: '7',
      SecretId: 'ID',
      Token: 'T',
      SignatureMethod: 'HmacSHA256',
      Signature: stages.signature,
    });
    expect(v1.decodeParameters(encoded)).toEqual(new Map(Object.entries(parameters)));
  });

  test('signs anew what was signed before', async () => {
    const first = await signV1(form, credentials, { date: new Date(0), nonce: 1 });
    const again = await signV1({ ...form, parameters: first.parameters }, credentials, { date, nonce: 7 });
    expect(again).toEqual(await signV1(form, credentials, { date, nonce: 7 }));
  });

  test('the method can be left out with HmacSHA1', async () => {
    const { parameters } = await signV1(form, credentials, { signatureMethod: 'HmacSHA1', declareMethod: false });
    expect(parameters).not.toHaveProperty('SignatureMethod');
    expect(parameters.Nonce).toMatch(/^[1-9]\d*$/);
    await expect(signV1(form, credentials, { declareMethod: false })).rejects.toThrow(
      'declareMethod can be false with HmacSHA1 only',
    );
  });

  test.each([-1, 1.5, Number.NaN])('%d is no nonce', async (nonce) => {
    await expect(signV1(form, credentials, { nonce })).rejects.toThrow('nonce must be a whole number from 0 on');
  });
});
