import { allowed, awake, canInChannel, writing } from '../access.ts';
import type { Asked } from '../asked.ts';
import type { Core } from '../core.ts';
import { change, channelIn, erase, eraseAll, messageIn, pings, post, replied } from '../messages.ts';
import type { nonces } from '../nonces.ts';
import { may } from '../permissions.ts';
import { shown } from '../presenting.ts';
import { cannotWriteTo, invalidForm, noReplyWithoutHistory, notATextChannel, notYours } from '../problems.ts';
import { nothing, ok, type Route } from '../route.ts';
import { flagIn, numberIn, objectIn, objectsIn, textIn, textsIn, type JsonObject } from '../wire.ts';
import { uploaded } from '../uploads.ts';
import { checkMessage, checkSubstance } from '../validation.ts';
import { holdsMessages, isDirect, type Channel, type Message } from '../world.ts';

/** Reading and writing messages as the bot. */
export const messageRoutes = (known: ReturnType<typeof nonces>): readonly Route[] => [
  {
    method: 'GET',
    pattern: '/channels/:channel/messages',
    act: (core, { query }, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel);
      if (!holdsMessages(channel)) throw notATextChannel();
      if (!canInChannel(core, channel, may.readMessageHistory)) return ok([]);
      return ok(listed(core, channel, query).map(message => shown(core.world, message)));
    },
  },
  {
    method: 'POST',
    pattern: '/channels/:channel/messages',
    act: (core, asked, { channel: id }) => {
      const channel = channelIn(core, id);
      const { body } = asked;
      allowed(core, channel, writing(channel), ...neededFor(asked));
      if (!holdsMessages(channel)) throw notATextChannel();
      const closed = isDirect(channel) ? core.world.closedTo.get(channel.recipients?.[0]?.id ?? '') : undefined;
      if (closed !== undefined) throw cannotWriteTo(closed);
      checkMessage(body, asked.files.length);
      checkSubstance(body, asked.files.length);
      const isReply = objectIn(body, 'message_reference') !== undefined;
      if (isReply && !canInChannel(core, channel, may.readMessageHistory)) throw noReplyWithoutHistory();
      const nonce = textIn(body, 'nonce') ?? numberIn(body, 'nonce');
      const key = nonce === undefined || flagIn(body, 'enforce_nonce') !== true ? undefined : `${id} ${nonce}`;
      const before = key === undefined ? undefined : core.world.histories.get(channel.id)?.get(known.find(key) ?? '');
      if (before) return ok(before);
      const message = post(
        core,
        awake(core, channel),
        {
          author: core.world.bot,
          content: textIn(body, 'content'),
          embeds: objectsIn(body, 'embeds'),
          components: numbered(objectsIn(body, 'components')),
          attachments: uploaded(core, channel.id, asked),
          flags: numberIn(body, 'flags'),
          tts: flagIn(body, 'tts'),
          nonce,
          allowed: objectIn(body, 'allowed_mentions'),
          mayPingAll: canInChannel(core, channel, may.mentionEveryone),
          replyTo: replied(core, channel, body),
          forward: forwarded(core, body),
        },
        'program',
      );
      if (key !== undefined) known.remember(key, message.id);
      return ok(message);
    },
  },
  {
    method: 'GET',
    pattern: '/channels/:channel/messages/:message',
    act: (core, _, { channel: id, message }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, may.readMessageHistory);
      return ok(shown(core.world, messageIn(core, channel.id, message)));
    },
  },
  {
    method: 'PATCH',
    pattern: '/channels/:channel/messages/:message',
    act: (core, asked, { channel: id, message: messageId }) => {
      const channel = channelIn(core, id);
      allowed(core, channel);
      const message = messageIn(core, channel.id, messageId);
      if (message.author.id !== core.world.bot.id) throw notYours();
      checkMessage(asked.body, asked.files.length);
      return ok(rewritten(core, awake(core, channel), message, asked));
    },
  },
  {
    method: 'DELETE',
    pattern: '/channels/:channel/messages/:message',
    act: (core, _, { channel: id, message: messageId }) => {
      const channel = channelIn(core, id);
      allowed(core, channel);
      const message = messageIn(core, channel.id, messageId);
      if (message.author.id !== core.world.bot.id) allowed(core, channel, may.manageMessages);
      erase(core, message, 'program');
      return nothing;
    },
  },
  {
    method: 'POST',
    pattern: '/channels/:channel/messages/bulk-delete',
    act: (core, { body }, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, may.manageMessages);
      const ids = textsIn(body, 'messages');
      if (ids.length < 2 || ids.length > 100)
        throw invalidForm('messages', 'BASE_TYPE_BAD_LENGTH', 'Must be between 2 and 100 in length.');
      eraseAll(core, channel, ids, 'program');
      return nothing;
    },
  },
  {
    method: 'POST',
    pattern: '/channels/:channel/typing',
    act: (core, _, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, writing(channel));
      core.journal.note('typing', { by: 'program', channelId: channel.id });
      return nothing;
    },
  },
  {
    method: 'PUT',
    pattern: '/channels/:channel/messages/:message/reactions/:emoji/@me',
    act: (core, _, { channel: id, message: messageId, emoji = '' }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, may.addReactions, may.readMessageHistory);
      const message = messageIn(core, channel.id, messageId);
      reacted(core, channel, message, core.world.bot.id, emoji, true);
      return nothing;
    },
  },
  {
    method: 'DELETE',
    pattern: '/channels/:channel/messages/:message/reactions/:emoji/@me',
    act: (core, _, { channel: id, message: messageId, emoji = '' }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, may.readMessageHistory);
      reacted(core, channel, messageIn(core, channel.id, messageId), core.world.bot.id, emoji, false);
      return nothing;
    },
  },
];

/** Somebody puts a reaction under a message, or takes it back. */
export function reacted(
  core: Core,
  channel: Channel,
  message: Message,
  userId: string,
  emoji: string,
  isThere: boolean,
) {
  const [name = emoji, id] = emoji.split(':');
  core.journal.note('reaction', { userId, messageId: message.id, channelId: channel.id, emoji, isThere });
  const member = core.world.homes.get(channel.guild_id ?? '')?.members.get(userId);
  core.dispatch({
    name: isThere ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE',
    guildId: channel.guild_id,
    channelId: channel.id,
    data: {
      user_id: userId,
      channel_id: channel.id,
      message_id: message.id,
      emoji: { id: id ?? null, name },
      burst: false,
      type: 0,
      ...(isThere ? { message_author_id: message.author.id } : {}),
      ...(channel.guild_id === undefined ? {} : { guild_id: channel.guild_id }),
      ...(isThere && member ? { member } : {}),
    },
  });
}

/** The message after an edit by the program. What it does not name stays as it is; who is pinged is decided anew. */
export function rewritten(core: Core, channel: Channel, message: Message, asked: Asked): Message {
  const { body } = asked;
  const content = 'content' in body ? (textIn(body, 'content') ?? '') : message.content;
  return change(
    core,
    message,
    {
      content,
      ...('embeds' in body ? { embeds: objectsIn(body, 'embeds').map(each => ({ type: 'rich', ...each })) } : {}),
      ...('components' in body ? { components: numbered(objectsIn(body, 'components')) } : {}),
      ...('flags' in body ? { flags: numberIn(body, 'flags') ?? message.flags } : {}),
      ...('content' in body ? pings(core, content, { allowed: objectIn(body, 'allowed_mentions') }) : {}),
      attachments: uploaded(core, channel.id, asked, message.attachments),
    },
    'program',
  );
}

/** Discord numbers the components of a message. */
export function numbered(components: readonly JsonObject[]): JsonObject[] {
  let last = 0;
  const walk = (list: readonly JsonObject[]): JsonObject[] =>
    list.map(each => ({
      id: ++last,
      ...each,
      ...(Array.isArray(each['components']) ? { components: walk(objectsIn(each, 'components')) } : {}),
    }));
  return walk(components);
}

const neededFor = ({ body, files }: Asked): bigint[] => [
  ...(objectsIn(body, 'embeds').length > 0 ? [may.embedLinks] : []),
  ...(files.length > 0 ? [may.attachFiles] : []),
];

function forwarded(core: Core, body: JsonObject): Message | undefined {
  const reference = objectIn(body, 'message_reference');
  if (reference?.['type'] !== 1) return undefined;
  return messageIn(core, String(reference['channel_id']), String(reference['message_id']));
}

function listed(core: Core, channel: Channel, query: URLSearchParams): Message[] {
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 100))
    throw invalidForm('limit', 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.');
  const history = core.world.histories.get(channel.id);
  if (history === undefined) return [];
  const [after, around] = [query.get('after'), query.get('around')];
  if (after !== null) return history.after(after, limit);
  if (around === null) return history.before(query.get('before') ?? undefined, limit);
  const half = Math.floor(limit / 2);
  const middle = history.get(around);
  return [...history.after(around, half), ...(middle ? [middle] : []), ...history.before(around, half)].slice(0, limit);
}
