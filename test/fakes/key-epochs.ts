import { TzurotError } from '../../src/domain/errors.js';
import { keyIdOf } from '../../src/domain/wallet/seal.js';
import type { KeyEpochs } from '../../src/ports/key-epochs.js';
import { emptyState, type State } from './state.js';

export function fakeKeyEpochs({ keyEpochs, traces }: State = emptyState()): KeyEpochs {
  return {
    async all() {
      return [...keyEpochs.values()].toSorted((a, b) => a.createdAt - b.createdAt);
    },
    async activate(epoch) {
      const isActive = [...keyEpochs.values()].some(({ state }) => state === 'active');
      if (isActive) throw new TzurotError('conflict', 'A master key is active already.');
      keyEpochs.set(epoch.keyId, epoch);
    },
    async sealedRows() {
      const byKey = Map.groupBy(traces.values(), ({ sealed }) => keyIdOf(sealed));
      return new Map([...byKey].map(([keyId, rows]) => [keyId, rows.length]));
    },
  };
}
