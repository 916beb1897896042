import type { ApiDescription, Ask, LifecycleTable } from '@launchspec/clients/description';
import type { ApiDefinition } from './api-definition.js';
import type { ApiId } from './api-id.js';
import type { ReasonTable } from './reasons/reason.js';

/** What calling an API needs to know beyond what planning does. */
export interface ApiAccess<Api extends ApiId = ApiId> {
  readonly definition: ApiDefinition<Api>;
  readonly reasons: ReasonTable;
  /** The client is loaded by the first call: who only plans does without. */
  readonly load: () => Promise<{
    readonly createClient: (options: never) => unknown;
    readonly api: ApiDescription;
    readonly lifecycles: LifecycleTable;
  }>;
  /** How to ask for all that is known of instances, where that is not how to ask for their state. */
  readonly details?: Question;
  /** Names of what is known of an instance. */
  readonly known: InstanceNames;
}

/** JSON pointers into an instance as its vendor describes it. A list, or one address. */
export interface InstanceNames {
  readonly name?: string;
  readonly machineType: string;
  readonly zone: string;
  readonly image?: string;
  readonly privateAddresses: string;
  readonly publicAddresses: string;
}

/** How an operation is asked for instances, and where they stand in its answer. */
export interface Question {
  readonly operation: string;
  readonly ask: Ask;
  readonly answer: string;
  readonly id: string;
}
