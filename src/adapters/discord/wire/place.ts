import * as z from 'zod';
import type { Overwrite } from '../../../domain/discord/place.js';
import { bits, each, id, perhaps, text } from './values.js';

/** A channel or thread, as far as it is known. */
export type KnownChannel = {
  readonly id: string;
  readonly type: number;
  readonly guildId: string | null;
  readonly parentId: string | null;
  readonly name: string | null;
  readonly topic: string | null;
  readonly isNsfw: boolean;
  /** Of a direct message: whose it is. */
  readonly recipientIds: readonly string[];
  readonly lastMessageId: string | null;
  overwrites(): readonly Overwrite[];
};

export type KnownRole = {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly permissions: bigint;
};

/** A server, as far as it is known. */
export type KnownGuild = {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly nsfwLevel: number;
  role(id: string): KnownRole | undefined;
  channel(id: string): KnownChannel | undefined;
};

const overwriteSchema = z
  .object({ id, type: z.int(), allow: bits, deny: bits })
  .transform(({ type, ...rest }): Overwrite => ({ ...rest, of: holderOf(type) }));

const channelSchema = z
  .object({
    id,
    type: z.int(),
    guild_id: perhaps(id),
    parent_id: perhaps(id),
    name: text,
    topic: text,
    nsfw: perhaps(z.boolean()),
    last_message_id: perhaps(id),
    recipients: each(z.object({ id }), 20),
    permission_overwrites: each(overwriteSchema, 1000),
  })
  .transform((channel): KnownChannel => ({
    id: channel.id,
    type: channel.type,
    guildId: channel.guild_id ?? null,
    parentId: channel.parent_id ?? null,
    name: channel.name ?? null,
    topic: channel.topic ?? null,
    isNsfw: channel.nsfw === true,
    recipientIds: channel.recipients.map(person => person.id),
    lastMessageId: channel.last_message_id ?? null,
    overwrites: () => channel.permission_overwrites,
  }));

/** Whether what a channel changes is for a role or for one account, by Discord's number for it. */
export const holderOf = (type: number): Overwrite['of'] => (type === 1 ? 'account' : 'role');

/** A channel as the REST interface gives it, or undefined for what is none. */
export const parseChannel = (value: unknown): KnownChannel | undefined => channelSchema.safeParse(value).data;

const types = { dm: 1, groupDm: 3, privateThread: 12 } as const;
const forums: ReadonlySet<number> = new Set([15, 16]);
const threads: ReadonlySet<number> = new Set([10, 11, types.privateThread]);

export const isThread = ({ type }: { readonly type: number }): boolean => threads.has(type);
export const isForum = ({ type }: { readonly type: number }): boolean => forums.has(type);
export const isPrivateThread = ({ type }: { readonly type: number }): boolean => type === types.privateThread;
export const isDirect = ({ type }: { readonly type: number }): boolean => type === types.dm || type === types.groupDm;
