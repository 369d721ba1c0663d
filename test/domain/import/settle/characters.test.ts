import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../../src/domain/import/format.js';
import { jsonOf } from '../../../../src/domain/import/json.js';
import { settleCharacters } from '../../../../src/domain/import/settle/characters.js';
import { newcomer } from '../../../../src/domain/import/settle/draft.js';
import { portraits } from '../../../../src/domain/import/settle/pictures.js';
import type { Situation, Value } from '../../../../src/domain/import/settle/settling.js';
import type { Standing } from '../../../../src/domain/import/stage/sort.js';
import { sketchesOf } from '../../../../src/domain/import/casting.js';
import { nameKey } from '../../../../src/domain/personality/words.js';
import { aPng } from '../../png/pictures.js';
import {
  aCast, aConfigFound, anAliasFound, anAvatarFound, aSettling, aSituation, aStrayFile, aTrainingFound, lilith, md5, owl, sha256, stampedIn,
} from '../../../support/finds.js'; // prettier-ignore

type Here = {
  readonly values?: Readonly<Record<string, Value>>;
  readonly known?: readonly Discovery[];
  readonly names?: Readonly<Record<string, string>>;
  readonly standing?: (character: { id: string }) => Standing;
};

function settled(found: readonly Discovery[], { values = {}, known = [], names = {}, standing }: Here = {}) {
  const cast = aCast();
  const finds = found.map(each => ({ file: aStrayFile(), found: each }));
  const situation: Situation = aSituation({
    cast,
    stamped: stampedIn(found, { cast, known }),
    sketches: sketchesOf(finds, cast),
    personalities: new Map(Object.entries(values)),
    ...(standing && { standing }),
  });
  const settling = aSettling();
  const book = new Map(Object.entries(names).map(([name, id]) => [nameKey(name), id]));
  const all = settleCharacters(situation, settling, book, portraits(finds, cast, { sha256, md5 }));
  const value = (id: string) =>
    settling.changes.find(change => change.entity === 'personality' && change.id === id)?.after;
  return { ...settling, totals: situation.counts.totals(), all, value, codes: settling.issues.map(({ code }) => code) };
}

const actions = ({ all }: ReturnType<typeof settled>) => all.map(({ slug, action }) => `${slug} ${action}`);
const stands = (value: object, written: object | null = value): Value => ({
  now: jsonOf(value),
  written: jsonOf(written),
  isGone: false,
});
const here = {
  ...newcomer('Lilith', 'lilith', 'ada'),
  aliases: ['Lil'],
  source: { format: 'shapes.inc', foreignId: 'lilith-id', batch: 'before' },
};

describe('those of whom a batch brings something', () => {
  it('are made of what is said of them', () => {
    const result = settled([
      aConfigFound({ sketch: { name: 'Lilith', prompt: { system: 'Be.' } } }),
      aTrainingFound({ subject: lilith, example: 'Hoot' }),
      anAliasFound('Lil', { subject: lilith }),
      anAvatarFound(aPng(), { subject: lilith }),
    ]);
    expect(actions(result)).toEqual(['lilith created']);
    expect(result.value('lilith-id')).toEqual({
      ...newcomer('Lilith', 'lilith', 'ada'),
      prompt: { system: 'Be.' },
      manner: { dialogues: ['Hoot'] },
      aliases: ['Lil'],
      avatar: sha256(aPng()),
      source: { format: 'shapes.inc', foreignId: 'lilith-id', batch: 'batch' },
    });
    expect(result.pictures.map(picture => picture.sha256)).toEqual([sha256(aPng())]);
    expect(result.totals.personalities).toMatchObject({ read: 1, created: 1 });
  });

  it('are none, when they are only mentioned', () => {
    expect(settled([])).toMatchObject({ all: [], changes: [], records: [], totals: { personalities: { read: 0 } } });
  });

  it('are there for one small record', () => {
    const result = settled([anAliasFound('Hoot', { subject: owl })]);
    expect(actions(result)).toEqual(['owl created']);
    expect(result.value('owl-id')).toMatchObject({ name: 'Owl', slug: 'owl', aliases: ['Hoot'] });
  });

  it('are counted once each, however many files speak of them', () => {
    const result = settled([
      aConfigFound({ at: '/1' }),
      aConfigFound({ at: '/2', weight: 'state', sketch: { displayName: 'x' } }),
      aConfigFound({ subject: owl }),
    ]);
    expect(result.totals.personalities).toMatchObject({ read: 2, created: 2 });
    expect(result.records).toHaveLength(3);
  });

  it('keep the config as it was written, and the first of several', () => {
    const result = settled([aConfigFound({ raw: '{ "a": 1 }' }), aConfigFound({ raw: '{"b":2}' })]);
    expect(result.changes.filter(({ entity }) => entity === 'origin')).toEqual([
      { entity: 'origin', id: 'lilith-id', after: { format: 'shapes.inc', document: '{"a":1}' } },
    ]);
  });

  it('get another slug, where somebody has theirs', () => {
    expect(actions(settled([aConfigFound()], { names: { LILITH: 'another' } }))).toEqual(['lilith-2 created']);
  });
});

describe('those who are here', () => {
  it('stay as they are, when nothing new is said', () => {
    const config = aConfigFound();
    const result = settled([config], { values: { 'lilith-id': stands(here) }, known: [config] });
    expect(actions(result)).toEqual(['lilith unchanged']);
    expect(result).toMatchObject({
      changes: [],
      records: [],
      issues: [],
      totals: { personalities: { read: 1, unchanged: 1 } },
    });
  });

  it('become what is said anew, and keep what people changed, which is named', () => {
    const now = { ...here, errorMessage: 'Mine.', prompt: { system: 'Old.' } };
    const written = { ...here, errorMessage: 'Old.', prompt: { system: 'Old.' } };
    const config = aConfigFound({ sketch: { name: 'Lilith', errorMessage: 'New.', prompt: { system: 'New.' } } });
    const result = settled([config], { values: { 'lilith-id': stands(now, written) } });
    expect(actions(result)).toEqual(['lilith updated']);
    expect(result.value('lilith-id')).toEqual({ ...now, prompt: { system: 'New.' } });
    expect(result.issues).toMatchObject([{ code: 'kept_here', message: expect.stringContaining('errorMessage') }]);
    expect(result.changes[0]).toMatchObject({ seen: now });
  });

  it('keep the slug and the names they have', () => {
    const now = { ...here, slug: 'queen' };
    const result = settled([aConfigFound({ sketch: { name: 'Lilith Tzel' } })], {
      values: { 'lilith-id': stands(now, here) },
    });
    expect(result.value('lilith-id')).toMatchObject({ slug: 'queen', name: 'Lilith Tzel', aliases: ['Lil'] });
  });

  it('keep the picture that was chosen here, and have the new one otherwise', () => {
    const picture = anAvatarFound(aPng(), { subject: lilith });
    const avatar = (now: object, written: object) =>
      settled([picture], { values: { 'lilith-id': stands(now, written) } });
    const [old, mine] = [
      { ...here, avatar: 'old' },
      { ...here, avatar: 'mine' },
    ];
    expect(avatar(old, old).value('lilith-id')).toMatchObject({ avatar: sha256(aPng()) });
    expect(avatar(mine, old)).toMatchObject({ codes: ['kept_here'], changes: [] });
  });

  it('give their config to nobody else', () => {
    const standing = (): Standing => ({ takes: 'no-config', ownerId: 'bob', name: 'Lilith' });
    const config = aConfigFound({ sketch: { name: 'Mine now' } });
    const picture = anAvatarFound(aPng(), { subject: lilith });
    const result = settled([config, picture], {
      values: { 'lilith-id': stands({ ...here, ownerId: 'bob' }) },
      standing,
    });
    expect(actions(result)).toEqual(['lilith skipped']);
    expect(result).toMatchObject({ changes: [], pictures: [], totals: { personalities: { read: 1, archived: 1 } } });
    expect(result.records).toMatchObject([{ outcome: 'archived', reason: { code: 'not_owner' } }]);
    expect(result.codes).toEqual(['not_owner']);
  });

  it('are not brought back, when they were deleted', () => {
    const standing = (): Standing => ({ takes: 'nothing', code: 'deleted_here', why: 'Gone.' });
    const result = settled([aConfigFound()], { standing });
    expect(actions(result)).toEqual(['lilith skipped']);
    expect(result).toMatchObject({ changes: [], codes: ['deleted_here'] });
    expect(result.totals.personalities).toMatchObject({ read: 1, archived: 1 });
  });
});

describe('an owner', () => {
  const told = (owners: string[], values: Here['values'] = {}) =>
    settled([aConfigFound({ owners })], { values, names: {} }).issues.filter(({ code }) => code === 'owner_in_file');

  it('whom a file names is told once they come, and nothing else', () => {
    expect(told(['bob', '1234', 'mallory'])).toMatchObject([{ message: expect.stringMatching(/bob, mallory.*1234/) }]);
    expect(settled([aConfigFound({ owners: ['bob'] })]).value('lilith-id')).toMatchObject({ ownerId: 'ada' });
  });

  it('is not told, when it is the importer, or they were here', () => {
    expect(told(['1234'])).toEqual([]);
    expect(told(['bob'], { 'lilith-id': stands(here) })).toEqual([]);
  });
});

describe('what does not fit', () => {
  it('is left out, and named, and the rest is taken', () => {
    const result = settled([
      aConfigFound({ sketch: { name: 'Lilith', prompt: { system: 'x'.repeat(100_001), traits: 'wry' } } }),
    ]);
    expect(result.value('lilith-id')).toMatchObject({ prompt: { traits: 'wry' } });
    expect(result.issues).toMatchObject([
      { severity: 'warn', code: 'does_not_fit', message: expect.stringContaining('prompt.system') },
    ]);
  });
});
