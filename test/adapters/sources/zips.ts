import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip, and where its two headers lie about it. */
export type ZipEntry = {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  readonly isStored?: boolean;
  /** Unix type and rights, as in the upper half of the external attributes. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** In both headers. */
  readonly bytes?: number;
  readonly packedBytes?: number;
  readonly crc32?: number;
  /** In its own header alone. */
  readonly ownName?: string;
  readonly ownBytes?: number;
  /** Instead of writing it once more, its list entry points to this one’s place. */
  readonly sharesPlaceOf?: number;
  /** How far its list entry points beyond where it is. */
  readonly shift?: number;
  /** What follows its content. */
  readonly after?: Buffer;
};

type Zip = {
  readonly prefix?: Buffer;
  /** Whether the places in the list know of the prefix. */
  readonly isPrefixCounted?: boolean;
  readonly trailing?: Buffer;
  readonly comment?: string;
  /** How many entries the end says there are. */
  readonly count?: number;
};

/** A zip as it is wanted, sound or not. */
export function aZip(entries: readonly ZipEntry[], zip: Zip = {}): Buffer {
  const prefix = zip.prefix ?? Buffer.alloc(0);
  const base = zip.isPrefixCounted === false ? 0 : prefix.length;
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  const places: number[] = [];
  let at = base;
  for (const entry of entries) {
    const facts = factsOf(entry);
    const shared = entry.sharesPlaceOf === undefined ? undefined : places[entry.sharesPlaceOf];
    const place = shared ?? at;
    places.push(place);
    if (shared === undefined) {
      const written = Buffer.concat([ownHeader(entry, facts), facts.packed, entry.after ?? Buffer.alloc(0)]);
      parts.push(written);
      at += written.length;
    }
    list.push(listHeader(entry, facts, place + (entry.shift ?? 0)));
  }
  const directory = Buffer.concat(list);
  const end = endOf(zip.count ?? entries.length, directory.length, at, zip.comment ?? '');
  return Buffer.concat([prefix, ...parts, directory, end, zip.trailing ?? Buffer.alloc(0)]);
}

type Facts = { readonly name: Buffer; readonly packed: Buffer; readonly method: number; readonly bytes: number; readonly sum: number; readonly packedBytes: number; readonly flags: number }; // prettier-ignore

function factsOf(entry: ZipEntry): Facts {
  const content = Buffer.from(entry.content ?? '');
  const isStored = entry.isStored ?? content.length === 0;
  const packed = isStored ? content : deflateRawSync(content);
  return {
    name: Buffer.from(entry.name),
    packed,
    method: entry.method ?? (isStored ? 0 : 8),
    bytes: entry.bytes ?? content.length,
    sum: entry.crc32 ?? crc32(content),
    packedBytes: entry.packedBytes ?? packed.length,
    flags: entry.flags ?? 0x0800,
  };
}

function ownHeader(entry: ZipEntry, facts: Facts): Buffer {
  const header = Buffer.alloc(30);
  const name = entry.ownName === undefined ? facts.name : Buffer.from(entry.ownName);
  const isLater = (facts.flags & 8) !== 0;
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(facts.flags, 6);
  header.writeUInt16LE(facts.method, 8);
  header.writeUInt32LE(isLater ? 0 : facts.sum, 14);
  header.writeUInt32LE(isLater ? 0 : facts.packedBytes, 18);
  header.writeUInt32LE(isLater ? 0 : (entry.ownBytes ?? facts.bytes), 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function listHeader(entry: ZipEntry, facts: Facts, place: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(0x0314, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(facts.flags, 8);
  header.writeUInt16LE(facts.method, 10);
  header.writeUInt32LE(facts.sum, 16);
  header.writeUInt32LE(facts.packedBytes, 20);
  header.writeUInt32LE(facts.bytes, 24);
  header.writeUInt16LE(facts.name.length, 28);
  header.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 38);
  header.writeUInt32LE(place, 42);
  return Buffer.concat([header, facts.name]);
}

function endOf(count: number, length: number, place: number, comment: string): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(place, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, Buffer.from(comment)]);
}

/** The end of a zip with more entries, or larger ones, than its older form can say. */
export function aZip64End(count: bigint, directoryPlace: bigint): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(count, 24);
  record.writeBigUInt64LE(count, 32);
  record.writeBigUInt64LE(directoryPlace, 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeUInt32LE(1, 16);
  const end = endOf(0xffff, 0xffffffff, 0xffffffff, '');
  return Buffer.concat([record, locator, end]);
}
