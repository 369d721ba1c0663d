import { describe, expect, it } from 'vitest';
import type { AliasFound } from '../../../../src/domain/import/found.js';
import { giveAliases } from '../../../../src/domain/import/settle/aliases.js';
import { newcomer } from '../../../../src/domain/import/settle/draft.js';
import type { Draft, Situation } from '../../../../src/domain/import/settle/settling.js';
import { nameKey } from '../../../../src/domain/personality/words.js';
import { aCharacter, anAliasFound, aSettling, aSituation, lilith, owl, stampedIn } from '../../../support/finds.js';

const drafts = (isNew: boolean): Map<string, Draft> =>
  new Map(
    ['lilith', 'owl'].map((slug): [string, Draft] => [
      `${slug}-id`,
      {
        character: aCharacter({ id: `${slug}-id`, foreignId: `${slug}-id`, slug }),
        value: newcomer(slug, slug, 'ada'),
        isNew,
      },
    ]),
  );

type Circumstances = {
  readonly taken?: Readonly<Record<string, string>>;
  readonly known?: readonly AliasFound[];
  readonly isNew?: boolean;
  readonly standing?: Situation['standing'];
};

/** Gives names to lilith and owl, and says who has which and what became of each. */
function given(found: readonly AliasFound[], { taken = {}, known = [], isNew = false, standing }: Circumstances = {}) {
  const all = drafts(isNew);
  const situation = aSituation({ stamped: stampedIn(found, { known }), ...(standing && { standing }) });
  const settling = aSettling();
  const names = new Map([['lilith', 'lilith-id'], ['owl', 'owl-id'], ...Object.entries(taken).map(([name, id]) => [nameKey(name), id] as const)] as const); // prettier-ignore
  giveAliases(all, situation, settling, new Map(names));
  const { read, ...outcomes } = situation.counts.totals().aliases;
  return {
    names: Object.fromEntries([...all.values()].map(({ value }) => [value.slug, value.aliases])),
    read,
    outcomes: Object.fromEntries(Object.entries(outcomes).filter(([, count]) => count > 0)),
    codes: settling.issues.map(({ code }) => code),
    records: settling.records.map(({ outcome, reason }) => reason?.code ?? outcome),
  };
}

const of = (who: typeof lilith | null, display: string, more: object = {}) =>
  anAliasFound(display, { subject: who, ...more });

describe('the names a source has for somebody', () => {
  it('are given as they are written', () => {
    expect(given([of(lilith, 'LIL'), of(owl, 'Hoot')])).toMatchObject({
      names: { lilith: ['LIL'], owl: ['Hoot'] },
      read: 2,
      outcomes: { created: 2 },
      codes: [],
    });
  });

  it.each<[string, readonly AliasFound[], Circumstances, { outcomes: object; codes: string[] }]>([
    [
      'a name that is somebody else’s',
      [of(lilith, 'Moth')],
      { taken: { moth: 'x' } },
      { outcomes: { archived: 1 }, codes: ['alias_taken'] },
    ],
    [
      'a name they have',
      [of(lilith, 'Moth')],
      { taken: { moth: 'lilith-id' } },
      { outcomes: { unchanged: 1 }, codes: [] },
    ],
    ['their own slug', [of(lilith, 'Lilith')], {}, { outcomes: { unchanged: 1 }, codes: [] }],
    ['somebody else’s slug', [of(lilith, 'OWL')], {}, { outcomes: { archived: 1 }, codes: ['alias_taken'] }],
    ['nothing', [of(lilith, ' ')], {}, { outcomes: { quarantined: 1 }, codes: ['bad_alias'] }],
    [
      'a name that is too long',
      [of(lilith, 'x'.repeat(51))],
      {},
      { outcomes: { quarantined: 1 }, codes: ['bad_alias'] },
    ],
    ['a name of nobody', [of(null, 'Moth')], {}, { outcomes: { quarantined: 1 }, codes: ['nobodys_alias'] }],
    [
      'a name of somebody unknown',
      [of({ foreignId: 'x', slug: null }, 'Moth')],
      {},
      { outcomes: { quarantined: 1 }, codes: ['nobodys_alias'] },
    ],
    [
      'what its source set aside',
      [of(lilith, 'Moth', { aside: { fate: 'archived', code: 'old', why: 'Old.' } })],
      {},
      { outcomes: { archived: 1 }, codes: ['old'] },
    ],
    [
      'a name for somebody else’s personality',
      [of(lilith, 'Moth')],
      { standing: () => ({ takes: 'no-config', ownerId: 'bob', name: '' }) },
      { outcomes: { archived: 1 }, codes: ['not_owner'] },
    ],
  ])('are not given: %s', (_, found, circumstances, expected) => {
    const result = given(found, circumstances);
    expect(result).toMatchObject({ ...expected, read: found.length });
    expect(Object.values(result.names).flat()).toEqual([]);
  });

  it('are given to whom the source’s own index names, whoever came first', () => {
    const result = given([of(lilith, 'Moth', { isIndexed: false }), of(owl, 'Moth', { isIndexed: true, at: '/1' })]);
    expect(result).toMatchObject({ names: { lilith: [], owl: ['Moth'] }, outcomes: { created: 1, archived: 1 } });
  });

  it('are given to the first, where no index says', () => {
    expect(given([of(lilith, 'Moth'), of(owl, 'moth')]).names).toEqual({ lilith: ['Moth'], owl: [] });
  });

  it('are given once', () => {
    const alias = of(lilith, 'Moth');
    expect(given([alias, of(lilith, 'MOTH')])).toMatchObject({
      names: { lilith: ['Moth'] },
      outcomes: { created: 1, unchanged: 1 },
    });
    expect(given([alias], { known: [alias] })).toMatchObject({
      names: { lilith: [] },
      outcomes: { unchanged: 1 },
      records: [],
    });
  });

  it('are made of their own name for a newcomer who has none', () => {
    const result = given([of(lilith, 'Lil')], { isNew: true });
    expect(result.names['lilith']).toEqual(['Lil']);
    const other = given([of(lilith, 'Lil')], { isNew: true, taken: { owl: 'owl-id' } });
    expect(other).toMatchObject({ read: 1, outcomes: { created: 1 } });
  });
});

describe('a derived name', () => {
  const derived = (displayName: string, isNew: boolean, taken: Record<string, string> = {}) => {
    const draft: Draft = {
      character: aCharacter(),
      value: { ...newcomer('x', 'lilith-tzel', 'ada'), displayName },
      isNew,
    };
    const settling = aSettling();
    giveAliases(new Map([['lilith-id', draft]]), aSituation(), settling, new Map(Object.entries(taken)));
    return { aliases: draft.value.aliases, codes: settling.issues.map(({ code }) => code) };
  };

  it('is told', () => {
    expect(derived('Lilith the Wise', true)).toEqual({ aliases: ['Lilith the Wise'], codes: ['alias_derived'] });
    expect(derived('Lilith', true, { lilith: 'x' })).toEqual({ aliases: ['Lilith-tzel'], codes: ['alias_derived'] });
  });

  it('is none for who was deleted here, and is left to others', () => {
    const standing = () => ({ takes: 'nothing', code: 'deleted_here', why: 'Gone.' }) as const;
    const draft: Draft = { character: aCharacter(), value: newcomer('Lilith', 'lilith', 'ada'), isNew: true };
    const settling = aSettling();
    const names = new Map<string, string>();
    giveAliases(new Map([['lilith-id', draft]]), aSituation({ standing }), settling, names);
    expect({ issues: settling.issues, names: [...names] }).toEqual({ issues: [], names: [] });
  });

  it('is none for who was here before, or whose names are all taken', () => {
    expect(derived('Lilith', false)).toEqual({ aliases: [], codes: [] });
    expect(derived('Lilith', true, { lilith: 'x', 'lilith-tzel': 'y' })).toEqual({ aliases: [], codes: [] });
  });
});
