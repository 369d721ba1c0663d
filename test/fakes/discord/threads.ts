import { createHash } from 'node:crypto';
import { metadata, place } from './build.ts';
import type { Core } from './core.ts';
import { threadFor, threadMember } from './presenting.ts';
import type { Channel } from './world.ts';

/** Opens a thread and tells of it. */
export function opened(
  core: Core,
  parent: Channel,
  about: { name: string; type: number; ownerId: string; tags?: readonly string[]; id?: string },
): Channel {
  const thread: Channel = {
    id: about.id ?? core.snowflake(),
    type: about.type,
    ...(parent.guild_id === undefined ? {} : { guild_id: parent.guild_id }),
    name: about.name,
    parent_id: parent.id,
    owner_id: about.ownerId,
    last_message_id: null,
    rate_limit_per_user: 0,
    thread_metadata: metadata({}, core.now()),
    message_count: 0,
    member_count: 1,
    ...(about.tags && about.tags.length > 0 ? { applied_tags: about.tags } : {}),
  };
  place(core.world, thread);
  core.world.threadMembers.set(thread.id, new Set([about.ownerId]));
  core.journal.note('channel', { id: thread.id, change: 'opened', type: thread.type, name: about.name });
  core.dispatch({
    name: 'THREAD_CREATE',
    data: { ...threadFor(core.world)(thread), newly_created: true },
    guildId: thread.guild_id,
    channelId: thread.id,
  });
  return thread;
}

/** Takes somebody into a thread, or out of it. */
export function joins(core: Core, thread: Channel, userId: string, isIn: boolean): void {
  const before = core.world.threadMembers.get(thread.id) ?? new Set<string>();
  const after = new Set([...before].filter(id => id !== userId).concat(isIn ? [userId] : []));
  core.world.threadMembers.set(thread.id, after);
  core.world.channels.set(thread.id, { ...thread, member_count: after.size });
  core.dispatch({
    name: 'THREAD_MEMBERS_UPDATE',
    data: {
      id: thread.id,
      guild_id: thread.guild_id,
      member_count: after.size,
      ...(isIn ? { added_members: [threadMember(thread.id, userId)] } : { removed_member_ids: [userId] }),
    },
    guildId: thread.guild_id,
    channelId: thread.id,
  });
}

/** What a picture is called once it is Discord’s. */
export const avatarHash = (picture: string | undefined): string | null =>
  picture === undefined || picture === '' ? null : createHash('sha256').update(picture).digest('hex').slice(0, 32);
