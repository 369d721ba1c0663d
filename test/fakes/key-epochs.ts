import { TzurotError } from '../../src/domain/errors.js';
import { keyIdOf } from '../../src/domain/wallet/seal.js';
import type { KeyEpoch, KeyEpochs } from '../../src/ports/key-epochs.js';
import { emptyState, type State } from './state.js';

export function fakeKeyEpochs({ keyEpochs, traces, sealedKeys }: State = emptyState()): KeyEpochs {
  const inState = (state: KeyEpoch['state']) => [...keyEpochs.values()].find(epoch => epoch.state === state);
  const isNeeded = (keyId: string) =>
    [...traces.values(), ...sealedKeys.values()].some(({ sealed }) => keyIdOf(sealed) === keyId);
  const change = (epoch: KeyEpoch, fields: Partial<KeyEpoch>) => keyEpochs.set(epoch.keyId, { ...epoch, ...fields });
  return {
    async all() {
      return [...keyEpochs.values()].toSorted((a, b) => a.createdAt - b.createdAt);
    },
    async activate(epoch) {
      if (inState('active')) throw new TzurotError('conflict', 'A master key is active already.');
      keyEpochs.set(epoch.keyId, epoch);
    },
    async bringIn(epoch, active) {
      const present = inState('active');
      if (present?.keyId !== active || present.worker !== null) return false;
      if (inState('incoming') || keyEpochs.has(epoch.keyId)) return false;
      keyEpochs.set(epoch.keyId, epoch);
      return true;
    },
    async takeOver(keyId, from, worker) {
      const epoch = inState('incoming');
      if (epoch?.keyId !== keyId || epoch.worker !== from) return false;
      change(epoch, { worker });
      return true;
    },
    async giveUp(keyId) {
      if (inState('incoming')?.keyId !== keyId) return;
      if (isNeeded(keyId)) throw new TzurotError('conflict', 'Something is sealed with it.');
      keyEpochs.delete(keyId);
    },
    async exchange(keyId, at) {
      const epoch = keyEpochs.get(keyId);
      if (epoch?.state === 'active') return true;
      if (epoch?.state !== 'incoming') throw new TzurotError('conflict', 'It was given up.');
      if ([...traces.values()].some(({ sealed }) => keyIdOf(sealed) !== keyId)) return false;
      const before = inState('active');
      if (before !== undefined) change(before, { state: 'retired', retiredAt: at });
      change(epoch, { state: 'active' });
      return true;
    },
    async finish(keyId) {
      const epoch = inState('active');
      if (epoch?.keyId === keyId) change(epoch, { worker: null });
    },
    async sealedRows() {
      const all = [...traces.values(), ...sealedKeys.values()];
      const byKey = Map.groupBy(all, ({ sealed }) => keyIdOf(sealed));
      return new Map([...byKey].map(([keyId, rows]) => [keyId, rows.length]));
    },
  };
}
