export { type CurlExample, curlExamples } from './curl.js';
export { MockStartError } from './mock-start-error.js';
export { listen, type Mock, type MockOptions, mockListener, startMock } from './server.js';
