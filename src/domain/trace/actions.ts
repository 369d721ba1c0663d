import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { Turns } from '../../ports/turns.js';
import { TzurotError } from '../errors.js';
import { microsPerHour } from '../time.js';
import type { SealedTrace } from '../turn/record.js';
import { isOwner, type User } from '../user/user.js';
import { tracePlace, tracePurpose } from '../wallet/purposes.js';
import type { Keyring } from '../wallet/keyring.js';
import { keyIdOf, nonceLength, seal, unseal } from '../wallet/seal.js';
import { withoutText, type Trace } from './trace.js';

export type TracePorts = {
  readonly turns: Turns;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly keyring: Keyring;
  readonly ownerId: string | null;
};

type Keeping = {
  readonly user: User;
  readonly personality: { readonly id: string };
  readonly keepHours: number | null;
};

/** A trace as it is kept: sealed for the person it concerns, and for so long. Null when none is to be kept. */
export function sealTrace(
  { keyring, entropy }: Pick<TracePorts, 'keyring' | 'entropy'>,
  trace: Trace,
  { user, personality, keepHours }: Keeping,
): SealedTrace | null {
  if (keepHours === null) return null;
  const { reference, at } = trace;
  const place = tracePlace(reference, user.id);
  const sealed = seal(keyring.active, tracePurpose, place, JSON.stringify(trace), entropy.bytes(nonceLength));
  const expiresAt = at + keepHours * microsPerHour;
  return { reference, userId: user.id, personalityId: personality.id, at, expiresAt, sealed };
}

/** The same trace under the master key of now; null where that is still the one it was sealed with. */
export function sealedAgain(
  { keyring, entropy }: Pick<TracePorts, 'keyring' | 'entropy'>,
  trace: SealedTrace,
): SealedTrace | null {
  if (keyIdOf(trace.sealed) === keyring.active.id) return null;
  const place = tracePlace(trace.reference, trace.userId);
  const text = unseal(keyring, tracePurpose, place, trace.sealed);
  return { ...trace, sealed: seal(keyring.active, tracePurpose, place, text, entropy.bytes(nonceLength)) };
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
  const text = unseal(ports.keyring, tracePurpose, tracePlace(reference, sealed.userId), sealed.sealed);
  const trace: Trace = JSON.parse(text);
  return own ? trace : withoutText(trace);
}
