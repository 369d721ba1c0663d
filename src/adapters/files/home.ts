import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { TzurotError } from '../../domain/errors.js';
import { createFile, isDraft, makeFolder, replaceFile } from './write.js';

/** The files by which a home is known. */
export type HomeFiles = { readonly home: string; readonly marker: string; readonly database: string };

/**
 * What a folder is to us. `half-made`: we began to make a home there and were interrupted. `foreign`: something else is
 * in it. `headless`: a home whose database is gone.
 */
export type HomeState = 'missing' | 'empty' | 'half-made' | 'home' | 'headless' | 'foreign';

type Marker = { readonly tzurot: 1; readonly complete: boolean };

export function homeStateOf({ home, marker, database }: HomeFiles): HomeState {
  const names = entriesOf(home);
  if (names === undefined) return 'missing';
  if (names.every(isDraft)) return 'empty';
  const found = readMarker(marker);
  if (found === undefined) return 'foreign';
  if (!found.complete) return 'half-made';
  return existsSync(database) ? 'home' : 'headless';
}

/** Begins a home: from now on the folder is ours, and not finished. */
export function beginHome({ home, marker }: HomeFiles): void {
  inWords(home, () => {
    makeFolder(home);
    createFile(marker, JSON.stringify({ tzurot: 1, complete: false } satisfies Marker));
  });
}

/** Says that everything a home needs is there. */
export const completeHome = ({ home, marker }: HomeFiles): void =>
  inWords(home, () => replaceFile(marker, JSON.stringify({ tzurot: 1, complete: true } satisfies Marker)));

/** Refuses a folder that must not be touched. */
export function assertUsable(files: HomeFiles, state: HomeState): void {
  if (state === 'foreign') {
    throw new TzurotError(
      'corrupt',
      `${files.home} is not empty and is no home of tzurot. It was not touched. Name another folder with --home or TZUROT_HOME.`,
    );
  }
  if (state === 'headless') {
    throw new TzurotError(
      'corrupt',
      `The home ${files.home} has lost its database, ${files.database}. Nothing was made in its place: put it back from a backup or a snapshot.`,
      { try: 'migrate status' },
    );
  }
}

function entriesOf(folder: string): string[] | undefined {
  const stat = readable(folder, () => statSync(folder, { throwIfNoEntry: false }));
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) return readable(folder, () => readdirSync(folder));
  throw new TzurotError('corrupt', `${folder} is a file, and a home is a folder. It was not touched.`);
}

function readable<T>(folder: string, look: () => T): T {
  try {
    return look();
  } catch (cause) {
    const hint = 'Name another folder with --home or TZUROT_HOME, or make it readable for yourself.';
    throw new TzurotError('unavailable', `${folder} cannot be looked into. ${hint}`, { cause });
  }
}

function readMarker(path: string): Marker | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof content !== 'object' || content === null || !('tzurot' in content) || content.tzurot !== 1)
      return undefined;
    return { tzurot: 1, complete: 'complete' in content && content.complete === true };
  } catch {
    return undefined;
  }
}

function inWords(home: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why = { EACCES: 'it may not be written to', EROFS: 'it is read-only', ENOSPC: 'the disk is full' }[code];
    const hint = `Name another folder with --home or TZUROT_HOME, or make ${dirname(home)} writable.`;
    throw new TzurotError('unavailable', `No home can be made in ${home}: ${why ?? code}. ${hint}`, { cause });
  }
}
