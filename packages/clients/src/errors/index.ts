export { ClientOptionsError } from '../client-options-error.js';
export { CallError, type CallFacts, type Spent } from './call-error.js';
export { InvalidRequestError } from './invalid-request-error.js';
export { NoAnswerError, type NoAnswerReason } from './no-answer-error.js';
export { NotSentError, type NotSentReason } from './not-sent-error.js';
export { type FindOut, OutcomeUnknownError, type UnknownOutcome } from './outcome-unknown-error.js';
export { VendorError } from './vendor-error.js';
