import {
  allows,
  isDirect,
  isThread,
  type Channel,
  type Home,
  type Member,
  type Message,
  type User,
  type World,
} from './world.ts';
import type { JsonObject } from './wire.ts';

/** A guild as REST describes it. */
export const guildOf = ({ guild, roles }: Home): JsonObject => ({
  ...guild,
  icon: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  roles: [...roles.values()],
  emojis: [],
  stickers: [],
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  application_id: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  preferred_locale: 'en-US',
  nsfw: guild.nsfw_level === 1 || guild.nsfw_level === 3,
});

/** A guild as the gateway brings it: with everything in it. */
export function wholeGuildOf(world: World, home: Home): JsonObject {
  const channels = [...home.channels].flatMap(id => world.channels.get(id) ?? []);
  return {
    ...guildOf(home),
    joined_at: home.joinedAt,
    large: false,
    unavailable: false,
    member_count: home.members.size,
    members: [...home.members.values()],
    channels: channels.filter(each => !isThread(each)),
    threads: channels.filter(each => isThread(each) && each.thread_metadata?.archived === false).map(threadFor(world)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A thread, with the bot’s own membership when it has one. */
export const threadFor =
  (world: World) =>
  (thread: Channel): JsonObject =>
    world.threadMembers.get(thread.id)?.has(world.bot.id)
      ? { ...thread, member: threadMember(thread.id, world.bot.id) }
      : thread;

export const threadMember = (id: string, user_id: string): JsonObject => ({
  id,
  user_id,
  flags: 0,
  join_timestamp: '2020-01-01T00:00:00.000Z',
});

export const channelFor = (world: World, channel: Channel): JsonObject =>
  isThread(channel) ? threadFor(world)(channel) : channel;

/** A message as the gateway tells it: with the guild, and its author as a member of it. */
export function toldOf(world: World, message: Message): JsonObject {
  const channel = world.channels.get(message.channel_id);
  const home = world.homes.get(channel?.guild_id ?? '');
  const type = channel === undefined ? {} : { channel_type: channel.type };
  if (home === undefined) return { ...message, ...type };
  const author = message.webhook_id === undefined ? home.members.get(message.author.id) : undefined;
  return {
    ...message,
    ...type,
    guild_id: home.guild.id,
    mentions: message.mentions.map(user => mentioned(user, home.members.get(user.id))),
    ...(author ? { member: withoutUser(author) } : {}),
  };
}

const mentioned = (user: User, member: Member | undefined): JsonObject =>
  member ? { ...user, member: withoutUser(member) } : user;

export const withoutUser = ({ user: _, ...rest }: Member): JsonObject => rest;

/** Whether the program may read what stands in a message, although it may not read messages. */
export const isReadable = (world: World, message: Message): boolean => {
  const channel = world.channels.get(message.channel_id);
  return (
    (channel !== undefined && isDirect(channel)) ||
    message.author.id === world.bot.id ||
    message.application_id === world.application.id ||
    message.mentions.some(({ id }) => id === world.bot.id)
  );
};

/** The same without what only those may read who may read messages. */
export const stripped = (message: JsonObject): JsonObject => ({
  ...message,
  content: '',
  embeds: [],
  attachments: [],
  components: [],
  ...(message['message_snapshots'] === undefined ? {} : { message_snapshots: [] }),
});

/** As REST shows it to this application. */
export const shown = (world: World, message: Message): JsonObject =>
  allows(world.application, 'content') || isReadable(world, message) ? message : stripped(message);
