import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tzurotFormat } from '../../../../src/domain/export/tzurot-format.js';
import { cardFormat } from '../../../../src/domain/import/formats/cards/format.js';
import { lorebookFormat } from '../../../../src/domain/import/formats/cards/lorebook-format.js';
import { sillyTavernFormat } from '../../../../src/domain/import/formats/sillytavern/format.js';
import { readFile, recognise, remarksIn, tools } from './reader.js';

const root = new URL('../../../fixtures/cards/', import.meta.url);
const formats = [cardFormat(tools), lorebookFormat(), sillyTavernFormat(), tzurotFormat(tools)];
const content = (path: string) => readFileSync(new URL(path.split('/').map(encodeURIComponent).join('/'), root));
const paths = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name !== 'expected.json')
  .map(entry => `${entry.parentPath}/${entry.name}`.split('/fixtures/cards/').at(-1)?.replace(/^\/+/, '') ?? '');

/** What a file is taken for, by how many formats, and what is found in it. */
function outcomeOf(path: string) {
  const bytes = content(path);
  const knowing = formats.filter(format => recognise(format, path, bytes) !== undefined);
  const [format] = knowing;
  if (format === undefined) return { formats: [] };
  const { role, reads } = recognise(format, path, bytes) ?? {};
  const found = readFile(format, path, bytes);
  const kinds = Object.groupBy(found, ({ kind }) => kind);
  const counts = Object.fromEntries(Object.entries(kinds).map(([kind, records]) => [kind, records.length]));
  return { formats: knowing.map(({ name }) => name), role, reads, counts, remarks: remarksIn(found) };
}

describe('each file of the collection', () => {
  it('is read as it was before', async () => {
    const outcomes = Object.fromEntries(paths.toSorted().map(path => [path, outcomeOf(path)]));
    await expect(`${JSON.stringify(outcomes, null, 2)}\n`).toMatchFileSnapshot('../../../fixtures/cards/expected.json');
  });

  it.each(paths)('is known by one format alone: %s', path => {
    expect(outcomeOf(path).formats).toHaveLength(1);
  });
});
