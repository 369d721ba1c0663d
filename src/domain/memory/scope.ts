import type { Venue } from '../conversation/venue.js';
import type { Memory } from './memory.js';

/** Who speaks with whom, and where. Nothing outside it may come to mind. */
export type Scope = { readonly userId: string; readonly personalityId: string; readonly venue: Venue };

/**
 * Says whether a memory may come to mind here. One's own: from this place, from public channels of the same guild,
 * and in a direct message from anywhere. Other people's: only from this very channel, and never from a direct message.
 */
export function mayRecall(
  memory: Pick<Memory, 'userId' | 'others' | 'unclaimed' | 'personalityId' | 'venue'>,
  scope: Scope,
): boolean {
  if (memory.personalityId !== scope.personalityId) return false;
  const here = memory.venue.channelId === scope.venue.channelId;
  const isTheirs = memory.userId === scope.userId || (memory.others ?? []).includes(scope.userId);
  if (!isTheirs) return here && scope.venue.kind !== 'dm' && memory.unclaimed !== true;
  if (here || scope.venue.kind === 'dm') return true;
  return memory.venue.isPublic && memory.venue.guildId !== null && memory.venue.guildId === scope.venue.guildId;
}
