import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { Ledger, LedgerFilter } from '../../ports/ledger.js';
import { wasFree } from '../calling/failure.js';
import type { Users } from '../../ports/users.js';
import type { Workers } from '../../ports/workers.js';
import { TzurotError } from '../errors.js';
import { idBytes, idOf } from '../id.js';
import type { OperatorSettings } from '../settings/actions.js';
import type { Cap } from './budget.js';
import { overBudget } from './budgets/words.js';
import { nothingSpent, type Reservation, type Spent, type Sum } from './usage.js';
import { zoneFor } from './zone.js';

export type UsagePorts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly workers: Workers;
};

/** What it takes to tell somebody in their own time when a budget begins anew. */
export type ZonePorts = { readonly users: Users; readonly operatorSettings: OperatorSettings };

/** What is known about a request before it is sent. */
export type Errand = Omit<Reservation, 'id' | 'openedAt' | 'holder'> & {
  /** What it has cost if nobody will ever tell: an estimate of what was sent. */
  readonly mayHaveCost: Spent;
};

/** Told as soon as the provider says under what name it can be asked for the cost. */
export type Note = { generation(id: string): void };

/**
 * Does what could cost money, if that fits the budgets. The ledger knows of it before it begins, and of its end
 * whatever that is. Throws `denied` where a budget does not allow it, without having begun.
 */
export async function billed<T extends { readonly spent: Spent }>(
  ports: UsagePorts & ZonePorts,
  errand: Errand,
  caps: readonly Cap[],
  work: (note: Note) => Promise<T>,
): Promise<T> {
  const { mayHaveCost, ...reserved } = errand;
  const id = idOf(ports.entropy.bytes(idBytes));
  const full = await ports.ledger.reserve(
    { ...reserved, id, openedAt: ports.clock.now(), holder: ports.workers.self() },
    caps,
  );
  if (full !== undefined) throw overBudget(full, errand.reservedNanoUsd, await zoneOf(ports, errand.userId));

  const noted = notesFor(ports, id);
  const done = await attempt(() => work(noted.note));
  if ('value' in done) {
    await ports.ledger.close(id, 'settled', done.value.spent, ports.clock.now());
    return done.value;
  }
  const ended = endedBadly(ports, { ...errand, id, generationId: noted.generationId() }, done.error);
  await ended.catch(() => undefined); // An open row is closed later; what failed is what the caller has to know.
  throw done.error;
}

const zoneOf = async ({ users, operatorSettings }: ZonePorts, userId: string) =>
  zoneFor(operatorSettings, await users.find(userId));

/** Writes down at once what is noted. That may fail: then it is written once more when the answer breaks off. */
function notesFor({ ledger }: UsagePorts, id: string) {
  const noted: { generationId: string | null } = { generationId: null };
  const note: Note = {
    generation: generationId => {
      if (noted.generationId === generationId) return;
      noted.generationId = generationId;
      ledger.identify(id, generationId).catch(() => undefined);
    },
  };
  return { note, generationId: () => noted.generationId };
}

type Ended = Errand & { readonly id: string; readonly generationId: string | null };

/** What was refused cost nothing. What broke off is asked for later, where it can be; else it may have cost something. */
function endedBadly({ ledger, clock }: UsagePorts, ended: Ended, error: unknown): Promise<void> {
  const { id, generationId, mayHaveCost } = ended;
  const facts = (error instanceof TzurotError ? error.facts : undefined) ?? {};
  if (ended.payer === 'none' || wasFree(facts, generationId !== null))
    return ledger.close(id, 'failed', nothingSpent, clock.now());
  if (generationId !== null) return ledger.cut(id, generationId);
  return ledger.close(id, 'abandoned', { ...mayHaveCost, estimated: true }, clock.now());
}

async function attempt<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

/** What was spent in all. */
export const totals = (ports: Pick<UsagePorts, 'ledger'>, filter: LedgerFilter): Promise<Sum> =>
  ports.ledger.total(filter);
