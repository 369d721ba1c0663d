import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { messageOf, TzurotError } from '../../domain/errors.js';

const megabyte = 1024 * 1024;

export function assertThere(paths: readonly string[]): void {
  const missing = paths.find(path => !existsSync(path));
  if (missing === undefined) return;
  throw missing.trim() === ''
    ? new TzurotError('invalid', 'A path is empty. A variable of your shell may hold nothing.')
    : new TzurotError('not_found', `There is no file or folder ${missing}.`);
}

/** A file that a person named, when it is no larger than this. */
export function readSmallFile(path: string, mostBytes: number): Uint8Array {
  const file = openNamed(path);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new TzurotError('invalid', `${path} is no file.`);
    if (stat.size > mostBytes)
      throw new TzurotError(
        'invalid',
        `${path} has ${(stat.size / megabyte).toFixed(1)} MB, and ${mostBytes / megabyte} MB are the most.`,
      );
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Without waiting: a pipe to which nobody writes would keep us for ever, deaf to Ctrl-C. */
function openNamed(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw new TzurotError('not_found', `${path} cannot be read (${messageOf(cause)}).`, { cause });
  }
}
