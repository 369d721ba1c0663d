import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { Tokenizer } from '../../ports/tokenizer.js';
import type { Turns } from '../../ports/turns.js';
import type { Log } from '../../ports/log.js';
import { softly } from '../around.js';
import { knowing, TzurotError } from '../errors.js';
import { idOf, referenceBytes } from '../id.js';
import { microsPerHour } from '../time.js';
import type { SealedTrace } from '../turn/record.js';
import { isOwner, type User } from '../user/user.js';
import { tracePlace, tracePurpose } from '../wallet/purposes.js';
import type { Keyring } from '../wallet/keyring.js';
import { keyIdOf, nonceLength, seal, unseal } from '../wallet/seal.js';
import { shown, withoutText, type ShownTrace } from './shown.js';
import { traceOfFailure, type Asked, type Trace, type Written } from './trace.js';

export type TracePorts = {
  readonly turns: Turns;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly keyring: Keyring;
  readonly ownerId: string | null;
  readonly log: Log;
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

/** What is known of a turn that comes to no answer. */
export type Failing = Omit<Asked, 'reference' | 'at'> & {
  readonly user: User;
  readonly settings: { readonly traceHours: number | null };
};

/**
 * Keeps why there is no answer, and gives the error to be thrown: it names the reference under which that can be read. A
 * bug stays what it was, and so does an error where no traces are kept.
 */
export async function tracedFailure(
  ports: TracePorts,
  failing: Failing,
  error: unknown,
  written?: Written,
): Promise<unknown> {
  const keepHours = failing.settings.traceHours;
  if (!(error instanceof TzurotError) || keepHours === null) return error;
  const reference = idOf(ports.entropy.bytes(referenceBytes));
  const trace = traceOfFailure({ ...failing, reference, at: ports.clock.now() }, error, written);
  const isKept = await softly(ports.log, 'Keeping why there is no answer', async () => {
    const sealed = sealTrace(ports, trace, { ...failing, keepHours });
    if (sealed !== null) await kept(ports, sealed);
    return true;
  });
  return isKept === true ? knowing(error, { reference }) : error;
}

/** If the master key was changed meanwhile, it is kept under the new one. */
async function kept(ports: TracePorts, sealed: SealedTrace): Promise<void> {
  try {
    await ports.turns.keepTrace(sealed);
  } catch (error) {
    const anew = sealedAgain(ports, sealed);
    if (anew === null) throw error;
    await ports.turns.keepTrace(anew);
  }
}

export type WhyPorts = Omit<TracePorts, 'log' | 'entropy'> & { readonly tokenizer: Tokenizer };

/**
 * Why an answer is what it is, or why there is none. One's own in full; somebody else's, for the owner of the home,
 * without the text. Only what is shown is counted.
 */
export async function why(ports: WhyPorts, actor: User, reference: string): Promise<ShownTrace> {
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
  const counted = shown(trace, await ports.tokenizer.load());
  return own ? counted : withoutText(counted);
}
