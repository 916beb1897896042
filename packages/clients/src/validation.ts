import { RuleError } from './rule-error.js';
import { bounded } from './rule-runtime.js';

/** A request taken apart, as the validators of each API read it. Header names are in lower case. */
export interface RequestParts {
  readonly path?: { readonly [name: string]: unknown };
  readonly query?: { readonly [name: string]: unknown };
  readonly header?: { readonly [name: string]: unknown };
  readonly body?: unknown;
}

/** One way in which a request differs from the spec. It never holds the value that was found: that may be a secret. */
export interface Violation {
  /** JSON pointer to the value, beginning with `/path`, `/query`, `/header` or `/body`; of a missing value, where it should be. */
  readonly path: string;
  /** The JSON Schema keyword that failed, such as `required` or `maxLength`. */
  readonly keyword: string;
  /** The rule that was broken, in words that follow the path: "must have at most 64 characters". */
  readonly detail: string;
  /** Of a rule across fields, the rule; `keyword` is then `x-validations`. */
  readonly rule?: Rule;
}

/** A rule across fields: the spec's `x-validations`, compiled. */
export interface Rule {
  readonly id: string;
  /** What to change, as a sentence. */
  readonly message: string;
  /** The vendor's error code for a request that breaks the rule. */
  readonly error: string;
  /** The named error example whose wire message is the vendor's own for this rule, where the document has one. */
  readonly example?: string;
  /** JSON pointers into the body: the fields the rule reads. */
  readonly fields: readonly string[];
  /** @throws RuleError when a value that the rule reads is missing or of another type. */
  readonly holds: (body: unknown) => boolean;
}

/** The rules of each operation, see `@launchspec/clients/<api>/rules`. */
export interface RuleTable {
  readonly [operationId: string]: readonly Rule[];
}

/** What Ajv's compiled code reports. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
}

/** A compiled check of one operation's requests, see `@launchspec/clients/<api>/validators`. */
export interface RequestValidator {
  (request: RequestParts): boolean;
  errors?: readonly SchemaError[] | null;
}

/**
 * Checks a request against the schema of its operation.
 * @returns every violation, missing values first; empty when there is none.
 */
export function findViolations(validator: RequestValidator, request: RequestParts): Violation[] {
  if (validator(request)) return [];
  const violations = (validator.errors ?? []).map(violationOf);
  return [
    ...violations.filter(({ keyword }) => keyword === 'required'),
    ...violations.filter(({ keyword }) => keyword !== 'required'),
  ];
}

/**
 * Checks a body against the rules across fields of its operation.
 * @param schemaHolds whether the body met its schema. If so, a rule that cannot be evaluated is a violation too; if not, the schema's
 * own violations say why.
 */
export function findRuleViolations(rules: readonly Rule[], body: unknown, schemaHolds = true): Violation[] {
  const violations: Violation[] = [];
  for (const rule of rules) {
    const detail = check(rule, body);
    if (detail !== undefined && (detail !== NOT_EVALUATED || schemaHolds))
      violations.push({ path: `/body${rule.fields[0] ?? ''}`, keyword: 'x-validations', detail, rule });
  }
  return violations;
}

const NOT_EVALUATED =
  'could not be checked by a rule of the spec, because a value it reads is missing, of another type or too large';

function check(rule: Rule, body: unknown): string | undefined {
  try {
    return bounded(() => rule.holds(body)) ? undefined : `breaks the rule ${rule.id}: ${rule.message}`;
  } catch (error) {
    if (error instanceof RuleError) return NOT_EVALUATED;
    throw error;
  }
}

function violationOf({ instancePath, keyword, params }: SchemaError): Violation {
  const property = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  const path = typeof property === 'string' ? `${instancePath}/${escapePointer(property)}` : instancePath;
  const describe = DETAILS[keyword];
  return { path, keyword, detail: describe ? describe(params) : `breaks the rule "${keyword}" of its schema` };
}

type Describe = (params: { readonly [name: string]: unknown }) => string;

const NUMBER_RULES: { readonly [comparison: string]: string } = {
  '>=': 'must be at least',
  '<=': 'must be at most',
  '>': 'must be more than',
  '<': 'must be less than',
};
const limit: Describe = ({ comparison, limit }) => `${NUMBER_RULES[String(comparison)]} ${limit}`;

const DETAILS: { readonly [keyword: string]: Describe } = {
  required: () => 'is required; add it',
  additionalProperties: () => 'is not known here; check the spelling or leave it out',
  unevaluatedProperties: () => 'is not known here; check the spelling or leave it out',
  type: ({ type }) => `must be of type ${Array.isArray(type) ? type.join(' or ') : type}`,
  enum: ({ allowedValues }) =>
    `must be one of ${(allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  minLength: ({ limit }) => `must have at least ${limit} characters`,
  maxLength: ({ limit }) => `must have at most ${limit} characters`,
  pattern: ({ pattern }) => `must match the pattern ${pattern}`,
  format: ({ format }) => `must have the format ${format}`,
  minItems: ({ limit }) => `must have at least ${limit} elements`,
  maxItems: ({ limit }) => `must have at most ${limit} elements`,
  uniqueItems: ({ i, j }) => `must not repeat an element (${j} and ${i} are equal)`,
  anyOf: () => 'must match one of the forms that the spec lists',
  oneOf: () => 'must match exactly one of the forms that the spec lists',
  not: () => 'must not have this form',
};

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

export type {
  ApiDescription,
  ErrorTable,
  Lifecycle,
  OperationDescription,
  QueryForm,
  SuppliedValue,
} from './api-description.js';
