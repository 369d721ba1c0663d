import { TzurotError } from '../../domain/errors.js';

const hasCode = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** Somebody else holds the lock; the same call can succeed in a moment. */
export const isBusy = (error: unknown): boolean =>
  hasCode(error) && (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED'));

export const isUniqueViolation = (error: unknown): boolean =>
  hasCode(error) && (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY');

/** Something that a row refers to is not there, or somebody has what must be unique. */
export const isConstraint = (error: unknown): boolean => hasCode(error) && error.code.startsWith('SQLITE_CONSTRAINT');

/** What is there is no database any more, or a broken one. */
export const isDamage = (error: unknown): boolean =>
  hasCode(error) && (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB');

/** The words for what the database said, where there is something a person can do about it. */
export function inOurWords(error: unknown): unknown {
  if (!hasCode(error)) return error;
  const { code, message } = error;
  if (isBusy(error)) {
    return new TzurotError(
      'conflict',
      'Another process kept the database locked. Nothing was changed; try again in a moment.',
      { cause: error },
    );
  }
  if (code === 'SQLITE_CONSTRAINT_TRIGGER') return brokenOff(error, message);
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE' || code === 'SQLITE_IOERR_FSYNC') {
    return new TzurotError(
      'unavailable',
      'The disk did not take the write, most likely because it is full. Nothing was changed.',
      {
        try: 'doctor',
        cause: error,
      },
    );
  }
  if (isDamage(error)) {
    return new TzurotError('corrupt', `The database is damaged (${message}). Nothing was written to it.`, {
      try: 'doctor',
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR')) {
    return new TzurotError('unavailable', `The database cannot be used (${message}). Nothing was changed.`, {
      try: 'doctor',
      cause: error,
    });
  }
  return error;
}

/** What the triggers guard: which master keys seal, and for how long they are kept. */
function brokenOff(cause: Error, message: string): unknown {
  if (message.startsWith('sealed with'))
    return new TzurotError('conflict', 'The master key was changed meanwhile. Nothing was written; do it again.', {
      cause,
    });
  if (message.startsWith('this master key'))
    return new TzurotError('conflict', 'Something is still sealed with this master key. It was kept.', { cause });
  return cause;
}
