import { tokenRefused } from '../../../../domain/discord/refusal.js';
import { TzurotError, type ErrorCode } from '../../../../domain/errors.js';
import type { Outcome } from './outcome.js';

type Failed = Exclude<Outcome, { kind: 'answered' }>;

type Meaning = { readonly code: ErrorCode; readonly says: string };

const denied = (says: string): Meaning => ({ code: 'denied', says });
const gone = (says: string): Meaning => ({ code: 'not_found', says });

/** What Discord means by its numbers, as far as somebody can do something about it. */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  [10003, gone('There is no such channel on Discord any more.')],
  [10008, gone('There is no such message on Discord any more.')],
  [10013, gone('There is no such person on Discord.')],
  [10015, gone('The webhook is gone from Discord.')],
  [50001, denied('The bot cannot see that channel. Give it the right to view it.')],
  [50005, denied('That message was written by somebody else, and cannot be changed.')],
  [50007, denied('That person takes no direct messages from the bot.')],
  [50013, denied('The bot lacks a right in that channel. Check the rights of its role there.')],
  [50083, denied('That thread is archived or locked.')],
  [50278, denied('That person shares no server with the bot, and takes no messages from it.')],
  [220001, denied('Nothing can be posted in a forum itself, only in a post in it.')],
]);

/** What went wrong, without the address and the text that it was about. */
export function failureOf(outcome: Failed, channelId: string | null): TzurotError {
  const place = channelId === null ? {} : { channelId };
  if (outcome.kind === 'refused') {
    const { status, code } = outcome;
    if (status === 401) return tokenRefused({ ...place, status });
    const { code: kind, says } = meanings.get(code) ?? meaningOf(status, code);
    return new TzurotError(kind, says, { facts: { ...place, status, discordCode: code } });
  }
  const facts = outcome.kind === 'unsent' && outcome.afterMs !== null ? { ...place, afterMs: outcome.afterMs } : place;
  return new TzurotError('unavailable', `Discord cannot be asked at the moment: ${outcome.why}. Try it later.`, {
    facts,
  });
}

function meaningOf(status: number, code: number): Meaning {
  if (status === 404) return gone('That is not on Discord any more.');
  return denied(`Discord refused it (${status}, code ${code}).`);
}
