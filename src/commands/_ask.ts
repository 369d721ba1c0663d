import { createInterface } from 'node:readline/promises';
import { TzurotError } from '../domain/errors.js';
import { stopped } from './_signals.js';

export const onTerminal = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/**
 * Asks before something that cannot be undone. Without a terminal nobody can answer: then the command to repeat is
 * named instead.
 */
export async function confirm(question: string, options: { yes: boolean; command: string }): Promise<void> {
  if (options.yes) return;
  if (!onTerminal()) {
    throw new TzurotError('invalid', `${question} Nobody is there to answer.`, { try: `${options.command} --yes` });
  }
  if (/^y(es)?$/i.test((await ask(`${question} [y/N] `)) ?? '')) return;
  throw new TzurotError('invalid', 'Nothing was done.');
}

/** One line from a person. Undefined when they leave: Ctrl-D. With Ctrl-C the whole program is asked to end. */
export async function ask(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const leaving = new AbortController();
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  lines.once('close', () => leaving.abort());
  try {
    return (await lines.question(question, { signal: AbortSignal.any([leaving.signal, stopped]) })).trim();
  } catch {
    process.stderr.write('\n');
    stopped.throwIfAborted();
    return undefined;
  } finally {
    lines.close();
  }
}

/** Everything that is piped in. */
export async function readPipe(): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8').trim();
}
