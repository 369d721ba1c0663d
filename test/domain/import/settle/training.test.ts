import { describe, expect, it } from 'vitest';
import type { TrainingFound } from '../../../../src/domain/import/found.js';
import { newcomer } from '../../../../src/domain/import/settle/draft.js';
import type { Draft, Situation } from '../../../../src/domain/import/settle/settling.js';
import { addTraining } from '../../../../src/domain/import/settle/training.js';
import { aCharacter, aSettling, aSituation, aTrainingFound, lilith, stampedIn } from '../../../support/finds.js';

function taught(
  found: readonly TrainingFound[],
  { known = [], standing }: { known?: readonly TrainingFound[]; standing?: Situation['standing'] } = {},
) {
  const draft: Draft = { character: aCharacter(), value: newcomer('Lilith', 'lilith', 'ada'), isNew: true };
  const situation = aSituation({ stamped: stampedIn(found, { known }), ...(standing && { standing }) });
  const settling = aSettling();
  addTraining(new Map([['lilith-id', draft]]), situation, settling);
  const { read, ...outcomes } = situation.counts.totals().training;
  return {
    dialogues: draft.value.manner.dialogues ?? [],
    outcomes: Object.fromEntries(Object.entries(outcomes).filter(([, count]) => count > 0)),
    reasons: settling.records.flatMap(({ reason }) => reason?.code ?? []),
    read,
  };
}

const of = (fields: Parameters<typeof aTrainingFound>[0] = {}) => aTrainingFound({ subject: lilith, ...fields });

describe('training', () => {
  it('shows how somebody speaks, in its order', () => {
    expect(taught([of({ example: 'a' }), of({ example: 'b' })])).toEqual({
      dialogues: ['a', 'b'], outcomes: { created: 2 }, reasons: [], read: 2,
    }); // prettier-ignore
  });

  it('that says the same is there once', () => {
    expect(taught([of({ example: 'a' }), of({ example: 'a', at: '/1' }), of({ example: 'a' })])).toMatchObject({
      dialogues: ['a'], outcomes: { created: 1, unchanged: 2 }, read: 3,
    }); // prettier-ignore
  });

  it('that was taken before is not taken again', () => {
    const found = of({ example: 'a' });
    expect(taught([found], { known: [found] })).toMatchObject({ dialogues: [], outcomes: { unchanged: 1 } });
  });

  it.each<[string, TrainingFound, object, string]>([
    ['that nobody can read is kept', of({ example: null }), { archived: 1 }, 'unknown_form'],
    ['of nobody waits for whom it is of', of({ subject: null }), { quarantined: 1 }, 'no_personality'],
    [
      'that was set aside stays so',
      of({ aside: { fate: 'quarantined', code: 'odd', why: 'Odd.', try: 'x' } }),
      { quarantined: 1 },
      'odd',
    ],
  ])('%s', (_, found, outcomes, reason) => {
    expect(taught([found])).toEqual({ dialogues: [], outcomes, reasons: [reason], read: 1 });
  });

  it('is the owner’s to give', () => {
    const standing = () => ({ takes: 'no-config', ownerId: 'bob', name: '' }) as const;
    expect(taught([of()], { standing })).toMatchObject({
      dialogues: [],
      outcomes: { archived: 1 },
      reasons: ['not_owner'],
    });
  });
});
