import { TzurotError } from '../../domain/errors.js';
import type { RefusedSource } from '../../ports/sources.js';

/** Refuses what is being read, with a word that scripts know. */
export function refuse(code: string, message: string): never {
  throw new TzurotError('invalid', message, { facts: { refusal: code } });
}

/** What was thrown, when it is a reason not to use something. Anything else is thrown again. */
export function refusalOf(thrown: unknown): RefusedSource {
  if (!(thrown instanceof TzurotError)) throw thrown;
  const code = thrown.code === 'unavailable' ? 'unreadable' : thrown.facts?.['refusal'];
  if (typeof code !== 'string') throw thrown;
  return { code, message: thrown.message };
}
