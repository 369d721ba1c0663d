/** What went wrong, in terms a caller can act on. The command line maps these to exit codes, the daemon to replies. */
export type ErrorCode = 'invalid' | 'not_found' | 'conflict' | 'denied' | 'unavailable' | 'corrupt' | 'partial';

/** What a script may want to read besides the sentence. */
type Facts = Readonly<Record<string, unknown>>;

type Details = { readonly try?: string; readonly cause?: unknown; readonly facts?: Facts };

/** A failure that was foreseen. Anything else that is thrown is a bug, and is reported as one. */
export class TzurotError extends Error {
  override name = 'TzurotError';
  readonly code: ErrorCode;
  /** The command that helps, without the program's name. */
  readonly try: string | undefined;
  readonly facts: Facts | undefined;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.try = details.try;
    this.facts = details.facts;
  }
}

/** The same failure with more that is known about it, and in other words where there are better ones. */
export const knowing = (error: TzurotError, facts: Facts, message: string = error.message): TzurotError =>
  new TzurotError(error.code, message, {
    facts: { ...error.facts, ...facts },
    cause: error,
    ...(error.try !== undefined && { try: error.try }),
  });

/** The sentence of anything that was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Under which can be read why there is no answer, where that was kept. */
export function referenceIn(error: unknown): string | undefined {
  const reference = error instanceof TzurotError ? error.facts?.['reference'] : undefined;
  return typeof reference === 'string' ? reference : undefined;
}
