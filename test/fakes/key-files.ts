import { TzurotError } from '../../src/domain/errors.js';
import type { MasterKey } from '../../src/domain/wallet/keyring.js';
import type { FoundKey, KeyFiles } from '../../src/ports/key-files.js';

export type FakeKeyFiles = KeyFiles & {
  /** Every file, by its path. Whoever changes it has changed the disk. */
  readonly files: Map<string, MasterKey>;
};

type Set = { readonly file?: string | null; readonly inline?: MasterKey | null };

const home = '/home/keys/master.key';

/** Key files in memory. */
export function fakeKeyFiles(
  files: Map<string, MasterKey> = new Map(),
  { file = null, inline = null }: Set = {},
): FakeKeyFiles {
  const fileOf = (location: string | null) => location ?? home;
  const keyIn = (path: string | null, isBeside = false): FoundKey | undefined => {
    const key = files.get(path ?? '');
    return key && { key, from: path ?? '', file: path, isBeside, warning: null };
  };
  const inEnvironment = (): FoundKey | undefined =>
    inline === null ? undefined : { key: inline, from: 'APP_MASTER_KEY', file: null, isBeside: false, warning: null };
  const set = (): FoundKey | undefined => {
    const found = [keyIn(file), inEnvironment(), keyIn(home)].filter(each => each !== undefined);
    if (new Set(found.map(({ key }) => key.id)).size > 1) throw new TzurotError('invalid', 'There are two.');
    return found[0];
  };
  return {
    files,
    set,
    fileOf,
    find: (keyId, location) =>
      [set(), keyIn(location), ...[location, file, home].map(place => keyIn(`${place}.${keyId}`, true))].find(
        found => found?.key.id === keyId,
      ),
    locationFor(wanted, present) {
      if (wanted === null && inline !== null) throw new TzurotError('invalid', 'Say where.');
      const usual = fileOf(file ?? present);
      const place = wanted ?? usual;
      if (place === home && (file !== null || inline !== null))
        throw new TzurotError('invalid', 'It would contradict.');
      if (place !== usual && files.has(place)) throw new TzurotError('conflict', 'It is there already.');
      return place === home ? null : place;
    },
    keep: (key, location) => void files.set(`${fileOf(location)}.${key.id}`, key),
    settle(keyId, location) {
      const place = fileOf(location);
      for (const other of [set(), keyIn(place)])
        if (other !== undefined && other.key.id !== keyId) files.set(`${place}.${other.key.id}`, other.key);
      if (place !== home && files.get(home)?.id !== keyId) files.delete(home);
      const key = files.get(`${place}.${keyId}`);
      if (key === undefined) return;
      files.set(place, key);
      files.delete(`${place}.${keyId}`);
    },
  };
}
