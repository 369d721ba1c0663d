import { TzurotError } from '../errors.js';
import { contentRefused, tokenRefused } from './refusal.js';

const ended = (message: string, next: string | undefined, closeCode: number): TzurotError =>
  new TzurotError('unavailable', message, { facts: { closeCode }, ...(next !== undefined && { try: next }) });

const endings: Readonly<Record<number, (closeCode: number) => TzurotError>> = {
  4004: closeCode => tokenRefused({ closeCode }),
  4010: code =>
    ended('Discord does not know the shard that was asked for. Let it count them itself.', 'config set discord.shards auto', code),
  4011: code =>
    ended('The bot is in too many servers for so few shards. Let Discord count them.', 'config set discord.shards auto', code),
  4012: code => ended('Discord does not speak this version of its protocol any more. Update tzurot.', undefined, code),
  4013: code => ended('Discord does not know an intent that was asked for. Update tzurot.', undefined, code),
  4014: closeCode => contentRefused({ closeCode }),
}; // prettier-ignore

/** What it means that the gateway closed with this code, where connecting again would only end the same way. */
export const endingOf = (closeCode: number): TzurotError | null => endings[closeCode]?.(closeCode) ?? null;
