import type { SealedKey } from '../../src/domain/wallet/key.js';
import type { KeyStore } from '../../src/ports/key-store.js';
import { demand, drop, emptyState, type State } from './state.js';

export function fakeKeyStore(state: State = emptyState()): KeyStore {
  const { sealedKeys } = state;
  const sorted = (wanted: (key: SealedKey) => boolean) =>
    [...sealedKeys.values()].filter(wanted).toSorted((a, b) => (a.provider < b.provider ? -1 : 1));
  const change = (id: string, fields: Partial<SealedKey>) => {
    const key = sealedKeys.get(id);
    if (key !== undefined) sealedKeys.set(id, { ...key, ...fields });
  };

  return {
    async put(key) {
      demand(state, key);
      drop(sealedKeys, ({ userId, provider }) => userId === key.userId && provider === key.provider);
      if (sealedKeys.has(key.id)) throw new Error(`There is a key ${key.id} already.`);
      sealedKeys.set(key.id, key);
    },
    find: async (userId, provider) => sorted(key => key.userId === userId && key.provider === provider)[0],
    list: async userId => sorted(key => key.userId === userId),
    remove: async (userId, provider) => drop(sealedKeys, key => key.userId === userId && key.provider === provider) > 0,
    used: async (id, lastUsedAt) => change(id, { lastUsedAt }),
    failed: async (id, failedAt) => change(id, { failedAt }),
    failedSince: async (provider, since) =>
      sorted(key => key.provider === provider && key.failedAt !== null && key.failedAt >= since),
    async refuse(id, refusedAt) {
      const isOn = sealedKeys.get(id)?.state === 'active';
      if (isOn) change(id, { state: 'refused', refusedAt });
      return isOn;
    },
    restore: async id => change(id, { state: 'active', refusedAt: null }),
  };
}
