import type { Failure } from '../../../domain/calling/failure.js';
import { TzurotError } from '../../../domain/errors.js';
import type { Micros } from '../../../domain/time.js';
import type { Secret } from '../../../domain/wallet/secret.js';
import { withoutKey } from '../keyless.js';
import type { Said } from '../wire/errors.js';
import { isAboutData, isForNobody, kindOf } from './kind.js';
import { retryAfterMs } from './retry-after.js';
import { nobody, wordsFor } from './words.js';

/** An answer that is none: what it says, and what is known about it. */
export type Refusal = {
  readonly said: Said;
  /** Of the answer itself. Null where the failure is told inside an answer. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly key: Secret | null;
  readonly now: Micros;
};

/** Begun: it had written something before it failed, which may have cost something. */
export type Begun = { readonly begun?: true };

const longestDetail = 300;

/** The error for an answer that is none. */
export function failureOf(provider: string, refusal: Refusal): TzurotError {
  const { said, headers, now } = refusal;
  const status = refusal.status ?? said.status;
  const failure = kindOf(status, said);
  const isForNone = failure === 'model-missing' && isForNobody(said);
  const { says, code, try: next } = isForNone ? nobody : wordsFor[failure];
  const wait = retryAfterMs({ ...said.headers, ...headers }, now);
  const number = status === null ? '' : ` (${status})`;
  return new TzurotError(code, `${provider} ${says}${number}.${detailOf(refusal)}`, {
    facts: {
      failure,
      ...(status !== null && { status }),
      ...(wait !== undefined && { retryAfterMs: wait }),
      ...(isForNone && { unrouted: true }),
      ...(isAboutData(said) && { dataPolicy: true }),
    },
    ...(next === undefined ? {} : { try: next }),
  });
}

function detailOf({ said: { message, raw }, key }: Refusal): string {
  const words = raw === '' || message.includes(raw) ? message : `${message} ${raw}`;
  const detail = withoutKey(words, key).trim().slice(0, longestDetail);
  return detail === '' ? '' : ` It said: ${detail}`;
}

/** An answer that came and is not whole, or not readable. */
export const brokenAnswer = (provider: string, what: string): TzurotError =>
  new TzurotError('unavailable', `${provider} ${what}. Try again.`, {
    facts: { failure: 'broken' satisfies Failure },
  });

export const late = (provider: string, what: string, facts: { readonly sent?: false } = {}): TzurotError =>
  new TzurotError('unavailable', `${provider} ${what}. Try again later.`, {
    facts: { failure: 'timeout' satisfies Failure, ...facts },
  });

/** Whatever was thrown, with the kind of failure that it is to somebody who asked a model. */
export function withKind(error: unknown, begun: Begun = {}): unknown {
  if (!(error instanceof TzurotError)) return error;
  const failure: Failure = error.facts?.['tooLarge'] === true ? 'broken' : 'network';
  return new TzurotError(error.code, error.message, {
    facts: { failure, ...error.facts, ...begun },
    cause: error.cause,
    ...(error.try === undefined ? {} : { try: error.try }),
  });
}
