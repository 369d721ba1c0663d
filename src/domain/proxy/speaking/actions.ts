import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { Proxies } from '../../../ports/proxies.js';
import { softly } from '../../around.js';
import type { Said } from '../../inbox/said.js';
import { microsPerMs } from '../../time.js';
import { deletedFor, likeliestFor, type Copy, type Original } from '../matching.js';
import type { Originals } from '../originals.js';
import type { Proxied } from '../proxied.js';

export type SpeakingPorts = {
  readonly proxies: Pick<Proxies, 'whoSaid'>;
  readonly clock: Pick<Clock, 'monotonic' | 'sleep'>;
  readonly log: Log;
};

export type Speaker = {
  readonly proxied: Proxied | null;
  /** The message that was copied. Not known of everybody who is known, and known of some who are not. */
  readonly originalId: string | null;
};

/** How long after the copy was heard it is looked for: it is there before it can be asked for, and its deletion follows. */
const roundsMs = [0, 1_000, 2_500, 4_000] as const;

/** Who speaks: as the service says, else whose message was taken away for it, else nobody knows. */
export async function speakerOf(
  ports: SpeakingPorts,
  originals: Originals,
  said: Said,
  signal: AbortSignal | undefined,
): Promise<Speaker> {
  const { clock } = ports;
  const copy: Copy = { id: said.id, channelId: said.channelId, text: said.text, heardAt: clock.monotonic() };
  let canAsk = true;
  for (const [round, afterMs] of roundsMs.entries()) {
    await clock.sleep(afterMs - (clock.monotonic() - copy.heardAt) / microsPerMs, signal);
    const answer: Answer = canAsk ? await asked(ports, copy.id) : { proxied: undefined, isThere: false };
    canAsk = answer.isThere;
    signal?.throwIfAborted();
    if (answer.proxied !== undefined) return claimed(answer.proxied, originals, copy);
    const deleted =
      round === 0 ? undefined : deletedFor(copy, originals.all(), { over: round === roundsMs.length - 1 });
    if (deleted !== undefined) return claimed(behind(deleted, said), originals, copy);
  }
  const likely = likeliestFor(copy, originals.all());
  if (likely !== undefined) originals.guess(likely.id, copy.id);
  return { proxied: null, originalId: likely?.id ?? null };
}

function claimed(proxied: Proxied, originals: Originals, copy: Copy): Speaker {
  if (proxied.originalId !== null) originals.claim(proxied.originalId, copy.id);
  return { proxied, originalId: proxied.originalId };
}

/** A service that is not there is not asked a second time about the same message. */
type Answer = { readonly proxied: Proxied | undefined; readonly isThere: boolean };

async function asked({ proxies, log }: SpeakingPorts, messageId: string): Promise<Answer> {
  const answer = await softly(log, 'asking whom a proxy bot speaks for', async () => ({
    proxied: await proxies.whoSaid(messageId),
  }));
  return { proxied: answer?.proxied, isThere: answer !== undefined };
}

/** Of who shares the account, only the name is known that the bot gave them here. */
const behind = ({ id, accountId }: Original, { author }: Said): Proxied => ({
  accountId,
  originalId: id,
  memberId: null,
  name: null,
  displayName: author.name,
});
