import { curlExamples } from '@launchspec/mock';
import type { Command } from './arguments.js';

/** What the command line says once the server listens; the URL line means that it is ready. */
export function greeting(command: Command, port: number): string {
  const base = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  if (command !== 'mock') lines.push(`Reference docs  ${base}/docs/`);
  if (command !== 'docs') {
    const examples = curlExamples(base);
    lines.push(...examples.map(({ api }) => `Mock            ${`${base}/${api}`}`), '', 'Try it:');
    for (const { title, command: curl } of examples) lines.push('', `# ${title}`, curl);
  }
  return `${lines.join('\n')}\n\nListening on ${base} (Ctrl-C stops it)\n`;
}
