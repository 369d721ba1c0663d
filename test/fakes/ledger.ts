import { nothingSpent, type UsageRow } from '../../src/domain/usage/usage.js';
import type { Ledger } from '../../src/ports/ledger.js';
import { demand, emptyState, type State } from './state.js';

export function fakeLedger(state: State = emptyState()): Ledger {
  const { ledger } = state;
  const close = (row: UsageRow | undefined, closed: Pick<UsageRow, 'state' | 'spent' | 'closedAt'>) => {
    if (row?.state === 'open') ledger.set(row.id, { ...row, ...closed });
  };

  return {
    async open(reservation) {
      demand(state, reservation);
      if (ledger.has(reservation.id)) throw new Error(`The row ${reservation.id} is open already.`);
      ledger.set(reservation.id, { ...reservation, state: 'open', spent: null, closedAt: null });
    },
    async close(id, closedAs, spent, at) {
      close(ledger.get(id), { state: closedAs, spent, closedAt: at });
    },
    async abandon(openedBefore, at) {
      const left = [...ledger.values()].filter(row => row.state === 'open' && row.openedAt < openedBefore);
      for (const row of left) {
        const spent = { ...nothingSpent, costNanoUsd: row.reservedNanoUsd, estimated: true };
        close(row, { state: 'abandoned', spent, closedAt: at });
      }
      return left.length;
    },
    async rows({ userId, from = -Infinity, to = Infinity }) {
      return [...ledger.values()]
        .filter(row => (userId === undefined || row.userId === userId) && row.openedAt >= from && row.openedAt < to)
        .toSorted((a, b) => a.openedAt - b.openedAt);
    },
  };
}
