import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { messageOf, TzurotError } from '../../domain/errors.js';
import { isCode } from './write.js';

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
    return readUpTo(file, path, mostBytes);
  } finally {
    closeSync(file);
  }
}

/** Without waiting: a pipe to which nobody writes would keep us for ever, deaf to Ctrl-C. */
function openNamed(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

const piece = 64 * 1024;

/** A file of the system may say that it is empty and go on for ever, or refuse to be read. */
function readUpTo(file: number, path: string, mostBytes: number): Uint8Array {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const next = Buffer.alloc(piece);
    const count = readPiece(file, path, next);
    if (count === 0) return Buffer.concat(pieces);
    length += count;
    if (length > mostBytes) throw new TzurotError('invalid', `${path} is larger than it says, and was left alone.`);
    pieces.push(next.subarray(0, count));
  }
}

function readPiece(file: number, path: string, into: Buffer): number {
  try {
    return readSync(file, into);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

const unreadable = (path: string, cause: unknown): TzurotError =>
  new TzurotError(
    'not_found',
    isCode(cause, 'ENOENT') ? `There is no file ${path}.` : `${path} cannot be read (${messageOf(cause)}).`,
    { cause },
  );
