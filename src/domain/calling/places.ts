import { TzurotError } from '../errors.js';
import { ofOperator, type OperatorSettings } from '../settings/operator.js';
import { numberOf } from '../settings/resolve.js';
import { admitted, joined, nobody, without, type Claim, type Full, type QueueLimits } from './queue.js';

/** Leaves a place. Once it is left, leaving it again does nothing. */
export type Leave = () => void;

/** A place for one request to a model, as soon as there is one. An aborted signal ends the waiting with its reason. */
export type Places = (claim: Claim, signal: AbortSignal) => Promise<Leave>;

const longest = { waiting: 1000, waitingPerUser: 100 } as const;

export const limitsFrom = (settings: OperatorSettings): QueueLimits => ({
  ...longest,
  atOnce: numberOf(ofOperator(settings, 'calls.atOnce')),
  perKey: numberOf(ofOperator(settings, 'calls.perKey')),
});

/** The places there are in one process, given out fairly. */
export function placesFor(limits: QueueLimits): Places {
  const begins = new Map<number, () => void>();
  const now = { queue: nobody, lastId: 0 };

  const letIn = () => {
    now.queue = admitted(now.queue, limits);
    for (const { id } of now.queue.running) {
      begins.get(id)?.();
      begins.delete(id);
    }
  };
  const leave = (id: number) => {
    begins.delete(id);
    now.queue = without(now.queue, id);
    letIn();
  };

  return (claim, signal) => {
    if (signal.aborted) return Promise.reject(signal.reason);
    const id = (now.lastId += 1);
    const longer = joined(now.queue, { ...claim, id }, limits);
    if (typeof longer === 'string') return Promise.reject(full(longer));
    return new Promise((resolveWith, reject) => {
      const giveUp = () => {
        leave(id);
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      begins.set(id, () => {
        signal.removeEventListener('abort', giveUp);
        resolveWith(() => leave(id));
      });
      now.queue = longer;
      letIn();
    });
  };
}

const full = (who: Full): TzurotError =>
  who === 'person'
    ? new TzurotError(
        'conflict',
        `You wait for ${longest.waitingPerUser} answers already. Let some of them come first.`,
        {
          facts: { limit: 'queue', kind: 'person' },
        },
      )
    : new TzurotError('unavailable', 'More is being asked here than can be answered. Try again in a few minutes.', {
        facts: { limit: 'queue', kind: 'everybody' },
      });
