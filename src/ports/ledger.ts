import type { Micros } from '../domain/time.js';
import type { Reservation, Spent, UsageRow } from '../domain/usage/usage.js';

export type LedgerFilter = { readonly userId?: string; readonly from?: Micros; readonly to?: Micros };

/** What was spent. A row is opened before a request is sent and closed exactly once, whatever becomes of the answer. */
export interface Ledger {
  open(reservation: Reservation): Promise<void>;
  /** Closes an open row. A closed one stays as it is. */
  close(id: string, state: 'settled' | 'failed', spent: Spent, at: Micros): Promise<void>;
  /** Closes, as abandoned and at their reservation, rows opened before a moment, and says how many there were. */
  abandon(openedBefore: Micros, at: Micros): Promise<number>;
  /** Oldest first. `from` is included, `to` is not. */
  rows(filter: LedgerFilter): Promise<UsageRow[]>;
}
