import { stamp, type Core } from './core.ts';
import { toldOf } from './presenting.ts';
import { invalidForm, unknownChannel, unknownMessage } from './problems.ts';
import { flagIn, isObject, listIn, textsIn, type JsonObject } from './wire.ts';
import { isThread, type Attachment, type Channel, type Message, type User } from './world.ts';

/** What somebody wants to say. */
export type Draft = {
  readonly author: User;
  readonly content?: string | undefined;
  readonly embeds?: readonly JsonObject[];
  readonly attachments?: readonly Attachment[];
  readonly components?: readonly JsonObject[];
  readonly stickers?: readonly JsonObject[];
  readonly flags?: number | undefined;
  readonly type?: number;
  readonly tts?: boolean | undefined;
  readonly nonce?: string | number | undefined;
  readonly webhookId?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly replyTo?: Message | undefined;
  /** A message carried over from elsewhere. */
  readonly forward?: Message | undefined;
  readonly poll?: JsonObject;
  readonly interaction?: JsonObject | undefined;
  /** Who may be pinged, as a program said it; nothing, when it said nothing. */
  readonly allowed?: JsonObject | undefined;
  readonly mayPingAll?: boolean;
  readonly at?: number | undefined;
};

/** Who did it: the program under test, a person, or somebody else’s bot. */
export type By = 'program' | 'person' | 'other';

/** What the message would be. Nothing has happened yet. */
export function composed(core: Core, channel: Channel, draft: Draft, id: string): Message {
  const content = draft.content ?? '';
  const { replyTo, forward } = draft;
  return {
    id,
    channel_id: channel.id,
    type: draft.type ?? (replyTo ? 19 : 0),
    content,
    author: draft.author,
    timestamp: stamp(draft.at ?? core.now()),
    edited_timestamp: null,
    tts: draft.tts ?? false,
    ...pings(core, content, draft),
    attachments: draft.attachments ?? [],
    embeds: (draft.embeds ?? []).map(embed => ({ type: 'rich', ...embed })),
    components: draft.components ?? [],
    pinned: false,
    flags: (draft.flags ?? 0) | (forward ? 1 << 14 : 0),
    ...(draft.nonce === undefined ? {} : { nonce: draft.nonce }),
    ...(draft.webhookId === undefined ? {} : { webhook_id: draft.webhookId }),
    ...(draft.applicationId === undefined ? {} : { application_id: draft.applicationId }),
    ...(draft.stickers ? { sticker_items: draft.stickers } : {}),
    ...(draft.poll ? { poll: draft.poll } : {}),
    ...(draft.interaction ? { interaction_metadata: draft.interaction } : {}),
    ...(replyTo ? { message_reference: referenceTo(core, replyTo, 0), referenced_message: alone(replyTo) } : {}),
    ...(forward ? { message_reference: referenceTo(core, forward, 1), message_snapshots: [snapshot(forward)] } : {}),
  };
}

/** Brings a message into a channel and tells everybody. */
export function post(core: Core, channel: Channel, draft: Draft, by: By): Message {
  const message = composed(core, channel, draft, core.snowflake(draft.at));
  keep(core, message);
  core.journal.note('message', {
    by,
    id: message.id,
    channelId: channel.id,
    authorId: message.author.id,
    name: message.author.username,
    content: message.content,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.webhook_id === undefined ? {} : { webhookId: message.webhook_id }),
    mentions: message.mentions.map(({ id }) => id),
    mentionsEveryone: message.mention_everyone,
  });
  tell(core, 'MESSAGE_CREATE', message);
  return message;
}

/** Changes a message; what is not named stays. */
export function change(core: Core, message: Message, changes: Partial<Message>, by: By, isEdit = true): Message {
  const changed: Message = { ...message, ...changes, ...(isEdit ? { edited_timestamp: stamp(core.now()) } : {}) };
  core.world.histories.get(message.channel_id)?.put(changed);
  core.journal.note('edit', { by, id: message.id, channelId: message.channel_id, content: changed.content });
  tell(core, 'MESSAGE_UPDATE', changed);
  return changed;
}

export function erase(core: Core, message: Message, by: By): void {
  core.world.histories.get(message.channel_id)?.remove(message.id);
  core.journal.note('erase', { by, id: message.id, channelId: message.channel_id, content: message.content });
  const guildId = core.world.channels.get(message.channel_id)?.guild_id;
  core.dispatch({
    name: 'MESSAGE_DELETE',
    data: { id: message.id, channel_id: message.channel_id, ...(guildId === undefined ? {} : { guild_id: guildId }) },
    guildId,
    channelId: message.channel_id,
  });
}

export function eraseAll(core: Core, channel: Channel, ids: readonly string[], by: By): void {
  for (const id of ids) core.world.histories.get(channel.id)?.remove(id);
  core.journal.note('erase', { by, ids, channelId: channel.id });
  core.dispatch({
    name: 'MESSAGE_DELETE_BULK',
    data: { ids, channel_id: channel.id, ...(channel.guild_id === undefined ? {} : { guild_id: channel.guild_id }) },
    guildId: channel.guild_id,
    channelId: channel.id,
  });
}

export const tell = (core: Core, name: string, message: Message): void =>
  core.dispatch({
    name,
    data: toldOf(core.world, message),
    guildId: core.world.channels.get(message.channel_id)?.guild_id,
    channelId: message.channel_id,
  });

export function channelIn(core: Core, id: string | undefined): Channel {
  const channel = core.world.channels.get(id ?? '');
  if (channel === undefined) throw unknownChannel();
  return channel;
}

export function messageIn(core: Core, channelId: string, id: string | undefined): Message {
  const message = core.world.histories.get(channelId)?.get(id ?? '');
  if (message === undefined) throw unknownMessage();
  return message;
}

function keep({ world }: Core, message: Message): void {
  world.histories.get(message.channel_id)?.put(message);
  const channel = world.channels.get(message.channel_id);
  if (channel === undefined) return;
  const isNewest = BigInt(channel.last_message_id ?? 0) < BigInt(message.id);
  world.channels.set(channel.id, {
    ...channel,
    ...(isNewest ? { last_message_id: message.id } : {}),
    ...(isThread(channel) ? { message_count: (channel.message_count ?? 0) + 1 } : {}),
  });
}

/** Whom a text pings. A program may say who of them may be; people ping whom they name. */
export function pings(
  { world }: Core,
  content: string,
  { allowed, replyTo, mayPingAll = true }: Pick<Draft, 'allowed' | 'replyTo' | 'mayPingAll'>,
): Pick<Message, 'mention_everyone' | 'mentions' | 'mention_roles'> {
  const parse = allowed === undefined || listIn(allowed, 'parse') === undefined ? undefined : textsIn(allowed, 'parse');
  const isFree = (kind: string) => allowed === undefined || (parse?.includes(kind) ?? false);
  const users = new Set([...content.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id));
  const roles = new Set([...content.matchAll(/<@&(\d+)>/g)].map(([, id = '']) => id));
  const repliedTo =
    replyTo && (allowed === undefined || flagIn(allowed, 'replied_user') !== false) ? [replyTo.author.id] : [];
  const chosen = [...users].filter(id => isFree('users') || textsIn(allowed ?? {}, 'users').includes(id));
  return {
    mention_everyone: mayPingAll && isFree('everyone') && /@everyone|@here/.test(content),
    mentions: [...new Set([...chosen, ...repliedTo])].flatMap(id => world.users.get(id) ?? []),
    mention_roles: [...roles].filter(id => isFree('roles') || textsIn(allowed ?? {}, 'roles').includes(id)),
  };
}

const alone = ({ referenced_message: _, ...message }: Message): Message => message;

const referenceTo = ({ world }: Core, message: Message, type: 0 | 1): JsonObject => {
  const guildId = world.channels.get(message.channel_id)?.guild_id;
  return {
    type,
    message_id: message.id,
    channel_id: message.channel_id,
    ...(guildId === undefined ? {} : { guild_id: guildId }),
  };
};

const snapshot = (message: Message): JsonObject => ({
  message: {
    type: message.type,
    content: message.content,
    embeds: message.embeds,
    attachments: message.attachments,
    timestamp: message.timestamp,
    edited_timestamp: message.edited_timestamp,
    flags: message.flags,
    mentions: message.mentions,
    mention_roles: message.mention_roles,
    components: message.components,
    ...(message.sticker_items ? { sticker_items: message.sticker_items } : {}),
  },
});

/** The message a program’s `message_reference` names, if it names one. */
export function replied(core: Core, channel: Channel, body: JsonObject): Message | undefined {
  const reference = body['message_reference'];
  if (!isObject(reference) || reference['type'] === 1) return undefined;
  const found = core.world.histories.get(channel.id)?.get(String(reference['message_id']));
  if (found === undefined && reference['fail_if_not_exists'] !== false)
    throw invalidForm('message_reference', 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
  return found;
}
