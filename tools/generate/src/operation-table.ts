export interface OperationTable {
  /** Name of the exported constant. */
  readonly name: string;
  /** The type that the table satisfies, and that of the values in it. */
  readonly type: string;
  readonly valueType: string;
  /** The source of each operation's value. */
  readonly values: ReadonlyMap<string, string>;
}

/** Source of a table by operation, in which operations of equal value share one constant. */
export function operationTable({ name, type, valueType, values }: OperationTable): string {
  const owners = new Map<string, string>();
  for (const [operation, value] of values) if (!owners.has(value)) owners.set(value, operation);
  const constants = [...owners].map(
    ([value, operation]) => `const ${operation} = ${value} as const satisfies ${valueType};\n`,
  );
  const rows = [...values].map(([operation, value]) => {
    const owner = owners.get(value);
    return `  ${owner === operation ? operation : `${operation}: ${owner}`},`;
  });
  return `${constants.join('\n')}
export const ${name} = {
${rows.join('\n')}
} as const satisfies ${type};
`;
}
