import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { createMockServer } from '@scalar/mock-server';

// A process of its own, as the mocks that it is compared with are.
const [port, file = ''] = process.argv.slice(2);
const document = JSON.parse(await readFile(file, 'utf8')) as object;
const app = await createMockServer({ document });
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' });
