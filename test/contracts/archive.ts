import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Archive, DataKey } from '../../src/ports/archive.js';

export const adasKey: DataKey = { id: 'ada', bytes: new Uint8Array(32).fill(1) };
export const bobsKey: DataKey = { id: 'bob', bytes: new Uint8Array(32).fill(2) };

export const fingerprint = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

export async function* pieces(...all: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const each of all) yield Buffer.from(each);
}

export async function gathered(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(content));
}

/** What every Archive promises. */
export function archiveContract(open: () => Archive) {
  describe('keeps the Archive contract', () => {
    let archive: Archive;
    beforeEach(() => void (archive = open()));

    it.each([
      ['nothing', ''],
      ['a word', 'hello'],
      ['what is longer than a block', 'abc'.repeat(100_000)],
      [
        'what cannot be packed',
        Buffer.from(Array.from({ length: 70_000 }, (_, i) => fingerprint(`${i}`).charCodeAt(3) * 7 + i)),
      ],
    ])('gives back %s as it was', async (_, content) => {
      const kept = await archive.put(adasKey, pieces(content));
      expect(kept).toEqual({ sha256: fingerprint(content), bytes: Buffer.from(content).length, isNew: true });
      expect((await gathered(archive.read(adasKey, kept.sha256))).equals(Buffer.from(content))).toBe(true);
    });

    it('keeps the same content once, in whatever pieces it comes', async () => {
      const first = await archive.put(adasKey, pieces('hello'));
      expect(await archive.put(adasKey, pieces('hel', '', 'lo'))).toEqual({ ...first, isNew: false });
      expect(await archive.list('ada')).toEqual([first.sha256]);
    });

    it('keeps those apart who have keys of their own', async () => {
      const { sha256 } = await archive.put(adasKey, pieces('hello'));
      expect(await archive.has('bob', sha256)).toBe(false);
      expect(await archive.put(bobsKey, pieces('hello'))).toMatchObject({ isNew: true });
      await archive.removeKey('ada');
      expect(await archive.has('ada', sha256)).toBe(false);
      expect(await gathered(archive.read(bobsKey, sha256))).toEqual(Buffer.from('hello'));
    });

    it('opens nothing with another key', async () => {
      const { sha256 } = await archive.put(adasKey, pieces('hello'));
      const other = { id: 'ada', bytes: bobsKey.bytes };
      await expect(gathered(archive.read(other, sha256))).rejects.toMatchObject({ code: 'corrupt' });
    });

    it('says that something is not there', async () => {
      await expect(gathered(archive.read(adasKey, fingerprint('x')))).rejects.toMatchObject({ code: 'not_found' });
      expect(await archive.has('ada', fingerprint('x'))).toBe(false);
      expect(await archive.list('ada')).toEqual([]);
    });

    it('removes a content, and says whether there was one', async () => {
      const { sha256 } = await archive.put(adasKey, pieces('hello'));
      expect(await archive.remove('ada', sha256)).toBe(true);
      expect(await archive.remove('ada', sha256)).toBe(false);
      expect(await archive.list('ada')).toEqual([]);
    });

    it('removes what is under a key, also when there is nothing', async () => {
      await archive.put(adasKey, pieces('hello'));
      await archive.removeKey('ada');
      await archive.removeKey('ada');
      expect(await archive.list('ada')).toEqual([]);
    });

    it('lists by fingerprint', async () => {
      for (const content of ['a', 'b', 'c', 'd']) await archive.put(adasKey, pieces(content));
      expect(await archive.list('ada')).toEqual(['a', 'b', 'c', 'd'].map(fingerprint).toSorted());
    });

    it('passes on what goes wrong in what it is given, and keeps nothing of it', async () => {
      const breaking = async function* breaking() {
        yield* pieces('hel');
        throw new Error('The cable was pulled.');
      };
      await expect(archive.put(adasKey, breaking())).rejects.toThrow('The cable was pulled.');
      expect(await archive.list('ada')).toEqual([]);
    });

    it('takes many at once', async () => {
      const contents = Array.from({ length: 20 }, (_, index) => `content ${index % 10}`);
      const kept = await Promise.all(contents.map(content => archive.put(adasKey, pieces(content))));
      expect(await archive.list('ada')).toEqual([...new Set(kept.map(({ sha256 }) => sha256))].toSorted());
    });
  });
}
