import { allowed } from '../access.ts';
import { metadata, place } from '../build.ts';
import type { Core } from '../core.ts';
import { channelIn, messageIn, post } from '../messages.ts';
import { may } from '../permissions.ts';
import { channelFor, threadMember } from '../presenting.ts';
import { invalidForm, notATextChannel, threadExists, unknownMember, unknownUser } from '../problems.ts';
import { created, nothing, ok, type Route } from '../route.ts';
import { joins, opened } from '../threads.ts';
import { flagIn, numberIn, objectIn, objectsIn, textIn, textsIn, type JsonObject } from '../wire.ts';
import { uploaded } from '../uploads.ts';
import { checkMessage, checkSubstance } from '../validation.ts';
import { isForum, isThread, type Channel } from '../world.ts';
import { numbered } from './messages.ts';

/** Channels, threads, and direct messages. */
export const channelRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: '/users/@me/channels',
    act: (core, { body }) => ok(directWith(core, textIn(body, 'recipient_id') ?? '')),
  },
  {
    method: 'GET',
    pattern: '/channels/:channel',
    act: (core, _, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel);
      return ok(channelFor(core.world, channel));
    },
  },
  {
    method: 'PATCH',
    pattern: '/channels/:channel',
    act: (core, { body }, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, isThread(channel) ? may.manageThreads : may.manageChannels);
      return ok(channelFor(core.world, altered(core, channel, body)));
    },
  },
  {
    method: 'DELETE',
    pattern: '/channels/:channel',
    act: (core, _, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, isThread(channel) ? may.manageThreads : may.manageChannels);
      gone(core, channel);
      return ok(channel);
    },
  },
  {
    method: 'POST',
    pattern: '/channels/:channel/threads',
    act: (core, asked, { channel: id }) => {
      const channel = channelIn(core, id);
      const { body } = asked;
      const name = threadName(body);
      if (!isForum(channel)) {
        if (channel.type !== 0 && channel.type !== 5) throw notATextChannel();
        const type = numberIn(body, 'type') ?? 12;
        allowed(core, channel, type === 12 ? may.createPrivateThreads : may.createPublicThreads);
        return created(channelFor(core.world, opened(core, channel, { name, type, ownerId: core.world.bot.id })));
      }
      allowed(core, channel, may.sendMessages);
      const first = objectIn(body, 'message') ?? {};
      checkMessage(first, asked.files.length);
      checkSubstance(first, asked.files.length);
      const tags = textsIn(body, 'applied_tags');
      const thread = opened(core, channel, { name, type: 11, ownerId: core.world.bot.id, tags });
      const message = post(
        core,
        thread,
        {
          author: core.world.bot,
          content: textIn(first, 'content'),
          embeds: objectsIn(first, 'embeds'),
          components: numbered(objectsIn(first, 'components')),
          attachments: uploaded(core, thread.id, { ...asked, body: first }),
          allowed: objectIn(first, 'allowed_mentions'),
        },
        'program',
      );
      return created({ ...channelFor(core.world, thread), message });
    },
  },
  {
    method: 'POST',
    pattern: '/channels/:channel/messages/:message/threads',
    act: (core, { body }, { channel: id, message: messageId }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, may.createPublicThreads);
      const message = messageIn(core, channel.id, messageId);
      if (core.world.channels.has(message.id)) throw threadExists();
      const type = channel.type === 5 ? 10 : 11;
      const about = { name: threadName(body), type, ownerId: core.world.bot.id, id: message.id };
      return created(channelFor(core.world, opened(core, channel, about)));
    },
  },
  {
    method: 'GET',
    pattern: '/channels/:channel/thread-members',
    act: (core, _, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel);
      return ok([...(core.world.threadMembers.get(channel.id) ?? [])].map(user => threadMember(channel.id, user)));
    },
  },
  ...(['PUT', 'DELETE'] as const).map((method): Route => ({
    method,
    pattern: '/channels/:channel/thread-members/:user',
    act: (core, _, { channel: id, user = '' }) => {
      const channel = channelIn(core, id);
      allowed(core, channel);
      joins(core, channel, user === '@me' ? core.world.bot.id : user, method === 'PUT');
      return nothing;
    },
  })),
  {
    method: 'GET',
    pattern: '/channels/:channel/thread-members/:user',
    act: (core, _, { channel: id, user = '' }) => {
      const channel = channelIn(core, id);
      allowed(core, channel);
      const who = user === '@me' ? core.world.bot.id : user;
      if (!core.world.threadMembers.get(channel.id)?.has(who)) throw unknownMember();
      return ok(threadMember(channel.id, who));
    },
  },
  {
    method: 'GET',
    pattern: '/channels/:channel/threads/archived/:kind',
    act: (core, _, { channel: id, kind }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, may.readMessageHistory);
      const threads = [...(core.world.homes.get(channel.guild_id ?? '')?.channels ?? [])]
        .flatMap(each => core.world.channels.get(each) ?? [])
        .filter(each => isThread(each) && each.parent_id === channel.id && each.thread_metadata?.archived === true)
        .filter(each => (each.type === 12) === (kind === 'private'));
      return ok({ threads, members: [], has_more: false });
    },
  },
];

/** The channel in which bot and person are alone; made when they first meet. */
export function directWith(core: Core, userId: string): Channel {
  const { world } = core;
  const user = world.users.get(userId);
  if (user === undefined) throw unknownUser();
  const known = world.channels.get(world.dms.get(userId) ?? '');
  if (known) return known;
  const channel: Channel = { id: core.snowflake(), type: 1, last_message_id: null, recipients: [user] };
  place(world, channel);
  world.dms.set(userId, channel.id);
  core.journal.note('dm', { id: channel.id, userId });
  core.dispatch({ name: 'CHANNEL_CREATE', data: channel });
  return channel;
}

/** Changes a channel or a thread as a form says, and tells of it. */
export function altered(core: Core, channel: Channel, body: JsonObject): Channel {
  const isArchived = flagIn(body, 'archived');
  const isLocked = flagIn(body, 'locked');
  const state = channel.thread_metadata;
  const next: Channel = {
    ...channel,
    ...(textIn(body, 'name') === undefined ? {} : { name: textIn(body, 'name') ?? '' }),
    ...('topic' in body ? { topic: textIn(body, 'topic') ?? null } : {}),
    ...(flagIn(body, 'nsfw') === undefined ? {} : { nsfw: flagIn(body, 'nsfw') ?? false }),
    ...('parent_id' in body ? { parent_id: textIn(body, 'parent_id') ?? null } : {}),
    ...(state === undefined
      ? {}
      : {
          thread_metadata: metadata(
            { archived: isArchived ?? state.archived, locked: isLocked ?? state.locked },
            core.now(),
          ),
        }),
    ...(Array.isArray(body['permission_overwrites'])
      ? {
          permission_overwrites: objectsIn(body, 'permission_overwrites').map(each => ({
            id: textIn(each, 'id') ?? '',
            type: each['type'] === 0 ? (0 as const) : (1 as const),
            allow: textIn(each, 'allow') ?? '0',
            deny: textIn(each, 'deny') ?? '0',
          })),
        }
      : {}),
  };
  core.world.channels.set(channel.id, next);
  core.journal.note('channel', { id: channel.id, change: 'changed' });
  core.dispatch({
    name: isThread(channel) ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE',
    data: channelFor(core.world, next),
    guildId: channel.guild_id,
    channelId: channel.id,
  });
  return next;
}

/** Takes a channel out of the world, with all that was said and hung up in it. */
export function gone(core: Core, channel: Channel): void {
  const { world } = core;
  const { id, guild_id: guildId } = channel;
  core.journal.note('channel', { id, change: 'gone' });
  core.dispatch({
    name: isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE',
    data: isThread(channel)
      ? { id, guild_id: guildId, parent_id: channel.parent_id, type: channel.type }
      : channelFor(world, channel),
    guildId,
    channelId: id,
  });
  world.channels.delete(id);
  world.histories.delete(id);
  for (const webhook of world.webhooksOf.get(id) ?? []) world.webhooks.delete(webhook);
  world.webhooksOf.delete(id);
  const home = world.homes.get(guildId ?? '');
  if (!home) return;
  world.homes.set(home.guild.id, { ...home, channels: new Set([...home.channels].filter(each => each !== id)) });
  for (const each of home.channels) {
    const thread = world.channels.get(each);
    if (thread && isThread(thread) && thread.parent_id === id) gone(core, thread);
  }
}

function threadName(body: JsonObject): string {
  const name = textIn(body, 'name') ?? '';
  if (name === '' || name.length > 100)
    throw invalidForm('name', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  return name;
}
