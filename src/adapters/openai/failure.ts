import { TzurotError } from '../../domain/errors.js';
import type { LlmFailure } from '../../ports/llm.js';

type Words = {
  readonly failure: LlmFailure;
  readonly says: string;
  readonly code?: 'invalid' | 'denied';
  readonly try?: string;
};

const byStatus: Readonly<Record<number, Words>> = {
  400: { failure: 'bad-request', says: 'did not understand the request', code: 'invalid' },
  401: { failure: 'authentication', says: 'does not accept the key', code: 'denied', try: 'doctor' },
  402: { failure: 'payment', says: 'says the key is out of credit or over its limit', code: 'denied' },
  403: { failure: 'moderation', says: 'refused the request by its own rules', code: 'denied' },
  404: { failure: 'model-missing', says: 'does not know the model', code: 'invalid', try: 'config explain llm.model' },
  408: { failure: 'timeout', says: 'took too long' },
  413: { failure: 'bad-request', says: 'found the prompt too long', code: 'invalid' },
  422: { failure: 'bad-request', says: 'did not understand the request', code: 'invalid' },
  429: { failure: 'rate-limit', says: 'is being asked too often; try again in a while' },
};

const overloaded: Words = { failure: 'overloaded', says: 'has trouble of its own; try again in a while' };

const longestDetail = 300;

/** Begun: it had written something before it failed, which may have cost something. */
type Facts = { readonly begun?: true };

/** The error for an answer that is none, by its HTTP status or by the code inside a stream. */
export function failureOf(provider: string, status: number, detail: string, more: Facts = {}): TzurotError {
  const { failure, says, code, try: next } = byStatus[status] ?? overloaded;
  const said = detail === '' ? '' : ` It said: ${detail.slice(0, longestDetail)}`;
  return new TzurotError(code ?? 'unavailable', `${provider} ${says} (${status}).${said}`, {
    facts: { failure, status, ...more },
    ...(next === undefined ? {} : { try: next }),
  });
}

export const brokenAnswer = (provider: string, what: string): TzurotError =>
  new TzurotError('unavailable', `${provider} ${what}. Nothing was said; try again.`, {
    facts: { failure: 'network' satisfies LlmFailure },
  });

/** What the way out threw, with the kind of failure that it is to somebody who asked a model. */
export function withKind(error: unknown): unknown {
  if (!(error instanceof TzurotError) || error.facts?.['failure'] !== undefined) return error;
  return new TzurotError(error.code, error.message, {
    facts: { ...error.facts, failure: 'network' satisfies LlmFailure },
    cause: error,
    ...(error.try === undefined ? {} : { try: error.try }),
  });
}
