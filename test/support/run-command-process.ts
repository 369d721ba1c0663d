import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { root, wordsOf, type Home, type Outcome } from './run-command.js';

type Manner = {
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped in. Left out, there is nothing; `open` never ends. */
  readonly input?: string | 'open';
  readonly cwd?: string;
  readonly umask?: number;
};

export type Running = {
  readonly process: ChildProcess;
  /** When it is gone, and everybody to whom it gave its output. A code of null: it was killed. */
  readonly ended: Promise<Omit<Outcome, 'code'> & { readonly code: number | null }>;
};

/** The program as people start it: a process of its own. */
export const script = join(root, 'bin/run.js');

/** Starts a command line in a home. */
export function start(home: Home, line: string, manner: Manner = {}): Running {
  const { env, input = '', cwd = home.folder, umask = 0o022 } = manner;
  const before = process.umask(umask);
  const child = spawn(process.execPath, [script, ...wordsOf(line)], {
    cwd,
    env: home.environment(env),
    detached: true,
    stdio: 'pipe',
  });
  process.umask(before);
  onTestFinished(() => void child.kill('SIGKILL'));
  if (input !== 'open') child.stdin.end(input);
  const stdout = heardFrom(child.stdout);
  const stderr = heardFrom(child.stderr);
  const ended = Promise.all([once(child, 'exit'), stdout, stderr]).then(([[code], ...[out, err]]) => ({
    code,
    stdout: out,
    stderr: err,
  }));
  return { process: child, ended };
}

/** Starts a command line, and waits for its end. */
export const runProcess = (home: Home, line: string, manner?: Manner): Running['ended'] =>
  start(home, line, manner).ended;

/** All that came before the end, also where the reader left. */
async function heardFrom(stream: Readable): Promise<string> {
  let heard = '';
  stream.setEncoding('utf8').on('data', piece => (heard += piece));
  await once(stream, 'close');
  return heard;
}
