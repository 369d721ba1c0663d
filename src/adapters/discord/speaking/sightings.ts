import { z } from 'zod';
import { microsPerSecond, type Micros } from '../../../domain/time.js';
import type { Calls } from './calling/calls.js';
import { failureOf } from './calling/failure.js';
import { echoOf, type Echo } from '../wire/echo.js';
import { byAge, momentOf, idAt } from '../../../domain/discord/snowflake.js';

/** What a post looks like once it stands there, in either way of saying it. */
export type Likeness = {
  readonly name: string;
  readonly byWebhook: string;
  readonly byBot: string;
  readonly nonce: string;
};

/** As Discord keeps a text. */
export const settled = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .normalize('NFC')
    .trim();

/** Names are compared without what has no width, or hardly any: nobody knows how Discord keeps that. */
const bare = (name: string): string => name.normalize('NFKC').replace(/\s|\p{Default_Ignorable_Code_Point}/gu, '');

export function isLike({ name, byWebhook, byBot, nonce }: Likeness, echo: Omit<Echo, 'channelId' | 'id'>): boolean {
  if (echo.webhookId !== null) return bare(echo.name) === bare(name) && settled(echo.text) === settled(byWebhook);
  if (echo.nonce !== null) return echo.nonce === nonce;
  return settled(echo.text) === settled(byBot);
}

const messageSchema = z.object({
  id: z.string(),
  content: z.string(),
  webhook_id: z.string().nullish(),
  application_id: z.string().nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  author: z.object({ id: z.string(), username: z.string() }),
});

const pageSize = 100;
const mostPages = 3;

type Us = { readonly applicationId: string; readonly accountId: string; isOurs(webhookId: string): boolean };
type Message = z.infer<typeof messageSchema>;

/** What this program has said in a place since then, as it stands there now: what came soonest, and the newest. */
export async function listed(calls: Calls, channelId: string, since: Micros, us: Us): Promise<Echo[]> {
  const found: Message[] = [];
  let after = idAt(since);
  for (let page = 0; page < mostPages; page += 1) {
    const messages = await read(calls, channelId, { after });
    found.push(...messages);
    if (messages.length < pageSize) return found.flatMap(message => ownIn(message, channelId, us));
    after = messages.at(-1)?.id ?? after;
  }
  found.push(...(await read(calls, channelId, {})));
  return found.flatMap(message => ownIn(message, channelId, us));
}

/** Oldest first. */
async function read(calls: Calls, channelId: string, query: { readonly after?: string }): Promise<Message[]> {
  const outcome = await calls.insist({
    method: 'GET',
    route: `/channels/${channelId}/messages`,
    query: { ...query, limit: pageSize },
    cause: `read ${channelId}`,
  });
  if (outcome.kind !== 'answered') throw failureOf(outcome, channelId);
  const messages = z.array(messageSchema).safeParse(outcome.body);
  if (!messages.success) throw failureOf({ kind: 'unclear', why: 'what stands there cannot be read' }, channelId);
  return messages.data.toSorted((a, b) => byAge(a.id, b.id));
}

function ownIn(message: Message, channelId: string, us: Us): Echo[] {
  const { author, webhook_id: webhookId = null, application_id: applicationId = null } = message;
  const isOurs =
    webhookId === null ? author.id === us.accountId : applicationId === us.applicationId || us.isOurs(webhookId);
  return isOurs ? [echoOf({ ...message, channel_id: channelId })] : [];
}

/** Discord's clock and ours may differ by this much more than was measured. */
const unsureBy: Micros = 5 * microsPerSecond;

/** The earliest moment, by Discord's clock, at which something that was sent then may have been made. */
export const earliest = (since: Micros, skew: Micros): Micros => since + skew - unsureBy;

/** Whether a moment lies so long before another that something may have been made in between. */
export const isDoubtful = (moment: Micros, earlier: Micros): boolean => moment - earlier > unsureBy;

/** A clock that was put back says that something was tried in the future: then it was not long ago. */
export const believable = (attemptedAt: Micros, now: Micros): Micros =>
  attemptedAt > now ? now - lately : attemptedAt;

const lately: Micros = 3600 * microsPerSecond;

export const isSince = (id: string, moment: Micros): boolean => momentOf(id) >= moment;
