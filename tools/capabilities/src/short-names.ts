import type { Pointer } from '@launchspec/instances/capabilities';

/** For each pointer the shortest end of it that is the end of no other one, as the documents write it. */
export function shortNames(pointers: readonly Pointer[]): ReadonlyMap<Pointer, string> {
  return new Map(pointers.map((pointer) => [pointer, shortName(pointer, pointers)]));
}

function shortName(pointer: Pointer, all: readonly Pointer[]): string {
  const [, part = '', ...steps] = pointer.split('/');
  if (part !== 'body') return `${part} \`${steps.join('.')}\``;
  let length = 1;
  const end = () => `/${steps.slice(-length).join('/')}`;
  while (
    length < steps.length &&
    (end().startsWith('/*') || all.some((each) => each !== pointer && each.endsWith(end())))
  )
    length++;
  return `\`${end().slice(1).replaceAll('/*', '[]').replaceAll('/', '.')}\``;
}
