import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileArchive } from '../../../../src/adapters/files/archive/archive.js';
import { adasKey, archiveContract, bobsKey, fingerprint, gathered, pieces } from '../../../contracts/archive.js';
import { aFolder } from '../folder.js';

archiveContract(() => fileArchive(join(aFolder(), 'archive')));

const mebibyte = 1024 * 1024;
const block = 64 * 1024 + 16;
const header = 4 + 16 + 7;

function anArchive() {
  const folder = join(aFolder(), 'archive');
  const archive = fileArchive(folder);
  return {
    folder,
    archive,
    pathOf: (sha256: string) => join(folder, 'ada', sha256.slice(0, 2), sha256),
    read: async (sha256: string) => gathered(archive.read(adasKey, sha256)),
  };
}

/** Bytes that look random, so that packing does not make them fewer. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0, state = 1; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

describe('a file of the archive', () => {
  it('tells nothing of its content, and is its owner’s alone', async () => {
    const { archive, folder, pathOf } = anArchive();
    const { sha256 } = await archive.put(adasKey, pieces('Lilith '.repeat(1000)));
    expect(readFileSync(pathOf(sha256)).includes('Lilith')).toBe(false);
    expect(statSync(pathOf(sha256)).size).toBeLessThan(1000);
    expect(statSync(pathOf(sha256)).mode & 0o777).toBe(0o600);
    for (const each of [folder, dirname(pathOf(sha256)), dirname(dirname(pathOf(sha256)))]) {
      expect(statSync(each).mode & 0o777).toBe(0o700);
    }
  });

  it('is another one each time the same is kept', async () => {
    const sealed = await Promise.all(
      [anArchive(), anArchive()].map(async ({ archive, pathOf }) => {
        const { sha256 } = await archive.put(adasKey, pieces('hello'));
        return readFileSync(pathOf(sha256), 'hex');
      }),
    );
    expect(sealed[0]).not.toBe(sealed[1]);
  });

  it('is found out when any bit of it is turned', async () => {
    const { archive, pathOf, read } = anArchive();
    const { sha256 } = await archive.put(adasKey, pieces('hello'));
    const whole = readFileSync(pathOf(sha256));
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const turned = Buffer.from(whole);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(pathOf(sha256), turned);
      await expect(read(sha256), `bit ${bit}`).rejects.toMatchObject({ code: 'corrupt' });
    }
    writeFileSync(pathOf(sha256), whole);
    expect(await read(sha256)).toEqual(Buffer.from('hello'));
  });

  it('is found out when it is cut off anywhere', async () => {
    const { archive, pathOf, read } = anArchive();
    const { sha256 } = await archive.put(adasKey, pieces('hello'));
    const whole = readFileSync(pathOf(sha256));
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(pathOf(sha256), whole.subarray(0, length));
      await expect(read(sha256), `${length} bytes`).rejects.toMatchObject({ code: 'corrupt' });
    }
  });

  it.each([
    ['loses its last block', (file: Buffer) => file.subarray(0, header + 2 * block)],
    [
      'loses its first block',
      (file: Buffer) => Buffer.concat([file.subarray(0, header), file.subarray(header + block)]),
    ],
    ['has two blocks the other way round', (file: Buffer) => Buffer.concat([file.subarray(0, header), file.subarray(header + block, header + 2 * block), file.subarray(header, header + block), file.subarray(header + 2 * block)])], // prettier-ignore
    ['has a block twice', (file: Buffer) => Buffer.concat([file.subarray(0, header + block), file.subarray(header)])],
    ['has something after its end', (file: Buffer) => Buffer.concat([file, Buffer.from('x')])],
    ['is nothing but its header', (file: Buffer) => file.subarray(0, header)],
  ])('is found out when it %s', async (_, change) => {
    const { archive, pathOf, read } = anArchive();
    const { sha256 } = await archive.put(adasKey, pieces(noise(150_000)));
    writeFileSync(pathOf(sha256), change(readFileSync(pathOf(sha256))));
    await expect(read(sha256)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('is found out when a block of another file is put into it', async () => {
    const { archive, pathOf, read } = anArchive();
    const { sha256 } = await archive.put(adasKey, pieces(noise(150_000)));
    const other = await archive.put(adasKey, pieces(noise(150_001)));
    const [own, foreign] = [readFileSync(pathOf(sha256)), readFileSync(pathOf(other.sha256))];
    foreign.copy(own, header + block, header + block, header + 2 * block);
    writeFileSync(pathOf(sha256), own);
    await expect(read(sha256)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('is mended when its content is kept once more', async () => {
    const { archive, pathOf, read } = anArchive();
    const { sha256 } = await archive.put(adasKey, pieces('hello'));
    writeFileSync(pathOf(sha256), readFileSync(pathOf(sha256)).subarray(0, 20));
    expect(await archive.put(adasKey, pieces('hello'))).toEqual({ sha256, bytes: 5, isNew: false });
    expect(await read(sha256)).toEqual(Buffer.from('hello'));
  });

  it('is found out when it is another one under its name', async () => {
    const { archive, pathOf, read } = anArchive();
    const { sha256 } = await archive.put(adasKey, pieces('hello'));
    const other = await archive.put(adasKey, pieces('farewell'));
    renameSync(pathOf(other.sha256), pathOf(sha256));
    await expect(read(sha256)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('gives nothing that was changed', async () => {
    const { archive, pathOf } = anArchive();
    const content = noise(mebibyte);
    const { sha256 } = await archive.put(adasKey, pieces(content));
    const file = readFileSync(pathOf(sha256));
    file[header + 5 * block + 100] = (file[header + 5 * block + 100] ?? 0) ^ 1;
    writeFileSync(pathOf(sha256), file);
    const given: Uint8Array[] = [];
    const reading = async () => {
      for await (const chunk of archive.read(adasKey, sha256)) given.push(chunk);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'corrupt' });
    const before = Buffer.concat(given);
    expect(before.length).toBeLessThan(6 * block);
    expect(content.subarray(0, before.length).equals(before)).toBe(true);
  });
});

describe('the archive on a disk', () => {
  it('gives back anything, in whatever pieces it came', async () => {
    const { archive, read } = anArchive();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 100 })), fc.nat({ max: 200_000 }), async (all, more) => {
        const { sha256 } = await archive.put(adasKey, pieces(...all, noise(more)));
        expect((await read(sha256)).equals(Buffer.concat([...all, noise(more)]))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('has room for what is large in little memory', async () => {
    const { archive } = anArchive();
    const chunk = noise(mebibyte);
    const before = process.memoryUsage.rss();
    async function* large() {
      for (let count = 0; count < 300; count += 1) yield chunk;
    }
    const { sha256, bytes } = await archive.put(adasKey, large());
    let read = 0;
    for await (const each of archive.read(adasKey, sha256)) read += each.length;
    expect([bytes, read]).toEqual([300 * mebibyte, 300 * mebibyte]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * mebibyte);
  });

  it('leaves no draft, neither of what was kept nor of what broke off', async () => {
    const { archive, folder } = anArchive();
    await archive.put(adasKey, pieces('hello'));
    await archive.put(adasKey, pieces('hello'));
    const breaking = async function* breaking() {
      yield* pieces('hel');
      throw new Error('The cable was pulled.');
    };
    await expect(archive.put(adasKey, breaking())).rejects.toThrow('The cable was pulled.');
    expect(readdirSync(join(folder, 'ada')).filter(name => name.endsWith('.draft'))).toEqual([]);
  });

  it('throws away the drafts of processes that are gone', async () => {
    const { archive, folder } = anArchive();
    mkdirSync(join(folder, 'ada'), { recursive: true });
    const draft = join(folder, 'ada', '.tzurot-999999999-12.draft');
    writeFileSync(draft, 'half');
    await archive.put(adasKey, pieces('hello'));
    expect(existsSync(draft)).toBe(false);
  });

  it('does not list what is none of its own', async () => {
    const { archive, folder } = anArchive();
    mkdirSync(join(folder, 'ada', 'notes'), { recursive: true });
    writeFileSync(join(folder, 'ada', 'notes', fingerprint('x')), '');
    expect(await archive.list('ada')).toEqual([]);
  });

  it('says that the disk is in the way when it cannot be written to', async () => {
    const folder = join(aFolder(), 'archive');
    writeFileSync(folder, 'a file where the folder should be');
    await expect(fileArchive(folder).put(adasKey, pieces('hello'))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each(['../ada', 'a/b', '', 'a'.repeat(65)])('takes no key with the id %j', async id => {
    const { archive } = anArchive();
    await expect(archive.put({ ...bobsKey, id }, pieces('x'))).rejects.toThrow('id of a data key');
    await expect(archive.list(id)).rejects.toThrow('id of a data key');
  });

  it.each(['../../etc/passwd', 'abc', 'A'.repeat(64)])('takes no fingerprint like %j', async sha256 => {
    const { archive } = anArchive();
    await expect(archive.has('ada', sha256)).rejects.toThrow('64 hexadecimal digits');
    expect(() => archive.read(adasKey, sha256)).toThrow('64 hexadecimal digits');
  });
});
