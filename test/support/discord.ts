import type { Application } from '../../src/domain/discord/application.js';
import type { Guild, Place } from '../../src/domain/discord/place.js';
import type { ChannelSight, DiscordSight } from '../../src/domain/discord/sight.js';
import { everythingNeeded } from '../../src/domain/discord/permission.js';

export const botId = '900000000000000001';
export const guildId = '700000000000000001';
const fullContent = 1 << 18;

export const anApplication = (some: Partial<Application> = {}): Application => ({
  id: '800000000000000001',
  name: 'Hive',
  flags: fullContent,
  isPublic: true,
  wantsCode: false,
  ownerId: null,
  ...some,
});

/** A server in which everybody may do what the bot needs. */
export const aGuild = (some: Partial<Guild> = {}): Guild => ({
  id: guildId,
  name: 'Bees',
  ownerId: '600000000000000001',
  roles: new Map([[guildId, everythingNeeded]]),
  ...some,
});

export const aPlace = (some: Partial<Place> = {}): Place => ({
  id: '500000000000000001',
  name: 'garden',
  guildId,
  parentId: null,
  isThread: false,
  overwrites: [],
  ...some,
});

export const aChannelSight = (some: Partial<ChannelSight> = {}): ChannelSight => ({
  id: '500000000000000001',
  name: 'garden',
  guild: { id: guildId, name: 'Bees' },
  isThread: false,
  missing: [],
  webhooks: { all: 1, ours: 1 },
  ...some,
});

/** A Discord on which nothing is wrong. */
export const aDiscordSight = (some: Partial<DiscordSight> = {}): DiscordSight => ({
  bot: { id: botId, name: 'Hive' },
  application: anApplication(),
  skewMs: 0,
  guilds: [{ id: guildId, name: 'Bees' }],
  channels: [aChannelSight()],
  unseen: 0,
  ...some,
});
