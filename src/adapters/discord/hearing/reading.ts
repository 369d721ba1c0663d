import { Routes } from 'discord.js';
import type { Overheard, Said } from '../../../domain/inbox/said.js';
import type { MessageLink } from '../../../domain/turn/references/links.js';
import type { Us } from '../wire/author.js';
import { isWritten, parseMessage, parseMessages, type WireMember, type WireMessage } from '../wire/message.js';
import { parseChannel } from '../wire/place.js';
import { overheardFrom, saidFrom } from '../wire/said.js';
import { byAge, isOlder } from '../../../domain/discord/snowflake.js';
import type { Scene } from '../wire/where.js';
import type { Clock } from '../../../ports/clock.js';
import type { Asking } from '../asking.js';
import { mayRead, weMayRead } from './may-read.js';
import type { Members } from './members.js';
import type { Places } from './places.js';
import type { Page } from './recent.js';

export type ReadingParts = {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly asking: Asking;
  readonly places: Places;
  readonly members: Members;
  us(): Us;
};

/** Of a page of messages, so many writers are asked for by name and roles: the newest ones. */
const mostWriters = 10;
const pageSize = 100;
/** Between questions about many channels, so that nobody has to be told to slow down. */
const pauseMs = 100;

/** Messages that are asked for rather than heard. */
export function readingOf(parts: ReadingParts) {
  const { asking, places, us } = parts;

  return {
    /** Messages of a channel as they stand. Throws `unavailable`, `denied`, `not_found`. */
    async page(channelId: string, most: number, before?: string): Promise<Page> {
      const query = { limit: String(most), ...(before !== undefined && { before }) };
      const [found, scene] = await Promise.all([
        asking.get(Routes.channelMessages(channelId), query),
        places.scene(channelId, undefined),
      ]);
      const all = parseMessages(found);
      const messages = all.filter(isWritten).map(message => overheardFrom(message, us(), scene, null));
      return { messages: messages.toSorted((a, b) => byAge(a.id, b.id)), isAll: all.length < most };
    },

    /** As `Station.missed`. */
    async missed(channelId: string, after: string | null): Promise<Said[]> {
      const found = await asking.get(Routes.channelMessages(channelId), { limit: String(pageSize) });
      const messages = parseMessages(found)
        .filter(message => isWritten(message) && (after === null || isOlder(after, message.id)))
        .toSorted((a, b) => byAge(a.id, b.id));
      if (messages.length === 0) return [];
      const scene = await places.scene(channelId, undefined);
      const writers = await writersOf(parts, messages, scene);
      return messages.map(message => saidFrom(message, us(), scene, writers.get(message.author.id) ?? null));
    },

    /** As `Station.message`. */
    async message(channelId: string, messageId: string): Promise<Said | undefined> {
      const message = parseMessage(await asking.find(Routes.channelMessage(channelId, messageId)));
      if (message === undefined || !isWritten(message)) return undefined;
      const scene = await places.scene(channelId, undefined);
      const writers = await writersOf(parts, [message], scene);
      return saidFrom(message, us(), scene, writers.get(message.author.id) ?? null);
    },

    /** As `ChatSurface.quote`. */
    async quote(links: readonly MessageLink[], accountId: string): Promise<Overheard[]> {
      const found = await Promise.all(links.map(link => quoted(parts, link, accountId)));
      return found.filter(message => message !== undefined);
    },

    /** As `Station.newest`. */
    async newest(channelIds: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, string | null>> {
      const found = new Map<string, string | null>();
      for (const id of channelIds) {
        const newest = await newestOf(parts, id, signal);
        if (newest !== undefined) found.set(id, newest);
      }
      return found;
    },
  };
}

async function quoted(parts: ReadingParts, link: MessageLink, accountId: string): Promise<Overheard | undefined> {
  const { asking, places, us } = parts;
  if (!(await mayRead(parts, link.channelId, accountId))) return undefined;
  const found = await asking.find(Routes.channelMessage(link.channelId, link.messageId));
  const message = parseMessage(found);
  if (message === undefined || !isWritten(message)) return undefined;
  return overheardFrom(message, us(), await places.scene(link.channelId, undefined), null);
}

/** Undefined where there is nothing for us to read, null where it cannot be asked now. */
async function newestOf(
  parts: ReadingParts,
  channelId: string,
  signal: AbortSignal | undefined,
): Promise<string | null | undefined> {
  const known = parts.places.channelNow(channelId);
  if (known !== undefined) return weMayRead(parts, known) ? (known.lastMessageId ?? undefined) : undefined;
  await parts.clock.sleep(pauseMs, signal);
  try {
    return parseChannel(await parts.asking.find(Routes.channel(channelId)))?.lastMessageId ?? undefined;
  } catch {
    return null;
  }
}

/** What the newest writers are called here, and which roles they have. Who cannot be looked up goes without. */
async function writersOf({ members }: ReadingParts, messages: readonly WireMessage[], { guildId }: Scene) {
  if (guildId === null) return new Map<string, WireMember>();
  const people = messages.filter(({ author, webhook_id }) => !webhook_id && author.bot !== true);
  const ids = [...new Set(people.toReversed().map(({ author }) => author.id))].slice(0, mostWriters);
  const found = await Promise.all(ids.map(id => members(guildId, id).catch(() => undefined)));
  return new Map(
    ids.flatMap((id, index) => {
      const member = found[index];
      return member === undefined ? [] : [[id, member] as const];
    }),
  );
}
