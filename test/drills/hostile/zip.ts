import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip, and what its headers say of it that need not be so. */
export type Entry = {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  readonly isPacked?: boolean;
  readonly lies?: Partial<Facts>;
  /** Fields after the name in the list. */
  readonly extra?: Buffer;
  /** The upper half of the attributes: on Unix, what kind of file it is. */
  readonly mode?: number;
  /** What its own header says its name is. */
  readonly ownName?: string;
};

type Facts = { readonly flags: number; readonly crc: number; readonly packed: number; readonly bytes: number };

/** A zip, with whatever in it is not in order. */
export function zipOf(entries: readonly Entry[], { before = '', after = '' } = {}): Buffer {
  const parts = [Buffer.from(before)];
  const list: Buffer[] = [];
  let place = before.length;
  for (const { name, content = '', isPacked = false, lies, extra, mode = 0, ownName } of entries) {
    const called = Buffer.from(name);
    const bytes = Buffer.from(content);
    const packed = isPacked ? deflateRawSync(bytes) : bytes;
    const method = isPacked ? 8 : 0;
    const facts = { flags: 0x0800, crc: crc32(bytes), packed: packed.length, bytes: bytes.length, ...lies };
    list.push(listed(called, method, facts, { at: place, mode, extra: extra ?? Buffer.alloc(0) }));
    const shown = ownName === undefined ? called : Buffer.from(ownName);
    const own = Buffer.concat([number4(0x04034b50), factsOf(shown, method, facts, 0), shown, packed]);
    parts.push(own);
    place += own.length;
  }
  const directory = Buffer.concat(list);
  return Buffer.concat([...parts, directory, ending(entries.length, directory.length, place), Buffer.from(after)]);
}

function number4(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function factsOf(name: Buffer, method: number, { flags, crc, packed, bytes }: Facts, extra: number): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(flags, 2);
  facts.writeUInt16LE(method, 4);
  facts.writeUInt32LE(crc, 10);
  facts.writeUInt32LE(packed, 14);
  facts.writeUInt32LE(bytes, 18);
  facts.writeUInt16LE(name.length, 22);
  facts.writeUInt16LE(extra, 24);
  return facts;
}

type Listing = { readonly at: number; readonly mode: number; readonly extra: Buffer };

function listed(name: Buffer, method: number, facts: Facts, { at, mode, extra }: Listing): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(mode * 0x10000, 6);
  rest.writeUInt32LE(at, 10);
  const shared = factsOf(name, method, facts, extra.length);
  return Buffer.concat([number4(0x02014b50), Buffer.from([20, 3]), shared, rest, name, extra]);
}

const most16 = 0xffff;

function ending(count: number, length: number, place: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, most16), 8);
  end.writeUInt16LE(Math.min(count, most16), 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(place, 16);
  return count < most16 ? end : Buffer.concat([longEnding(count, length, place), end]);
}

/** The ending that has room for larger numbers, and what leads to it. */
function longEnding(count: number, length: number, place: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(place), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(place + length), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** The field that says a size of 64 bits. */
export function longSize(bytes: bigint): Buffer {
  const field = Buffer.alloc(12);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8, 2);
  field.writeBigUInt64LE(bytes, 4);
  return field;
}
