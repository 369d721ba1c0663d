import { tracePlace, tracePurpose } from '../../src/domain/wallet/purposes.js';
import type { SealedRow, SealedRows } from '../../src/ports/sealed-rows.js';
import { demandKeyInUse, emptyState, type State } from './state.js';

/** What is sealed among the fakes: traces. */
export function fakeSealedRows(state: State = emptyState()): SealedRows {
  const all = (): SealedRow[] =>
    [...state.traces.values()].map(({ reference, userId, sealed }, index) => ({
      place: tracePlace(reference, userId),
      purpose: tracePurpose,
      sealed,
      position: { table: 0, row: index + 1 },
    }));
  return {
    async after(position, most) {
      return all()
        .filter(({ position: { row } }) => row > (position?.row ?? 0))
        .slice(0, most);
    },
    async replace(changes) {
      for (const { sealed } of changes) demandKeyInUse(state, sealed);
      const done = changes.filter(({ row: { place, sealed: before }, sealed }) => {
        const trace = state.traces.get(place.rowId);
        if (trace?.sealed !== before) return false;
        state.traces.set(place.rowId, { ...trace, sealed });
        return true;
      });
      return done.map(({ row }) => row);
    },
  };
}
