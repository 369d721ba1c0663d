import type { Outbox } from '../../../ports/outbox.js';
import { TzurotError } from '../../errors.js';
import { begin, type ConversationPorts } from '../actions.js';
import type { Venue } from '../venue.js';

export type ResettingPorts = ConversationPorts & { readonly outbox: Outbox };

/** Who wants it, and whether the place is theirs to look after. */
export type Resetter = { readonly userId: string; readonly mayManage: boolean };

/**
 * Begins a new conversation in a place; what was said is memory from here on. Where others read along that is for whoever
 * looks after the place, and for whoever was answered in this very conversation. False where there is none yet.
 */
export async function reset(ports: ResettingPorts, by: Resetter, venue: Venue): Promise<boolean> {
  const current = await ports.conversations.current(venue.channelId);
  if (current === undefined) return false;
  if (venue.kind !== 'dm' && !by.mayManage) {
    const answered = await ports.outbox.lastAnswerer(venue.channelId, by.userId, current.startedAt);
    if (answered === undefined) throw notTheirs();
  }
  await begin(ports, venue);
  return true;
}

const notTheirs = () =>
  new TzurotError(
    'denied',
    'This conversation can be ended by whoever takes part in it, or may manage this channel. Nobody answered you in it yet.',
  );
