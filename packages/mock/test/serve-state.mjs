// Serves a mock that keeps its state in the folder of the first argument, until it is killed.
import { startMock } from '../dist/index.js';

const { port } = await startMock({ state: process.argv[2] });
process.stdout.write(`${port}\n`);
