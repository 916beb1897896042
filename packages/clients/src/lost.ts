/** What a request that got no answer tells by its error. */
export interface Lost {
  /** Whether a byte of the request may have left. */
  readonly sent: boolean;
  /** Whether it is worth trying again: a certificate stays wrong. */
  readonly lasting: boolean;
}

const NO_CONNECTION =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/;
const NO_TRUST = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET)_)/;

/**
 * Reads the error of a `fetch`. Only what platforms say of a connection that never was counts as not sent; a reset, which looks the same
 * before and after the first byte, does not. Node and Bun tell by a code, here or in a cause; others are taken to have sent.
 */
export function readLost(error: unknown): Lost {
  const lines = readLines(error);
  const unsent = lines.every(neverConnected);
  return { sent: !unsent, lasting: unsent && lines.some(({ code }) => NO_TRUST.test(code)) };
}

function readLines(error: unknown): Line[] {
  try {
    return linesOf(error, 0);
  } catch {
    return [UNTOLD];
  }
}

interface Line {
  readonly code: string;
  readonly syscall: unknown;
}

/** An error that cannot be read, or has no code, tells nothing: the request may have left. */
const UNTOLD: Line = { code: '', syscall: undefined };

/** An address each: a host with several is tried at all of them. */
function linesOf(error: unknown, depth: number): Line[] {
  if (typeof error !== 'object' || error === null || depth > 8) return [UNTOLD];
  const { code, syscall, cause, errors } = error as { [key in 'code' | 'syscall' | 'cause' | 'errors']?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap((each) => linesOf(each, depth + 1));
  if (typeof code === 'string') return [{ code, syscall }];
  return linesOf(cause, depth + 1);
}

function neverConnected({ code, syscall }: Line): boolean {
  return syscall === 'connect' || syscall === 'getaddrinfo' || NO_CONNECTION.test(code) || NO_TRUST.test(code);
}
