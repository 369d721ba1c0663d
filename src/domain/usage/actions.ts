import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { Ledger, LedgerFilter } from '../../ports/ledger.js';
import { idBytes, idOf } from '../id.js';
import { microsPerSecond } from '../time.js';
import { nothingSpent, type Payer, type Spent } from './usage.js';

export type UsagePorts = { readonly ledger: Ledger; readonly clock: Clock; readonly entropy: Entropy };

/** What is known about a request before it is sent. */
export type Errand = {
  readonly userId: string;
  readonly personalityId: string;
  readonly provider: string;
  readonly model: string;
  readonly payer: Payer;
};

const longestRequestMs = 480_000;

/** Does what could cost money. The ledger knows of it before it begins, and of its end whatever that is. */
export async function billed<T extends { readonly spent: Spent }>(
  ports: UsagePorts,
  errand: Errand,
  work: () => Promise<T>,
): Promise<T> {
  const id = idOf(ports.entropy.bytes(idBytes));
  await ports.ledger.open({ ...errand, id, type: 'text', reservedNanoUsd: 0, openedAt: ports.clock.now() });
  const done = await attempt(work);
  if ('value' in done) {
    await ports.ledger.close(id, 'settled', done.value.spent, ports.clock.now());
    return done.value;
  }
  const closing = ports.ledger.close(id, 'failed', { ...nothingSpent, estimated: true }, ports.clock.now());
  await closing.catch(() => undefined); // An open row is closed later; what failed is what the caller has to know.
  throw done.error;
}

async function attempt<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

/** Closes what a crash left open, once nothing can still be under way. */
export const abandonOld = (ports: UsagePorts): Promise<number> => {
  const now = ports.clock.now();
  return ports.ledger.abandon(now - (longestRequestMs / 1000) * microsPerSecond, now);
};

export type Totals = {
  readonly requests: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly costNanoUsd: number;
};

/** What was spent in all. */
export async function totals(ports: Pick<UsagePorts, 'ledger'>, filter: LedgerFilter): Promise<Totals> {
  const rows = await ports.ledger.rows(filter);
  return rows.reduce<Totals>(
    (sum, { spent }) => ({
      requests: sum.requests + 1,
      tokensIn: sum.tokensIn + (spent?.tokensIn ?? 0),
      tokensOut: sum.tokensOut + (spent?.tokensOut ?? 0),
      costNanoUsd: sum.costNanoUsd + (spent?.costNanoUsd ?? 0),
    }),
    { requests: 0, tokensIn: 0, tokensOut: 0, costNanoUsd: 0 },
  );
}
