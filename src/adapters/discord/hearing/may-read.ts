import { Routes } from 'discord.js';
import type { Us } from '../wire/author.js';
import { governing, has, may, permissionsIn } from '../wire/permissions.js';
import { isDirect, isPrivateThread, type KnownChannel } from '../wire/place.js';
import type { Asking } from '../asking.js';
import type { Members } from './members.js';
import type { Places } from './places.js';

type Parts = {
  readonly asking: Asking;
  readonly places: Places;
  readonly members: Members;
  us(): Us;
};

const reading = may.view | may.readHistory;

/** Whether somebody may read what stands in a channel. Throws `unavailable` when that cannot be found out. */
export async function mayRead(
  { asking, places, members }: Parts,
  channelId: string,
  accountId: string,
): Promise<boolean> {
  const channel = await places.channel(channelId);
  if (channel === undefined) return false;
  if (isDirect(channel)) return channel.recipientIds.includes(accountId);
  const guild = channel.guildId === null ? undefined : places.guild(channel.guildId);
  const ruling = guild && governing(guild, channel);
  if (guild === undefined || ruling === undefined) return false;
  const member = await members(guild.id, accountId);
  if (member === undefined) return false;
  const bits = permissionsIn(guild, ruling, { id: accountId, roleIds: member.roles });
  if (!has(bits, reading)) return false;
  if (!isPrivateThread(channel) || has(bits, may.manageThreads)) return true;
  return (await asking.find(Routes.threadMembers(channelId, accountId))) !== undefined;
}

/** The same of ourselves, as far as it is known without asking. */
export function weMayRead({ places, us }: Parts, channel: KnownChannel): boolean {
  const guild = channel.guildId === null ? undefined : places.guild(channel.guildId);
  const ruling = guild && governing(guild, channel);
  if (guild === undefined || ruling === undefined) return false;
  return has(permissionsIn(guild, ruling, { id: us().accountId, roleIds: places.ourRoles(guild.id) }), reading);
}
