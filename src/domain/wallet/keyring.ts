import { TzurotError } from '../errors.js';

/** 32 bytes from which every other key is derived. Lives in a file of the home, never in the database. */
export type MasterKey = { readonly id: string; readonly bytes: Uint8Array };

/** The master keys at hand: the one that seals, and all that may still open something. */
export type Keyring = {
  readonly active: MasterKey;
  find(keyId: string): MasterKey | undefined;
};

/** Keys that stay as they are. The first one seals. */
export const keyringOf = (active: MasterKey, ...others: readonly MasterKey[]): Keyring => ({
  active,
  find: keyId => [active, ...others].find(({ id }) => id === keyId),
});

type Epoch = { readonly keyId: string; readonly state: string; readonly location: string | null };

/**
 * Keys that may change while they are in use, because another process exchanges them. Which one is active is asked each
 * time; a key that is not known yet is looked for.
 */
export function keyringFollowing(
  epochs: () => readonly Epoch[],
  look: (keyId: string, location: string | null) => MasterKey | undefined,
): Keyring {
  const known = new Map<string, MasterKey>();
  const found = (keyId: string): MasterKey | undefined => {
    const location = epochs().find(epoch => epoch.keyId === keyId)?.location ?? null;
    const key = look(keyId, location);
    if (key !== undefined) known.set(keyId, key);
    return key;
  };
  const find = (keyId: string) => known.get(keyId) ?? found(keyId);
  return {
    find,
    get active() {
      const keyId = epochs().find(({ state }) => state === 'active')?.keyId ?? '';
      const key = find(keyId);
      if (key !== undefined) return key;
      throw new TzurotError('corrupt', `The master key is ${keyId} by now, and it is nowhere to be found.`, {
        try: 'doctor',
      });
    },
  };
}
