/** What went wrong, in terms a caller can act on. The command line maps these to exit codes, the daemon to replies. */
export type ErrorCode = 'invalid' | 'not_found' | 'conflict' | 'denied' | 'unavailable' | 'corrupt' | 'partial';

type Details = { readonly try?: string; readonly cause?: unknown; readonly facts?: Readonly<Record<string, unknown>> };

/** A failure that was foreseen. Anything else that is thrown is a bug, and is reported as one. */
export class TzurotError extends Error {
  override name = 'TzurotError';
  readonly code: ErrorCode;
  /** The command that helps, without the program's name. */
  readonly try: string | undefined;
  /** What a script may want to read besides the sentence. */
  readonly facts: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.try = details.try;
    this.facts = details.facts;
  }
}

/** The sentence of anything that was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Under which can be read why there is no answer, where that was kept. */
export function referenceIn(error: unknown): string | undefined {
  const reference = error instanceof TzurotError ? error.facts?.['reference'] : undefined;
  return typeof reference === 'string' ? reference : undefined;
}
