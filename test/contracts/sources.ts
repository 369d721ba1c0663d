import { describe, expect, it } from 'vitest';
import type { Entry, Sources } from '../../src/ports/sources.js';

/** Files by their paths, and how to reach them. */
export type Laid = { readonly sources: Sources; at(path: string): string };

export async function contentOf(entry: Entry): Promise<string> {
  if (entry.read === undefined) throw new Error(`${entry.path} cannot be read.`);
  return Buffer.concat(await Array.fromAsync(entry.read())).toString();
}

export async function entriesAt({ sources, at }: Laid, ...paths: readonly string[]): Promise<readonly Entry[]> {
  return Array.fromAsync(sources.open(paths.map(at)));
}

/** What every Sources promises of files and folders. */
export function sourcesContract(lay: (files: Readonly<Record<string, string>>) => Laid) {
  describe('keeps the Sources contract', () => {
    const pathsAt = async (laid: Laid, ...paths: readonly string[]) =>
      (await entriesAt(laid, ...paths)).map(({ path }) => path);

    it('gives what is in a folder, by the bytes of its names, under paths relative to it', async () => {
      const laid = lay({ 'backup/b.json': '2', 'backup/a/z.json': '1', 'backup/B.json': '3', 'backup/é.txt': '', 'backup/a.json': '', 'other/x': '' }); // prettier-ignore
      expect(await pathsAt(laid, 'backup')).toEqual(['B.json', 'a.json', 'a/z.json', 'b.json', 'é.txt']);
    });

    it('gives a file under its own name', async () => {
      expect(await entriesAt(lay({ 'backup/lilith.json': '{}' }), 'backup/lilith.json')).toMatchObject([
        { kind: 'file', path: 'lilith.json', bytes: 2, container: null },
      ]);
    });

    it('leaves out nothing that is hidden', async () => {
      expect(await pathsAt(lay({ 'b/.backup-metadata.json': '', 'b/.DS_Store': '' }), 'b')).toHaveLength(2);
    });

    it('gives the content as often as it is asked for', async () => {
      const [entry] = await entriesAt(lay({ 'b/a': 'Lilith é' }), 'b');
      if (entry === undefined) throw new Error('There is no entry.');
      expect([await contentOf(entry), await contentOf(entry)]).toEqual(['Lilith é', 'Lilith é']);
    });

    it('numbers what would have the same path', async () => {
      const laid = lay({ 'x/a.json': '1', 'y/a.json': '2', 'y/b.json': '3', 'z/c.json': '4' });
      const entries = await entriesAt(laid, 'x', 'y', 'z');
      expect(entries.map(({ path }) => path)).toEqual(['a.json', '2/a.json', '2/b.json', 'c.json']);
      expect(await Promise.all(entries.map(contentOf))).toEqual(['1', '2', '3', '4']);
    });

    it('gives what is named twice once', async () => {
      expect(await pathsAt(lay({ 'x/a.json': '1' }), 'x', 'x')).toEqual(['a.json']);
    });

    it('gives nothing at all when one of the paths is not there', async () => {
      const laid = lay({ 'x/a.json': '1' });
      const given: Entry[] = [];
      const opening = async () => {
        for await (const entry of laid.sources.open([laid.at('x'), laid.at('nowhere')])) given.push(entry);
      };
      await expect(opening()).rejects.toMatchObject({ code: 'not_found' });
      expect(given).toEqual([]);
    });
  });
}
