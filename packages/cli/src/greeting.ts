import { curlExamples, type Listening, type Mock } from '@launchspec/mock';
import type { Command } from './arguments.js';

/** What the command line says once the server listens; the URL line means that it is ready. */
export function greeting(command: Command, started: Listening | Mock): string {
  const base = `http://127.0.0.1:${started.port}`;
  const lines: string[] = [];
  if (command !== 'mock') lines.push(`Reference docs  ${base}/docs/`);
  if (command !== 'docs') {
    const examples = curlExamples(base);
    lines.push(...examples.map(({ api }) => `Mock            ${`${base}/${api}`}`));
    if ('adminUrl' in started && started.adminUrl !== undefined) lines.push(`Admin           ${started.adminUrl}`);
    lines.push('', 'Try it:');
    for (const { title, command: curl } of examples) lines.push('', `# ${title}`, curl);
  }
  return `${lines.join('\n')}\n\nListening on ${base} (Ctrl-C stops it)\n`;
}
