import { TzurotError } from '../../domain/errors.js';
import type { Egress } from '../../ports/egress.js';
import type { Generations } from '../../ports/generations.js';
import type { Failure } from '../../domain/calling/failure.js';
import { ask, refused, unreadable } from './ask.js';
import { parseGeneration } from './generations-wire.js';

const deadlineMs = 10_000;
const longestAnswerBytes = 1024 * 1024;

/** OpenRouter remembers each request under the id it gave it. No other provider is asked. */
export function openRouterGenerations(egress: Egress, url: string, signal?: AbortSignal): Generations {
  return {
    async find(provider, generationId, key) {
      if (provider !== 'openrouter') return undefined;
      const { status, content } = await ask(egress, url, `generation?id=${encodeURIComponent(generationId)}`, {
        headers: { authorization: `Bearer ${key.reveal()}` },
        deadlineMs,
        maxBytes: longestAnswerBytes,
        ...(signal && { signal }),
      });
      if (status === 404) return undefined;
      if (status === 401 || status === 403) throw notTaken(status);
      if (status !== 200) throw refused(status);
      const spent = parseGeneration(content);
      if (spent === undefined) throw unreadable('not with what the request cost');
      return spent;
    },
  };
}

const notTaken = (status: number) =>
  new TzurotError('denied', `OpenRouter does not say what a request cost, because it does not accept the key.`, {
    facts: { failure: 'authentication' satisfies Failure, status },
  });
