import type { Generations } from '../../../ports/generations.js';
import type { Log } from '../../../ports/log.js';
import { softly } from '../../around.js';
import { microsPerDay, microsPerSecond, type Micros } from '../../time.js';
import type { Secret } from '../../wallet/secret.js';
import type { UsagePorts } from '../actions.js';
import { nothingSpent, type UsageRow } from '../usage.js';

export type SettlePorts = UsagePorts & { readonly generations: Generations; readonly log: Log };

/** A key that is lent for as long as `work` takes. */
export type Lent = <T>(work: (key: Secret) => Promise<T>) => Promise<T>;

/** The key with which a request was made, if there still is one. */
export type KeyFor = (row: UsageRow) => Promise<Lent | undefined>;

const longestRequestMicros: Micros = 480 * microsPerSecond;
/** A provider may know of a request only some seconds after it. */
const latestMicros: Micros = 60 * microsPerSecond;
const pausesMs = [1000, 2000, 4000, 8000, 16_000, 32_000] as const;
const longestWaitMicros: Micros = 7 * microsPerDay;

/**
 * Asks what the answers cost that broke off, and those a crash left open. What nobody can tell any more is closed at
 * its reservation, as an estimate. Where nobody could be asked, the row stays for the next time, for a week.
 */
export async function settleOpen(ports: SettlePorts, keyFor: KeyFor, signal?: AbortSignal): Promise<void> {
  const unknown = await round(ports, await abandonOld(ports), keyFor);
  await settleLater(ports, unknown, keyFor, pausesMs, signal);
}

async function settleLater(
  ports: SettlePorts,
  rows: readonly UsageRow[],
  keyFor: KeyFor,
  [pauseMs, ...later]: readonly number[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const [lost, fresh] = pauseMs === undefined ? [rows, []] : apart(rows, row => isOver(ports.clock.now(), row));
  for (const row of lost) await abandon(ports, row);
  if (pauseMs === undefined || fresh.length === 0) return;
  await ports.clock.sleep(pauseMs, signal);
  await settleLater(ports, await round(ports, fresh, keyFor), keyFor, later, signal);
}

/** Whether a provider that does not know of a request now never will. */
const isOver = (now: Micros, { openedAt }: UsageRow) => openedAt + longestRequestMicros + latestMicros < now;

/** Asks for each row once. Returns those of which the provider does not know. */
async function round(ports: SettlePorts, rows: readonly UsageRow[], keyFor: KeyFor): Promise<UsageRow[]> {
  const unknown: UsageRow[] = [];
  for (const row of rows) {
    const isKnown = await softly(ports.log, 'Asking what an answer cost', () => settle(ports, row, keyFor));
    if (isKnown === false) unknown.push(row);
  }
  return unknown;
}

/** False: the provider does not know of it. Where nobody can be asked, the row stays. */
async function settle({ generations, ledger, clock }: SettlePorts, row: UsageRow, keyFor: KeyFor): Promise<boolean> {
  const { id, provider, generationId } = row;
  const lend = await keyFor(row);
  if (lend === undefined || generationId === null) return true;
  const spent = await lend(key => generations.find(provider, generationId, key));
  if (spent === undefined) return false;
  await ledger.close(id, 'settled', spent, clock.now());
  return true;
}

/**
 * Closes what nobody can be asked about: requests that never got a name, those that were free, and those for which
 * there was nobody to ask for a week. Returns the others that are unsettled.
 */
export async function abandonOld(ports: UsagePorts): Promise<readonly UsageRow[]> {
  const now = ports.clock.now();
  const rows = (await ports.ledger.unsettled()).filter(row => isOnItsOwn(ports, row, now));
  const [lost, others] = apart(
    rows,
    ({ generationId, payer, openedAt }) =>
      generationId === null || payer === 'none' || openedAt + longestWaitMicros < now,
  );
  for (const row of lost) await abandon(ports, row);
  return others;
}

/** Whether nobody is at it any more: its answer broke off, its time is over, or its program run has ended. */
const isOnItsOwn = ({ workers }: UsagePorts, { state, openedAt, holder }: UsageRow, now: Micros): boolean =>
  state === 'cut' || openedAt + longestRequestMicros < now || (holder !== null && !workers.isAlive(holder));

const abandon = ({ ledger, clock }: UsagePorts, { id, reservedNanoUsd }: UsageRow): Promise<void> =>
  ledger.close(id, 'abandoned', { ...nothingSpent, costNanoUsd: reservedNanoUsd, estimated: true }, clock.now());

function apart<T>(all: readonly T[], isOne: (each: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(isOne), all.filter(each => !isOne(each))];
}
