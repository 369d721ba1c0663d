import { messageOf, referenceIn, TzurotError, type ErrorCode } from '../domain/errors.js';
import { harmless, harmlessJson } from '../domain/text/harmless.js';

const exitCodes = {
  invalid: 2,
  not_found: 3,
  conflict: 4,
  denied: 5,
  unavailable: 6,
  corrupt: 7,
  partial: 8,
} as const satisfies Record<ErrorCode, number>;

type Failure = {
  readonly code: ErrorCode | 'bug';
  readonly message: string;
  readonly try?: string;
  readonly details?: unknown;
};

export const exitCodeOfKind = (code: ErrorCode): number => exitCodes[code];

export function exitCodeOf(error: unknown): number {
  const { code } = failureOf(error);
  return code === 'bug' ? 1 : exitCodes[code];
}

type Telling = { readonly json: boolean; readonly program: string; readonly redacted: (text: string) => string };

/** Says what went wrong: a document for scripts, else a sentence and what to do next. A bug also shows where. */
export function report(error: unknown, { json, program, redacted }: Telling): void {
  const failure = failureOf(error);
  if (json) {
    console.log(harmlessJson(redacted(JSON.stringify({ error: failure }, null, 2))));
    return;
  }
  const say = (line: string) => console.error(harmless(redacted(line)));
  say(failure.code === 'bug' ? `This is a bug in tzurot: ${failure.message}` : failure.message);
  if (failure.code === 'bug' && error instanceof Error && error.stack !== undefined) say(error.stack);
  if (failure.try !== undefined) say(`Try this: ${program} ${failure.try}`);
  const reference = referenceIn(error);
  if (reference !== undefined) say(`Why: ${program} trace ${reference}`);
}

function failureOf(error: unknown): Failure {
  if (error instanceof TzurotError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.try !== undefined && { try: error.try }),
      ...(error.facts !== undefined && { details: error.facts }),
    };
  }
  return { code: 'bug', message: messageOf(error) };
}
