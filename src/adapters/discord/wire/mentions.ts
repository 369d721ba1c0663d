import type { Holder } from '../../../domain/discord/access.js';
import type { Mentions } from '../../../domain/turn/mentions.js';
import { nameOf, type Us } from './author.js';
import type { WireMessage } from './message.js';
import { governing, has, may, permissionsIn } from './permissions.js';
import { isPrivateThread, type KnownGuild } from './place.js';

const mostMentions = 100;
const channelMention = /<#(\d{1,20})>/g;

/**
 * What the ids in a text stand for. A channel is named only where whoever wrote the text may see it: else its name and topic
 * would be told to people from whom it is hidden.
 */
export function mentionsOf(message: WireMessage, guild: KnownGuild | undefined, writer: Holder): Mentions {
  const channelIds = new Set([...message.content.matchAll(channelMention)].map(([, id = '']) => id));
  return {
    people: message.mentions.map(person => ({ id: person.id, name: nameOf(person, person.member?.nick) })),
    channels: [...channelIds].slice(0, mostMentions).flatMap(id => {
      const channel = guild === undefined ? undefined : guild.channel(id);
      if (guild === undefined || channel === undefined || channel.name === null) return [];
      return maySee(guild, id, writer) ? [{ id, name: channel.name, topic: channel.topic }] : [];
    }),
    roles: message.mention_roles.flatMap(id => {
      const role = guild?.role(id);
      return role === undefined ? [] : [{ id, name: role.name }];
    }),
  };
}

function maySee(guild: KnownGuild, channelId: string, holder: Holder): boolean {
  const channel = guild.channel(channelId);
  const ruling = channel && governing(guild, channel);
  if (channel === undefined || ruling === undefined || isPrivateThread(channel)) return false;
  return has(permissionsIn(guild, ruling, holder), may.view);
}

/** Whether the text itself mentions us. A reply pings as well, and so does everybody's mention: those do not count. */
export const mentionsUs = ({ content, mentions }: WireMessage, us: Us): boolean =>
  (content.includes(`<@${us.accountId}>`) || content.includes(`<@!${us.accountId}>`)) &&
  mentions.some(({ id }) => id === us.accountId);
