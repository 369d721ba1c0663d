import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mappedFormat } from '../../../../src/domain/import/formats/generic/mapped.js';
import { mappingSchema } from '../../../../src/domain/import/formats/generic/mapping.js';
import { microsOf } from '../../../../src/domain/time.js';
import { codesOf, found, glimpseOf } from './reading.js';

const folder = new URL('../../../../data/import/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const mappingIn = (name: string) => mappingSchema.parse(parse(readFileSync(new URL(name, folder), 'utf8')));
const formats = new Map(files.map(name => [name, mappedFormat(mappingIn(name))]));

function formatOf(name: string) {
  const format = formats.get(`${name}.yaml`);
  if (format === undefined) throw new Error(`There is no mapping ${name}.`);
  return format;
}

/** Who said what, of a file that the mapping of this name must recognise. */
function talkOf(name: string, file: unknown) {
  const { recognised, discoveries } = found(formatOf(name), file, 'chat.json');
  const lines = discoveries.flatMap(each =>
    each.kind === 'messages' ? [{ ...each, line: `${each.speaker} ${each.speakerName}: ${each.text}` }] : [],
  );
  return { recognised, discoveries, lines, spoken: lines.map(({ line }) => line) };
}

const histories = {
  histories: {
    histories: [
      { msgs: [{ uuid: 'u1', text: 'Hello.', src: { is_human: false, name: 'Lilith' } }] },
      {
        msgs: [
          { text: 'Hi.', src: { is_human: true, name: 'Ada' } },
          { text: 'Oh.', src: { name: 'Lilith' } },
        ],
      },
    ],
  },
};

const turns = {
  turns: [
    { author: { name: 'Ada', is_human: true }, candidates: [{ candidate_id: 'a', raw_content: 'Hi.' }] },
    {
      author: { name: 'Lilith' },
      primary_candidate_id: 'c',
      candidates: [
        { candidate_id: 'b', raw_content: 'No.' },
        { candidate_id: 'c', raw_content: 'Yes.' },
      ],
    },
  ],
  meta: { next_token: null },
};

const messages = {
  messages: [
    { id: 1, uuid: 'u1', text: 'Hello.', src__name: 'Lilith', src__is_human: false, is_alternative: false },
    { id: 2, uuid: 'u2', text: 'Or not.', src__name: 'Lilith', src__is_human: false, is_alternative: true },
    { id: 3, uuid: 'u3', text: 'Hi.', src__name: 'Ada', src__is_human: true, is_alternative: false },
  ],
  has_more: false,
  next_page: 0,
};

const risu = {
  type: 'risuChat',
  ver: 1,
  data: {
    message: [
      { role: 'user', data: 'Hi.', time: 1717243200123 },
      { role: 'char', data: 'Oh.', name: 'Lilith', chatId: 'r2' },
    ],
    note: '',
  },
};

const agnai = {
  name: 'By the lake',
  messages: [
    { _id: 'm1', msg: 'Hello.', characterId: 'c', handle: 'Lilith', createdAt: '2024-06-01T12:00:00Z' },
    { _id: 'm2', msg: 'Hi.', userId: 'u', handle: 'Ada' },
  ],
};

const kobold = {
  gamestarted: true,
  prompt: 'It is night.',
  memory: 'Lilith is an owl.',
  actions: ['{{[INPUT]}}Hi.{{[OUTPUT]}}', 'Oh.'],
  savedsettings: { chatname: 'Ada', chatopponent: 'Lilith' },
};

describe('the mappings that are shipped', () => {
  it('are those that are documented, and say that they were never tried', () => {
    const readme = readFileSync(new URL('README.md', folder), 'utf8');
    expect(files).toEqual([
      'agnai.yaml',
      'character-ai.yaml',
      'koboldlite.yaml',
      'ooba.yaml',
      'risuai.yaml',
      'spicychat.yaml',
    ]);
    for (const file of files) {
      const { name, tested } = mappingIn(file);
      expect(`${name}.yaml`).toBe(file);
      expect(tested).toBe('none — no real file was at hand');
      expect(readme).toContain(`| \`${name}\``);
    }
  });

  it.each([
    ['character-ai', histories],
    ['character-ai', turns],
    ['character-ai', messages],
    ['risuai', risu],
    ['agnai', agnai],
    ['koboldlite', kobold],
    ['ooba', { data_visible: [['', 'Hello.']] }],
  ])('%s takes no file of another', (name, file) => {
    const takers = [...formats].filter(([, format]) => format.recognise(glimpseOf(JSON.stringify(file))) !== undefined);
    expect(takers.map(([taker]) => taker)).toEqual([`${name}.yaml`]);
  });

  it('say once for a file that they were never tried, and that times are made up', () => {
    for (const [name, file] of [
      ['character-ai', turns],
      [
        'ooba',
        {
          data_visible: [
            ['Hi.', 'Oh.'],
            ['', 'Hm.'],
          ],
        },
      ],
    ] as const)
      expect(codesOf(talkOf(name, file).discoveries).slice(0, 2)).toEqual(['mapping_untested', 'times_synthetic']);
    expect(codesOf(talkOf('agnai', agnai).discoveries)).toEqual(['mapping_untested']);
  });
});

describe('Character.AI', () => {
  it('has several talks in its histories', () => {
    const { recognised, lines, spoken, discoveries } = talkOf('character-ai', histories);
    expect(recognised).toMatchObject({ format: 'generic', role: 'Character.AI chats', subject: { slug: 'lilith' } });
    expect(discoveries[0]).toMatchObject({ weight: 'mention', sketch: { name: 'Lilith' } });
    expect(spoken).toEqual(['personality Lilith: Hello.', 'person Ada: Hi.', 'personality Lilith: Oh.']);
    expect(lines).toMatchObject([
      { talk: 'chat.json#1', foreignId: 'u1', saidAt: null, at: '/histories/histories/0/msgs/0' },
      { talk: 'chat.json#2', foreignId: null },
      { talk: 'chat.json#2', at: '/histories/histories/1/msgs/1' },
    ]);
  });

  it('has the answer that was chosen in its turns', () => {
    expect(talkOf('character-ai', turns).spoken).toEqual(['person Ada: Hi.', 'personality Lilith: Yes.']);
  });

  it('archives the answers that were swiped away', () => {
    const { lines, recognised } = talkOf('character-ai', messages);
    expect(recognised).toMatchObject({ streams: ['messages'] });
    expect(lines.map(({ text, aside }) => [text, aside?.code])).toEqual([
      ['Hello.', undefined],
      ['Or not.', 'not_spoken'],
      ['Hi.', undefined],
    ]);
  });
});

it('RisuAI has times and names', () => {
  const { lines, spoken } = talkOf('risuai', risu);
  expect(spoken).toEqual(['person null: Hi.', 'personality Lilith: Oh.']);
  expect(lines).toMatchObject([{ saidAt: 1717243200123000 }, { saidAt: null, foreignId: 'r2' }]);
});

it('Agnai tells people from characters by their ids', () => {
  const { lines, spoken, discoveries } = talkOf('agnai', agnai);
  expect(spoken).toEqual(['personality Lilith: Hello.', 'person Ada: Hi.']);
  expect(lines).toMatchObject([{ saidAt: microsOf('2024-06-01T12:00:00Z'), foreignId: 'm1' }, { saidAt: null }]);
  expect(discoveries[0]).toMatchObject({ slug: 'lilith', fates: { archived: ['name'] } });
});

it.each(['data_visible', 'visible'])('the web UI has pairs in %s, of which one half may be empty', member => {
  const file = {
    internal: [],
    [member]: [['<|BEGIN-VISIBLE-CHAT|>', 'Hello.'], ['Hi.', 'Oh.'], ['Hi.', 'Oh.'], ['Hm.']],
  };
  const { recognised, lines, spoken, discoveries } = talkOf('ooba', file);
  expect(recognised).toMatchObject({ subject: null, streams: [member] });
  expect(spoken.slice(0, 5)).toEqual([
    'personality null: Hello.',
    'person null: Hi.',
    'personality null: Oh.',
    'person null: Hi.',
    'personality null: Oh.',
  ]);
  expect(lines.slice(5)).toMatchObject([{ text: 'Hm.' }, { aside: { fate: 'quarantined', code: 'no_text' } }]);
  expect(new Set(lines.slice(0, 5).map(({ raw }) => raw)).size).toBe(5);
  expect(codesOf(discoveries)).toEqual(['mapping_untested', 'times_synthetic', 'nobody_named']);
});

it('Kobold Lite has a beginning, and marks what the person wrote', () => {
  const { spoken, discoveries } = talkOf('koboldlite', kobold);
  expect(spoken).toEqual(['personality null: It is night.', 'person null: Hi.', 'personality null: Oh.']);
  expect(discoveries[0]).toMatchObject({
    weight: 'config',
    sketch: { name: 'Lilith', prompt: { character: 'Lilith is an owl.' } },
    fates: { archived: ['gamestarted', 'savedsettings.chatname'], quarantined: [] },
  });
});

it('SpicyChat has characters', () => {
  const file = {
    id: 's1', name: 'Lilith', title: 'Owl', greeting: 'Come in.', persona: '', scenario: null, dialogue: 'a: b',
    creator_username: 'ada', avatar_url: 'x', tags: ['owl'], lorebooks: [], views: 3,
  }; // prettier-ignore
  const { recognised, discoveries } = found(formatOf('spicychat'), file);
  expect(recognised).toMatchObject({ subject: { foreignId: 's1', slug: 'lilith' } });
  expect(discoveries).toMatchObject([
    {
      raw: JSON.stringify(file),
      weight: 'config',
      sketch: {
        name: 'Lilith',
        prompt: { greeting: 'Come in.', examples: 'a: b' },
        manner: { creator: 'ada', creatorNotes: 'Owl', tags: ['owl'] },
      },
      fates: { archived: ['avatar_url', 'lorebooks'], quarantined: ['views'] },
    },
  ]);
});
