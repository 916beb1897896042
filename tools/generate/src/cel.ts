import { type ASTNode, parse } from '@marcbachmann/cel-js';
import { CelError } from './cel-error.js';

/** Functions that a rule may call, by their CEL name and number of arguments; the receiver of a method counts. */
const FUNCTIONS: Readonly<Record<string, { readonly runtime: string; readonly arity: number }>> = {
  size: { runtime: 'cel.size', arity: 1 },
  int: { runtime: 'cel.int', arity: 1 },
  startsWith: { runtime: 'cel.startsWith', arity: 2 },
  endsWith: { runtime: 'cel.endsWith', arity: 2 },
  contains: { runtime: 'cel.containsText', arity: 2 },
  base64Size: { runtime: 'own.base64Size', arity: 1 },
  utf8Size: { runtime: 'own.utf8Size', arity: 1 },
  jdcloudNames: { runtime: 'own.jdcloudNames', arity: 2 },
  zenlayerNames: { runtime: 'own.zenlayerNames', arity: 2 },
};

const MACROS = ['all', 'exists', 'map', 'filter'];

const BINARY: Readonly<Record<string, (left: string, right: string) => string>> = {
  '==': (left, right) => `cel.equal(${left}, ${right})`,
  '!=': (left, right) => `!cel.equal(${left}, ${right})`,
  '<': (left, right) => `cel.less(${left}, ${right})`,
  '<=': (left, right) => `cel.lessOrEqual(${left}, ${right})`,
  '>': (left, right) => `cel.less(${right}, ${left})`,
  '>=': (left, right) => `cel.lessOrEqual(${right}, ${left})`,
  '+': (left, right) => `cel.add(${left}, ${right})`,
  '-': (left, right) => `cel.subtract(${left}, ${right})`,
  '*': (left, right) => `cel.multiply(${left}, ${right})`,
  '/': (left, right) => `cel.divide(${left}, ${right})`,
  '%': (left, right) => `cel.remainder(${left}, ${right})`,
  in: (left, right) => `cel.contains(${right}, ${left})`,
  '||': (left, right) => `cel.or(() => ${left}, () => ${right})`,
  '&&': (left, right) => `cel.and(() => ${left}, () => ${right})`,
};

/**
 * Compiles a CEL expression over `self` to a JavaScript expression over `self`, which calls `cel.*` (rule-runtime) and `own.*`
 * (rule-functions) and throws where CEL has an error.
 * @throws CelError when the expression is not CEL, or uses a part of CEL that rules do not need.
 */
export function compileCel(expression: string): string {
  let ast: ASTNode;
  try {
    ({ ast } = parse(expression));
  } catch (error) {
    throw new CelError(expression, (error as Error).message);
  }
  return emit(ast, ['self'], expression);
}

function emit(node: ASTNode, variables: readonly string[], source: string): string {
  const sub = (child: ASTNode): string => emit(child, variables, source);
  const unsupported = (what: string): never => {
    throw new CelError(source, `${what} is not supported in rules`);
  };
  switch (node.op) {
    case 'value':
      return literal(node.args);
    case 'id':
      return variables.includes(node.args) ? node.args : unsupported(`the name ${node.args}`);
    case '.':
      return `cel.get(${sub(node.args[0])}, ${JSON.stringify(node.args[1])})`;
    case '[]':
      return `cel.at(${sub(node.args[0])}, ${sub(node.args[1])})`;
    case 'list':
      return `[${node.args.map(sub).join(', ')}]`;
    case '!_':
      return `cel.not(${sub(node.args)})`;
    case '-_':
      return `cel.subtract(0, ${sub(node.args)})`;
    case '?:':
      return `(cel.bool(${sub(node.args[0])}) ? ${sub(node.args[1])} : ${sub(node.args[2])})`;
    case 'call': {
      const [name, given] = node.args;
      if (name !== 'has') return call(name, given.map(sub), unsupported);
      const [field] = given;
      if (given.length !== 1 || field?.op !== '.') return unsupported('has() of anything but a field');
      return `cel.has(${sub(field.args[0])}, ${JSON.stringify(field.args[1])})`;
    }
    case 'rcall': {
      const [name, receiver, given] = node.args;
      if (name === 'matches') return `cel.matches(${sub(receiver)}, ${pattern(given, source)})`;
      if (!MACROS.includes(name)) return call(name, [receiver, ...given].map(sub), unsupported);
      const [variable, body] = given;
      if (given.length !== 2 || variable?.op !== 'id' || !body) return unsupported(`${name}() of this form`);
      return `cel.${name}(${sub(receiver)}, (${variable.args}) => ${emit(body, [...variables, variable.args], source)})`;
    }
    default: {
      const binary = BINARY[node.op];
      if (!binary) return unsupported(`the operator ${node.op}`);
      const [left, right] = node.args as [ASTNode, ASTNode];
      return binary(sub(left), sub(right));
    }
  }
}

function call(name: string, given: readonly string[], unsupported: (what: string) => never): string {
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known || known.arity !== given.length) return unsupported(`the function ${name}() with ${given.length} values`);
  return `${known.runtime}(${given.join(', ')})`;
}

/** A pattern must be a literal, so that it is compiled once and found to be wrong here. */
function pattern(given: readonly ASTNode[], source: string): string {
  const [literalPattern] = given;
  if (given.length !== 1 || literalPattern?.op !== 'value' || typeof literalPattern.args !== 'string') {
    throw new CelError(source, 'matches() takes one literal pattern');
  }
  try {
    return new RegExp(literalPattern.args, 'u').toString();
  } catch (error) {
    throw new CelError(source, (error as Error).message);
  }
}

function literal(value: unknown): string {
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}
