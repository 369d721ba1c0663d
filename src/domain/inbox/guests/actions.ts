import type { Notices } from '../../../ports/notices.js';
import type { Personality } from '../../personality/personality.js';
import { microsPerDay } from '../../time.js';
import { termsOf, type GatheringPorts } from '../../turn/gathering/actions.js';
import type { Incoming } from '../../turn/incoming.js';
import { identify } from '../../wallet/billing/actions.js';
import { mayCollect, policyOf } from '../../wallet/billing/policy.js';
import { sayText, type SayingPorts } from '../saying/actions.js';
import { guestCard } from './card.js';

export type GuestPorts = GatheringPorts & SayingPorts & { readonly notices: Notices };

const every = 30 * microsPerDay;

/**
 * Tells whoever speaks at the home's cost what may become of their words, before any of them goes there: once a month in
 * each server. Throws `denied` for whom nobody pays.
 */
export async function warnGuest(ports: GuestPorts, message: Incoming, personality: Personality): Promise<void> {
  if (policyOf(ports.operatorSettings).systemKey !== 'guests' || !mayCollect(ports.operatorSettings)) return;
  const { user, model } = await termsOf(ports, { message, personality });
  const identity = await identify(ports, user, model);
  if (identity.pays !== 'system' || !identity.onlyFree) return;
  const place = message.venue.guildId ?? message.venue.kind;
  if (!(await ports.notices.claim(user.id, 'guest', place, every, ports.clock.now()))) return;
  await sayText(ports, message, guestCard);
}
