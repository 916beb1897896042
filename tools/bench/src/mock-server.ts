import { type AuthMode, startMock } from '@launchspec/mock';

// A process of its own, as the mocks that it is compared with are.
const [port, auth] = process.argv.slice(2);
await startMock({ port: Number(port), auth: auth as AuthMode });
