import { DiscordAPIError, type REST } from 'discord.js';
import { tokenRefused } from '../../domain/discord/refusal.js';
import { messageOf, TzurotError } from '../../domain/errors.js';

type Route = `/${string}`;

/** Questions to Discord, as many times as it takes within reason. */
export type Asking = {
  /** Throws `not_found`, `denied` and `unavailable`. */
  get(route: Route, query?: Readonly<Record<string, string>>): Promise<unknown>;
  /** The same, where what is not there or not for us to see is undefined. */
  find(route: Route, query?: Readonly<Record<string, string>>): Promise<unknown>;
};

export function askingOf(rest: REST): Asking {
  const get: Asking['get'] = async (route, query) => {
    try {
      return await rest.get(route, query === undefined ? {} : { query: new URLSearchParams(query) });
    } catch (error) {
      throw inOurWords(error);
    }
  };
  return {
    get,
    async find(route, query) {
      try {
        return await get(route, query);
      } catch (error) {
        if (error instanceof TzurotError && error.code !== 'unavailable') return undefined;
        throw error;
      }
    },
  };
}

/**
 * What Discord said to a request, as far as somebody can act on it. The error of its library goes no further: the address
 * with its token and the words that were sent are in it.
 */
export function inOurWords(error: unknown): TzurotError {
  if (error instanceof TzurotError) return error;
  if (!(error instanceof DiscordAPIError))
    return new TzurotError('unavailable', `Discord could not be asked: ${messageOf(error)}`);
  const { status, code, message } = error;
  const details = { facts: { status, code } };
  if (status === 404)
    return new TzurotError('not_found', `Discord does not know what was asked for: ${message}`, details);
  if (status === 401) return tokenRefused({ status });
  if (status === 403)
    return new TzurotError(
      'denied',
      `Discord does not let us: ${message}. Check the bot's permissions there.`,
      details,
    );
  return new TzurotError('unavailable', `Discord did not take the request: ${message}`, details);
}
