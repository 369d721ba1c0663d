import type { Core } from './core.ts';
import { may, permissionsIn } from './permissions.ts';
import { missingAccess, missingPermissions, threadIsArchived } from './problems.ts';
import { isThread, type Channel } from './world.ts';

/** The bot may see the channel and do all of this there; else Discord says which of the two is missing. */
export function allowed({ world }: Core, channel: Channel, ...bits: readonly bigint[]): void {
  const all = permissionsIn(world, channel, world.bot.id);
  if ((all & may.viewChannel) === 0n) throw missingAccess();
  if (bits.some(bit => (all & bit) === 0n)) throw missingPermissions();
}

export const canInChannel = ({ world }: Core, channel: Channel, bit: bigint): boolean =>
  (permissionsIn(world, channel, world.bot.id) & bit) !== 0n;

/** What one needs to write in such a channel. */
export const writing = (channel: Channel): bigint => (isThread(channel) ? may.sendMessagesInThreads : may.sendMessages);

/** Nobody writes in a locked thread; one that is only archived comes back when somebody does. */
export function awake(core: Core, channel: Channel): Channel {
  const state = channel.thread_metadata;
  if (state?.archived !== true) return channel;
  if (state.locked) throw threadIsArchived();
  const woken: Channel = { ...channel, thread_metadata: { ...state, archived: false } };
  core.world.channels.set(channel.id, woken);
  core.journal.note('channel', { id: channel.id, change: 'unarchived' });
  core.dispatch({ name: 'THREAD_UPDATE', data: woken, guildId: channel.guild_id, channelId: channel.id });
  return woken;
}
