import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import { TzurotError } from '../../../domain/errors.js';
import type { Access } from '../access.js';
import { refuse } from '../refusal.js';
import { harmlessBytes, mostRatio, type Budget } from './budget.js';
import type { ListedEntry, Placed } from './entry.js';
import { CachedReader, windowOn, type Window } from './cached-reader.js';
import { assertApart, placed } from './layout.js';
import { assertDistinct, checkedName, entryWords } from './names.js';

/** What a zip says is in it. Refuses the zip when that is not in order. */
export async function directoryOf(access: Access, budget: Budget): Promise<readonly Placed[]> {
  const window = windowOn(access);
  const zip = await broken(() => fromRandomAccessReaderPromise(new CachedReader(window), access.size, options));
  const start = cursorOf(zip);
  budget.addEntries(zip.entryCount);
  const entries = await broken(() => listedEntries(zip));
  await assertEnds(zip, window);
  assertDistinct(entries);
  for (const { bytes } of entries) budget.addBytes(bytes);
  const all: Placed[] = [];
  for (const entry of entries) all.push(await placed(window, entry, start));
  assertApart(all, start);
  return all;
}

const options = { lazyEntries: true, decodeStrings: false, autoClose: false } as const;

async function listedEntries(zip: ZipFile): Promise<readonly ListedEntry[]> {
  const entries: ListedEntry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(checkedEntry(entry, entries.length));
  return entries;
}

const regular = 0o100000;
const folder = 0o040000;
const link = 0o120000;

function checkedEntry(entry: Entry, index: number): ListedEntry {
  const raw = entry.fileNameRaw;
  const name = checkedName(raw, index);
  const no = (code: string, words: string) => refuse(code, `${entryWords(index, raw)} ${words}. Nothing of the zip was used.`); // prettier-ignore
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  const isFolder = raw.at(-1) === 0x2f;
  if (type === link) no('entry_symlink', 'is a link');
  if (type !== 0 && type !== (isFolder ? folder : regular)) no('entry_special', 'is neither a file nor a folder');
  if (isFolder && entry.uncompressedSize > 0) no('entry_special', 'is a folder with content');
  if ((entry.generalPurposeBitFlag & 0x2041) !== 0) no('encrypted', 'is encrypted');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) no('method', 'is packed in a way that is not known here'); // prettier-ignore
  if (entry.uncompressedSize > harmlessBytes && entry.uncompressedSize > entry.compressedSize * mostRatio) {
    no('ratio', `would unpack to more than ${mostRatio} times its size`);
  }
  return {
    index,
    name,
    raw,
    isFolder,
    flags: entry.generalPurposeBitFlag,
    method: entry.compressionMethod,
    crc32: entry.crc32,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    header: entry.relativeOffsetOfLocalHeader,
  };
}

const ends: readonly number[] = [0x06054b50, 0x06064b50];

/** Right after the last entry the directory must be over. */
async function assertEnds(zip: ZipFile, window: Window): Promise<void> {
  const next = await window.take(cursorOf(zip), 4);
  if (next.length === 4 && ends.includes(next.readUInt32LE(0))) return;
  refuse('directory_differs', 'The list of what is in this zip is longer than it says. Nothing of it was used.');
}

/** Where in the zip the list is being read. Its type says that it is a boolean. */
const cursorOf = (zip: ZipFile): number => Number(zip.readEntryCursor);

const words: readonly (readonly [RegExp, string, string])[] = [
  [/signature not found/, 'not_a_zip', 'This is no zip, or its end is missing.'],
  [/comment length/, 'trailing_data', 'Something follows after the end of this zip. Nothing of it was used.'],
  [/encryption/, 'encrypted', 'An entry of this zip is encrypted. Nothing of it was used.'],
  [/size mismatch/, 'size_differs', 'An entry of this zip that is not packed has two different sizes. Nothing of it was used.'], // prettier-ignore
];

async function broken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown instanceof TzurotError) throw thrown;
    const [, code, message] = words.find(([pattern]) => pattern.test(thrown.message)) ?? [];
    return refuse(
      code ?? 'zip_broken',
      message ?? 'The list of what is in this zip is damaged. Nothing of it was used.',
    );
  }
}
