import { describe, expect, it } from 'vitest';
import { TableError } from '../src/table-error.js';
import { readWireExample } from '../src/wire-example.js';

describe('readWireExample', () => {
  it('reads an address whose query spans lines, without placeholders', () => {
    const text = 'https://cvm.example/?Action=RunInstances\n&Disk.0.Size=50\n&Password=a@b++\n&<公共请求参数>';
    expect(readWireExample(text, 1, undefined)).toEqual([
      {
        direction: 'request',
        message: {
          origin: 'https://cvm.example',
          path: '/',
          query: { Action: 'RunInstances', 'Disk.0.Size': '50', Password: 'a@b++' },
          omitted: ['<公共请求参数>'],
        },
      },
    ]);
  });

  it('reads a request line, headers, a body and the answer below', () => {
    const text =
      'POST / HTTP/1.1\nHost: a.example\nX-Action: Create\n<Common Params>\n\nRequest:\n{\n  "a": {"b": "}"}\n}\n\nResponse:\n{"c": [1]}\n';
    expect(readWireExample(text, 1, undefined)).toEqual([
      {
        direction: 'request',
        message: {
          method: 'POST',
          path: '/',
          headers: { Host: 'a.example', 'X-Action': 'Create' },
          omitted: ['<Common Params>'],
          body: { a: { b: '}' } },
        },
      },
      { direction: 'response', message: { body: { c: [1] } } },
    ]);
  });

  it('reads a path above a body', () => {
    expect(readWireExample('/v1/regions/{regionId}/boats\n{"a": 1}', 1, undefined)).toEqual([
      { direction: 'request', message: { path: '/v1/regions/{regionId}/boats', body: { a: 1 } } },
    ]);
  });

  it('reads a bare body by its label', () => {
    expect(readWireExample('{"a": 1}', 1, 'response')).toEqual([
      { direction: 'response', message: { body: { a: 1 } } },
    ]);
  });

  it('reads a status line', () => {
    expect(readWireExample('HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"a": 1}', 1, undefined)).toEqual(
      [
        {
          direction: 'response',
          message: { status: 404, headers: { 'Content-Type': 'application/json' }, body: { a: 1 } },
        },
      ],
    );
  });

  it.each<[string, string, number, RegExp]>([
    ['JSON that breaks further down', '{\n  "a": 1,\n  "b": 2\n  "c": 3\n}', 13, /not JSON/u],
    ['JSON with a bracket that was not opened', '{\n  "a":\n    "b"\n  ],\n  "c": 3\n}', 13, /not JSON/u],
    ['JSON with words in it', '{\n  "a": [\n  some words\n  ],\n  "c": 3\n}', 12, /not JSON/u],
    ['JSON that does not end', '{\n  "a": {\n}', 12, /not JSON/u],
    ['a name twice', '{\n  "a": 1,\n  "b": 2,\n  "a": 3\n}', 13, /a name twice/u],
    ['a parameter twice', '/boats?a=1\n&b=2\n&a=3', 12, /has a twice/u],
    ['a header twice', 'POST /boats\nX-A: 1\nX-A: 2', 12, /has X-A twice/u],
    ['an address that is none', 'POST https://[', 10, /address/u],
  ])('names the line of %s', (_, text, line, problem) => {
    let error: unknown;
    try {
      readWireExample(text, 10, 'request');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TableError);
    expect(error).toMatchObject({ line, problem: expect.stringMatching(problem) });
  });
});
