import { describe, expect, it } from 'vitest';
import { readWireExample } from '../src/wire-example.js';

describe('readWireExample', () => {
  it('reads an address whose query spans lines, without placeholders', () => {
    const text = 'https://cvm.example/?Action=RunInstances\n&Disk.0.Size=50\n&Password=a@b++\n&<公共请求参数>';
    expect(readWireExample(text, 1, undefined)).toEqual([
      {
        direction: 'request',
        message: { path: '/', query: { Action: 'RunInstances', 'Disk.0.Size': '50', Password: 'a@b++' } },
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
});
