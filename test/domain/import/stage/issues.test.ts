import { describe, expect, it } from 'vitest';
import { issueOfOutcome } from '../../../../src/domain/import/stage/issues.js';
import type { Staged, StagedOutcome } from '../../../../src/domain/import/staged.js';
import { aStagedMemory, aStagedRest } from '../../../support/batches.js';

const quarantined = aStagedRest('quarantined');

describe('what is said about a record', () => {
  it.each<[string, Staged, StagedOutcome]>([
    ['was created', aStagedMemory(), { outcome: 'created' }],
    ['was updated', aStagedMemory(), { outcome: 'updated' }],
    ['was there', aStagedMemory(), { outcome: 'unchanged' }],
    ['was archived', aStagedRest('archived'), { outcome: 'archived' }],
    ['was quarantined before', quarantined, { outcome: 'unchanged' }],
  ])('is nothing, when it %s', (_, record, outcome) => expect(issueOfOutcome(record, outcome)).toEqual([]));

  it('is what is wrong with it, and how to mend it', () => {
    expect(issueOfOutcome(quarantined, { outcome: 'quarantined' })).toEqual([
      { severity: 'warn', code: 'odd', file: 'backup/all.json', at: '/quarantined', message: expect.stringMatching(/^It is odd\. .*mend it$/) },
    ]); // prettier-ignore
  });

  it.each<[string, StagedOutcome]>([
    ['deleted_here', { outcome: 'archived', remark: 'deleted_here' }],
    ['same_id_twice', { outcome: 'created', remark: 'same_id_twice' }],
  ])('is told by a word a script can look for: %s', (code, outcome) => {
    expect(issueOfOutcome(aStagedMemory({}, { path: 'a.json', at: '/9' }), outcome)).toMatchObject([
      { severity: 'info', code, file: 'a.json', at: '/9' },
    ]);
  });
});
