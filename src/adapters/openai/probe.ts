import { addressBelow } from '../../domain/text/address.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { Egress } from '../../ports/egress.js';
import { failureOf } from './failing/failure.js';
import { nothingSaid } from './wire/errors.js';

const deadlineMs = 10_000;
const longestAnswerBytes = 32 * 1024 * 1024;

/** Asks an endpoint for something cheap. Says what answered; throws what went wrong in words. */
export async function probe(
  egress: Egress,
  provider: string,
  { url, key }: { readonly url: string; readonly key: Secret | null },
): Promise<string> {
  const path = provider === 'openrouter' ? 'key' : 'models';
  const response = await egress.request({
    url: addressBelow(url, path),
    trust: 'operator',
    headers: { accept: 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key.reveal()}` }) },
    deadlineMs,
    maxBytes: longestAnswerBytes,
  });
  response.cancel();
  if (response.status !== 200) throw failureOf(provider, { ...response, said: nothingSaid, key, now: 0 });
  return `${provider} answers at ${new URL(url).host}`;
}
