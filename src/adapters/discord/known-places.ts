import type { Places } from './hearing/places.js';
import type { Place } from './speaking/place.js';
import { isDirect, isForum, isThread, type KnownChannel, type KnownGuild } from './wire/place.js';
import { governing, has, may, permissionsIn } from './wire/permissions.js';

/** What the connection knows of a place, for whoever speaks there. Undefined where it has to be asked. */
export const knownPlaces =
  (places: Places, us: () => string) =>
  (channelId: string): Place | undefined => {
    const channel = places.channelNow(channelId);
    return (
      channel && placeOf(channel, channel.guildId === null ? undefined : places.guild(channel.guildId), places, us())
    );
  };

function placeOf(channel: KnownChannel, guild: KnownGuild | undefined, places: Places, us: string): Place {
  if (isDirect(channel)) return { kind: 'dm', parentId: null, canWebhooks: false };
  const kind = isThread(channel) ? 'thread' : isForum(channel) ? 'forum' : 'channel';
  const parentId = kind === 'thread' ? channel.parentId : null;
  const ruling = governing(guild, channel);
  if (guild === undefined || ruling === undefined) return { kind, parentId, canWebhooks: null };
  const bits = permissionsIn(guild, ruling, { id: us, roleIds: places.ourRoles(guild.id) });
  return { kind, parentId, canWebhooks: has(bits, may.manageWebhooks) };
}
