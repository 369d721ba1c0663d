import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/domain/import/staged.js';
import { sketchesOf } from '../../../../src/domain/import/casting.js';
import type { Discovery } from '../../../../src/domain/import/format.js';
import { importedSchema } from '../../../../src/domain/import/imported.js';
import { outcomes } from '../../../../src/domain/import/kind.js';
import { jsonOf } from '../../../../src/domain/import/json.js';
import { settleCharacters } from '../../../../src/domain/import/settle/characters.js';
import { newcomer } from '../../../../src/domain/import/settle/draft.js';
import { portraits } from '../../../../src/domain/import/settle/pictures.js';
import { proposalsOf } from '../../../../src/domain/import/settle/proposals.js';
import type { Situation, Value } from '../../../../src/domain/import/settle/settling.js';
import { isBulk, sorted, type Standing } from '../../../../src/domain/import/stage/sort.js';
import { nameKey } from '../../../../src/domain/personality/words.js';
import { aPng } from '../../png/pictures.js';
import { aGif } from '../../../support/pictures.js';
import {
  aBlockFound, aCast, aConfigFound, aForeignUserFound, aLoreFound, aMemoryFound, aMessageFound, anActivationFound, anAliasFound,
  anAvatarFound, aPersonaFound, aPersonalizationFound, aPreferenceFound, aSettling, aSituation, aStrayFile, aTrainingFound,
  aVerificationFound, aVoiceFound, lilith, md5, owl, sha256, stampedIn,
} from '../../../support/finds.js'; // prettier-ignore

const words = fc.oneof(
  fc.constantFrom('Lilith', 'lilith', '__proto__', 'constructor', '', ' ', 'a\nb', '🜏', 'x'.repeat(60), 'x'.repeat(300), 'x'.repeat(600)),
  fc.string({ unit: 'binary', maxLength: 12 }),
); // prettier-ignore
const long = fc.oneof(words, fc.constant('x'.repeat(100_001)));
const nullable = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1e308));

const subjects = fc.constantFrom(
  lilith,
  owl,
  { foreignId: null, slug: 'lilith' },
  { foreignId: 'third', slug: '__proto__' },
  null,
);
const aside = fc.option(
  fc.constantFrom(
    { fate: 'archived', code: 'old', why: 'Old.' } as const,
    { fate: 'quarantined', code: 'odd', why: 'Odd.', try: 'mend it' } as const,
  ),
  { nil: undefined },
);

/** What every record has, with as many repeats as will do. */
const base = fc.record({
  subject: subjects,
  raw: fc.constantFrom('1', '2', '3', '{"a" : 1}', '""'),
  at: fc.constantFrom('', '/0', 'line 1'),
});
const withAside = fc.tuple(base, aside).map(([all, set]) => ({ ...all, ...(set !== undefined && { aside: set }) }));

const sketch = fc.record(
  {
    name: words,
    displayName: words,
    errorMessage: nullable(words),
    birthday: nullable(fc.record({ year: nullable(fc.integer()), month: fc.integer(), day: fc.integer() })),
    prompt: fc.record({ system: long, traits: words }, { requiredKeys: [] }),
    manner: fc.record({ keywords: fc.array(words, { maxLength: 4 }), greetings: fc.array(words, { maxLength: 4 }), dialogues: fc.array(words, { maxLength: 4 }), nickname: words, status: words, isAdult: fc.boolean() }, { requiredKeys: [] }),
    voice: nullable(fc.record({ id: words, model: nullable(words), stability: nullable(number), similarity: nullable(number), style: nullable(number), frequency: nullable(number) })),
    llm: fc.record(
      { model: nullable(words), fallbackModel: nullable(words), params: fc.constantFrom({}, { temperature: 1 }), limits: fc.record({ historyMessages: number, memoryMax: number, memoryThreshold: number, memoryEnabled: fc.boolean() }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
); // prettier-ignore

const config = fc
  .tuple(
    base,
    sketch,
    fc.constantFrom('config', 'state', 'mention'),
    nullable(words),
    fc.array(words, { maxLength: 2 }),
  )
  .map(([all, said, weight, slug, owners]) => aConfigFound({ ...all, sketch: said, weight, slug, owners }));

const bulk = fc.oneof(
  fc.tuple(withAside, words, fc.array(words, { maxLength: 3 }), nullable(number), nullable(words)).map(([all, text, senders, saidAt, id]) => aMemoryFound({ ...all, text, senders, saidAt, foreignId: id, channelId: id, guildId: id })),
  fc.tuple(withAside, words, words, nullable(number)).map(([all, text, talk, saidAt]) => aMessageFound({ ...all, text, talk, saidAt })),
  fc.tuple(withAside, words, fc.constantFrom('lore', 'stories')).map(([all, content, kind]) => aLoreFound({ ...all, content, kind })),
); // prettier-ignore

const small = fc.oneof(
  config,
  fc.tuple(withAside, words, nullable(fc.boolean())).map(([all, display, isIndexed]) => anAliasFound(display, { ...all, isIndexed })),
  fc.tuple(withAside, nullable(words)).map(([all, example]) => aTrainingFound({ ...all, example })),
  fc.tuple(withAside, fc.constantFrom(aPng(), aGif(), Buffer.from(''), aPng().subarray(0, 9))).map(([all, bytes]) => anAvatarFound(bytes, all)),
  withAside.map(all => aVoiceFound(all)),
  fc.tuple(withAside, words).map(([all, name]) => aPersonaFound({ ...all, name })),
  fc.tuple(withAside, nullable(words), nullable(words)).map(([all, preferredName, sidecar]) => aPersonalizationFound({ ...all, preferredName, sidecar })),
  fc.tuple(withAside, words).map(([all, channelId]) => anActivationFound({ ...all, channelId })),
  withAside.map(all => aVerificationFound(all)),
  withAside.map(all => aBlockFound(all)),
  withAside.map(all => aPreferenceFound(all)),
  withAside.map(all => aForeignUserFound(all)),
); // prettier-ignore

const json = (value: object): Json => jsonOf(value);
const now = newcomer('Lilith', 'lilith', 'ada');
const value = fc.constantFrom<Value>(
  { now: null, written: null, isGone: false },
  { now: json(now), written: null, isGone: false },
  { now: json({ ...now, name: 'Lil', manner: { keywords: ['owl'] } }), written: json(now), isGone: false },
);
const standings = fc.constantFrom<Standing>(
  { takes: 'all', ownerId: 'ada', name: 'Lilith' },
  { takes: 'no-config', ownerId: 'bob', name: '' },
  { takes: 'nothing', code: 'deleted_here', why: 'Gone.' },
);

const cast = aCast(lilith, owl, { foreignId: 'third', slug: '__proto__' });

function settle(
  found: readonly Discovery[],
  known: readonly Discovery[],
  fields: { standing: Standing; value: Value },
) {
  const finds = found.map(each => ({ file: aStrayFile(), found: each }));
  const situation: Situation = aSituation({
    cast,
    stamped: stampedIn(found, { cast, known }),
    sketches: sketchesOf(finds, cast),
    personalities: new Map(cast.all.map(({ id }, index) => [id, index === 0 ? fields.value : { now: null, written: null, isGone: false }])),
    standing: ({ id }) => (id === 'lilith-id' ? fields.standing : { takes: 'all', ownerId: 'ada', name: '' }),
  }); // prettier-ignore
  const settling = aSettling();
  const pictures = portraits(finds, cast, { sha256, md5 });
  const names = new Map(fields.value.now === null ? [] : [[nameKey('lilith'), 'lilith-id']]);
  const settled = settleCharacters(situation, settling, names, pictures);
  return { situation, settling, settled };
}

describe('anything at all that a source may say', () => {
  const deleted = { standing: { takes: 'nothing', code: 'deleted_here', why: 'Gone.' }, value: { now: null, written: json(now), isGone: true } } as const; // prettier-ignore
  const circumstances = fc.oneof(fc.record({ standing: standings, value }), fc.constant(deleted));

  it('of somebody is settled: everybody can be, once each, and the numbers add up', () => {
    fc.assert(
      fc.property(fc.array(small, { maxLength: 12 }), circumstances, (found, fields) => {
        const { situation, settling, settled } = settle(found, [], fields);
        for (const [kind, { read, ...tally }] of Object.entries(situation.counts.totals())) {
          expect([kind, outcomes.reduce((sum, outcome) => sum + tally[outcome], 0)]).toEqual([kind, read]);
        }
        const { aliases, training } = situation.counts.totals();
        expect(aliases.read).toBe(found.filter(({ kind }) => kind === 'aliases').length);
        expect(training.read).toBe(found.filter(({ kind }) => kind === 'training').length);
        expect(situation.counts.totals().personalities.read).toBe(settled.length);
        const there = settled.filter(({ action }) => action !== 'skipped').map(({ slug }) => nameKey(slug));
        expect(new Set(there).size).toBe(there.length);
        const written = settling.changes.filter(({ entity }) => entity === 'personality');
        expect(new Set(written.map(({ id }) => id)).size).toBe(written.length);
        for (const { after } of written) expect(importedSchema.safeParse(after).error).toBeUndefined();
        const names = written.flatMap(({ after }) => importedSchema.parse(after).aliases.map(nameKey));
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 400 },
    );
  }); // prettier-ignore

  it('is settled the second time without a change', () => {
    fc.assert(
      fc.property(fc.array(small, { maxLength: 12 }), found => {
        const first = settle(found, [], { standing: { takes: 'all', ownerId: 'ada', name: '' }, value: { now: null, written: null, isGone: false } });
        const made = first.settling.changes.find(({ id, entity }) => id === 'lilith-id' && entity === 'personality');
        fc.pre(made !== undefined);
        const written = { now: made?.after ?? null, written: made?.after ?? null, isGone: false };
        const again = settle(found, found, { standing: { takes: 'all', ownerId: 'ada', name: '' }, value: written });
        expect(again.settled.find(({ character }) => character.id === 'lilith-id')?.action).toBe('unchanged');
        expect(again.settling.changes.filter(({ id }) => id === 'lilith-id')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }); // prettier-ignore

  it('in small is proposed, or cannot be', () => {
    fc.assert(
      fc.property(small, found => {
        const context = { sha256, importerId: 'ada', character: undefined, userOf: (id: string) => id };
        const find = { file: aStrayFile(), found };
        for (const { id, theirs } of proposalsOf(find, context) ?? []) {
          expect(id).not.toBe('');
          expect(JSON.parse(JSON.stringify(theirs))).toEqual(theirs);
        }
      }),
    );
  });

  it('in a list is sorted: nothing is lost, and time goes on', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(bulk, small), { maxLength: 12 }), standings, fc.integer({ min: 0 }), (found, standing, after) => {
        const sorting = { sha256, importer: { id: 'ada', handle: '1' }, cast, people: new Map([['Lilith', 'bob']]), vouches: true, standing: () => standing }; // prettier-ignore
        const all = sorted({ found }, aStrayFile(), after, sorting);
        expect(all).toHaveLength(found.length);
        const settlement = all.flatMap(each => (each.to === 'settlement' ? [each.found] : []));
        expect(settlement).toEqual(found.filter(each => !isBulk(each)));
        const rows = all.flatMap(each => (each.to === 'rows' ? [each.staged] : []));
        const sources = found.filter(isBulk);
        expect(rows.map(({ kind }) => kind)).toEqual(sources.map(({ kind }) => kind));
        for (const { fingerprint } of rows) expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
        const dead = rows.filter((_, index) => sources[index]?.aside !== undefined || standing.takes === 'nothing');
        expect(dead.filter(({ fate }) => fate.outcome === 'live')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }); // prettier-ignore
});
