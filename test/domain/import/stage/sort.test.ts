import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../../src/domain/import/format.js';
import {
  isBulk,
  issuesOf,
  sorted,
  type Sorted,
  type Sorting,
  type Standing,
} from '../../../../src/domain/import/stage/sort.js';
import {
  aCast, aConfigFound, aLoreFound, aMemoryFound, aMessageFound, anAliasFound, aRecognised, aStrayFile, aSurveyedFile, aTrainingFound, owl, sha256,
} from '../../../support/finds.js'; // prettier-ignore

const all: Standing = { takes: 'all', ownerId: 'ada', name: 'Lilith' };
const sorting = (standing: Standing = all): Sorting => ({
  sha256,
  importer: { id: 'bob', handle: '42' },
  cast: aCast(),
  people: new Map(),
  vouches: true,
  standing: () => standing,
});

const sort = (found: readonly Discovery[], standing?: Standing, file = aSurveyedFile(), moment = 0) =>
  sorted({ found }, file, moment, sorting(standing));

const outcome = (each: Sorted | undefined) => {
  if (each?.to !== 'rows') return each?.to;
  const { fate } = each.staged;
  return fate.outcome === 'live' ? `${fate.row.table} of ${each.characterId}` : `${fate.outcome}: ${fate.reason.code}`;
};

describe('what comes in a list', () => {
  it('becomes rows of whom it is, and all else is settled with the batch', () => {
    const found = [aMemoryFound(), aMessageFound({ subject: owl }), aLoreFound(), aLoreFound({ kind: 'stories' }), aTrainingFound(), anAliasFound('x'), aConfigFound()]; // prettier-ignore
    expect(sort(found).map(outcome)).toEqual([
      'memories of lilith-id', 'messages of owl-id', 'lore of lilith-id', 'lore of lilith-id', 'settlement', 'settlement', 'settlement',
    ]); // prettier-ignore
    expect(found.map(isBulk)).toEqual([true, true, true, true, false, false, false]);
  });

  it.each<[string, Standing, string[]]>([
    ['theirs', all, ['memories of lilith-id', 'messages of lilith-id', 'lore of lilith-id', 'lore of lilith-id']],
    [
      'somebody else’s',
      { ...all, takes: 'no-config', ownerId: 'x' },
      ['memories of lilith-id', 'messages of lilith-id', 'archived: not_owner', 'archived: not_owner'],
    ],
    [
      'deleted here',
      { takes: 'nothing', code: 'deleted_here', why: 'Gone.' },
      ['archived: deleted_here', 'archived: deleted_here', 'archived: deleted_here', 'archived: deleted_here'],
    ],
  ])('is taken as the personality stands: %s', (_, standing, outcomes) => {
    const found = [aMemoryFound(), aMessageFound(), aLoreFound(), aLoreFound({ kind: 'stories' })];
    expect(sort(found, standing).map(outcome)).toEqual(outcomes);
  });

  it('says anew what was said before only where it is theirs to say', () => {
    const may = (standing: Standing) =>
      sort([aMemoryFound(), aMessageFound()], standing).map(each => each.to === 'rows' && each.staged.mayUpdate);
    expect(may(all)).toEqual([true, true]);
    expect(may({ ...all, takes: 'no-config', ownerId: 'x' })).toEqual([false, true]);
  });

  it('has the reason of its source first', () => {
    const aside = { fate: 'archived', code: 'deleted_at_source', why: 'Deleted.' } as const;
    const gone: Standing = { takes: 'nothing', code: 'deleted_here', why: 'Gone.' };
    expect(sort([aMemoryFound({ aside })], gone).map(outcome)).toEqual(['archived: deleted_at_source']);
  });

  it('of nobody waits until a person says whose it is', () => {
    const [one] = sort([aMemoryFound()], all, aStrayFile());
    expect(outcome(one)).toBe('quarantined: no_personality');
    expect(one).toMatchObject({
      characterId: '',
      staged: { fate: { reason: { try: expect.stringContaining('--into') } } },
    });
    expect(sort([aMemoryFound({ subject: { foreignId: 'x', slug: null } })], all).map(outcome)).toEqual([
      'quarantined: no_personality',
    ]);
  });

  it('is of nobody, where it says so, whatever the file is about', () => {
    expect(sort([aMemoryFound({ subject: null })], all, aStrayFile()).map(outcome)).toEqual([
      'quarantined: no_personality',
    ]);
  });

  it('that has no time comes just after the one before, and after the piece before', () => {
    const found = [aMemoryFound({ saidAt: null }), aMemoryFound({ saidAt: 90 }), aTrainingFound(), aMemoryFound({ saidAt: null }), aLoreFound(), aMemoryFound({ saidAt: null })]; // prettier-ignore
    const moments = sort(found, all, aSurveyedFile(), 40).flatMap(each => (each.to === 'rows' ? each.moment : []));
    expect(moments[0]).toBe(41);
    expect(moments[1]).toBe(90);
    expect(moments.slice(2)).toEqual(moments.slice(2).toSorted((a, b) => a - b));
    expect(moments[2]).toBeGreaterThan(90);
  });
});

describe('a piece that is no JSON', () => {
  const broken = (role: string, file = aSurveyedFile({ recognised: { ...aRecognised(), role } })) =>
    sorted({ broken: { value: undefined, raw: '{"a":', at: '/3', why: 'It ends.' } }, file, 7, sorting());

  it('is kept, and shown with what is wrong with it', () => {
    expect(broken('memories')).toMatchObject([
      {
        to: 'rows',
        characterId: 'lilith-id',
        moment: 7,
        staged: { kind: 'memories', at: '/3', fate: { outcome: 'quarantined', reason: { code: 'not_json', why: expect.stringContaining('It ends.') } } }, // prettier-ignore
      },
    ]);
  });

  it.each([
    ['memories', 'memories'], ['chat history', 'messages'], ['chat', 'messages'], ['knowledge', 'stories'], ['stories', 'stories'],
    ['lorebook', 'lore'], ['world info', 'lore'], ['anything', 'memories'],
  ])('counts as what its file is of: %s are %s', (role, kind) => {
    expect(broken(role)).toMatchObject([{ staged: { kind } }]);
  }); // prettier-ignore

  it('of nobody is nobody’s', () => {
    expect(broken('', aStrayFile())).toMatchObject([{ characterId: '', staged: { fate: { outcome: 'quarantined' } } }]);
  });
});

describe('remarks', () => {
  it('are issues of their file', () => {
    const remark = { severity: 'info', code: 'x', at: '/1', message: 'X.' } as const;
    expect(issuesOf({ remarks: [remark] }, aSurveyedFile({ path: 'a.json' }))).toEqual([{ ...remark, file: 'a.json' }]);
    expect(issuesOf({}, aSurveyedFile())).toEqual([]);
  });
});
