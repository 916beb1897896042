import { parseDocument } from 'yaml';
import type { WireMessage } from './facts.js';
import { TableError } from './table-error.js';

export interface DirectedMessage {
  direction: 'request' | 'response';
  message: WireMessage;
}

const REQUEST_LINE = /^(GET|POST|PUT|DELETE|PATCH|HEAD)\s+(\S+)(?:\s+HTTP\/[\d.]+)?$/u;
const STATUS_LINE = /^HTTP\/[\d.]+\s+(\d{3})\b/u;
const HEADER_LINE = /^([A-Za-z][A-Za-z0-9-]*):\s+(\S.*)$/u;
const MARKER_LINE = /^(?:(request|请求)|(response|返回|响应))\s*[:：]?$/iu;
const PLACEHOLDER_LINE = /^&?<[^<>]+>$/u;

/**
 * Takes the text of a code block apart into requests and answers: a request line or an address, headers, a query that may span lines,
 * a JSON body, and the marks `Request:` and `Response:` between them.
 * @param fallback what a body stands for that nothing in the block tells apart.
 * @throws TableError for a line that is none of these, or JSON that cannot be read.
 */
export function readWireExample(
  text: string,
  firstLine: number,
  fallback: 'request' | 'response' | undefined,
): DirectedMessage[] {
  const lines = text.split('\n');
  const messages: DirectedMessage[] = [];
  let current: DirectedMessage | undefined;
  const start = (direction: 'request' | 'response'): WireMessage => {
    current = { direction, message: {} };
    messages.push(current);
    return current.message;
  };
  // An open message of that direction whose body has not come yet, or a new one.
  const open = (direction: 'request' | 'response'): WireMessage =>
    current?.direction === direction && current.message.body === undefined ? current.message : start(direction);

  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trim();
    const at = firstLine + index;
    if (line === '') continue;
    if (PLACEHOLDER_LINE.test(line)) {
      if (current) current.message.omitted = [...(current.message.omitted ?? []), line.replace(/^&/u, '')];
      continue;
    }
    const marker = MARKER_LINE.exec(line);
    const request = REQUEST_LINE.exec(line);
    const status = STATUS_LINE.exec(line);
    const header = HEADER_LINE.exec(line);
    if (marker) {
      open(marker[1] === undefined ? 'response' : 'request');
    } else if (request) {
      const message = open('request');
      message.method = request[1] as string;
      addAddress(message, request[2] as string, at);
    } else if (status) {
      open('response').status = Number(status[1]);
    } else if (/^(?:https?:\/)?\/\S*$/u.test(line)) {
      addAddress(open('request'), line, at);
    } else if (/^[?&]\S+=/u.test(line) && current?.direction === 'request') {
      addQuery(current.message, line, at);
    } else if (header && current) {
      const name = header[1] as string;
      if (current.message.headers && Object.hasOwn(current.message.headers, name))
        throw new TableError(at, `the example has ${name} twice`);
      current.message.headers = { ...current.message.headers, [name]: (header[2] as string).trim() };
    } else if (/^[{[]/u.test(line)) {
      const direction = current && current.message.body === undefined ? current.direction : fallback;
      if (!direction) throw new TableError(at, 'the example is not labelled as a request or as an answer');
      const body = readJson(lines, index, at);
      open(direction).body = body.value;
      index = body.last;
    } else {
      throw new TableError(
        at,
        `the example has a line that is neither a request line, a header, a query nor JSON: ${line.slice(0, 60)}`,
      );
    }
  }
  return messages;
}

function addAddress(message: WireMessage, address: string, at: number): void {
  try {
    const url = new URL(address, NO_ORIGIN);
    if (url.origin !== NO_ORIGIN) message.origin = url.origin;
    message.path = decodeURI(url.pathname);
    addQuery(message, url.search, at);
  } catch (error) {
    if (error instanceof TableError) throw error;
    throw new TableError(at, `the example has an address that cannot be read: ${address.slice(0, 60)}`);
  }
}

const NO_ORIGIN = 'http://none';

function addQuery(message: WireMessage, text: string, at: number): void {
  // Examples are printed unencoded, so a + is a +.
  for (const pair of text.replace(/^[?&]/u, '').split('&')) {
    if (pair === '' || PLACEHOLDER_LINE.test(pair)) continue;
    const [name = '', ...value] = pair.split('=');
    if (message.query && Object.hasOwn(message.query, decode(name)))
      throw new TableError(at, `the example has ${decode(name)} twice`);
    message.query = { ...message.query, [decode(name)]: decode(value.join('=')) };
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The JSON value that begins on a line: the first run of lines that parses. */
function readJson(lines: readonly string[], first: number, at: number): { value: unknown; last: number } {
  for (let last = first; last < lines.length; last += 1) {
    if (!/[}\]]\s*$/u.test(lines[last] ?? '')) continue;
    const text = lines.slice(first, last + 1).join('\n');
    if (problemOf(text) !== undefined) continue;
    refuseRepeatedKeys(text, at);
    return { value: JSON.parse(text) as unknown, last };
  }
  // As far as it can still go on, nothing is wrong with it.
  const broken = lines.findIndex((_, index) => {
    const text = lines.slice(first, index + 1).join('\n');
    const problem = index < first ? undefined : problemOf(text);
    const offset = Number(/position (\d+)/u.exec(problem ?? '')?.[1] ?? 0);
    return problem !== undefined && !problem.includes('end of JSON') && offset < text.trimEnd().length;
  });
  const last = broken < 0 ? lines.length - 1 : broken;
  const problem = broken < 0 ? 'it does not end' : problemOf(lines.slice(first, last + 1).join('\n'));
  throw new TableError(at + last - first, `the example is not JSON: ${problem?.replace(/\s+/gu, ' ')}`);
}

function problemOf(json: string): string | undefined {
  try {
    JSON.parse(json);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Of a name that is given twice, JSON keeps the last value; the other would vanish. */
function refuseRepeatedKeys(text: string, at: number): void {
  const repeated = parseDocument(text).errors.find(({ code }) => code === 'DUPLICATE_KEY');
  if (repeated) throw new TableError(at + (repeated.linePos?.[0].line ?? 1) - 1, 'the example has a name twice');
}
