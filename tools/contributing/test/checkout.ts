import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('../../../', import.meta.url));
const REDOCLY = join(
  dirname(createRequire(join(HERE, 'package.json')).resolve('@redocly/cli/package.json')),
  'bin/cli.js',
);
const VITEST = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** A checkout with the toy vendor as its only API, in which the commands of CONTRIBUTING.md are run with this checkout's tools. */
export class Checkout {
  readonly root = `${mkdtempSync(join(tmpdir(), 'launchspec-contributing-'))}/`;

  constructor() {
    cpSync(fileURLToPath(new URL('./boats', import.meta.url)), this.root, { recursive: true });
    for (const shared of ['specs/common', 'packages/clients/src']) {
      cpSync(join(HERE, shared), join(this.root, shared), {
        recursive: true,
        filter: (path) => !path.includes('generated'),
      });
    }
    const redocly = readFileSync(join(HERE, 'redocly.yaml'), 'utf8')
      .replace('./tools/lint/dist/plugin.js', join(HERE, 'tools/lint/dist/plugin.js'))
      .replace(/^apis:\n(?: {2}.*\n)+/m, 'apis:\n  boats: {root: specs/boats/openapi.yaml}\n');
    this.write('redocly.yaml', redocly);
    this.write('README.md', '<!-- support matrix: made by npm run generate -->\n<!-- end of support matrix -->\n');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  /** Replaces a text that must be there. */
  edit(path: string, before: string, after: string): void {
    const text = readFileSync(join(this.root, path), 'utf8');
    if (!text.includes(before)) throw new Error(`${path} does not hold ${before}`);
    this.write(path, text.replace(before, after));
  }

  /** Runs the commands of one section of CONTRIBUTING.md, in order, until one fails. */
  follow(section: string, placeholders: Readonly<Record<string, string>>): Outcome {
    let output = '';
    for (const command of commandsOf(section)) {
      const words = command.split(' ').map((word) => placeholders[word] ?? placeholder(word, placeholders));
      const outcome = this.run(words);
      output += `$ ${words.join(' ')}\n${outcome.output}`;
      if (outcome.status !== 0) return { ...outcome, output };
    }
    return { status: 0, output };
  }

  run(words: readonly string[]): Outcome {
    const [npm, ...rest] = words;
    const given = rest.filter((word) => word !== '--');
    if (npm !== 'npm') throw new Error(`${words.join(' ')} is not a command of npm`);
    if (given[0] === 'test') return this.test();
    const [, script = '', ...args] = given;
    const tool = TOOLS[script];
    if (!tool) throw new Error(`CONTRIBUTING.md calls npm run ${script}, which this test does not know`);
    return this.node(tool(this.root, args));
  }

  /** What `npm test` checks of a spec: drift, lint, provenance, and the cases of its rules. */
  private test(): Outcome {
    const checks = [
      ['tools/generate/dist/main.js', '--root', this.root, '--check'],
      [REDOCLY, 'lint', 'boats'],
      ['tools/provenance/dist/main.js', 'check', '--root', this.root],
    ];
    for (const check of checks) {
      const outcome = this.node(check);
      if (outcome.status !== 0) return outcome;
    }
    const args = ['run', '--config', '../../vitest.config.ts', '--reporter', 'dot', 'test/rules.test.ts'];
    return this.node([VITEST, ...args], join(HERE, 'tools/generate'));
  }

  private node([script = '', ...args]: readonly string[], cwd = this.root): Outcome {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(script.startsWith('/') ? '' : HERE, script), ...args],
      {
        cwd,
        encoding: 'utf8',
        env: {
          ...process.env,
          LAUNCHSPEC_ROOT: this.root,
          FORCE_COLOR: '0',
          NO_COLOR: '1',
          REDOCLY_TELEMETRY: 'off',
          REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
        },
      },
    );
    return { status, output: stdout + stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const TOOLS: Readonly<Record<string, (root: string, args: readonly string[]) => string[]>> = {
  generate: (root, args) => ['tools/generate/dist/main.js', '--root', root, ...args],
  lint: (_root, args) => [REDOCLY, 'lint', 'boats', ...args],
  provenance: (root, args) => ['tools/provenance/dist/main.js', ...args, '--root', root],
};

function placeholder(word: string, placeholders: Readonly<Record<string, string>>): string {
  return Object.entries(placeholders).reduce((text, [name, value]) => text.replaceAll(name, value), word);
}

/** The commands in the fenced blocks of a section. */
export function commandsOf(section: string): string[] {
  const text = readFileSync(join(HERE, 'CONTRIBUTING.md'), 'utf8');
  const start = text.indexOf(`\n## ${section}\n`);
  if (start < 0) throw new Error(`CONTRIBUTING.md has no section "${section}"`);
  const body = text.slice(start + 4, text.indexOf('\n## ', start + 4));
  return [...body.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
}
