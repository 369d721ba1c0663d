import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { Turns } from '../../ports/turns.js';
import { TzurotError } from '../errors.js';
import { microsPerHour } from '../time.js';
import type { SealedTrace } from '../turn/record.js';
import { isOwner, type User } from '../user/user.js';
import { tracePlace, tracePurpose } from '../wallet/purposes.js';
import { nonceLength, seal, unseal, type MasterKey } from '../wallet/seal.js';
import { withoutText, type Trace } from './trace.js';

export type TracePorts = {
  readonly turns: Turns;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly masterKey: MasterKey;
  readonly ownerId: string | null;
};

type Keeping = {
  readonly user: User;
  readonly personality: { readonly id: string };
  readonly keepHours: number | null;
};

/** A trace as it is kept: sealed for the person it concerns, and for so long. Null when none is to be kept. */
export function sealTrace(
  { masterKey, entropy }: Pick<TracePorts, 'masterKey' | 'entropy'>,
  trace: Trace,
  { user, personality, keepHours }: Keeping,
): SealedTrace | null {
  if (keepHours === null) return null;
  const { reference, at } = trace;
  const place = tracePlace(reference, user.id);
  const sealed = seal(masterKey, tracePurpose, place, JSON.stringify(trace), entropy.bytes(nonceLength));
  const expiresAt = at + keepHours * microsPerHour;
  return { reference, userId: user.id, personalityId: personality.id, at, expiresAt, sealed };
}

/** Why an answer is what it is. One's own in full; somebody else's, for the owner of the home, without the text. */
export async function why(ports: TracePorts, actor: User, reference: string): Promise<Trace> {
  const sealed = await ports.turns.trace(reference, ports.clock.now());
  const own = sealed?.userId === actor.id;
  if (sealed === undefined || !(own || isOwner(actor, ports.ownerId))) {
    throw new TzurotError(
      'not_found',
      `Nothing is known about an answer “${reference}”. What is known is kept for a while only.`,
      { try: 'config explain trace.keepHours' },
    );
  }
  const text = unseal(ports.masterKey, tracePurpose, tracePlace(reference, sealed.userId), sealed.sealed);
  const trace: Trace = JSON.parse(text);
  return own ? trace : withoutText(trace);
}
