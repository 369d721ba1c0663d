import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aZip } from '../adapters/sources/zips.js';
import { aGif, aJpeg, aWebp } from '../support/pictures.js';
import { root, type Home } from '../support/run-command.js';
import {
  aHomeOfAda,
  bring,
  brought,
  bytesIn,
  codesOf,
  filesOfLilith,
  lay,
  shown,
  storeOf,
  tally,
  undo,
  uuid,
  type Shown,
} from '../support/importing.js';

const cards = join(root, 'test/fixtures/cards');
const card = (name: string) => join(cards, name);

const world = {
  entries: {
    '0': { uid: 0, key: ['tower'], keysecondary: [], comment: 'The tower', content: 'It is tall.', constant: false, selective: true, order: 100, position: 0, disable: false },
    '1': { uid: 1, key: ['river'], keysecondary: [], comment: 'The river', content: 'It is deep.', constant: true, selective: true, order: 90, position: 0, disable: false },
  },
}; // prettier-ignore

/** It must be known the second time, proven, given back, and taken back to what was before. */
async function expectToGoAgain(home: Home, place: string, before: object, batch: string): Promise<void> {
  expect((await bring(home, place)).report).toMatchObject({ batch: null });
  expect(await home.json(`import verify ${batch}`)).toMatchObject({ ok: true, mismatches: [], changedSince: [] });
  expect(await undo(home, batch)).toMatchObject({ kept: [] });
  expect(await storeOf(home)).toEqual(before);
}

describe('a card', () => {
  it.each([
    'lilith-v1.json',
    'lilith-v2.json',
    'lilith-v2.png',
    'lilith-v3.json',
    'lilith-v3.png',
    'pygmalion.json',
    'animated.png',
  ])('comes home and goes again: %s', async name => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const { code, report } = await bring(home, card(name));
    expect(code).toBe(0);
    expect(report.personalities).toMatchObject([{ action: 'created' }]);
    const { slug = '' } = report.personalities[0] ?? {};
    const found = await shown(home, slug);
    expect(found).toMatchObject({ source: { format: 'card' } });
    expect(found['avatar'] !== null).toBe(name.endsWith('.png'));
    await expectToGoAgain(home, card(name), before, report.batch ?? '');
  });

  it('comes with its assets from a CHARX', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const files = bytesIn(card('lilith.charx'));
    const zip = aZip(Object.entries(files).map(([name, bytes]) => ({ name, content: Buffer.from(bytes, 'latin1') })));
    const place = lay(home, 'cards', { 'lilith.charx': zip });
    const { code, report } = await bring(home, place);
    expect(code).toBe(0);
    expect(report.personalities).toMatchObject([{ action: 'created' }]);
    expect(await shown(home, report.personalities[0]?.slug ?? '')).toMatchObject({ avatar: { type: 'image/png' } });
    await expectToGoAgain(home, place, before, report.batch ?? '');
  });

  it('brings only the difference when it comes again with another text', async () => {
    const home = await aHomeOfAda();
    const v2 = (description: string, entry: string) => ({
      spec: 'chara_card_v2', spec_version: '2.0',
      data: { name: 'Azazel', description, first_mes: 'Meh.', extensions: {}, character_book: { extensions: {}, entries: [{ id: 1, keys: ['goat'], content: entry, extensions: {}, enabled: true, insertion_order: 1 }] } },
    }); // prettier-ignore
    await brought(home, lay(home, 'one', { 'azazel.json': v2('A goat.', 'They climb.') }));
    const second = await brought(home, lay(home, 'two', { 'azazel.json': v2('A black goat.', 'They climb trees.') }));
    expect(second.personalities).toMatchObject([{ slug: 'azazel', action: 'updated' }]);
    expect(tally(second, 'lore')).toEqual({ read: 1, updated: 1 });
    expect(await shown(home, 'azazel')).toMatchObject({ prompt: { character: 'A black goat.' }, counts: { lore: 1 } });
  });
});

describe('a lorebook alone', () => {
  it('is nobody’s, and quarantined; with --into it is somebody’s', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create lilith --name Lilith');
    const place = lay(home, 'worlds', { 'Night.json': world });
    const { code, report } = await bring(home, place);
    expect(code).toBe(8);
    expect(tally(report, 'lore')).toEqual({ read: 2, quarantined: 2 });
    const rows = await home.json<{ try: string }[]>(`import quarantine ${report.batch}`);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.try).toContain('--into');
    const into = await brought(home, `${place} --into lilith`);
    expect(tally(into, 'lore')).toEqual({ read: 2, created: 2 });
    expect(into.personalities).toMatchObject([{ slug: 'lilith' }]);
    expect(await shown(home, 'lilith')).toMatchObject({ counts: { lore: 2 }, displayName: 'Lilith', source: null });
    expect(await home.json('lore list lilith')).toHaveLength(2);
    expect((await bring(home, `${place} --into lilith`)).report.batch).toBe(null);
  });

  it('goes again, and leaves the personality as it was', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create lilith --name Lilith');
    const before = await storeOf(home);
    const place = `${lay(home, 'worlds', { 'Night.json': world })} --into lilith`;
    const { batch } = await brought(home, place);
    expect(await storeOf(home)).not.toEqual(before);
    await expectToGoAgain(home, place, before, batch);
  });

  it('goes into nobody who is not there, or is somebody else’s', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create lilith --name Lilith');
    const place = lay(home, 'worlds', { 'Night.json': world });
    expect(await home.failure(`import ${place} --into azazel`)).toMatchObject({ exit: 3 });
    expect(['denied', 'not_found']).toContain(
      (await home.failure(`import ${place} --into lilith --as ${'8'.repeat(18)}`)).code,
    );
    expect(await home.json('import list')).toEqual([]);
  });

  it('may go into two, one after the other', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create lilith --name Lilith');
    await home.run('personality create azazel --name Azazel');
    const place = lay(home, 'worlds', { 'Night.json': world });
    await brought(home, `${place} --into lilith`);
    expect(tally(await brought(home, `${place} --into azazel`), 'lore')).toEqual({ read: 2, created: 2 });
  });
});

describe('a folder of SillyTavern', () => {
  it('comes home with its chats, groups and worlds', async () => {
    const home = await aHomeOfAda();
    const place = join(home.folder, 'default-user');
    cpSync(card('sillytavern'), place, { recursive: true });
    cpSync(card('lilith-v2.png'), join(place, 'characters/Lilith.png'));
    const before = await storeOf(home);
    const { report } = await bring(home, place);
    expect(report.totals.messages.created).toBeGreaterThan(2);
    expect(report.totals.messages.quarantined).toBe(1);
    expect(report.personalities.map(({ slug }) => slug)).toEqual(['lilith', 'nox']);
    expect(codesOf(report)).toContain('token_file');
    expect(await shown(home, 'lilith')).toMatchObject({ source: { format: 'card' } });
    await expectToGoAgain(home, place, before, report.batch ?? '');
  });

  it('gives the chat to the card of the same name, in the same batch or later', async () => {
    const chat = [
      { user_name: 'Ada', character_name: 'Azazel', create_date: '2024-6-5@14h56m50s', chat_metadata: {} },
      { name: 'Ada', is_user: true, is_system: false, send_date: '2024-06-05T14:59:00.000Z', mes: 'Hello.', extra: {} },
      { name: 'Azazel', is_user: false, is_system: false, send_date: '2024-06-05T14:59:10.000Z', mes: 'Meh.', extra: {} },
    ].map(line => JSON.stringify(line)).join('\n'); // prettier-ignore
    const azazel = {
      spec: 'chara_card_v2',
      spec_version: '2.0',
      data: { name: 'Azazel', description: 'A goat.', first_mes: 'Meh.', extensions: {} },
    };
    const together = await aHomeOfAda();
    await brought(together, lay(together, 'all', { 'characters/Azazel.json': azazel, 'chats/Azazel/one.jsonl': chat }));
    const apart = await aHomeOfAda();
    await brought(apart, lay(apart, 'card', { 'characters/Azazel.json': azazel }));
    await brought(apart, lay(apart, 'chat', { 'chats/Azazel/one.jsonl': chat }));
    for (const home of [together, apart]) {
      expect(await home.json('personality list')).toHaveLength(1);
      expect(await shown(home, 'azazel')).toMatchObject({ counts: { messages: 2 }, prompt: { character: 'A goat.' } });
    }
  });

  it('tells the speakers of a group chat apart', async () => {
    const home = await aHomeOfAda();
    const lines = readFileSync(card('sillytavern/group chats/Night.jsonl'), 'utf8');
    const { report } = await bring(home, lay(home, 'st', { 'group chats/Night.jsonl': lines }));
    expect(tally(report, 'messages')).toMatchObject({ read: 3 });
    expect(report.totals.messages.quarantined).toBe(0);
    expect(await home.json('personality list')).not.toEqual([]);
  });

  it('adds what was said since, when the chat went on', async () => {
    const home = await aHomeOfAda();
    const said = (number: number) =>
      JSON.stringify({
        name: number % 2 ? 'Azazel' : 'Ada',
        is_user: number % 2 === 0,
        is_system: false,
        send_date: `2024-06-05T15:0${number}:00.000Z`,
        mes: `Line ${number}.`,
        extra: {},
      });
    const head = JSON.stringify({
      user_name: 'Ada',
      character_name: 'Azazel',
      create_date: '2024-6-5@14h56m50s',
      chat_metadata: {},
    });
    await brought(home, lay(home, 'one', { 'chats/Azazel/a.jsonl': [head, said(0), said(1)].join('\n') }));
    const second = await brought(
      home,
      lay(home, 'two', { 'chats/Azazel/a.jsonl': [head, said(0), said(1), said(2), said(3)].join('\n') }),
    );
    expect(tally(second, 'messages')).toEqual({ read: 4, created: 2, unchanged: 2 });
  });

  it('takes the same words twice when they were said twice', async () => {
    const home = await aHomeOfAda();
    const line = JSON.stringify({
      name: 'Ada',
      is_user: true,
      is_system: false,
      send_date: '2024-06-05T15:00:00.000Z',
      mes: 'Hello?',
      extra: {},
    });
    const head = JSON.stringify({
      user_name: 'Ada',
      character_name: 'Azazel',
      create_date: '2024-6-5@14h56m50s',
      chat_metadata: {},
    });
    const { report } = await bring(
      home,
      lay(home, 'one', {
        'chats/Azazel/a.jsonl': [head, line, line].join('\n'),
        'chats/Azazel/b.jsonl': [head, line].join('\n'),
      }),
    );
    expect(report.totals.messages.read).toBe(3);
    expect(report.totals.messages.created + report.totals.messages.unchanged).toBe(3);
    expect(report.totals.messages.created).toBeGreaterThanOrEqual(2);
  });
});

describe('proxies', () => {
  it('of PluralKit become personas', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const system = {
      version: 2, id: 'abcde', uuid: uuid(40), name: 'The Choir', tag: null, accounts: [1], groups: [], switches: [], config: {},
      members: [{ id: 'aaaaa', uuid: uuid(41), name: 'Wren', pronouns: 'they/them', description: 'A bird.' }, { id: 'bbbbb', uuid: uuid(42), name: 'Rook', pronouns: null, description: null }],
    }; // prettier-ignore
    const place = lay(home, 'pk', { 'system.json': system });
    const report = await brought(home, place);
    expect(tally(report, 'personas')).toEqual({ read: 2, created: 2 });
    expect(await home.json('persona list')).toMatchObject([
      { name: 'Rook' },
      { name: 'Wren', pronouns: 'they/them', about: 'A bird.' },
    ]);
    expect(report.personalities).toEqual([]);
    await expectToGoAgain(home, place, before, report.batch);
  });

  it('of Tupperbox become personas', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const place = lay(home, 'tb', {
      'tuppers.json': {
        tuppers: [{ id: 1, name: 'Wren', brackets: ['w:', ''], posts: 3, description: 'A bird.', nick: null }],
        groups: [],
      },
    });
    const report = await brought(home, place);
    expect(tally(report, 'personas')).toEqual({ read: 1, created: 1 });
    expect(await home.json('persona list')).toMatchObject([{ name: 'Wren', about: 'A bird.' }]);
    await expectToGoAgain(home, place, before, report.batch);
  });

  it('that were edited here stay as they were edited, and outlive an undo', async () => {
    const home = await aHomeOfAda();
    const tuppers = (description: string) => ({
      tuppers: [{ id: 1, name: 'Wren', brackets: ['w:', ''], posts: 3, description, nick: null }],
      groups: [],
    });
    const { batch } = await brought(home, lay(home, 'tb', { 'tuppers.json': tuppers('A bird.') }));
    await home.run('persona edit Wren --set "about=A small bird."');
    await brought(home, lay(home, 'tb2', { 'tuppers.json': tuppers('A big bird.') }));
    expect(await home.json('persona list')).toMatchObject([{ about: 'A small bird.' }]);
    expect((await undo(home, batch)).kept).toMatchObject([{ kind: 'personas' }]);
    expect(await home.json('persona list')).toHaveLength(1);
  });
});

describe('others', () => {
  it('of elizaOS come home', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const eliza = {
      name: 'Eliza', bio: ['A listener.'], lore: ['She was the first.'], messageExamples: [[{ user: '{{user1}}', content: { text: 'Hi' } }, { user: 'Eliza', content: { text: 'Go on.' } }]],
      postExamples: [], adjectives: ['calm'], topics: ['you'], style: { all: ['Be brief.'], chat: [], post: [] },
    }; // prettier-ignore
    const place = lay(home, 'eliza', { 'eliza.character.json': eliza });
    const report = await brought(home, place);
    expect(report.personalities).toMatchObject([{ slug: 'eliza', action: 'created' }]);
    expect(await shown(home, 'eliza')).toMatchObject({ source: { format: 'eliza' } });
    await expectToGoAgain(home, place, before, report.batch);
  });

  it('in the generic JSON come home with what was said', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const talk = {
      id: 'talk-17', title: 'By the lake', character: { id: 'c-1', name: 'Lilith', character: 'An owl.', greeting: 'Come in.' },
      messages: [{ id: '1', role: 'user', name: 'Ada', content: 'Are you there?', timestamp: '2024-06-01T12:00:00Z' }, { id: '2', role: 'assistant', content: 'Always.', timestamp: 1717243201.5 }],
    }; // prettier-ignore
    const place = lay(home, 'generic', { 'talk.json': talk });
    const report = await brought(home, place);
    expect(tally(report, 'messages')).toEqual({ read: 2, created: 2 });
    expect(await shown(home, 'lilith')).toMatchObject({ prompt: { character: 'An owl.' }, counts: { messages: 2 } });
    await expectToGoAgain(home, place, before, report.batch);
  });

  it('without a name go where --into says', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create owl --name Owl');
    const talk = {
      messages: [
        { role: 'user', content: 'Hello.' },
        { role: 'assistant', content: 'Hoot.' },
      ],
    };
    const place = lay(home, 'generic', { 'talk.json': talk });
    const { code, report } = await bring(home, place);
    expect({ code, messages: tally(report, 'messages') }).toEqual({ code: 8, messages: { read: 2, quarantined: 2 } });
    expect(tally(await brought(home, `${place} --into owl`), 'messages')).toEqual({ read: 2, created: 2 });
    expect(await shown(home, 'owl')).toMatchObject({ counts: { messages: 2 } });
  });
});

describe('a folder with everything in it', () => {
  it('is told apart, file by file', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const place = lay(home, 'mixed', {
      ...filesOfLilith(),
      'card.png': readFileSync(card('lilith-v3.png')),
      'chats.zip': aZip([
        {
          name: 'Azazel/memories.json',
          content: JSON.stringify([
            {
              id: 'm1',
              shape_id: uuid(60),
              senders: [uuid(77)],
              result: 'They met.',
              summary_type: 'automatic',
              metadata: { created_at: 1 },
            },
          ]),
        },
      ]),
      'tuppers.json': {
        tuppers: [{ id: 1, name: 'Wren', brackets: ['w:', ''], posts: 3, description: 'A bird.' }],
        groups: [],
      },
      'notes.txt': 'Buy milk.',
      'photo.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    });
    const { code, report } = await bring(home, place);
    expect(code).toBe(0);
    expect(report.files).toBe(7);
    expect(report.personalities.map(({ slug }) => slug)).toEqual(['azazel', 'lilith', 'lilith-2']);
    expect(tally(report, 'personas')).toEqual({ read: 1, created: 1 });
    expect(
      report.issues
        .filter(({ code: each }) => each === 'stray_file')
        .map(({ file }) => file)
        .toSorted(),
    ).toEqual(['notes.txt', 'photo.jpg']);
    await expectToGoAgain(home, place, before, report.batch ?? '');
  });
});

describe('a picture beside the state of the old bot', () => {
  it.each([
    ['image/jpeg', 'lilith-0123abcd.jpg', aJpeg()],
    ['image/gif', 'lilith-0123abcd.gif', aGif()],
    ['image/webp', 'lilith.webp', aWebp()],
    ['image/webp', 'lilith-0123abcd.png', aWebp()],
  ])('is known by what is in it: %s in %s', async (type, name, bytes) => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const place = lay(home, 'backup', { ...filesOfLilith(), [`avatars/images/${name}`]: bytes });
    const report = await brought(home, place);
    expect(tally(report, 'avatars')).toEqual({ read: 1, created: 1 });
    expect(await shown(home, 'lilith')).toMatchObject({ avatar: { type, bytes: bytes.length } });
    await expectToGoAgain(home, place, before, report.batch);
  });

  it('is quarantined when it is none, and the rest goes in', async () => {
    const home = await aHomeOfAda();
    const files = { ...filesOfLilith(), 'avatars/images/lilith-0123abcd.png': Buffer.from('<html>') };
    const { code, report } = await bring(home, lay(home, 'backup', files));
    expect(code).toBe(8);
    expect(tally(report, 'avatars')).toEqual({ read: 1, quarantined: 1 });
    expect(await shown(home, 'lilith')).toMatchObject({ avatar: null, counts: { memories: 2 } });
  });
});

describe('one name in several places', () => {
  const v2 = {
    spec: 'chara_card_v2',
    spec_version: '2.0',
    data: { name: 'Lilith', description: 'Of the card.', extensions: {} },
  };
  const eliza = { name: 'Lilith', bio: ['Of elizaOS.'], lore: [], messageExamples: [], postExamples: [], adjectives: [], topics: [], style: { all: [], chat: [], post: [] } }; // prettier-ignore

  it('is another one in each: nobody is taken for somebody else, nor changed', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const place = lay(home, 'mixed', {
      ...filesOfLilith(),
      'cards/lilith.json': v2,
      'eliza/lilith.character.json': eliza,
    });
    const report = await brought(home, place);
    expect(report.personalities).toHaveLength(3);
    const all: Shown[] = [];
    for (const { slug } of report.personalities) all.push(await shown(home, slug));
    expect(all.map(({ source }) => source)).toMatchObject([{ format: 'shapes.inc' }, { format: 'card' }, { format: 'eliza' }]); // prettier-ignore
    expect(new Set(all.map(({ slug }) => slug)).size).toBe(3);
    await expectToGoAgain(home, place, before, report.batch);
  });
});

describe('a config with more in it than fits', () => {
  it.each<[string, object]>([
    ['a message that is too long', { error_message: 'x'.repeat(600) }],
    ['a name that is too long', { name: 'x'.repeat(300) }],
    ['a name of several lines', { name: 'Lilith\nTzel' }],
    ['an empty name', { name: '' }],
    ['an id of a voice that is too long', { voice_id: 'x'.repeat(300) }],
    ['numbers of a voice that are out of range', { voice_id: 'a', voice_stability: 7, voice_frequency: -1 }],
    ['a model of a name that is too long', { engine_model: 'x'.repeat(400), fallback_engine_model: 'y'.repeat(400) }],
    ['words that are empty', { keywords: ['', 'owl', '', ''], favorite_reacts: ['', '🦉', ''] }],
    ['more words than anybody has', { keywords: Array.from({ length: 1500 }, (_, index) => `k${index}`) }],
    ['a prompt that is too long', { jailbreak: 'x'.repeat(100_001) }],
    ['a birthday that is none', { birthday: '13-45' }],
    ['a status that is too long', { shape_settings: { status: 'x'.repeat(100_001), status_type: 'x'.repeat(300) } }],
  ])('comes home all the same, and what is left out is said: %s', async (_, config) => {
    const home = await aHomeOfAda();
    const { report } = await bring(home, lay(home, 'backup', filesOfLilith({ config })));
    expect(report.personalities).toMatchObject([{ slug: 'lilith', action: 'created' }]);
    expect(await shown(home, 'lilith')).toMatchObject({ prompt: { traits: 'wry' }, counts: { memories: 2 } });
  });

  it.each<[string, object]>([
    ['a card', { spec: 'chara_card_v2', spec_version: '2.0', data: { name: 'Lil\nith'.repeat(60), description: 'x'.repeat(100_001), first_mes: '', alternate_greetings: ['', 'x'.repeat(100_001), '', 'Hoot.', 'y'.repeat(100_001)], tags: Array.from({ length: 1200 }, () => ''), creator: 'x'.repeat(100_001), creator_notes: '', character_version: 'x'.repeat(100_001), extensions: {} } }],
    ['a third version', { spec: 'chara_card_v3', spec_version: '3.0', data: { name: '', nickname: 'a\nb'.repeat(200), description: 'An owl.', group_only_greetings: ['', '', 'x'.repeat(100_001), 'y'.repeat(100_001)], tags: ['', 1, null, 'x'.repeat(100_001), 'y'.repeat(100_001)], extensions: {} } }],
    ['elizaOS', { name: 'a\nb'.repeat(100), bio: ['', '', 'x'.repeat(100_001)], lore: ['', 'x'.repeat(100_001)], messageExamples: [[{ user: 'a', content: { text: 'x'.repeat(100_001) } }], [{ user: 'a', content: { text: 'y'.repeat(100_001) } }]], postExamples: ['', ''], adjectives: ['', ''], topics: ['', 'x'.repeat(100_001), 'y'.repeat(100_001)], style: { all: ['', ''], chat: [], post: [] } }],
    ['the generic JSON', { character: { name: 'x\n'.repeat(300), character: 'x'.repeat(100_001), greeting: '' }, messages: [{ role: 'user', content: 'x'.repeat(100_001) }] }],
  ])('comes home all the same: %s', async (_, document) => {
    const home = await aHomeOfAda();
    const { report } = await bring(home, lay(home, 'cards', { 'lilith.json': document }));
    expect(report.personalities).toMatchObject([{ action: 'created' }]);
  }); // prettier-ignore

  it('takes what fits of training, and says what does not', async () => {
    const home = await aHomeOfAda();
    const training = ['x', 'Hoot', 'y', 'z'].map(text => ({ user: 'Say it.', assistant: text === 'Hoot' ? text : text.repeat(100_001) })); // prettier-ignore
    const files = { ...filesOfLilith(), 'lilith/lilith_training.json': training };
    const { report } = await bring(home, lay(home, 'backup', files));
    const { manner } = await home.json<{ manner: { dialogues?: string[] } }>('personality show lilith');
    expect(manner.dialogues).toContain('{{user}}: Say it.\n{{char}}: Hoot');
    expect(report.totals.training.created).toBe(manner.dialogues?.length);
  });

  it('loses no training because there is much of it', async () => {
    const home = await aHomeOfAda();
    const training = Array.from({ length: 1100 }, (_, index) => ({ user: `Say ${index}`, assistant: `Hoot ${index}` }));
    const files = { ...filesOfLilith(), 'lilith/lilith_training.json': training };
    const { report } = await bring(home, lay(home, 'backup', files));
    const { manner } = await home.json<{ manner: { dialogues?: string[] } }>('personality show lilith');
    expect(tally(report, 'training')).toMatchObject({ read: 1100 });
    expect(manner.dialogues ?? []).toHaveLength(report.totals.training.created);
    expect(manner.dialogues).toContain('{{user}}: Say 0\n{{char}}: Hoot 0');
  });
});
