import { redact } from '@launchspec/clients/redaction';
import { checkHeaders, checkPath } from '@launchspec/clients/unusable';
import type { Rule, Violation } from '@launchspec/clients/validation';
import type { ApiDefinition } from './api-definition.js';
import type { ApiId, VendorRequest } from './api-id.js';
import { isRefusal } from './conversions.js';
import { defaultsOf, type PlanDefault } from './defaults.js';
import { housePathOf, type Place, placeOf, placesOf } from './house-paths.js';
import type { LaunchFields } from './launch-request.js';
import { type HouseValue, type ReadRequest, readRequest } from './read-request.js';
import type { LaunchRequest } from './request-types.js';
import { shownWithout } from './shown.js';
import {
  filled,
  filledSteps,
  isEqual,
  isTree,
  pointerOf,
  putAt,
  putAtSteps,
  setOwn,
  type Tree,
  valueAt,
} from './tree.js';
import type { PlanViolation, Unsupported } from './violation.js';

export interface PlanOptions {
  /**
   * What becomes of fields that the API does not offer. `violation` (default): each is a violation, and `create` throws. `report`: they are
   * left out of the request and listed in `unsupported` only.
   */
  readonly onUnsupported?: 'violation' | 'report';
}

/** What a launch request comes to with one API. */
export interface Plan<Api extends ApiId = ApiId> {
  readonly api: Api;
  readonly operation: string;
  /** The vendor request as it would be sent but for the signature and, where none is given, the idempotency token. It holds the secrets. */
  readonly request: PlannedRequest<Api>;
  /** Where each value of the launch request went. */
  readonly trace: readonly TraceEntry[];
  /** What the vendor takes for values that are left out. Empty where a template gives them. */
  readonly defaults: readonly PlanDefault[];
  /** Every reason for which this would not be carried out as it was meant. Empty: it can be sent. */
  readonly violations: readonly PlanViolation[];
  /** What the API does not offer. */
  readonly unsupported: readonly Unsupported[];
}

export interface PlannedRequest<Api extends ApiId = ApiId> extends VendorRequest<Api> {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  /** All headers but those of the signature. */
  readonly headers: { readonly [name: string]: string };
  readonly params: {
    readonly path: { readonly [name: string]: string };
    readonly header: { readonly [name: string]: string };
  };
}

export interface TraceEntry {
  /** JSON pointer into the launch request. */
  readonly path: string;
  /** JSON pointers into the vendor request, beginning with `/path`, `/header` or `/body`; none where nothing need be sent. */
  readonly to: readonly string[];
  /** How the value was changed; undefined where it was not. Where nothing is sent, what the vendor does. */
  readonly conversion: string | undefined;
}

/**
 * What a launch request comes to: the vendor request, where each value went, and everything that is wrong. It is pure: no clock, no
 * network, no credentials. It never throws.
 */
export function planWith<Api extends ApiId>(
  api: ApiDefinition<Api>,
  request: LaunchRequest<Api>,
  options?: PlanOptions | null,
): Plan<Api> {
  let read: ReadRequest;
  try {
    read = readRequest(request);
  } catch {
    // Not what was thrown: it may hold a secret.
    const unreadable = { path: '', kind: 'house', message: 'cannot be read', fix: 'give a plain object' } as const;
    read = { values: [], lists: [], vendor: {}, vendorHeaders: {}, violations: [unreadable] };
  }
  return new Planner(api, read, options?.onUnsupported === 'report' ? 'report' : 'violation').plan();
}

class Planner<Api extends ApiId> {
  private readonly parts: Tree = { path: {}, header: {}, body: {} };
  private readonly trace: TraceEntry[] = [];
  private readonly violations: PlanViolation[];
  private readonly unsupported: Unsupported[] = [];
  private readonly fields: LaunchFields;

  constructor(
    private readonly api: ApiDefinition<Api>,
    private readonly read: ReadRequest,
    private readonly onUnsupported: 'violation' | 'report',
  ) {
    this.violations = [...read.violations];
    const fields: Tree = {};
    for (const { steps, value } of read.values) putAtSteps(fields, steps, value);
    this.fields = fields as LaunchFields;
  }

  plan(): Plan<Api> {
    this.carryLists();
    for (const value of this.read.values) this.carry(value);
    this.layOver();
    this.addImplied();
    this.checkNoLogin();
    const { create } = this.api;
    const { path, header, body } = this.parts as {
      path: Record<string, string>;
      header: Record<string, string>;
      body: Tree;
    };
    const fixed = Object.entries(create.headers).flatMap(([name, from]) =>
      'value' in from ? [[name, from.value]] : [],
    );
    const headers = { 'Content-Type': 'application/json', ...Object.fromEntries(fixed), ...header };
    this.check(path, headers, body);
    const template = create.path.split('#')[0] ?? '';
    const url =
      create.server +
      template.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
        const value = path[name];
        return value === undefined ? whole : encodeURIComponent(value);
      });
    const request = {
      method: create.method.toUpperCase() as 'POST' | 'PUT',
      url,
      headers,
      params: { path, header },
      body: body as never,
    };
    const plan = {
      api: this.api.id,
      operation: create.operationId,
      request,
      trace: this.trace,
      defaults: defaultsOf(this.api, body),
      violations: this.violations,
      unsupported: this.unsupported,
    };
    return printedWithoutSecrets(plan, create.sensitive);
  }

  /** A list is as long as it was given, also where an element says nothing or the list is empty. */
  private carryLists(): void {
    for (const { path, length } of this.read.lists) {
      const place = placesOf(this.api).find(({ field }) => field.startsWith(`${path}/*/`));
      const list = place?.pointers[0]?.split('/*')[0];
      if (list === undefined) {
        const reasons = Object.entries(this.api.capabilities).find(([field]) => field.startsWith(`${path}/*/`));
        const reason = reasons && 'no' in reasons[1] ? reasons[1].no : 'there is no such list';
        if (!this.read.values.some((value) => value.path.startsWith(`${path}/`))) this.refuse(path, reason);
        continue;
      }
      putAt(this.parts, list, []);
      for (let index = 0; index < length; index++) putAt(this.parts, `${list}/${index}`, {});
      if (length === 0) this.trace.push({ path, to: [list], conversion: undefined });
    }
  }

  private carry(value: HouseValue): void {
    const capability = this.api.capabilities[value.field];
    if ('no' in capability) {
      this.refuse(value.path, capability.no);
      return;
    }
    if ('implied' in capability) {
      this.trace.push({ path: value.path, to: [], conversion: capability.implied });
      return;
    }
    const place = placeOf(this.api, value.field) as Place;
    const encoded = this.encode(place, value);
    if (!encoded) return;
    const to: string[] = [];
    for (const [index, pattern] of place.pointers.entries()) {
      if (encoded[index] === undefined) continue;
      putAtSteps(this.parts, filledSteps(place.steps[index] as string[], value.indices), encoded[index]);
      to.push(filled(pattern, value.indices));
    }
    const [only] = encoded;
    const changed = encoded.length !== 1 || !isEqual(only, value.value);
    this.trace.push({
      path: value.path,
      to,
      conversion: !changed ? undefined : (place.conversion?.summary ?? `${value.value} is ${JSON.stringify(only)}`),
    });
  }

  private encode(place: Place, { path, value }: HouseValue): readonly unknown[] | undefined {
    if (place.values) {
      const word = place.values[String(value)];
      if (typeof word !== 'object') return [word];
      this.refuse(path, word.no);
      return undefined;
    }
    if (!place.conversion) return [value];
    const encoded = place.conversion.encode(value as never, this.fields, this.read.vendor);
    if (!isRefusal(encoded)) return encoded;
    this.violations.push({ path, kind: 'capability', message: encoded.refused, fix: encoded.fix });
    return undefined;
  }

  /** @param why the reason; behind it, what to do instead, if there is something. */
  private refuse(path: string, why: string): void {
    const [reason = '', ...instead] = why.split('; ');
    const fix = instead.join('; ') || 'leave it out';
    this.unsupported.push({ path, reason, fix });
    if (this.onUnsupported === 'violation')
      this.violations.push({
        path,
        kind: 'capability',
        message: `is not offered by ${this.api.id}: ${reason}`,
        fix,
      });
  }

  /** Lays what is the vendor's own over the rest. Where both say something, they must say the same. */
  private layOver(): void {
    const lay = (target: Tree, name: string, value: unknown, path: string, pointer: string): void => {
      const there = Object.hasOwn(target, name) ? target[name] : undefined;
      const isNode = typeof value === 'object' && value !== null;
      // It is a copy already, of this plan alone.
      if (there === undefined) setOwn(target, name, value);
      else if (isNode && typeof there === 'object' && there !== null && Array.isArray(value) === Array.isArray(there))
        for (const [key, member] of Object.entries(value))
          lay(there as Tree, key, member, `${path}${pointerOf([key])}`, `${pointer}${pointerOf([key])}`);
      else if (!isEqual(there, value)) this.conflict(path, pointer);
      else setOwn(target, name, value);
    };
    for (const [name, value] of Object.entries(this.read.vendor))
      lay(this.parts.body as Tree, name, value, `/vendor${pointerOf([name])}`, `/body${pointerOf([name])}`);
    for (const [name, value] of Object.entries(this.read.vendorHeaders)) {
      const known = this.api.create.callerHeaders.find((each) => each.toLowerCase() === name.toLowerCase());
      if (known !== undefined) setOwn(this.parts.header as Tree, known, value);
      else
        this.violations.push({
          path: `/vendorHeaders${pointerOf([name])}`,
          kind: 'house',
          message: `is not a header of ${this.api.create.operationId} that a caller gives`,
          fix: `choose one of ${this.api.create.callerHeaders.join(', ') || 'none'}, or leave it out`,
        });
    }
  }

  private conflict(path: string, pointer: string, other = this.giverOf(pointer)): void {
    this.violations.push({
      path,
      kind: 'conflict',
      message: `differs from what ${other} gives`,
      fix: `leave out ${path} or ${other}`,
      paths: [path, other],
      vendorPath: pointer,
    });
  }

  /** The field that gave what stands at a pointer. */
  private giverOf(pointer: string): string {
    const entries = this.trace.filter(({ to }) =>
      to.some((each) => pointer === each || pointer.startsWith(`${each}/`)),
    );
    return entries.at(-1)?.path ?? housePathOf(this.api, pointer);
  }

  /** What every request has and nobody need say; where something else stands there, the schema says what it thinks of it. */
  private addImplied(): void {
    const objects = this.api.create.requiredObjects.map((pointer): [string, unknown] => [pointer, {}]);
    for (const [pointer, value] of [...objects, ...Object.entries(this.api.fixed)]) {
      const parent = valueAt(this.parts, pointer.slice(0, pointer.lastIndexOf('/')));
      if (isTree(parent) && valueAt(this.parts, pointer) === undefined) putAt(this.parts, pointer, value);
    }
  }

  /** Who says that the request sets no login must not set one under `vendor`. */
  private checkNoLogin(): void {
    if (this.fields.login?.none !== true) return;
    for (const { field, pointers } of placesOf(this.api)) {
      if (!field.startsWith('/login/') || field === '/login/fromImage') continue;
      for (const pointer of pointers)
        if (valueAt(this.parts, pointer) !== undefined)
          this.conflict('/login/none', pointer, `/vendor${pointer.slice(5)}`);
    }
  }

  private check(path: Tree, headers: Readonly<Record<string, string>>, body: Tree): void {
    const { create, check } = this.api;
    const header = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const parts = { path, query: {}, header, body };
    const texts = { query: '', body: create.requestLimits ? JSON.stringify(body) : undefined };
    // What is missing because it was refused or wrong is said already.
    const said = new Set(this.violations.map((violation) => violation.path));
    const found = check(create, create.operationId, parts, texts);
    // Nearly every header is beyond doubt, and asking the platform costs as much as checking a body.
    const doubtful = Object.fromEntries(Object.entries(header).filter(([, value]) => !/^[\x21-\x7e]+$/.test(value)));
    const unusable = [...checkPath(create, path), ...checkHeaders(doubtful), ...checkTrimmed(doubtful)].filter(
      (each) => !found.some((other) => other.path === each.path),
    );
    for (const each of [...found, ...unusable]) {
      const violation = this.inOurTerms(each);
      if (violation.kind !== 'rule' && said.has(violation.path)) continue;
      this.violations.push(violation);
    }
  }

  private inOurTerms({ path, keyword, detail, rule }: Violation): PlanViolation {
    if (rule) return this.ruleInOurTerms(path, rule, detail);
    const [message = ''] = detail.split('; ');
    const field = housePathOf(this.api, path);
    return {
      path: field,
      kind: 'schema',
      message: keyword === 'required' ? `is required by ${this.api.id}` : message,
      fix: FIXES[`${keyword} ${field}`] ?? FIXES[keyword] ?? 'write it so',
      vendorPath: path,
    };
  }

  /** Rules speak of the vendor's fields and values; theirs that are ours too get our names. */
  private ruleInOurTerms(path: string, rule: Rule, detail: string): PlanViolation {
    const paths = [...new Set(rule.fields.map((field) => this.concrete(housePathOf(this.api, `/body${field}`))))];
    const broken = detail.startsWith('breaks the rule');
    const sentence = broken ? this.translated(rule) : detail;
    const [message = '', ...fix] = sentence.replace(/\.$/, '').split('; ');
    return {
      path: paths[0] ?? housePathOf(this.api, path),
      kind: 'rule',
      message,
      fix: fix.join('; ') || 'correct the values that it reads',
      paths,
      vendorPath: path,
      rule: { id: rule.id, error: rule.error },
    };
  }

  /** A list of one element has but one to speak of. */
  private concrete(path: string): string {
    const list = path.split('/*')[0] ?? '';
    return this.read.lists.some((each) => each.path === list && each.length === 1) ? path.replace('/*', '/0') : path;
  }

  private translated({ message, fields }: Rule): string {
    const read = placesOf(this.api).filter(({ pointers }) =>
      pointers.some((pointer) => fields.some((each) => `${pointer}/`.startsWith(`/body${each}/`))),
    );
    let last: Place | undefined;
    return message.replace(/[A-Za-z][\w.]*\w/g, (word) => {
      const named = read.find(({ pointers }) => pointers.some((pointer) => isNameOf(word, pointer)));
      if (named) {
        last = named;
        return this.concrete(named.field);
      }
      if (!/[_A-Z]/.test(word)) return word;
      for (const place of [last, ...read]) {
        const ours = Object.entries(place?.values ?? {}).find(([, theirs]) => theirs === word)?.[0];
        if (ours !== undefined) return ours;
      }
      return word;
    });
  }
}

/** Whether a word of a message means what stands at a pointer. A word of ordinary prose, such as password, is left alone. */
function isNameOf(word: string, pointer: string): boolean {
  const isName = /[a-z][A-Z]|\./.test(word) || word === 'az';
  return isName && pointer.endsWith(`/${word.replaceAll('.', '/')}`);
}

/** What a header loses on its way is not what was asked for. */
function checkTrimmed(header: Readonly<Record<string, string>>): Violation[] {
  return Object.entries(header).flatMap(([name, value]) =>
    value === value.trim()
      ? []
      : [{ path: `/header/${name}`, keyword: 'pattern', detail: 'must not begin or end with a space' }],
  );
}

/** What to do about a value that breaks its schema, or one of a field. */
const FIXES: { readonly [keyword: string]: string } = {
  required: 'add it',
  additionalProperties: 'check the spelling or leave it out',
  type: 'give a value of that type',
  enum: 'choose one of these',
  const: 'choose that',
  minimum: 'raise it',
  maximum: 'lower it',
  exclusiveMinimum: 'raise it',
  exclusiveMaximum: 'lower it',
  multipleOf: 'round it',
  minLength: 'make it longer',
  maxLength: 'make it shorter',
  minItems: 'add some',
  maxItems: 'remove some',
  uniqueItems: 'give each once',
  // A pattern that asks for kinds of characters tells nobody which.
  'pattern /login/password': 'mix capital letters, small letters, digits and symbols such as ! or *',
  'x-request-limits': 'make the request smaller',
};

/** A plan whose request has its secrets, and shows none: printed or written as JSON it says `[redacted]`. */
function printedWithoutSecrets<P extends { readonly request: { readonly body: unknown } }>(
  plan: P,
  sensitive: readonly string[],
): P {
  const bodyShown = (request: P['request']) => ({
    ...request,
    body: (redact({ body: request.body }, sensitive).shown as { body: unknown }).body,
  });
  shownWithout(plan.request, bodyShown);
  return shownWithout(plan, (whole) => ({ ...whole, request: bodyShown(whole.request) }));
}
