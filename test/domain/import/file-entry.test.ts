import { describe, expect, it } from 'vitest';
import { counter } from '../../../src/domain/import/counts.js';
import { countAgain, fileEntry } from '../../../src/domain/import/file-entry.js';
import { noTallies } from '../../../src/domain/import/kind.js';
import { aFileEntry } from '../../support/batches.js';
import { aSurveyedFile } from '../../support/finds.js';

const memories = { ...noTallies().memories, read: 2, created: 1, archived: 1 };

describe('what a batch remembers of a file', () => {
  it('is what it was, where it is kept, and what became of its records', () => {
    const counts = counter();
    counts.count('zip/a.json', 'lilith', 'memories', 'created');
    counts.count('zip/a.json', 'lilith', 'memories', 'archived');
    counts.count('zip/b.json', 'lilith', 'memories', 'created');
    const file = aSurveyedFile({ path: 'zip/a.json', container: 'zip', bytes: 7, keyId: 'key' });
    expect(fileEntry(file, counts)).toEqual({
      path: 'zip/a.json', container: 'zip', sha256: file.sha256, bytes: 7, state: 'read', keyId: 'key',
      format: 'shapes.inc', role: 'memories', tallies: { lilith: { memories } }, code: null, message: null,
    }); // prettier-ignore
  });

  it('is why it was refused', () => {
    const refusal = { code: 'not_json', message: 'It is none.', at: '/3' };
    expect(fileEntry(aSurveyedFile({ state: 'refused', recognised: undefined, refusal }), counter())).toMatchObject({
      state: 'refused', format: null, role: null, tallies: {}, code: 'not_json', message: 'It is none.',
    }); // prettier-ignore
  });

  it('is what the batch before remembered, when it is known', () => {
    const known = { ...aFileEntry({ tallies: { lilith: { memories } } }), batch: 'before' };
    expect(fileEntry(aSurveyedFile({ known }), counter()).tallies).toEqual({ lilith: { memories } });
  });

  it('is counted again as unchanged', () => {
    const counts = counter();
    countAgain(aFileEntry({ path: 'a.json', tallies: { lilith: { memories }, '': { memories } } }), counts);
    expect(counts.totals()).toEqual({ ...noTallies(), memories: { ...noTallies().memories, read: 4, unchanged: 4 } });
    expect(counts.of('lilith').memories).toMatchObject({ read: 2, unchanged: 2 });
    expect(Object.keys(counts.inFile('a.json'))).toEqual(['lilith', '']);
  });
});
