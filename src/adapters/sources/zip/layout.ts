import { refuse } from '../refusal.js';
import type { Window } from './cached-reader.js';
import type { ListedEntry, Placed } from './entry.js';
import { entryWords } from './names.js';

const signature = 0x04034b50;
const unknownSize = 0xffffffff;
const sizesFollow = 0x0008;
const headerLength = 30;

/** Where the content of an entry is. Refuses one whose own header says something else than the list. */
export async function placed(window: Window, entry: ListedEntry, directory: number): Promise<Placed> {
  if (entry.header + entry.packedBytes > directory) {
    refuse(
      'out_of_bounds',
      `${entryWords(entry.index, entry.raw)} is said to lie where the zip has no entries. Nothing of the zip was used.`,
    );
  }
  const header = await window.take(entry.header, headerLength);
  if (header.length < headerLength || header.readUInt32LE(0) !== signature) return differs(entry);
  const nameLength = header.readUInt16LE(26);
  const data = entry.header + headerLength + nameLength + header.readUInt16LE(28);
  const name = await window.take(entry.header + headerLength, nameLength);
  return name.equals(entry.raw) && agrees(header, entry) ? { ...entry, data } : differs(entry);
}

const differs = (entry: ListedEntry): never =>
  refuse(
    'header_differs',
    `${entryWords(entry.index, entry.raw)} says other things of itself than the list of the zip. Nothing of the zip was used.`,
  );

function agrees(header: Buffer, entry: ListedEntry): boolean {
  const flags = header.readUInt16LE(6);
  const numbers = { crc32: header.readUInt32LE(14), packed: header.readUInt32LE(18), bytes: header.readUInt32LE(22) };
  const isLater = (flags & sizesFollow) !== 0 && Object.values(numbers).every(number => number === 0);
  const isSame = (own: number, listed: number) => own === listed || own === unknownSize;
  const isSaid =
    numbers.crc32 === entry.crc32 && isSame(numbers.packed, entry.packedBytes) && isSame(numbers.bytes, entry.bytes);
  return flags === entry.flags && header.readUInt16LE(8) === entry.method && (isLater || isSaid);
}

/** Refuses entries that share bytes, and a zip that does not begin with its first entry. */
export function assertApart(entries: readonly Placed[], directory: number): void {
  const inOrder = entries.toSorted((a, b) => a.header - b.header);
  const [first] = inOrder;
  if (first !== undefined && first.header > 0) {
    refuse('prefix_data', 'Something stands before the first entry of this zip. Nothing of it was used.');
  }
  for (const [place, entry] of inOrder.entries()) {
    const next = inOrder[place + 1]?.header ?? directory;
    if (entry.data + entry.packedBytes > next) {
      refuse(
        'overlap',
        `${entryWords(entry.index, entry.raw)} shares bytes with another. Nothing of the zip was used.`,
      );
    }
  }
}
