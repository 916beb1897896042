import { describe, expect, test } from 'vitest';
import * as own from '../../../packages/clients/src/rule-functions.js';
import * as cel from '../../../packages/clients/src/rule-runtime.js';
import { compileCel } from '../src/cel.js';
import { CelError } from '../src/cel-error.js';

const evaluate = (expression: string, self: unknown): unknown =>
  new Function('cel', 'own', 'self', `return ${compileCel(expression)}`)(cel, own, self);

describe('a compiled rule gives what CEL gives', () => {
  test.each([
    ['self.a == 1 && self.b != 2', { a: 1, b: 3 }, true],
    ['!has(self.a) || self.a < 3', {}, true],
    ['!has(self.a) || self.a < 3', { a: 3 }, false],
    ['self.a % 10 == 0', { a: 25 }, false],
    ['self.a / 2 == 12', { a: 25 }, true],
    ['-self.a == 0 - 25', { a: 25 }, true],
    ["self.a in ['x', 'y']", { a: 'y' }, true],
    ['self.list.all(x, x > 1)', { list: [2, 3] }, true],
    ['self.list.exists(x, x > 2)', { list: [2, 3] }, true],
    ['size(self.list.filter(x, x > 2)) == 1', { list: [2, 3] }, true],
    ['self.list.map(x, x.n).exists(n, n == self.n)', { list: [{ n: 1 }], n: 1 }, true],
    ["self.name.matches('^[a-z]+$')", { name: 'abc' }, true],
    ["self.name.startsWith('CDH_') ? self.n == 1 : self.n == 2", { name: 'CDH_1C1G', n: 1 }, true],
    ["size(self.name) == 2 && self.name.contains('😀')", { name: 'a😀' }, true],
    ["self.list[0].n == 1 && self.map['k'] == 2", { list: [{ n: 1 }], map: { k: 2 } }, true],
    ['base64Size(self.text) <= 2', { text: 'YWI=' }, true],
    ["jdcloudNames(self.name, 3) == ['web09', 'web10', 'web11']", { name: 'web[09]' }, true],
    ["zenlayerNames(self.name, 2) == ['server003', 'server004']", { name: 'server_[3,3]' }, true],
    // An error on one side does not matter when the other side decides.
    ['self.gone == 1 || true', {}, true],
    ['self.gone == 1 && false', {}, false],
    ['self.list.exists(x, x.n == 1)', { list: [{}, { n: 1 }] }, true],
  ])('%s over %j: %s', (expression, self, expected) => {
    expect(evaluate(expression, self)).toBe(expected);
  });

  test.each([
    ['self.gone == 1', {}],
    ['self.a < 3', { a: 'text' }],
    ['self.a && true', { a: 1 }],
    ['has(self.a.b)', {}],
    ['self.a % 0 == 1', { a: 1 }],
    ["self.a.matches('x')", { a: 1 }],
    ['self.a.all(x, x)', { a: 1 }],
    ['self.constructor == 1', {}],
  ])('%s over %j is an error, never true or false', (expression, self) => {
    expect(() => evaluate(expression, self)).toThrow(expect.objectContaining({ name: 'RuleError' }));
  });
});

describe('what is not a rule is refused when it is compiled', () => {
  test.each([
    ['self.a ==', /cannot be compiled/],
    ['other.a == 1', /the name other is not supported/],
    ['self.a.upperAscii() == "A"', /the function upperAscii\(\) with 1 values is not supported/],
    ["self.a.matches('[')", /cannot be compiled/],
    ['self.a.matches(self.b)', /one literal pattern/],
    ['has(self)', /cannot be compiled|has\(\)/],
    ["{'a': 1}.a == 1", /the operator map is not supported/],
  ])('%s', (expression, message) => {
    expect(() => compileCel(expression)).toThrow(CelError);
    expect(() => compileCel(expression)).toThrow(message);
  });
});
