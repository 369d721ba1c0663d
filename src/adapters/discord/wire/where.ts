import { everybody } from '../../../domain/discord/access.js';
import type { Whereabouts } from '../../../domain/inbox/said.js';
import { governing, has, may, permissionsIn } from './permissions.js';
import { isPrivateThread, isThread, type KnownChannel, type KnownGuild } from './place.js';

/** Where something happens, as far as that is known. Without `guildId` it is a direct message. */
export type Scene = {
  readonly channelId: string;
  readonly guildId: string | null;
  readonly guild: KnownGuild | undefined;
  readonly channel: KnownChannel | undefined;
};

/** What matters of a place to who may answer there, with the names of these roles. */
export function whereaboutsOf(scene: Scene, roleIds: readonly string[]): Whereabouts {
  const { channelId, guildId, guild, channel } = scene;
  const venue = { channelId, platform: 'discord', guildId } as const;
  if (guildId === null)
    return {
      venue: { ...venue, kind: 'dm', isPublic: false },
      parentId: null,
      names: null,
      isAgeRestricted: false,
      roles: [],
    };
  const inThread = channel !== undefined && isThread(channel);
  const ruling = channel && governing(guild, channel);
  return {
    venue: { ...venue, kind: inThread ? 'thread' : 'guild', isPublic: isOpenToAll(guild, channel, ruling) },
    parentId: inThread ? channel.parentId : null,
    names: namesOf(guild, channel, ruling, inThread),
    isAgeRestricted: isAgeRestricted(guild, ruling),
    roles: rolesOf(guild, roleIds),
  };
}

const isOpenToAll = (
  guild: KnownGuild | undefined,
  channel: KnownChannel | undefined,
  ruling: KnownChannel | undefined,
): boolean =>
  guild !== undefined &&
  channel !== undefined &&
  ruling !== undefined &&
  !isPrivateThread(channel) &&
  has(permissionsIn(guild, ruling, everybody), may.view);

const namesOf = (
  guild: KnownGuild | undefined,
  channel: KnownChannel | undefined,
  ruling: KnownChannel | undefined,
  inThread: boolean,
): Whereabouts['names'] =>
  guild === undefined && channel === undefined
    ? null
    : {
        server: guild?.name ?? null,
        channel: ruling?.name ?? null,
        thread: inThread ? (channel?.name ?? null) : null,
        topic: ruling?.topic ?? null,
      };

/* Servers that Discord or their owners call explicit, or restricted by age. */
const restricted: ReadonlySet<number> = new Set([1, 3]);

/** A thread is restricted where its channel is. Null where that channel, or the server, is not known. */
function isAgeRestricted(guild: KnownGuild | undefined, ruling: KnownChannel | undefined): boolean | null {
  if (guild !== undefined && restricted.has(guild.nsfwLevel)) return true;
  if (ruling?.isNsfw === true) return true;
  return guild === undefined || ruling === undefined ? null : false;
}

/** Highest first, by name. */
const rolesOf = (guild: KnownGuild | undefined, ids: readonly string[]): string[] =>
  guild === undefined
    ? []
    : ids
        .filter(id => id !== guild.id)
        .flatMap(id => guild.role(id) ?? [])
        .toSorted((a, b) => b.position - a.position)
        .map(({ name }) => name);
