import { TzurotError } from '../../src/domain/errors.js';
import type { Entry, Sources } from '../../src/ports/sources.js';

/** Files in memory, by their paths. It does not look into zips. */
export function fakeSources(files: Readonly<Record<string, string | Uint8Array>>): Sources {
  return {
    async *open(paths) {
      const taken = new Set<string>();
      const roots = [...new Set(paths)].map(root => filesAt(files, root));
      for (const found of roots) {
        const number = [1, 2, 3, 4, 5].find(each => found.every(({ path }) => !taken.has(prefixed(each, path)))) ?? 6;
        for (const { path, content } of found) {
          taken.add(prefixed(number, path));
          yield anEntry(prefixed(number, path), Buffer.from(content));
        }
      }
    },
  };
}

const prefixed = (number: number, path: string) => (number === 1 ? path : `${number}/${path}`);

function filesAt(files: Readonly<Record<string, string | Uint8Array>>, root: string) {
  const found = Object.entries(files)
    .filter(([path]) => path === root || path.startsWith(`${root}/`))
    .map(([path, content]) => ({
      path: path === root ? (path.split('/').at(-1) ?? '') : path.slice(root.length + 1),
      content,
    }));
  if (found.length === 0) throw new TzurotError('not_found', `There is nothing to read at ${root}.`);
  return found.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

const anEntry = (path: string, content: Buffer): Entry => ({
  kind: 'file',
  path,
  bytes: content.length,
  container: null,
  async *read() {
    yield Buffer.from(content);
  },
});
