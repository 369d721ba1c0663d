import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const parts = ['bin', 'dist', 'data', 'package.json', 'oclif.manifest.json'];

/** The pinned Node itself, so that what is started is one process. */
export const node = join(root, 'node_modules/.bin/node');

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

type Manner = {
  /** Options for Node. */
  readonly node?: readonly string[];
  /** A program, with its arguments, that starts the other one. */
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** The program as it was built when this copy was made. A build that goes on meanwhile changes nothing. */
export type Program = {
  start(home: string, argv: readonly string[], manner?: Manner): Started;
  run(home: string, argv: readonly string[], manner?: Manner): Promise<Ended>;
};

export type Started = {
  kill(signal: NodeJS.Signals): void;
  /** Waits until it has said something. */
  speaks(): Promise<void>;
  /** Waits until it has said this beside its answers, so many times; false when it ends before. */
  says(words: string, times?: number): Promise<boolean>;
  readonly ended: Promise<Ended>;
};

export function copyProgram(folder: string): Program {
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const start: Program['start'] = (home, argv, { node: options = [], under = [], env = {} } = {}) => {
    const line = [...under, node, ...options, join(folder, 'bin/run.js'), ...argv];
    return follow(line, { TZUROT_HOME: home, NODE_COMPILE_CACHE: join(folder, 'compiled'), ...env });
  };
  return { start, run: (home, argv, manner) => start(home, argv, manner).ended };
}

/** Starts a command line and listens to all it says. */
export function follow([file = '', ...args]: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(file, args, { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', part => (heard.stdout += part));
  child.stderr.setEncoding('utf8').on('data', part => (heard.stderr += part));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...heard }));
  return {
    kill: signal => void child.kill(signal),
    speaks: async () => void (await once(child.stdout, 'data')),
    async says(words, times = 1) {
      const hasSaid = () => heard.stderr.split(words).length > times;
      const over = ended.then(() => false);
      while (!hasSaid()) {
        if (!(await Promise.race([once(child.stderr, 'data').then(() => true), over]))) return hasSaid();
      }
      return true;
    },
    ended,
  };
}
