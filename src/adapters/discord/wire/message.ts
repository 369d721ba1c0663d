import * as z from 'zod';
import { each, id, perhaps, text } from './values.js';

/* Only what is read, and tolerant: what is odd about an embed costs the embed, not the message. */

export const userSchema = z.object({
  id,
  username: z.string().catch('unknown'),
  global_name: text,
  bot: perhaps(z.boolean()),
  system: perhaps(z.boolean()),
});

export const memberSchema = z.object({ nick: text, roles: each(id, 1000) });

const fileSchema = z.object({
  filename: z.string(),
  size: z.number().catch(0),
  url: z.string(),
  description: text,
  duration_secs: perhaps(z.number()),
});

const embedSchema = z.object({
  title: text,
  description: text,
  url: text,
  author: perhaps(z.object({ name: z.string() })),
  fields: each(z.object({ name: z.string(), value: z.string() }), 25),
});

const pollSchema = z.object({
  question: z.object({ text }),
  answers: each(z.object({ poll_media: z.object({ text }) }), 20),
});

const stickers = each(z.object({ name: z.string() }), 10);
const files = each(fileSchema, 20);
const embeds = each(embedSchema, 10);
const content = z.string().catch('');

const snapshotSchema = z.object({
  message: z.object({ content, attachments: files, embeds, sticker_items: stickers }),
});

const referenceSchema = z.object({ type: perhaps(z.number()), message_id: perhaps(id), channel_id: perhaps(id) });

const bodySchema = z.object({
  id,
  channel_id: id,
  guild_id: perhaps(id),
  type: z.int().catch(0),
  flags: z.int().catch(0),
  content,
  author: userSchema,
  member: perhaps(memberSchema),
  timestamp: text,
  edited_timestamp: text,
  webhook_id: perhaps(id),
  application_id: perhaps(id),
  nonce: perhaps(z.union([z.string(), z.number()])),
  mentions: each(userSchema.extend({ member: perhaps(z.object({ nick: text })) })),
  mention_roles: each(id),
  attachments: files,
  embeds,
  sticker_items: stickers,
  poll: perhaps(pollSchema),
  message_reference: perhaps(referenceSchema),
  message_snapshots: each(snapshotSchema, 5),
});

const messageSchema = bodySchema.extend({ referenced_message: perhaps(bodySchema) });

export type WireUser = z.infer<typeof userSchema>;
export type WireMember = z.infer<typeof memberSchema>;
export type WireFile = z.infer<typeof fileSchema>;
export type WireEmbed = z.infer<typeof embedSchema>;
/** A message without the one it replies to. */
export type WireBody = z.infer<typeof bodySchema>;
export type WireMessage = z.infer<typeof messageSchema>;

/** A message, or undefined for what is none. */
export const parseMessage = (value: unknown): WireMessage | undefined => messageSchema.safeParse(value).data;

export const parseMessages = (value: unknown): WireMessage[] => each(messageSchema).parse(value);

const editSchema = z.object({ id, channel_id: id, content: z.string(), edited_timestamp: z.string() });

/** What a message says now. Undefined where nobody changed it: Discord also tells when it has found an embed. */
export const parseEdit = (value: unknown): z.infer<typeof editSchema> | undefined => editSchema.safeParse(value).data;

const erasedSchema = z.union([
  z.object({ channel_id: id, id }).transform(one => ({ channelId: one.channel_id, ids: [one.id] })),
  z
    .object({ channel_id: id, ids: each(id, 1000) })
    .transform(({ channel_id, ids }) => ({ channelId: channel_id, ids })),
]);

export const parseErased = (value: unknown): z.infer<typeof erasedSchema> | undefined =>
  erasedSchema.safeParse(value).data;

const reactionSchema = z
  .object({ channel_id: id, message_id: id, user_id: id, emoji: z.object({ id: perhaps(id), name: text }) })
  .transform(({ channel_id, message_id, user_id, emoji }) => ({
    channelId: channel_id,
    messageId: message_id,
    accountId: user_id,
    emoji: emoji.id ? `${emoji.name ?? ''}:${emoji.id}` : (emoji.name ?? ''),
  }));

export const parseReaction = (value: unknown): z.infer<typeof reactionSchema> | undefined =>
  reactionSchema.safeParse(value).data;

/* What people write themselves, replies, and the answers of commands. Everything else Discord writes in their name. */
const written: ReadonlySet<number> = new Set([0, 19, 20, 23]);

/** Whether somebody said it, rather than Discord telling who joined or what was pinned. */
export const isWritten = ({ type }: { readonly type: number }): boolean => written.has(type);

/** Somebody as a member of a server, or undefined for what is none. */
export const parseMember = (value: unknown): WireMember | undefined => memberSchema.safeParse(value).data;
