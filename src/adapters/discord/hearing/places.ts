import { Routes, type Client, type Guild, type GuildBasedChannel } from 'discord.js';
import type { Clock } from '../../../ports/clock.js';
import { holderOf, parseChannel, type KnownChannel, type KnownGuild } from '../wire/place.js';
import type { Scene } from '../wire/where.js';
import type { Asking } from '../asking.js';
import { lately } from './lately.js';

/** Where things happen, as far as the client has it in mind, or Discord says when it is asked. */
export type Places = {
  guild(id: string): KnownGuild | undefined;
  /** Undefined where the channel is one of a server, and not known. */
  sceneNow(channelId: string, guildId: string | null): Scene | undefined;
  /** With `undefined`, which server it is has to be found out as well. Throws what asking throws only then. */
  scene(channelId: string, guildId: string | null | undefined): Promise<Scene>;
  /** A channel from what is known, else asked for. Undefined where there is none for us to see. Throws `unavailable`. */
  channel(id: string): Promise<KnownChannel | undefined>;
  channelNow(id: string): KnownChannel | undefined;
  /** What we may do in general in a server is in these roles of ours. */
  ourRoles(guildId: string): readonly string[];
};

const keptMs = 60_000;
const mostKept = 500;

export function placesOf({ client, asking, clock }: { client: Client; asking: Asking; clock: Clock }): Places {
  const asked = lately<KnownChannel | undefined>(clock, { most: mostKept, forMs: keptMs });
  const guild = (id: string) => {
    const found = client.guilds.cache.get(id);
    /* One that Discord cannot show at the moment is as it was. */
    return found !== undefined && found.roles.cache.size > 0 ? knownGuild(found) : undefined;
  };
  const channelNow = (id: string) => {
    const found = client.channels.cache.get(id);
    return found && !found.isDMBased() ? knownChannel(found) : undefined;
  };
  const ask = (id: string) => asked(id, async () => parseChannel(await asking.find(Routes.channel(id))));
  const sceneNow: Places['sceneNow'] = (channelId, guildId) => {
    if (guildId === null) return { channelId, guildId, guild: undefined, channel: undefined };
    const channel = channelNow(channelId);
    return channel && { channelId, guildId, guild: guild(guildId), channel };
  };
  const channel = async (id: string) => channelNow(id) ?? (await ask(id));

  return {
    guild,
    channelNow,
    sceneNow,
    channel,
    async scene(channelId, guildId) {
      const now = guildId === undefined ? undefined : sceneNow(channelId, guildId);
      if (now !== undefined) return now;
      const found = guildId === undefined ? await channel(channelId) : await channel(channelId).catch(() => undefined);
      const home = guildId ?? found?.guildId ?? null;
      return { channelId, guildId: home, guild: home === null ? undefined : guild(home), channel: found };
    },
    ourRoles: guildId => [...(client.guilds.cache.get(guildId)?.members.me?.roles.cache.keys() ?? [])],
  };
}

const knownGuild = (guild: Guild): KnownGuild => ({
  id: guild.id,
  name: guild.name,
  ownerId: guild.ownerId,
  nsfwLevel: guild.nsfwLevel,
  role(id) {
    const role = guild.roles.cache.get(id);
    return role && { id, name: role.name, position: role.rawPosition, permissions: role.permissions.bitfield };
  },
  channel(id) {
    const channel = guild.channels.cache.get(id);
    return channel && knownChannel(channel);
  },
});

const knownChannel = (channel: GuildBasedChannel): KnownChannel => ({
  id: channel.id,
  type: channel.type,
  guildId: channel.guildId,
  parentId: channel.parentId,
  name: channel.name,
  topic: 'topic' in channel ? (channel.topic ?? null) : null,
  isNsfw: 'nsfw' in channel && channel.nsfw,
  recipientIds: [],
  lastMessageId: 'lastMessageId' in channel ? channel.lastMessageId : null,
  overwrites: () =>
    'permissionOverwrites' in channel
      ? channel.permissionOverwrites.cache.map(({ id, type, allow, deny }) => ({
          id,
          of: holderOf(type),
          allow: allow.bitfield,
          deny: deny.bitfield,
        }))
      : [],
});
