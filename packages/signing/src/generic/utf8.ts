const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text as UTF-8; bytes stay as they are. */
export function toBytes(data: string | Uint8Array): Uint8Array<ArrayBuffer> {
  // What Web Crypto takes is typed more narrowly than what callers have; a view on shared memory is refused by it at run time.
  return typeof data === 'string' ? encoder.encode(data) : (data as Uint8Array<ArrayBuffer>);
}

/** The text of UTF-8 bytes; `undefined` when they are not UTF-8, so that two different requests never read the same. */
export function fromBytes(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
