import { readFileSync } from 'node:fs';
import { follow, node } from './program.ts';

/** A system call that changes something: the nth of its name in the main thread. */
export type Call = { readonly name: string; readonly nth: number; readonly of: string };

export const nameOf = ({ name, nth, of }: Call): string => `${name} ${nth} (${of})`;

const changing = [
  'pwrite64', 'write', 'ftruncate', 'fsync', 'fdatasync', 'openat', 'mkdir', 'mkdirat',
  'rename', 'renameat', 'renameat2', 'link', 'linkat', 'unlink', 'unlinkat',
]; // prettier-ignore

const strace = (names: readonly string[], log: string, ...more: readonly string[]): string[] =>
  ['strace', '-f', '-y', '-o', log, '-e', `trace=${names.join(',')}`, ...more]; // prettier-ignore

/** What to put before a command line so that its calls are written down. */
export const recording = (log: string): string[] => strace(changing, log);

/** What to put before a command line so that it dies right before a call. */
export const killingAt = ({ name, nth }: Call): string[] =>
  strace([name], '/dev/null', '-e', `inject=${name}:signal=SIGKILL:when=${nth}`);

/** What to put before a command line so that a call fails, once or from then on. */
export const failingAt = ({ name, nth }: Call, error: string, how: 'once' | 'forever'): string[] =>
  strace([name], '/dev/null', '-e', `inject=${name}:error=${error}:when=${nth}${how === 'once' ? '' : '+'}`);

/** The calls of the main thread that change something in a folder. */
export function callsIn(folder: string, log: string): Call[] {
  const lines = readFileSync(log, 'utf8').split('\n');
  const main = lines[0]?.split(' ')[0];
  const seen = new Map<string, number>();
  return lines.flatMap(line => {
    const [, thread, name, rest] = /^(\d+) +(\w+)\((.*)/.exec(line) ?? [];
    if (thread !== main || name === undefined || rest === undefined) return [];
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const opens = name === 'openat' && !rest.includes('O_CREAT');
    return opens || !rest.includes(folder) ? [] : [{ name, nth, of: fileIn(folder, rest) }];
  });
}

const fileIn = (folder: string, text: string): string =>
  /^[^>",)]*/.exec(text.slice(text.indexOf(folder) + folder.length + 1))?.[0] ?? '';

export async function canTrace(): Promise<boolean> {
  try {
    return (await follow([...recording('/dev/null'), node, '-e', '0']).ended).code === 0;
  } catch {
    return false;
  }
}
