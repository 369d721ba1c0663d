import * as access from '../../../domain/discord/access.js';
import { administrator, manageWebhooks, readHistory, viewChannel } from '../../../domain/discord/permission.js';
import { isThread, type KnownChannel, type KnownGuild } from './place.js';

/** The bits that are asked for here. */
export const may = {
  administer: administrator,
  manageChannels: 1n << 4n,
  manageServer: 1n << 5n,
  view: viewChannel.bit,
  readHistory: readHistory.bit,
  manageWebhooks: manageWebhooks.bit,
  manageThreads: 1n << 34n,
} as const;

/** What somebody may do in a channel, by the server's roles and what the channel says otherwise. */
export const permissionsIn = (guild: KnownGuild, channel: KnownChannel, holder: access.Holder): bigint =>
  access.permissionsIn(
    { id: guild.id, ownerId: guild.ownerId, roles: { get: id => guild.role(id)?.permissions } },
    holder,
    channel.overwrites(),
  );

/** The channel whose permissions count: a thread has those of the channel it is in. */
export function governing(guild: KnownGuild | undefined, channel: KnownChannel): KnownChannel | undefined {
  if (!isThread(channel)) return channel;
  return channel.parentId === null ? undefined : guild?.channel(channel.parentId);
}

export const has = (bits: bigint, wanted: bigint): boolean => (bits & wanted) === wanted;
