import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counter } from '../../../src/domain/import/counts.js';
import { kinds, noTallies, outcomes } from '../../../src/domain/import/kind.js';

describe('counts', () => {
  it('add up, in all, by file, and by whom they are of', () => {
    const record = fc.tuple(
      fc.constantFrom('a.json', '__proto__', ''),
      fc.constantFrom('lilith', 'constructor', ''),
      fc.constantFrom(...kinds),
      fc.constantFrom(...outcomes),
    );
    fc.assert(
      fc.property(fc.array(record), records => {
        const counts = counter();
        for (const each of records) counts.count(...each);
        const totals = counts.totals();
        for (const kind of kinds) {
          const all = records.filter(([, , of]) => of === kind).length;
          expect(totals[kind].read).toBe(all);
          expect(outcomes.reduce((sum, outcome) => sum + totals[kind][outcome], 0)).toBe(all);
          const byWhom = [...counts.characters()].map(id => counts.of(id)[kind].read);
          expect(byWhom.reduce((sum, each) => sum + each, 0)).toBe(all);
          const byFile = [...new Set(records.map(([path]) => path))].flatMap(path =>
            Object.values(counts.inFile(path)).map(some => some[kind]?.read ?? 0),
          );
          expect(byFile.reduce((sum, each) => sum + each, 0)).toBe(all);
        }
      }),
    );
  });

  it('name everybody of whom something was counted, and nobody else', () => {
    const counts = counter();
    counts.count('a.json', 'lilith', 'memories', 'archived');
    expect(counts.of('owl')).toEqual(noTallies());
    expect([...counts.characters()]).toEqual(['lilith']);
  });

  it('of a file leave out what there is nothing of', () => {
    const counts = counter();
    counts.count('a.json', 'lilith', 'memories', 'created');
    counts.count('a.json', '', 'lore', 'quarantined');
    expect(counts.inFile('a.json')).toEqual({
      lilith: { memories: { ...noTallies().memories, read: 1, created: 1 } },
      '': { lore: { ...noTallies().lore, read: 1, quarantined: 1 } },
    });
    expect(counts.inFile('b.json')).toEqual({});
  });

  it('of a whole file are as one said, whatever became of its records before', () => {
    const counts = counter();
    const before = { ...noTallies().memories, read: 3, created: 1, archived: 2 };
    counts.countAll('a.json', 'lilith', { memories: before }, 'unchanged');
    expect(counts.totals().memories).toEqual({ ...noTallies().memories, read: 3, unchanged: 3 });
    counts.countAll('a.json', 'owl', {}, 'unchanged');
    expect([...counts.characters()]).toEqual(['lilith']);
  });

  it('go their own way as a copy', () => {
    const counts = counter();
    counts.count('a.json', 'lilith', 'memories', 'created');
    const copy = counts.copy();
    copy.count('a.json', 'lilith', 'memories', 'created');
    counts.count('a.json', 'lilith', 'lore', 'created');
    expect([counts.totals().memories.read, copy.totals().memories.read]).toEqual([1, 2]);
    expect([counts.inFile('a.json'), copy.inFile('a.json')]).toMatchObject([
      { lilith: { memories: { read: 1 }, lore: { read: 1 } } },
      { lilith: { memories: { read: 2 } } },
    ]);
    expect(copy.of('lilith').lore.read).toBe(0);
  });
});
