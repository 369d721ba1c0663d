import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { messageOf, TzurotError } from '../../domain/errors.js';

const megabyte = 1024 * 1024;

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

function openNamed(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw new TzurotError('not_found', `${path} cannot be read (${messageOf(cause)}).`, { cause });
  }
}
