import type { Channel, Home, Member, World } from './world.ts';
import { isThread } from './world.ts';

export const may = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  manageWebhooks: 1n << 29n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  createPrivateThreads: 1n << 36n,
  sendMessagesInThreads: 1n << 38n,
} as const;

export const everything = (1n << 53n) - 1n;

/** What somebody has everywhere who has nothing special: to see, to write, to read back. */
export const usual =
  may.addReactions |
  may.viewChannel |
  may.sendMessages |
  may.embedLinks |
  may.attachFiles |
  may.readMessageHistory |
  may.createPublicThreads |
  may.sendMessagesInThreads |
  (1n << 31n);

/** What a member may do in a channel: roles first, then the channel’s own word on everyone, on roles, on the one person. */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  const home = channel.guild_id === undefined ? undefined : world.homes.get(channel.guild_id);
  if (home === undefined) return channel.guild_id === undefined ? everything : 0n;
  const member = home.members.get(userId);
  if (member === undefined) return 0n;
  const base = permissionsOf(home, member);
  if (base === everything) return everything;
  const place = isThread(channel) ? world.channels.get(channel.parent_id ?? '') : channel;
  const all = overwritten(base, place ?? channel, home, member);
  if ((all & may.viewChannel) === 0n) return 0n;
  const isIn = channel.type !== 12 || (all & may.manageThreads) !== 0n || joined(world, channel, userId);
  return isIn ? silenced(all, member) : 0n;
}

/** What a member may do in the whole guild. */
export function permissionsOf(home: Home, member: Member): bigint {
  if (home.guild.owner_id === member.user.id) return everything;
  const all = [home.guild.id, ...member.roles].reduce(
    (bits, role) => bits | BigInt(home.roles.get(role)?.permissions ?? 0),
    0n,
  );
  return (all & may.administrator) === 0n ? all : everything;
}

function overwritten(base: bigint, channel: Channel, home: Home, member: Member): bigint {
  const words = channel.permission_overwrites ?? [];
  const apply = (bits: bigint, which: (id: string) => boolean) => {
    const chosen = words.filter(({ id }) => which(id));
    const denied = chosen.reduce((all, { deny }) => all | BigInt(deny), 0n);
    const allowed = chosen.reduce((all, { allow }) => all | BigInt(allow), 0n);
    return (bits & ~denied) | allowed;
  };
  const everyone = apply(base, id => id === home.guild.id);
  const roles = apply(everyone, id => member.roles.includes(id));
  return apply(roles, id => id === member.user.id);
}

const silenced = (all: bigint, { communication_disabled_until: until }: Member): bigint =>
  until === undefined || until === null ? all : all & (may.viewChannel | may.readMessageHistory);

const joined = (world: World, { id }: Channel, userId: string): boolean =>
  world.threadMembers.get(id)?.has(userId) ?? false;
