import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export type LogFiles = {
  /** Appends a line. False, and nothing else, when that was not possible. */
  append(line: string): boolean;
};

const ownerOnly = 0o600;
const folderOwnerOnly = 0o700;
const otherPeople = 0o077;
const fileCount = 5;
const largestFile = 10 * 1024 * 1024;
const newline = '\n'.charCodeAt(0);
const forAppending = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

/**
 * `tzurot.log` and the older `tzurot.log.1` to `.4`. Nothing is kept open and nothing remembered between two lines, so
 * that several programs may write, and each may be killed at any time.
 */
export function logFiles(directory: string, maxBytes: number = largestFile): LogFiles {
  const path = (age: number) => join(directory, age === 0 ? 'tzurot.log' : `tzurot.log.${age}`);
  return {
    append(line) {
      try {
        mkdirSync(directory, { mode: folderOwnerOnly });
      } catch {
        // It is there already, or opening the file will fail for the same reason.
      }
      try {
        const bytes = Buffer.from(`${line}\n`);
        if (isFull(path(0), bytes.length, maxBytes)) makeRoom(path);
        return write(path(0), bytes);
      } catch {
        return false;
      }
    },
  };
}

function isFull(path: string, more: number, maxBytes: number): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size + more > maxBytes;
}

/** Moves each file up, beginning with the one before the first gap: so a move that was broken off costs no file. */
function makeRoom(path: (age: number) => string): void {
  const ages = Array.from({ length: fileCount }, (_, age) => age);
  const gap = ages.find(age => !existsSync(path(age))) ?? fileCount - 1;
  for (let age = gap; age > 0; age--) renameSync(path(age - 1), path(age));
}

function write(path: string, bytes: Buffer): boolean {
  const file = openSync(path, forAppending, ownerOnly);
  try {
    const { size, mode } = fstatSync(file);
    if ((mode & otherPeople) !== 0) fchmodSync(file, ownerOnly);
    const whole = endsWhole(file, size) ? bytes : Buffer.concat([Buffer.of(newline), bytes]);
    return writeSync(file, whole) === whole.length;
  } finally {
    closeSync(file);
  }
}

/** A line that was cut short, by a kill or a full disk, must not swallow the next one. */
function endsWhole(file: number, size: number): boolean {
  const last = Buffer.alloc(1, newline);
  if (size > 0) readSync(file, last, 0, 1, size - 1);
  return last[0] === newline;
}
