import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardFormat } from '../../../../src/domain/import/formats/cards/format.js';
import { mannerSchema, promptSchema } from '../../../../src/domain/personality/personality.js';
import { glimpseOf, ofKind, readFile, recognise, remarksIn, tools } from './reader.js';

const format = cardFormat(tools);
const read = (card: unknown, path = 'lilith.json') => readFile(format, path, JSON.stringify(card));
const who = (card: unknown, path?: string) => {
  const [personality] = ofKind(read(card, path), 'personalities');
  if (personality === undefined) throw new Error('The card holds nobody.');
  return personality;
};

const v1 = {
  name: 'Lilith',
  description: 'A night spirit.',
  personality: 'wry',
  scenario: 'A tower at dusk.',
  first_mes: 'You came.',
  mes_example: '<START>\n{{user}}: Hi\n{{char}}: Hm.',
};

const v2 = {
  spec: 'chara_card_v2',
  spec_version: '2.0',
  data: {
    ...v1,
    creator_notes: 'Made at night.',
    system_prompt: 'You are {{char}}. {{original}}',
    post_history_instructions: 'Stay brief.',
    alternate_greetings: ['Again?', 'Oh. You.'],
    tags: ['night', 'spirit'],
    creator: 'Ada',
    character_version: '1.2',
    extensions: { depth_prompt: { depth: 4 } },
    unknown: 12,
  },
};

const v3 = {
  spec: 'chara_card_v3',
  spec_version: '3.0',
  data: {
    ...v2.data,
    nickname: 'Lil',
    group_only_greetings: ['All of you?'],
    assets: [{ type: 'icon', uri: 'ccdefault:', name: 'main', ext: 'png' }],
    source: ['https://example.org/lilith'],
    creation_date: 0,
  },
};

const prompt = {
  character: 'A night spirit.',
  traits: 'wry',
  scenario: 'A tower at dusk.',
  greeting: 'You came.',
  examples: '<START>\n{{user}}: Hi\n{{char}}: Hm.',
};

const manner = {
  creator: 'Ada',
  creatorNotes: 'Made at night.',
  version: '1.2',
  greetings: ['Again?', 'Oh. You.'],
  tags: ['night', 'spirit'],
};

describe('a card', () => {
  it('of version 1 is read', () => {
    expect(who(v1)).toEqual({
      kind: 'personalities',
      at: '',
      raw: JSON.stringify(v1),
      subject: { foreignId: 'lilith/lilith', slug: 'lilith' },
      weight: 'config',
      slug: 'lilith',
      sketch: { name: 'Lilith', prompt, manner: {} },
      fates: { mapped: Object.keys(v1), archived: [], quarantined: [] },
      owners: [],
      remarks: [],
    });
  });

  it('of version 2 is read', () => {
    expect(who(v2)).toMatchObject({
      subject: { foreignId: 'lilith/ada', slug: 'lilith' },
      sketch: {
        name: 'Lilith',
        prompt: { ...prompt, system: 'You are {{char}}. {{original}}', reminder: 'Stay brief.' },
        manner,
      },
      fates: { archived: ['data.extensions', 'data.unknown'], quarantined: [] },
      remarks: [],
    });
  });

  it('of version 3 is read', () => {
    expect(who(v3)).toMatchObject({
      sketch: { manner: { ...manner, nickname: 'Lil', groupGreetings: ['All of you?'] } },
      fates: { archived: ['data.extensions', 'data.unknown', 'data.assets', 'data.source', 'data.creation_date'] },
      remarks: [],
    });
  });

  it('says what became of each of its fields', () => {
    const { fates } = who({ ...v2, fav: true });
    const all = [...fates.mapped, ...fates.archived, ...fates.quarantined];
    expect(all.toSorted()).toEqual(
      ['spec', 'spec_version', 'fav', ...Object.keys(v2.data).map(name => `data.${name}`)].toSorted(),
    );
  });

  it('in the dialect of Pygmalion is read', () => {
    const card = {
      char_name: 'Lilith',
      char_persona: 'A night spirit.',
      char_greeting: 'You came.',
      world_scenario: 'A tower at dusk.',
      example_dialogue: 'x: y',
    };
    const { character, greeting, scenario } = prompt;
    expect(who(card).sketch).toEqual({
      name: 'Lilith',
      prompt: { character, greeting, scenario, examples: 'x: y' },
      manner: {},
    });
    const hybrid = { ...card, name: '', description: '', first_mes: 'Well?', personality: 'wry' };
    expect(who(hybrid).sketch.prompt).toMatchObject({ character: 'A night spirit.', greeting: 'Well?', traits: 'wry' });
  });

  it('means what it says in data, also where it says nothing there', () => {
    const { sketch } = who({ ...v1, ...v2, data: { ...v2.data, description: '' } });
    expect(sketch.prompt).not.toHaveProperty('character');
    const { description: _, ...data } = v2.data;
    expect(who({ ...v1, ...v2, data }).sketch.prompt).toMatchObject({ character: 'A night spirit.' });
  });

  it('without a name is called as its file, or as the archive it is in', () => {
    const { name: _, ...nameless } = v2.data;
    const card = { ...v2, data: nameless };
    expect(who(card, 'folder/Night Spirit.v2.json').sketch.name).toBe('Night Spirit.v2');
    expect(who(card, 'Lilith.charx/card.json').sketch.name).toBe('Lilith');
    expect(remarksIn(read(card))).toEqual(['no_name']);
  });

  it('without a creator is told apart by its file', () => {
    expect(who(v1, 'a/one.json').subject?.foreignId).toBe('lilith/one');
    expect(who(v1, 'b/two.json').subject?.foreignId).toBe('lilith/two');
  });

  it('of ours is known again by its id', () => {
    const ours = { ...v2, data: { ...v2.data, extensions: { tzurot: { id: 'abc' } } } };
    expect(who(ours).subject).toEqual({ foreignId: 'abc', slug: 'lilith' });
  });

  it('of ours says what no card has a field for, as far as it fits', () => {
    const tzurot = {
      prompt: { tone: 'warm', age: 7, greeting: 'not from here' },
      manner: { keywords: ['night'], isAdult: 'yes', tags: ['no'] },
    };
    const { sketch } = who({ ...v2, data: { ...v2.data, extensions: { tzurot } } });
    expect(sketch.prompt).toMatchObject({ ...prompt, tone: 'warm' });
    expect(sketch.prompt).not.toHaveProperty('age');
    expect(sketch.manner).toEqual({ ...manner, keywords: ['night'] });
  });

  it('has a slug even when nothing of its name can stand in one', () => {
    expect(who({ ...v1, name: '夜' }).slug).toMatch(/^card-[0-9a-f]{6}$/);
  });
});

describe('a card that breaks its specification', () => {
  const data = (fields: object) => ({ ...v2, data: { ...v2.data, ...fields } });

  it.each([
    ['one alternate greeting as a text', { alternate_greetings: 'Hi' }, { greetings: ['Hi'] }, []],
    ['an empty text for its alternate greetings', { alternate_greetings: '' }, { greetings: undefined }, []],
    ['null for a list', { tags: null }, { tags: undefined }, []],
    ['its tags in one text', { tags: 'night, spirit' }, { tags: ['night', 'spirit'] }, []],
    ['a number for a text', { character_version: 1.5 }, { version: '1.5' }, []],
    ['an object for a text', { creator_notes: {} }, { creatorNotes: undefined }, ['odd_value /data/creator_notes']],
    ['an object for a list', { tags: {} }, { tags: undefined }, ['odd_value /data/tags']],
    ['more than texts in a list', { tags: ['a', null, '', {}, 7] }, { tags: ['a', '7'] }, ['odd_value /data/tags']],
    ['a nickname on two lines', { nickname: 'Li\nl ' }, { nickname: 'Li l' }, ['repaired /data/nickname']],
    ['null for a book', { character_book: null }, {}, []],
    ['a text for a book', { character_book: 'x' }, {}, ['odd_value /data/character_book']],
  ])('is read when it has %s', (_, fields, expected, remarks) => {
    const found = read(data(fields));
    expect(ofKind(found, 'personalities')[0]?.sketch.manner).toEqual({ ...manner, ...expected });
    expect(remarksIn(found)).toEqual(remarks);
    expect(ofKind(found, 'lore')).toEqual([]);
  });

  it('sets aside the fields that are of another kind', () => {
    expect(who(data({ creator_notes: {}, character_book: 7 })).fates.quarantined).toEqual([
      'data.creator_notes',
      'data.character_book',
    ]);
  });

  it('is cut where it is far too long', () => {
    const found = read(data({ description: 'x'.repeat(100_001), name: 'y'.repeat(201) }));
    expect(ofKind(found, 'personalities')[0]?.sketch).toMatchObject({
      name: 'y'.repeat(200),
      prompt: { character: 'x'.repeat(100_000) },
    });
    expect(remarksIn(found)).toEqual(['cut /data/name', 'cut /data/description']);
  });

  it.each([
    ['is of a newer version', { ...v3, spec_version: '3.1' }, ['newer_spec /spec_version']],
    ['is of a newer version by a number', { ...v3, spec_version: 4 }, ['newer_spec /spec_version']],
    ['names no specification', { data: v2.data }, ['no_spec /spec']],
    ['has no data', { ...v1, spec: 'chara_card_v2' }, ['no_data /data']],
    ['is of an older version by a number', { ...v2, spec_version: 2 }, []],
  ])('says so when it %s', (_, card, remarks) => {
    expect(remarksIn(read(card))).toEqual(remarks);
    expect(who(card).sketch.name).toBe('Lilith');
  });

  it('cannot reach what an object inherits', () => {
    const text = JSON.stringify(v2).replace('"unknown":12', '"__proto__":{"name":"mallory"},"constructor":{}');
    const [found] = ofKind(readFile(format, 'x.json', text), 'personalities');
    expect(found?.sketch.name).toBe('Lilith');
    expect(found?.fates.archived).toEqual(['data.extensions', 'data.__proto__', 'data.constructor']);
  });
});

describe('a card is recognised', () => {
  it('also when its data is longer than what is looked at', () => {
    const long = { ...v2, data: { ...v2.data, description: 'x'.repeat(300_000) } };
    expect(recognise(format, 'a.json', JSON.stringify(long))?.reads).toBe('json');
    const unnamed = { data: { first_mes: '', scenario: '', description: 'x'.repeat(300_000) } };
    expect(recognise(format, 'a.json', JSON.stringify(unnamed))?.reads).toBe('json');
  });

  it.each([
    ['a list', []],
    ['an elizaOS character', { name: 'Eliza', bio: ['x'], lore: [], style: {} }],
    [
      'a shape',
      { id: 'x', name: 'Lilith', username: 'lilith', jailbreak: 'x', user_prompt: 'x', personality_traits: 'x' },
    ],
    ['a system', { version: 2, id: 'x', name: 'x', description: 'x', members: [] }],
    ['a document with data', { data: { x: 1 } }],
  ])('but not in %s', (_, document) => {
    expect(recognise(format, 'a.json', JSON.stringify(document))).toBeUndefined();
  });
});

describe('any JSON', () => {
  it('in place of the fields of a card is read without a fall, into fields that fit', () => {
    const fields = fc.constantFrom(...Object.keys(v3.data), 'character_book');
    const data = fc.dictionary(fields, fc.jsonValue());
    fc.assert(
      fc.property(data, fc.jsonValue(), (changes, spec_version) => {
        const { sketch, fates } = who({ ...v3, spec_version, data: { ...v3.data, ...changes } });
        const names = Object.keys({ ...v3.data, ...changes }).length + 2;
        expect(fates.mapped.length + fates.archived.length + fates.quarantined.length).toBe(names);
        expect(promptSchema.safeParse(sketch.prompt).success && mannerSchema.safeParse(sketch.manner).success).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is recognised or not, without a fall', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        expect([undefined, 'json']).toContain(format.recognise(glimpseOf('a.json', text))?.reads);
      }),
      { numRuns: 300 },
    );
  });
});
