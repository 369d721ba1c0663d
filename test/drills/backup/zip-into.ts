import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** Writes a zip entry by entry, so that it may be larger than the memory there is. */
export function zipInto(path: string, entries: Iterable<{ readonly name: string; readonly content: string }>): void {
  const file = openSync(path, 'wx');
  const list: Buffer[] = [];
  let place = 0;
  for (const { name, content } of entries) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const called = Buffer.from(name);
    const facts = factsOf(called, bytes, packed);
    const own = Buffer.concat([signed(0x04034b50), facts, called]);
    writeSync(file, own);
    writeSync(file, packed);
    list.push(listed(facts, called, place));
    place += own.length + packed.length;
  }
  const directory = Buffer.concat(list);
  writeSync(file, directory);
  writeSync(file, endOf(list.length, directory.length, place));
  closeSync(file);
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}

/** What both headers of an entry say. */
function factsOf(name: Buffer, bytes: Buffer, packed: Buffer): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(0x0800, 2);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(name.length, 22);
  return facts;
}

function listed(facts: Buffer, name: Buffer, place: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(place, 10);
  return Buffer.concat([signed(0x02014b50), Buffer.from([20, 3]), facts, rest, name]);
}

function endOf(count: number, length: number, place: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(place, 16);
  return end;
}
