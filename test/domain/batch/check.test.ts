import { describe, expect, it } from 'vitest';
import { fileCheck, tallyCheck } from '../../../src/domain/batch/check.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { counted, noTallies, type Tallies } from '../../../src/domain/import/kind.js';
import { aBatch, aFileEntry, aReport } from '../../support/batches.js';

describe('a file in the archive', () => {
  const entry = aFileEntry({ path: 'a.json', sha256: 'a'.repeat(64), bytes: 3 });

  it('is as it was', async () => {
    expect(await fileCheck(entry, async () => ({ sha256: 'a'.repeat(64), bytes: 3 }))).toEqual([]);
  });

  it.each([
    { sha256: 'b'.repeat(64), bytes: 3 },
    { sha256: 'a'.repeat(64), bytes: 4 },
  ])('is not as it was: %j', async found => {
    expect(await fileCheck(entry, async () => found)).toMatchObject([{ file: 'a.json', code: 'content' }]);
  });

  it('that cannot be opened is one that is not as it was, and a bug is a bug', async () => {
    const corrupt = () => Promise.reject(new TzurotError('corrupt', 'Torn.'));
    expect(await fileCheck(entry, corrupt)).toEqual([{ file: 'a.json', code: 'corrupt', message: 'Torn.' }]);
    await expect(fileCheck(entry, () => Promise.reject(new TypeError('oh')))).rejects.toThrow('oh');
  });
});

describe('the numbers of a batch', () => {
  const totals = counted(counted(counted(noTallies(), 'memories', 'created', 2), 'memories', 'archived'), 'memories', 'unchanged', 4); // prettier-ignore
  const files = [{ tallies: { lilith: { memories: { ...totals.memories, read: 6 } } } }, { tallies: { '': { memories: { ...totals.memories, read: 1 } }, } }].map(aFileEntry); // prettier-ignore
  const records = new Map([['memories created', 2], ['memories archived', 1]]); // prettier-ignore
  const check = (of: Tallies = totals, entries = files, remembered: ReadonlyMap<string, number> = records) =>
    tallyCheck(aBatch({ state: 'done', report: aReport({ totals: of }) }), entries, remembered);

  it('come to the same', () => expect(check()).toEqual([]));

  it('do not ask for personalities in files: they are counted once each', () => {
    expect(
      check(counted(totals, 'personalities', 'created'), files, new Map([...records, ['personalities created', 9]])),
    ).toEqual([]);
  });

  it.each<[string, ReturnType<typeof check>]>([
    [
      'a report that does not add up',
      check({ ...totals, lore: { ...totals.lore, created: 1 } }, files, new Map([...records, ['lore created', 1]])),
    ],
    [
      'a report that does not add up about personalities',
      check({ ...totals, personalities: { ...totals.personalities, read: 1 } }),
    ],
    ['a file that is missing', check(totals, files.slice(1))],
    ['a record that is missing', check(totals, files, new Map([['memories created', 1], ['memories archived', 1]]))], // prettier-ignore
    ['a record too many', check(totals, files, new Map([...records, ['memories quarantined', 1]]))],
    ['a record of a kind of which there was none', check(totals, files, new Map([...records, ['lore updated', 1]]))],
  ])('do not: %s', (_, mismatches) => {
    expect(mismatches).toMatchObject([{ file: '', code: 'count', message: expect.stringMatching(/^Of \w+, .*\.$/) }]);
  });

  it('are missing, when the report is', () => {
    expect(tallyCheck(aBatch(), files, records)).toMatchObject([{ code: 'report' }]);
  });
});
