export { AdminProblem } from './admin-problem.js';
export type { AuthMode, MockKey } from './auth.js';
export { type CurlExample, curlExamples } from './curl.js';
export { FAULT_KINDS, type Fault, type FaultKind } from './faults.js';
export type { JournalEntry, JournalQuery } from './journal.js';
export { MockStartError } from './mock-start-error.js';
export {
  type AdminPort,
  createMockFetch,
  type Listening,
  listen,
  type Mock,
  type MockControl,
  type MockFetch,
  type MockFetchOptions,
  type MockOptions,
  startMock,
} from './server.js';
export type { Item, Purchase } from './world/events.js';
export type { ApiSettings } from './world/settings.js';
