import type { Micros } from '../domain/time.js';
import type { Cap, Standing } from '../domain/usage/budget.js';
import type { NanoUsd } from '../domain/usage/money.js';
import type { Grouping, Reservation, Spent, Sum, Sums, UsageRow } from '../domain/usage/usage.js';

/** Which rows: by whom, and when they were opened. `from` is included, `to` is not. */
export type LedgerFilter = {
  readonly userId?: string | undefined;
  readonly from?: Micros | null | undefined;
  readonly to?: Micros | undefined;
};

/**
 * What was spent. A row is opened before a request is sent and closed exactly once, whatever becomes of the answer.
 * Each call is atomic. What counts against a budget is added up by quarters of an hour, each wholly.
 */
export interface Ledger {
  /**
   * Opens a row if it fits: with every one of these caps, what is settled, what is reserved and this reservation
   * together do not exceed the limit. Else nothing is written, and the first cap that does not hold is returned.
   */
  reserve(reservation: Reservation, caps: readonly Cap[]): Promise<Standing | undefined>;
  /** Notes under what name the provider can be asked for the cost. A closed row stays as it is. */
  identify(id: string, generationId: string): Promise<void>;
  /** Notes that the answer broke off, and that what it cost is still to be asked. Only an open row can be cut. */
  cut(id: string, generationId: string): Promise<void>;
  /** Closes a row that is open or cut. A closed one stays as it is. */
  close(id: string, state: 'settled' | 'failed' | 'abandoned', spent: Spent, at: Micros): Promise<void>;
  /** What is open or cut: whatever may still cost something. Oldest first. */
  unsettled(): Promise<UsageRow[]>;
  /** What counts against each of these caps, in their order. */
  standings(caps: readonly Cap[]): Promise<Standing[]>;
  /** Oldest first. */
  rows(filter: LedgerFilter): Promise<UsageRow[]>;
  /** The newest rows, newest first. */
  latest(filter: LedgerFilter, limit: number): Promise<UsageRow[]>;
  /** What all of it comes to. */
  total(filter: LedgerFilter): Promise<Sum>;
  /** What it comes to by group and in all, at one moment. The dearest first, then those with the most requests, then by key. */
  sums(filter: LedgerFilter, by: Grouping): Promise<Sums>;
  /**
   * The cost between each edge and the next: one number less than there are edges. Edges are in order. What somebody pays
   * is in it, each request rounded for itself. Cheap where all edges are at quarters of an hour.
   */
  series(filter: Pick<LedgerFilter, 'userId'>, edges: readonly Micros[]): Promise<NanoUsd[]>;
  /** Differs from what it was as soon as anything at all was written to the store, by whatever process. */
  mark(): Promise<string>;
}
