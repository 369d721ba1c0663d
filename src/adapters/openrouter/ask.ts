import { TzurotError } from '../../domain/errors.js';
import { addressBelow } from '../../domain/text/address.js';
import type { Egress, EgressRequest } from '../../ports/egress.js';

type Question = Pick<EgressRequest, 'deadlineMs' | 'maxBytes' | 'headers' | 'signal'>;

/** Asks OpenRouter for a document, and reads it whole if there is one. */
export async function ask(
  egress: Egress,
  base: string,
  path: string,
  question: Question,
): Promise<{ readonly status: number; readonly content: string }> {
  const response = await egress.request({
    url: addressBelow(base, path),
    trust: 'operator',
    ...question,
    headers: { accept: 'application/json', ...question.headers },
  });
  if (response.status === 200)
    return { status: 200, content: Buffer.concat(await Array.fromAsync(response.body)).toString() };
  response.cancel();
  return { status: response.status, content: '' };
}

export const unreadable = (what: string): TzurotError =>
  new TzurotError('unavailable', `OpenRouter answered, but ${what}. Try again in a while.`);

export const refused = (status: number): TzurotError =>
  new TzurotError('unavailable', `OpenRouter has trouble of its own (${status}). Try again in a while.`, {
    facts: { status },
  });
