import { describe, expect, it } from 'vitest';
import { planOf } from '../../../src/domain/import/plan.js';
import type { Value } from '../../../src/domain/import/settle/settling.js';
import type { Standing } from '../../../src/domain/import/stage/sort.js';
import { aFileEntry } from '../../support/batches.js';
import { aCast, aRecognised, aSurveyedFile } from '../../support/finds.js';

const known = { ...aFileEntry(), batch: 'before' };
const card = aRecognised({ format: 'card' });
const takesAll = (): Standing => ({ takes: 'all', ownerId: 'ada', name: 'Lilith' });
const plan = (values: Record<string, Value>, standing: (character: { id: string }) => Standing = takesAll) =>
  planOf({ files: [], issues: [] }, aCast(), new Map(Object.entries(values)), standing).personalities;

const missing: Value = { now: null, written: null, isGone: false };
const present: Value = { now: { slug: 'lilith' }, written: null, isGone: false };

describe('the plan of an import', () => {
  it('counts files by format, and those that are left out by why', () => {
    const files = [
      aSurveyedFile(),
      aSurveyedFile({ recognised: card }),
      aSurveyedFile({ recognised: card }),
      aSurveyedFile({ state: 'refused', recognised: card }),
      aSurveyedFile({ state: 'stray', recognised: undefined }),
      aSurveyedFile({ state: 'stray', recognised: undefined }),
      aSurveyedFile({ known }),
      aSurveyedFile({ known, state: 'refused' }),
      aSurveyedFile({ state: 'container', recognised: undefined }),
      aSurveyedFile({ state: 'secret', recognised: undefined }),
    ];
    expect(planOf({ files, issues: [] }, aCast(), new Map(), takesAll)).toMatchObject({
      step: 'plan',
      recognised: [
        { format: 'shapes.inc', files: 1 },
        { format: 'card', files: 2 },
      ],
      leftOut: { refused: 1, strays: 2, known: 2 },
    });
  });

  it('creates whom nobody knows, and updates who is here', () => {
    expect(plan({ 'lilith-id': missing, 'owl-id': present })).toEqual([
      { name: 'Lilith', action: 'create' },
      { name: 'Lilith', action: 'update' },
    ]);
  });

  it('skips those of whom nothing is taken, by the name the source has for them', () => {
    const standing = ({ id }: { id: string }): Standing =>
      id === 'owl-id' ? { takes: 'nothing', code: 'deleted_here', why: 'Gone.' } : takesAll();
    expect(plan({ 'lilith-id': missing, 'owl-id': { ...missing, isGone: true } }, standing)).toEqual([
      { name: 'Lilith', action: 'create' },
      { name: 'owl', action: 'skip' },
    ]);
  });
});
