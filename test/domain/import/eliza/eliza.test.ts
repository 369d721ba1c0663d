import { describe, expect, it } from 'vitest';
import { elizaFormat } from '../../../../src/domain/import/formats/eliza/eliza.js';
import { codesOf, found, glimpseOf } from '../generic/reading.js';

const aCharacter = (fields: Record<string, unknown> = {}) => ({
  name: 'Lilith',
  bio: ['An owl.', 'Keeps a tea house with {{agentName}}.'],
  lore: ['Born on a leap day.', 'Never sleeps.'],
  messageExamples: [
    [
      { user: '{{user1}}', content: { text: 'Are you there, {{user1}}?' } },
      { user: 'Lilith', content: { text: 'Always.', action: 'NONE' } },
    ],
    [{ name: '{{name1}}', content: { text: 'Tea?' } }],
  ],
  postExamples: ['Tea is on.'],
  adjectives: ['dry', 'kind'],
  topics: ['tea', 'the night'],
  style: { all: ['Short sentences.'], chat: ['Ask back.'], post: ['No hashtags.'] },
  ...fields,
});

const read = (fields: Record<string, unknown> = {}) => found(elizaFormat, aCharacter(fields)).discoveries;
const personality = (fields: Record<string, unknown> = {}) => read(fields)[0];

describe('a character file', () => {
  it('becomes a personality and its lore', () => {
    const { recognised, discoveries } = found(elizaFormat, aCharacter({ system: 'You are {{agentName}}.' }));
    const subject = { foreignId: null, slug: 'lilith' };
    expect(recognised).toMatchObject({ format: 'eliza', role: 'character', subject, isWorldwide: false, streams: [] });
    expect(discoveries[0]).toEqual({
      kind: 'personalities',
      at: '',
      raw: JSON.stringify(aCharacter({ system: 'You are {{agentName}}.' })),
      subject,
      weight: 'config',
      slug: 'lilith',
      sketch: {
        name: 'Lilith',
        prompt: {
          system: 'You are {{char}}.',
          character: 'An owl.\nKeeps a tea house with {{char}}.',
          traits: 'dry, kind',
          likes: 'tea, the night',
          tone: 'Short sentences.\nAsk back.\nWhen writing posts:\nNo hashtags.',
          examples: '{{user}}: Are you there, {{user}}?\n{{char}}: Always.\n\n{{user}}: Tea?',
        },
      },
      fates: {
        mapped: [
          'name',
          'bio',
          'lore',
          'messageExamples',
          'adjectives',
          'topics',
          'style.all',
          'style.chat',
          'style.post',
          'system',
        ],
        archived: ['postExamples'],
        quarantined: [],
      },
      owners: [],
    });
    expect(discoveries.slice(1)).toEqual([
      {
        kind: 'lore',
        at: '/lore/0',
        raw: '"Born on a leap day."',
        subject,
        foreignId: null,
        title: 'Born on a leap day.',
        content: 'Born on a leap day.',
        keys: [],
        constant: true,
        enabled: true,
        order: 0,
        rules: {},
      },
      expect.objectContaining({ at: '/lore/1', content: 'Never sleeps.', order: 1 }),
    ]);
  });

  it('of a later version has no lore, a text for its life, and an id', () => {
    const id = '5a0c2b1e-0000-4000-8000-000000000001';
    const { lore: _, ...rest } = aCharacter({ id, bio: 'An owl.', plugins: ['@elizaos/plugin-sql'] });
    const { recognised, discoveries } = found(elizaFormat, rest);
    expect(recognised).toMatchObject({ subject: { foreignId: id, slug: 'lilith' }, isWorldwide: true });
    expect(discoveries).toMatchObject([{ sketch: { prompt: { character: 'An owl.' } } }]);
  });

  it('knows what stands in its knowledge, in each of the forms', () => {
    const knowledge = ['Owls hoot.', { id: 'k1', path: 'tea.md', content: 'Tea is hot.' }, { path: 'far.md' }, 7, true];
    expect(read({ lore: [], knowledge }).slice(1)).toMatchObject([
      { content: 'Owls hoot.', foreignId: null },
      { content: 'Tea is hot.', title: 'tea.md', foreignId: 'k1', at: '/knowledge/1' },
      { content: '', aside: { fate: 'archived', code: 'knowledge_elsewhere' } },
      { content: '7' },
      { aside: { fate: 'quarantined', code: 'no_text' } },
    ]);
  });

  it.each([
    ['anthropic/claude-3.5-sonnet', { model: 'anthropic/claude-3.5-sonnet' }, 'mapped'],
    ['large', undefined, 'archived'],
    ['a/b/c', undefined, 'archived'],
    ['', undefined, 'archived'],
    [null, undefined, 'archived'],
  ] as const)('with the model %j', (model, llm, fate) => {
    const character = personality({ settings: { model } });
    expect(character).toMatchObject({ fates: { [fate]: expect.arrayContaining(['settings.model']) } });
    expect(character !== undefined && 'sketch' in character && character.sketch.llm).toEqual(llm);
  });

  it('says which fields are not what they should be, and uses the texts in them', () => {
    const character = personality({
      bio: ['An owl.', { text: 'odd' }],
      style: { all: {}, mood: [] },
      wings: 2,
      topics: null,
    });
    expect(character).toMatchObject({
      sketch: { prompt: { character: 'An owl.' } },
      fates: { quarantined: ['bio', 'style.all', 'style.mood', 'wings'], mapped: expect.arrayContaining(['topics']) },
    });
    expect(codesOf(read({ bio: 7 }))).toEqual(['field_odd']);
    expect(character).toHaveProperty('remarks[0].at', '/bio');
  });

  it('has a fate for each of its members, also for those in which there is nothing', () => {
    for (const empty of [null, '', [], {}]) {
      const { fates } = { fates: undefined, ...personality({ style: empty, settings: empty, wings: empty }) };
      const named = Object.values(fates ?? {})
        .flat()
        .map(path => path.split('.')[0]);
      expect(new Set(named)).toEqual(new Set([...Object.keys(aCharacter()), 'settings', 'wings']));
    }
  });

  it('says nothing of an empty field', () => {
    expect(
      personality({ bio: [], system: '', style: null, adjectives: null, topics: [], messageExamples: [] }),
    ).toMatchObject({
      sketch: { name: 'Lilith' },
      fates: { quarantined: [] },
    });
  });

  it('keeps what every object has as plain data', () => {
    const text = JSON.stringify(aCharacter()).replace('{', '{"__proto__":{"name":"Mallory"},"constructor":"x",');
    expect(found(elizaFormat, text).discoveries[0]).toMatchObject({
      sketch: { name: 'Lilith' },
      fates: { quarantined: ['__proto__', 'constructor'] },
    });
  });

  it('is called as its file where it has no name to read', () => {
    const { recognised } = found(elizaFormat, aCharacter({ name: null }), 'characters/lilith.character.json');
    expect(recognised).toMatchObject({ subject: { foreignId: null, slug: 'lilith' } });
  });

  it.each([
    ['a card', { ...aCharacter(), spec: 'chara_card_v2', data: {} }],
    ['a shape', { name: 'Lilith', username: 'lilith', jailbreak: '', user_prompt: '', engine_model: '' }],
    ['somebody without anything', { name: 'Lilith', bio: [] }],
  ])('is not %s', (_, file) => {
    expect(elizaFormat.recognise(glimpseOf(JSON.stringify(file)))).toBeUndefined();
  });
});
