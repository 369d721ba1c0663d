import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf, TzurotError } from '../../domain/errors.js';
import type { MasterKey } from '../../domain/wallet/keyring.js';
import type { FoundKey, KeyFiles } from '../../ports/key-files.js';
import { findMasterKey, keyIn, writeMasterKey, type KeySources } from './master-key.js';
import { isCode, syncFolder } from './write.js';

/** The master keys of a home. Whoever is told of them can keep them out of what is written down. */
export function fileKeys(operators: KeySources, notice: (key: MasterKey) => void = () => {}): KeyFiles {
  const sources = { ...operators, file: operators.file === null ? null : resolve(operators.file) };
  const { file, inline, inHome } = sources;
  const fileOf = (location: string | null) => location ?? inHome;

  const set = () => noticed(findMasterKey(sources));

  const find: KeyFiles['find'] = (keyId, location) => {
    const places = [location, file, inHome].filter(place => place !== null);
    const candidates = [
      set,
      () => (location === null ? undefined : keyIn(location)),
      ...places.map(place => () => beside(place, keyId)),
    ];
    for (const look of candidates) {
      const found = look();
      if (found?.key.id === keyId) return noticed(found);
    }
    return undefined;
  };

  return {
    set,
    find,
    fileOf,

    locationFor(wanted, present) {
      if (wanted === null && inline !== null) throw outOfReach(inline.name);
      const usual = fileOf(file ?? present);
      const place = wanted === null ? usual : resolve(wanted);
      if (place === inHome && (inline !== null || (file ?? inHome) !== inHome))
        throw inTheWay(inHome, inline?.name ?? 'TZUROT_MASTER_KEY_FILE');
      if (place !== usual && existsSync(place))
        throw new TzurotError('conflict', `${place} is there already, and was left alone. Name another file.`);
      return place === inHome ? null : place;
    },

    keep: (key, location) =>
      inWords(fileOf(location), () => {
        notice(key);
        writeMasterKey(besideOf(fileOf(location), key.id), key);
      }),

    settle: (keyId, location) =>
      inWords(fileOf(location), () => {
        const place = fileOf(location);
        const atHome = keyIn(inHome);
        for (const other of [set(), atHome, keyIn(place)])
          if (other !== undefined && other.key.id !== keyId) writeMasterKey(besideOf(place, other.key.id), other.key);
        if (place !== inHome && atHome !== undefined && atHome.key.id !== keyId) remove(inHome);
        if (beside(place, keyId) !== undefined) moveTo(place, besideOf(place, keyId));
      }),
  };

  function noticed(found: FoundKey | undefined): FoundKey | undefined {
    if (found !== undefined) notice(found.key);
    return found;
  }
}

const besideOf = (place: string, keyId: string) => `${place}.${keyId}`;

function beside(place: string, keyId: string): FoundKey | undefined {
  const found = keyIn(besideOf(place, keyId));
  return found?.key.id === keyId ? { ...found, isBeside: true } : undefined;
}

function remove(path: string): void {
  rmSync(path, { force: true });
  syncFolder(dirname(path));
}

/** Somebody else who does the same may have been faster. */
function moveTo(place: string, from: string): void {
  try {
    renameSync(from, place);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  syncFolder(dirname(place));
}

function inWords(place: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    if (cause instanceof TzurotError) throw cause;
    throw new TzurotError('unavailable', `The master key cannot be written to ${place} (${messageOf(cause)}).`, {
      cause,
    });
  }
}

const outOfReach = (name: string) =>
  new TzurotError(
    'invalid',
    `The master key is in ${name}, where no other can be put. Say where the new one is to be.`,
    {
      try: 'key rotate -o FILE',
    },
  );

const inTheWay = (inHome: string, name: string) =>
  new TzurotError('invalid', `${name} is set, and a key in ${inHome} would contradict it. Name another file.`, {
    try: 'key rotate -o FILE',
  });
