import { type Verification, type VerificationStage, verify as verifyJdcloud } from '@launchspec/signing/jdcloud';
import { verifyTc3, verifyV1 } from '@launchspec/signing/tencent';
import { verifyBearer, verify as verifyZenlayer } from '@launchspec/signing/zenlayer';
import type { MockedApi } from './catalog.js';
import type { MockRequest } from './message.js';

/** `off`: signatures are not looked at. `present`: there must be one. `verify`: it must be right. */
export const AUTH_MODES = ['off', 'present', 'verify'] as const;

export type AuthMode = (typeof AUTH_MODES)[number];

/** A key pair that the mock knows. Zenlayer's access tokens are the secrets of the keys. */
export interface MockKey {
  readonly id: string;
  readonly secret: string;
}

export interface AuthOptions {
  /** Default `present`. */
  readonly auth?: AuthMode;
  /** Default: one pair, `launchspec` and `launchspec`. */
  readonly keys?: readonly MockKey[];
  /** Seconds that a client's clock may be wrong. Default: what the vendor allows. */
  readonly skew?: number;
}

/** Why a request is not accepted, in the words of `Vendor.authErrors`. */
export type AuthFault = 'missing' | 'malformed' | 'unknownKey' | 'expired' | 'replayed' | 'mismatch' | 'token';

export type AuthResult =
  | { readonly ok: true; readonly notes: readonly string[] }
  | { readonly ok: false; readonly fault: AuthFault; readonly diagnosis: string };

const FAULTS: { readonly [stage in VerificationStage]: AuthFault } = {
  authorization: 'malformed',
  credentials: 'unknownKey',
  date: 'expired',
  'credential-scope': 'malformed',
  'session-token': 'token',
  'signed-headers': 'malformed',
  'payload-hash': 'mismatch',
  parameters: 'malformed',
  'canonical-request': 'mismatch',
  'string-to-sign': 'mismatch',
  'signing-key': 'mismatch',
  signature: 'mismatch',
};

const MOST_NONCES = 10_000;

/** Checks the signatures of requests as the vendors do. */
export class Authenticator {
  readonly #mode: AuthMode;
  readonly #keys: ReadonlyMap<
    string,
    Readonly<Record<'jdcloud' | 'tencent' | 'zenlayer', object>> & { secret: string }
  >;
  readonly #skew: number | undefined;
  /** Nonces that were used, and until when they count. */
  readonly #nonces = new Map<string, number>();

  constructor({ auth = 'present', keys = [{ id: 'launchspec', secret: 'launchspec' }], skew }: AuthOptions) {
    this.#mode = auth;
    this.#skew = skew;
    // The same objects each time: signing keys are kept with them.
    this.#keys = new Map(
      keys.map(({ id, secret }) => [
        id,
        {
          secret,
          jdcloud: { accessKeyId: id, secretAccessKey: secret },
          tencent: { secretId: id, secretKey: secret },
          zenlayer: { accessKeyId: id, accessKeyPassword: secret },
        },
      ]),
    );
  }

  /** @param now milliseconds since 1970, on the mock's clock. */
  async check(api: MockedApi, request: MockRequest, parameters: URLSearchParams, now: number): Promise<AuthResult> {
    if (this.#mode === 'off') return { ok: true, notes: [] };
    if (!request.headers.authorization && !parameters.has('Signature'))
      return { ok: false, fault: 'missing', diagnosis: 'the request is not signed: there is no Authorization header' };
    if (this.#mode === 'present') return { ok: true, notes: [] };
    const verification = await this.#verify(api, request, now, undefined);
    if (verification.ok) return this.#accept(api, request, verification, now);
    const claimed = verification.stage === 'signature' ? await this.#guess(api, request, now, verification) : undefined;
    const { stage, message: difference } = claimed ?? verification;
    const message =
      stage === 'signature'
        ? `${difference} No usual mistake explains it: is the secret of this key right?`
        : difference;
    return { ok: false, fault: FAULTS[stage], diagnosis: `signature refused at ${stage}: ${message}` };
  }

  #verify(
    api: MockedApi,
    request: MockRequest,
    now: number,
    canonicalRequest: string | undefined,
  ): Promise<Verification> {
    const [path = '/', query = ''] = splitOnce(request.target.replace(/^https?:\/\/[^/?]*/i, ''));
    const wire = {
      method: request.method,
      host: request.headers.host ?? '',
      path,
      query,
      headers: request.headers,
      body: request.body === 'tooLarge' ? '' : request.body,
    };
    const options = {
      now: new Date(now),
      ...(this.#skew === undefined ? {} : { skew: this.#skew }),
      ...(canonicalRequest === undefined ? {} : { claimed: { canonicalRequest } }),
    };
    const { scheme, service } = api.description.signing;
    if (scheme === 'JDCLOUD2-HMAC-SHA256')
      return verifyJdcloud(wire, (id) => this.#keys.get(id)?.jdcloud as never, { ...options, service });
    if (scheme === 'TC3-HMAC-SHA256') {
      if (request.headers.authorization)
        return verifyTc3(wire, (id) => this.#keys.get(id)?.tencent as never, {
          ...options,
          service: tencentService(request, service),
        });
      return verifyV1(wire, (id) => this.#keys.get(id)?.tencent as never, options);
    }
    if (/^bearer /i.test(request.headers.authorization ?? '')) return this.#verifyToken(wire, now);
    return verifyZenlayer(wire, (id) => this.#keys.get(id)?.zenlayer as never, options);
  }

  async #verifyToken(wire: Parameters<typeof verifyBearer>[0], now: number): Promise<Verification> {
    const results = [...this.#keys].map(
      ([keyId, { secret }]) => [keyId, verifyBearer(wire, { token: secret })] as const,
    );
    const found = results.find(([, { ok }]) => ok);
    if (found)
      return { ok: true, scheme: 'Bearer', keyId: found[0], date: new Date(now), computed: { stringToSign: '' } };
    const [first] = results;
    if (first && !first[1].ok) return first[1];
    return { ok: false, stage: 'credentials', message: 'There is no such token.' };
  }

  #accept(
    api: MockedApi,
    request: MockRequest,
    verification: Extract<Verification, { ok: true }>,
    now: number,
  ): AuthResult {
    const { keyId, nonce, host, date, scheme } = verification;
    const { service } = api.description.signing;
    const signed = scheme === 'TC3-HMAC-SHA256' ? tencentService(request, service) : service;
    const notes: string[] = [];
    if (host === 'without-port') notes.push(`The host was signed without its port, ${AS_SDK}.`);
    if (signed !== service) notes.push(`The service was signed as ${signed}, the first label of the host, ${AS_SDK}.`);
    if (nonce === undefined) return { ok: true, notes };
    const name = `${api.description.id} ${keyId} ${date.getTime()} ${nonce}`;
    const until = this.#nonces.get(name);
    if (until !== undefined && now < until)
      return { ok: false, fault: 'replayed', diagnosis: 'signature refused: the nonce was used before' };
    this.#nonces.set(name, now + 2 * (this.#skew ?? 900) * 1000);
    if (this.#nonces.size > MOST_NONCES) this.#nonces.delete(this.#nonces.keys().next().value as string);
    return { ok: true, notes };
  }

  /** Tries what clients usually get wrong, one line at a time, until the signature is that of what would have been signed. */
  async #guess(
    api: MockedApi,
    request: MockRequest,
    now: number,
    { computed }: Extract<Verification, { ok: false }>,
  ): Promise<Extract<Verification, { ok: false }> | undefined> {
    if (computed?.canonicalRequest === undefined) return undefined;
    for (const candidate of mistakes(computed.canonicalRequest, request)) {
      const result = await this.#verify(api, request, now, candidate);
      if (!result.ok && result.confirmed) return result;
    }
    return undefined;
  }
}

const AS_SDK = 'as the vendor’s Node SDK does';

/** The service that a TC3 signature must name: the vendor's, or the first label of the host, which is where the vendor's Node SDK has it from. */
function tencentService({ headers }: MockRequest, service: string): string {
  const named = /\/([^/,\s]+)\/tc3_request\b/.exec(headers.authorization ?? '')?.[1];
  const [label = ''] = (headers.host ?? '').split('.');
  return named !== undefined && [label, label.replace(/:\d+$/, '')].includes(named) ? named : service;
}

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Canonical requests that differ from the right one in one line, as clients have been seen to make them. */
function mistakes(canonical: string, request: MockRequest): string[] {
  const lines = canonical.split('\n');
  const [path = '/', query = ''] = splitOnce(request.target);
  const variants: [number, string][] = [
    [0, lines[0]?.toLowerCase() ?? ''],
    [0, 'GET'],
    [0, 'POST'],
    [1, '/'],
    [1, path],
    [1, path.replace(/^\/[^/]+/, '') || '/'],
    [1, decodeURIComponentOr(path)],
    [2, query],
    [2, ''],
    [lines.length - 1, EMPTY_HASH],
    [lines.length - 1, ''],
  ];
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('host:')) variants.push([index, line.replace(/:\d+$/, '')]);
    if (line.startsWith('content-type:'))
      variants.push(
        [index, 'content-type:application/json'],
        [index, 'content-type:application/json; charset=utf-8'],
        [index, 'content-type:application/json;charset=utf-8'],
      );
  }
  return variants
    .filter(([index, line]) => lines[index] !== line)
    .map(([index, line]) => lines.with(index, line).join('\n'));
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(target: string): [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}
