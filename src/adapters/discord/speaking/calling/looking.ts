import { DefaultRestOptions, type RESTOptions, type ResponseLike } from 'discord.js';
import { z } from 'zod';
import type { Limited, Outcome } from './outcome.js';

type MakeRequest = RESTOptions['makeRequest'];

/** What is known of a request that brought no answer, by what was thrown for it. */
export type Known = WeakMap<object, Limited | Exclude<Outcome, { kind: 'answered' }>>;

const refusalSchema = z.object({ code: z.number().catch(0) });
const limitSchema = z.object({ retry_after: z.number().optional(), global: z.boolean().optional() });

/** Nothing has left this machine when one of these is thrown. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Sends requests as discord.js does, and judges what came back before its client sees it. Its own errors carry the
 * address, which holds tokens, and the text; and it asks again by itself, which here would say things twice.
 */
export const looking = (
  known: Known,
  dated: (date: string) => void,
  request: MakeRequest = DefaultRestOptions.makeRequest,
): MakeRequest => {
  const lost = (what: Limited | Exclude<Outcome, { kind: 'answered' }>) => {
    const error = new Error('Discord did not do it');
    known.set(error, what);
    return error;
  };
  return async (url, init) => {
    let response: ResponseLike;
    try {
      response = await request(url, init);
    } catch (error) {
      const code = codeOf(error);
      throw lost(
        beforeSending.has(code)
          ? { kind: 'unsent', why: `Discord cannot be reached (${code})`, afterMs: null }
          : { kind: 'unclear', why: `the connection to Discord broke off (${code})` },
      );
    }
    const date = response.headers.get('date');
    if (date !== null) dated(date);
    if (response.ok) return response;
    const text = await response.text().catch(() => '');
    if (response.status === 429) throw lost(limitOf(response.headers, text));
    if (response.status >= 400 && response.status < 500) {
      throw lost({
        kind: 'refused',
        status: response.status,
        code: refusalSchema.safeParse(parsed(text)).data?.code ?? 0,
      });
    }
    throw lost({ kind: 'unclear', why: `Discord answered with ${response.status}` });
  };
};

function limitOf(headers: ResponseLike['headers'], text: string): Limited {
  const said = limitSchema.safeParse(parsed(text)).data;
  const seconds = [headers.get('retry-after'), said?.retry_after, headers.get('x-ratelimit-reset-after')]
    .map(each => (each === null || each === undefined || each === '' ? Number.NaN : Number(each)))
    .find(each => Number.isFinite(each) && each >= 0);
  return {
    kind: 'limited',
    afterMs: seconds === undefined ? null : seconds * 1000,
    isGlobal:
      headers.has('x-ratelimit-global') || headers.get('x-ratelimit-scope') === 'global' || said?.global === true,
    isShared: headers.get('x-ratelimit-scope') === 'shared',
  };
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const errorSchema = z.object({ code: z.string() });
const codeOf = (error: unknown): string =>
  errorSchema.safeParse(error).data?.code ?? (error instanceof Error ? error.name : 'unknown');
