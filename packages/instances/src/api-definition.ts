import type { RequestCheck } from '@launchspec/clients/request-check';
import type { ApiId } from './api-id.js';
import type { Capabilities, FixedValues } from './capabilities/capability.js';
import type { CreateOperation } from './create-operation.js';

/** What planning needs to know of an API. */
export interface ApiDefinition<Api extends ApiId = ApiId> {
  readonly id: Api;
  readonly create: CreateOperation;
  readonly capabilities: Capabilities;
  readonly fixed: FixedValues;
  readonly check: RequestCheck;
  /** Pointers to objects that the vendor fills with its defaults where they are left out, as if they were empty. */
  readonly defaultsOf: readonly string[];
  /** Pointers to what names a template: with one, what is left out is the template's, and no default is known. */
  readonly templates: readonly string[];
}
