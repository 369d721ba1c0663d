import { describe, expect, it } from 'vitest';
import type { StagedRow } from '../../../../src/domain/import/staged.js';
import { stagedOf, stampOf, type Around, type BulkFound } from '../../../../src/domain/import/stage/rows.js';
import { aCharacter, aLoreFound, aMemoryFound, aMessageFound, sha256 } from '../../../support/finds.js';

const around = (fields: Partial<Around> = {}): Around => ({
  sha256,
  format: 'shapes.inc',
  path: 'a.json',
  character: { ...aCharacter(), name: 'Lilith' },
  ownerId: 'ada',
  importer: { id: 'bob', handle: '42' },
  people: new Map([['s1', 'bob'], ['s2', 'ada'], ['s3', 'bob']]), // prettier-ignore
  moment: 500,
  mayUpdate: true,
  vouches: true,
  ...fields,
});

const staged = (found: BulkFound, fields: Partial<Around> = {}) => stagedOf(found, around(fields));

function row<T extends StagedRow['table']>(table: T, found: BulkFound, fields: Partial<Around> = {}) {
  const { fate } = staged(found, fields);
  if (fate.outcome !== 'live' || fate.row.table !== table) throw new Error(`It is no row of ${table}.`);
  return fate.row as Extract<StagedRow, { table: T }>;
}

const memory = (found: Parameters<typeof aMemoryFound>[0] = {}, fields: Partial<Around> = {}) =>
  row('memories', aMemoryFound(found), fields);
const message = (found: Parameters<typeof aMessageFound>[0] = {}, fields: Partial<Around> = {}) =>
  row('messages', aMessageFound(found), fields);

describe('a stamp', () => {
  const stamp = (raw: string, of = 'lilith', by = '', kind: 'memories' | 'lore' = 'memories') =>
    stampOf({ kind, at: '/0', raw }, 'a.json', of, by, sha256).fingerprint;

  it('does not see white space, and sees everything else', () => {
    expect(stamp('{ "a" : 1 }')).toBe(stamp('{"a":1}'));
    const all = [stamp('{"a":1}'), stamp('{"a":1.0}'), stamp('{"a":" 1"}'), stamp('{"a":1}', 'owl'), stamp('{"a":1}', 'lilith', 'bob'), stamp('{"a":1}', 'lilith', '', 'lore')]; // prettier-ignore
    expect(new Set(all).size).toBe(all.length);
    for (const each of all) expect(each).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a memory', () => {
  it.each<[string, readonly string[], object, readonly string[]]>([
    ['of nobody', [], { userId: 'ada', unclaimed: true }, []],
    ['of strangers', ['x', 'y'], { userId: 'ada', unclaimed: true }, ['x', 'y']],
    ['of one who is known', ['s1'], { userId: 'bob' }, []],
    ['of several', ['s1', 's2'], { userId: 'bob', others: ['ada'] }, []],
    ['of one with two ids', ['s1', 's3'], { userId: 'bob' }, []],
    ['of a stranger and one who is known', ['x', 's2'], { userId: 'ada' }, ['x']],
    ['of the same one twice', ['s2', 's2'], { userId: 'ada' }, []],
  ])('belongs to its senders: %s', (_, senders, owners, strangers) => {
    const { memory: found, strangers: unknown } = memory({ senders });
    expect({ userId: found.userId, ...('others' in found && { others: found.others }), ...('unclaimed' in found && { unclaimed: found.unclaimed }) }).toEqual(owners); // prettier-ignore
    expect(unknown).toEqual(strangers);
  });

  it('that does not say when it was is put after the one before', () => {
    expect(memory({ saidAt: null }).memory).toMatchObject({ saidAt: 500, undated: true });
    expect(memory({ saidAt: 0 }).memory).toMatchObject({ saidAt: 0 });
    expect(memory({ saidAt: 0 }).memory).not.toHaveProperty('undated');
  });

  it.each([
    [
      { channelId: 'c', guildId: 'g' },
      { channelId: 'c', guildId: 'g', platform: 'discord', kind: 'guild' },
    ],
    [
      { channelId: 'c', guildId: null },
      { channelId: 'c', guildId: null, platform: 'discord', kind: 'guild' },
    ],
    [
      { channelId: null, guildId: 'g' },
      { channelId: 'import:shapes.inc:guild:g', guildId: 'g', platform: 'import', kind: 'guild' },
    ],
    [
      { channelId: null, guildId: null },
      { channelId: 'import:shapes.inc:dm', guildId: null, platform: 'import', kind: 'dm' },
    ],
  ])('is where it was, and nobody else could read it there: %j', (place, venue) => {
    expect(memory(place).memory.venue).toEqual({ ...venue, isPublic: false });
  });

  it('is the same one by its id, whoever brings it; without one by what it says', () => {
    const id = (found: Parameters<typeof aMemoryFound>[0], fields: Partial<Around> = {}) =>
      memory(found, fields).memory.id;
    expect(id({ foreignId: 'm', raw: '1' })).toBe(
      id({ foreignId: 'm', raw: '2' }, { importer: { id: 'x', handle: 'x' } }),
    );
    expect(id({ raw: '1' })).toBe(id({ raw: ' 1' }));
    expect(id({ raw: '1' })).not.toBe(id({ raw: '2' }));
    expect(id({ foreignId: 'm' })).not.toBe(
      id({ foreignId: 'm' }, { character: { ...aCharacter({ id: 'owl' }), name: '' } }),
    );
    expect(staged(aMemoryFound({ raw: '1' })).fingerprint).toBe(staged(aMemoryFound({ raw: '1' }), { importer: { id: 'x', handle: 'x' } }).fingerprint); // prettier-ignore
  });
});

describe('a line of a talk', () => {
  it('is the importer’s, in a place that is theirs alone', () => {
    expect(message()).toMatchObject({
      venue: {
        channelId: 'import:shapes.inc:lilith-id:42',
        platform: 'import',
        kind: 'dm',
        guildId: null,
        isPublic: false,
      },
      message: {
        speaker: 'person',
        userId: 'bob',
        personalityId: 'lilith-id',
        speakerName: null,
        saidAt: 1000,
        isDated: true,
      },
      conversation: { startedAt: 1000 },
    });
  });

  it('of the personality is theirs by name, unless the source has another', () => {
    expect(message({ speaker: 'personality' }).message.speakerName).toBe('Lilith');
    expect(message({ speaker: 'personality', speakerName: 'Lil' }).message.speakerName).toBe('Lil');
  });

  it('that does not say when it was is not dated', () => {
    expect(message({ saidAt: null }).message).toMatchObject({ saidAt: 500, isDated: false });
  });

  it('stands in its talk, one of each importer', () => {
    const talk = (found: Parameters<typeof aMessageFound>[0], fields: Partial<Around> = {}) =>
      message(found, fields).conversation.id;
    expect(talk({ text: 'a' })).toBe(talk({ text: 'b' }));
    expect(talk({ talk: 'two' })).not.toBe(talk({ talk: 'one' }));
    expect(talk({}, { importer: { id: 'ada', handle: '1' } })).not.toBe(talk({}));
  });

  it('is another record for everybody, in every talk and for every id', () => {
    const all = [
      staged(aMessageFound({ raw: '1' })),
      staged(aMessageFound({ raw: '1', talk: 'two' })),
      staged(aMessageFound({ raw: '1', foreignId: 'x' })),
      staged(aMessageFound({ raw: '1' }), { importer: { id: 'ada', handle: '1' } }),
    ];
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });
});

describe('lore', () => {
  it('is all that its source says of it', () => {
    const { entry } = row(
      'lore',
      aLoreFound({ foreignId: '7', order: 3, rules: { depth: 4 }, constant: true, enabled: false }),
    );
    expect(entry).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{16}$/), personalityId: 'lilith-id', title: 'The tower', content: 'It is tall.',
      keys: ['tower'], constant: true, enabled: false, order: 3, rules: { depth: 4 },
    }); // prettier-ignore
  });

  it('is not mistaken for a story of the same id', () => {
    const id = (kind: 'lore' | 'stories') => row('lore', aLoreFound({ kind, foreignId: '7' })).entry.id;
    expect(id('lore')).not.toBe(id('stories'));
  });
});

describe('what its source set aside', () => {
  it.each([
    { fate: 'archived', code: 'deleted_at_source', why: 'Deleted.' },
    { fate: 'quarantined', code: 'odd', why: 'Odd.', try: 'mend it' },
  ] as const)('is kept with the reason, and is no row: $fate', aside => {
    const { fate: outcome, ...reason } = aside;
    for (const found of [aMemoryFound({ aside }), aMessageFound({ aside }), aLoreFound({ aside })])
      expect(staged(found)).toMatchObject({ kind: found.kind, path: 'a.json', at: '/0', fate: { outcome, reason } });
  });
});
