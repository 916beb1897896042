/** Trees of JSON values, and JSON pointers into them. */

export type Tree = { [name: string]: unknown };

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function stepsOf(pointer: string): string[] {
  const steps = pointer.split('/');
  steps.shift();
  return pointer.includes('~') ? steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')) : steps;
}

export function pointerOf(steps: readonly (string | number)[]): string {
  let pointer = '';
  for (const step of steps)
    pointer +=
      typeof step === 'string' && /[~/]/.test(step)
        ? `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`
        : `/${step}`;
  return pointer;
}

/** Sets a member of its own, also where it is called `__proto__`. */
export function setOwn(tree: object, name: string | number, value: unknown): void {
  // Where nothing of that name is inherited, it can be assigned, which is many times faster.
  if (!(name in tree)) (tree as Tree)[name] = value;
  else Object.defineProperty(tree, name, { value, writable: true, enumerable: true, configurable: true });
}

export function valueAt(root: unknown, pointer: string): unknown {
  return valueAtSteps(root, stepsOf(pointer));
}

export function valueAtSteps(root: unknown, steps: readonly string[]): unknown {
  let node = root;
  for (const step of steps) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return undefined;
    node = (node as Tree)[step];
  }
  return node;
}

/** Puts a value at a pointer whose parents are made where they are missing; a number makes a list. An object that is there stays. */
export function putAt(root: Tree, pointer: string, value: unknown): void {
  putAtSteps(root, stepsOf(pointer), value);
}

export function putAtSteps(root: Tree, steps: readonly (string | number)[], value: unknown): void {
  const last = steps.at(-1);
  if (last === undefined) return;
  let node: Tree = root;
  for (let index = 0; index < steps.length - 1; index++) {
    const step = steps[index] as string;
    if (!Object.hasOwn(node, step)) setOwn(node, step, isIndex(steps[index + 1] as string | number) ? [] : {});
    node = node[step] as Tree;
  }
  if (isTree(value) && Object.keys(value).length === 0 && isTree(node[last])) return;
  setOwn(node, last, value);
}

function isIndex(step: string | number): boolean {
  return typeof step === 'number' || /^\d+$/.test(step);
}

/** The pointers that a pattern, in which `*` is any element of a list of objects, has in a tree, with the elements it went through. */
export function matches(
  root: unknown,
  pattern: string,
): { readonly pointer: string; readonly indices: readonly number[] }[] {
  if (!pattern.includes('/*')) return valueAt(root, pattern) === undefined ? [] : [{ pointer: pattern, indices: [] }];
  const [head = '', ...rest] = pattern.split('/*');
  const list = valueAt(root, head);
  if (!Array.isArray(list) || !list.every(isTree)) return [];
  return list.flatMap((element, index) =>
    matches(element, rest.join('/*')).map((inner) => ({
      pointer: `${head}/${index}${inner.pointer}`,
      indices: [index, ...inner.indices],
    })),
  );
}

/** A pattern with its `*` filled in, in order. */
export function filled(pattern: string, indices: readonly number[]): string {
  if (indices.length === 0) return pattern;
  let next = 0;
  return pattern.replaceAll('/*', () => `/${indices[next++] ?? '*'}`);
}

/** The same of a pattern that is given step by step. */
export function filledSteps(pattern: readonly string[], indices: readonly number[]): readonly (string | number)[] {
  if (indices.length === 0) return pattern;
  let next = 0;
  return pattern.map((step) => (step === '*' ? (indices[next++] ?? '*') : step));
}

/** Every value of a tree that is not an object or list with something in it, by pointer. */
export function leavesOf(root: unknown, at = ''): [pointer: string, value: unknown][] {
  if (typeof root !== 'object' || root === null || Object.keys(root).length === 0)
    return root === undefined ? [] : [[at, root]];
  return Object.entries(root).flatMap(([name, value]) => leavesOf(value, at + pointerOf([name])));
}

export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual((one as Tree)[name], (other as Tree)[name]))
  );
}
