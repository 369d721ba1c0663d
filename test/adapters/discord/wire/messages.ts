import { parseMessage, type WireMessage } from '../../../../src/adapters/discord/wire/message.js';
import type { KnownChannel, KnownGuild, KnownRole } from '../../../../src/adapters/discord/wire/place.js';
import type { Scene } from '../../../../src/adapters/discord/wire/where.js';

export const us = { accountId: '900000000000000001', applicationId: '900000000000000002' };

export const ada = { id: '100000000000000001', username: 'ada', global_name: 'Ada L.' };
export const bob = { id: '100000000000000002', username: 'bob', global_name: null };

/** A message as Discord sends it. */
export const aMessage = (more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  id: '300000000000000001',
  channel_id: '200000000000000001',
  type: 0,
  content: 'hello',
  author: ada,
  timestamp: '2026-01-01T00:00:00.123000+00:00',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
  flags: 0,
  components: [],
  ...more,
});

export function aParsedMessage(more: Readonly<Record<string, unknown>> = {}): WireMessage {
  const parsed = parseMessage(aMessage(more));
  if (parsed === undefined) throw new Error('That is no message.');
  return parsed;
}

export const aChannel = (more: Partial<KnownChannel> = {}): KnownChannel => ({
  id: '200000000000000001',
  type: 0,
  guildId: '400000000000000001',
  parentId: null,
  name: 'general',
  topic: null,
  isNsfw: false,
  recipientIds: [],
  lastMessageId: null,
  overwrites: () => [],
  ...more,
});

export const aRole = (more: Partial<KnownRole> = {}): KnownRole => ({
  id: '500000000000000001',
  name: 'Guests',
  position: 1,
  permissions: 0n,
  ...more,
});

const viewing = 1n << 10n;

type GuildParts = Partial<Omit<KnownGuild, 'role' | 'channel'>> & {
  readonly everyone?: bigint;
  readonly roles?: readonly KnownRole[];
  readonly channels?: readonly KnownChannel[];
};

export function aGuild({
  everyone = viewing,
  roles = [],
  channels = [aChannel()],
  ...more
}: GuildParts = {}): KnownGuild {
  const id = more.id ?? '400000000000000001';
  const all = [aRole({ id, name: '@everyone', position: 0, permissions: everyone }), ...roles];
  return {
    id,
    name: 'Tea house',
    ownerId: bob.id,
    nsfwLevel: 0,
    ...more,
    role: wanted => all.find(role => role.id === wanted),
    channel: wanted => channels.find(channel => channel.id === wanted),
  };
}

export const aScene = (guild: KnownGuild = aGuild(), channelId = '200000000000000001'): Scene => ({
  channelId,
  guildId: guild.id,
  guild,
  channel: guild.channel(channelId),
});
