import { describe, expect, it } from 'vitest';
import type { MasterKey } from '../../src/domain/wallet/keyring.js';
import { masterKeyOf } from '../../src/domain/wallet/seal.js';
import type { KeyFiles } from '../../src/ports/key-files.js';

/** Which keys an operator has set, and where. */
export type SetKeys = {
  readonly home?: MasterKey;
  readonly file?: MasterKey;
  readonly inline?: MasterKey;
};

export type KeyFilesWorld = {
  readonly keyFiles: KeyFiles;
  /** The same files, as another process sees them for which something else is set. */
  again(set: Omit<SetKeys, 'home'>): KeyFiles;
  /** A file in which nothing is yet. */
  readonly elsewhere: string;
};

export type OpenKeyFiles = (set: SetKeys) => KeyFilesWorld;

const [first, second, third] = [1, 2, 3].map(byte => masterKeyOf(Buffer.alloc(32, byte)));
const idsOf = (keys: KeyFiles, location: string | null) =>
  [first, second, third].map(key => keys.find(key?.id ?? '', location)?.key.id ?? null);

/** What every KeyFiles promises. Run it against each adapter, and against the fake. */
export function keyFilesContract(open: OpenKeyFiles) {
  if (first === undefined || second === undefined || third === undefined) throw new Error('There are three.');
  describe('keeps the KeyFiles contract', () => {
    it('knows no key where none is', () => {
      const { keyFiles } = open({});
      expect([keyFiles.set(), keyFiles.find(first.id, null)]).toEqual([undefined, undefined]);
    });

    it.each(['home', 'file', 'inline'] as const)('knows the key that is set, and where: %s', where => {
      const { keyFiles } = open({ [where]: first });
      const found = { key: first, isBeside: false };
      expect(keyFiles.set()).toMatchObject(found);
      expect(keyFiles.find(first.id, null)).toMatchObject(found);
      expect(keyFiles.find(second.id, null)).toBeUndefined();
      expect(keyFiles.set()?.file === null).toBe(where === 'inline');
    });

    it.each([
      { file: first, home: second },
      { inline: first, home: second },
      { file: first, inline: second },
    ])('refuses two keys that differ', set => {
      expect(() => open(set).keyFiles.set()).toThrow(expect.objectContaining({ code: 'invalid' }));
    });

    it('keeps a key beside the one that is there', () => {
      const { keyFiles } = open({ home: first });
      keyFiles.keep(second, null);
      expect(keyFiles.find(second.id, null)).toMatchObject({
        key: second,
        isBeside: true,
        file: `${keyFiles.fileOf(null)}.${second.id}`,
      });
      expect(keyFiles.set()).toMatchObject({ key: first, isBeside: false });
    });

    it('makes a key the one that is set, and keeps the one before beside it', () => {
      const { keyFiles } = open({ home: first });
      keyFiles.keep(second, null);
      for (const _ of ['once', 'again']) keyFiles.settle(second.id, null);
      expect(keyFiles.set()).toMatchObject({ key: second, file: keyFiles.fileOf(null), isBeside: false });
      expect(keyFiles.find(first.id, null)).toMatchObject({ key: first, isBeside: true });
    });

    it('keeps every key there ever was', () => {
      const { keyFiles } = open({ home: first });
      for (const key of [second, third]) {
        keyFiles.keep(key, null);
        keyFiles.settle(key.id, null);
      }
      expect(idsOf(keyFiles, null)).toEqual([first.id, second.id, third.id]);
      expect(keyFiles.set()?.key).toEqual(third);
    });

    it('can put a key in the place of a file that the operator names', () => {
      const { keyFiles } = open({ file: first });
      const location = keyFiles.locationFor(null, null);
      keyFiles.keep(second, location);
      keyFiles.settle(second.id, location);
      expect(keyFiles.set()).toMatchObject({ key: second, file: location });
      expect(idsOf(keyFiles, location)).toEqual([first.id, second.id, null]);
    });

    it('leaves nothing in the home that would contradict a key elsewhere', () => {
      const { keyFiles, again, elsewhere } = open({ home: first });
      const location = keyFiles.locationFor(elsewhere, null);
      keyFiles.keep(second, location);
      keyFiles.settle(second.id, location);
      expect(keyFiles.set()).toBeUndefined();
      expect(keyFiles.find(second.id, location)).toMatchObject({ key: second, file: elsewhere, isBeside: false });
      expect(again({}).find(second.id, null)).toBeUndefined();
      expect(idsOf(keyFiles, location)).toEqual([first.id, second.id, null]);
    });

    it('keeps a key from the environment in a file, for when it is taken away there', () => {
      const { keyFiles, again, elsewhere } = open({ inline: first });
      const location = keyFiles.locationFor(elsewhere, null);
      keyFiles.keep(second, location);
      keyFiles.settle(second.id, location);
      expect(keyFiles.set()?.key).toEqual(first);
      expect(idsOf(again({}), location)).toEqual([first.id, second.id, null]);
    });

    it('puts a new key where the present one is, unless it is told otherwise', () => {
      const { keyFiles, elsewhere } = open({ home: first });
      expect(keyFiles.locationFor(null, null)).toBeNull();
      expect(keyFiles.locationFor(keyFiles.fileOf(null), null)).toBeNull();
      expect(keyFiles.locationFor(elsewhere, null)).toBe(elsewhere);
      expect(keyFiles.locationFor(null, elsewhere)).toBe(elsewhere);
    });

    it('must be told where to put a new key when the present one is in the environment', () => {
      const { keyFiles, elsewhere } = open({ inline: first });
      expect(() => keyFiles.locationFor(null, null)).toThrow(expect.objectContaining({ code: 'invalid' }));
      expect(keyFiles.locationFor(elsewhere, null)).toBe(elsewhere);
    });

    it.each([{ inline: first }, { file: first }])('puts no key in the home that would contradict what is set', set => {
      const { keyFiles } = open(set);
      const home = keyFiles.fileOf(null);
      expect(() => keyFiles.locationFor(home, null)).toThrow(expect.objectContaining({ code: 'invalid' }));
    });

    it('does not put a key over something else', () => {
      const { keyFiles, elsewhere } = open({ home: first });
      keyFiles.keep(second, elsewhere);
      const taken = `${elsewhere}.${second.id}`;
      expect(() => keyFiles.locationFor(taken, null)).toThrow(expect.objectContaining({ code: 'conflict' }));
    });
  });
}
