import { describe, expect, it } from 'vitest';
import { genericFormat } from '../../../../src/domain/import/formats/generic/generic.js';
import { microsOf } from '../../../../src/domain/time.js';
import { codesOf, found, glimpseOf } from './reading.js';

const aTalk = (fields: Record<string, unknown> = {}) => ({
  title: 'By the lake',
  character: { name: 'Lilith', character: 'An owl.', tags: ['owl', ''], tone: null },
  messages: [
    { id: '1', role: 'user', name: 'Ada', content: 'Are you there?', timestamp: '2024-06-01T12:00:00Z' },
    { role: 'assistant', content: 'Always.', timestamp: 1717243201.25 },
  ],
  ...fields,
});

const read = (fields: Record<string, unknown> = {}) =>
  found(genericFormat, aTalk(fields), 'talks/lake.json').discoveries;

/** What is found when these are said. */
const said = (...messages: unknown[]) =>
  found(genericFormat, aTalk({ messages: [...aTalk().messages, ...messages] })).discoveries.slice(3);

describe('a generic conversation', () => {
  it('becomes a personality and its messages, one at a time', () => {
    const { recognised, discoveries } = found(genericFormat, aTalk(), 'talks/lake.json');
    expect(recognised).toMatchObject({
      format: 'generic',
      role: 'chat',
      subject: { foreignId: null, slug: 'lilith' },
      streams: ['messages'],
    });
    const { messages, ...rest } = aTalk();
    expect(discoveries).toEqual([
      {
        kind: 'personalities',
        at: '',
        raw: JSON.stringify(rest),
        weight: 'config',
        slug: 'lilith',
        sketch: { name: 'Lilith', prompt: { character: 'An owl.' }, manner: { tags: ['owl'] } },
        fates: {
          mapped: ['character.name', 'character.character', 'character.tags', 'character.tone'],
          archived: ['title'],
          quarantined: [],
        },
        owners: [],
      },
      {
        kind: 'messages',
        at: '/messages/0',
        raw: JSON.stringify([['talks/lake.json', '1', 0], messages[0]]),
        foreignId: '1',
        speaker: 'person',
        speakerName: 'Ada',
        text: 'Are you there?',
        saidAt: microsOf('2024-06-01T12:00:00Z'),
        talk: 'talks/lake.json',
      },
      {
        kind: 'messages',
        at: '/messages/1',
        raw: JSON.stringify([['talks/lake.json', 1, 0], messages[1]]),
        foreignId: null,
        speaker: 'personality',
        speakerName: null,
        text: 'Always.',
        saidAt: microsOf('2024-06-01T12:00:01.250Z'),
        talk: 'talks/lake.json',
      },
    ]);
  });

  it('of somebody of whom only the name is known only mentions them', () => {
    const [personality] = read({ character: { id: 7, name: 'Lilith' } });
    expect(personality).toMatchObject({
      weight: 'mention',
      raw: '{"id":"7","name":"Lilith"}',
      sketch: { name: 'Lilith' },
    });
  });

  it('knows who answers by the name in the messages', () => {
    const messages = [
      { role: 'user', content: 'Hello?' },
      { role: 'assistant', name: 'Lilith', content: 'Yes.' },
    ];
    const { recognised, discoveries } = found(genericFormat, { messages });
    expect(recognised).toMatchObject({ subject: { slug: 'lilith' }, streams: ['messages'] });
    expect(discoveries[0]).toMatchObject({ weight: 'mention', slug: 'lilith', sketch: { name: 'Lilith' } });
    expect(codesOf(discoveries)).toEqual([]);
  });

  it('of nobody says so once, and does without a personality', () => {
    const { recognised, discoveries } = found(genericFormat, aTalk({ character: null }));
    expect(recognised).toMatchObject({ subject: null });
    expect(discoveries.map(({ kind }) => kind)).toEqual(['messages', 'messages']);
    expect(codesOf(discoveries)).toEqual(['nobody_named']);
  });

  it('names its personality also behind messages that are longer than what is looked at', () => {
    const messages = Array.from({ length: 4000 }, () => ({ role: 'user', content: 'x'.repeat(100) }));
    const { recognised, discoveries } = found(genericFormat, { messages, character: { name: 'Lilith' } });
    expect(recognised).toMatchObject({ subject: null, streams: [] });
    expect(discoveries).toHaveLength(4001);
    expect(discoveries[4000]).toMatchObject({ subject: { slug: 'lilith' }, at: '/messages/3999' });
    expect(codesOf(discoveries)).toEqual([]);
  });

  it('tells the same words apart by their places', () => {
    const again = { role: 'user', content: 'Well?' };
    const [one, other] = said(again, again);
    expect(one).not.toEqual(undefined);
    expect(one && 'raw' in one && one.raw).not.toBe(other && 'raw' in other && other.raw);
  });

  it('tells the same words apart in two talks, also where their ids are the same', () => {
    const [, one] = found(genericFormat, aTalk(), 'one.json').discoveries;
    const [, other] = found(genericFormat, aTalk(), 'other.json').discoveries;
    expect(one && 'raw' in one && one.raw).not.toBe(other && 'raw' in other && other.raw);
  });

  it('is told apart from other talks by its id, wherever it lies', () => {
    expect(read({ id: 17 }).slice(1)).toMatchObject([{ talk: '17' }, { talk: '17' }]);
  });

  it('reads a name of which no slug can be made', () => {
    const { recognised, discoveries } = found(genericFormat, aTalk({ character: { name: 'Λίλιθ' } }));
    expect(recognised).toMatchObject({ subject: { slug: 'λίλιθ' } });
    expect(discoveries[0]).toMatchObject({ slug: null, sketch: { name: 'Λίλιθ' } });
  });

  it('may be of a character alone', () => {
    const { recognised, discoveries } = found(genericFormat, aTalk({ messages: [] }));
    expect(recognised).toMatchObject({ role: 'character' });
    expect(discoveries).toMatchObject([{ kind: 'personalities', weight: 'config' }]);
  });

  it('reports fields that nobody knows, and those that hold something odd', () => {
    const [personality] = read({ mood: 1, character: { name: 'Lilith', wings: 2, traits: ['dry', {}], tags: 'owl' } });
    expect(personality).toMatchObject({
      sketch: { prompt: { traits: 'dry' }, manner: { tags: ['owl'] } },
      remarks: [{ code: 'field_odd', message: expect.stringContaining('prompt.traits') }],
      fates: { quarantined: ['character.wings', 'mood'] },
    });
  });

  it('keeps what every object has as plain data', () => {
    const text = `{"__proto__":{"name":"Mallory"},"constructor":1,${JSON.stringify(aTalk()).slice(1)}`;
    const { discoveries } = found(genericFormat, text);
    expect(discoveries[0]).toMatchObject({
      sketch: { name: 'Lilith' },
      fates: { quarantined: ['__proto__', 'constructor'] },
    });
  });

  it.each([
    ['a list', []],
    ['messages without roles', { messages: [{ text: 'Hello' }] }],
    ['messages that are none', { character: { name: 'Lilith' }, messages: 'none' }],
    ['a character without messages', { character: { name: 'Lilith' } }],
  ])('is not %s', (_, file) => {
    expect(genericFormat.recognise(glimpseOf(JSON.stringify(file)))).toBeUndefined();
  });
});

describe('a message', () => {
  it.each([
    ['user', 'person'],
    ['human', 'person'],
    ['assistant', 'personality'],
    ['char', 'personality'],
  ])('of the role %s is said by the %s', (role, speaker) => {
    expect(said({ role, content: 'Hm.' })).toMatchObject([{ speaker, text: 'Hm.' }]);
    expect(said({ role, content: 'Hm.' })[0]).not.toHaveProperty('aside');
  });

  it.each([
    ['a note of the program', { role: 'system', content: 'Be kind.' }, 'archived', 'not_spoken'],
    ['no words', { role: 'user', content: ' ' }, 'archived', 'empty'],
    ['null for words', { role: 'user', content: null }, 'archived', 'empty'],
    ['no content', { role: 'user' }, 'quarantined', 'no_text'],
    ['an object for words', { role: 'user', content: {} }, 'quarantined', 'no_text'],
    ['a role that nobody knows', { role: 'owl', content: 'Hoo.' }, 'quarantined', 'unknown_speaker'],
    ['no role', { content: 'Hoo.' }, 'quarantined', 'unknown_speaker'],
    ['no object at all', 7, 'quarantined', 'no_text'],
  ])('with %s is set aside', (_, message, fate, code) => {
    expect(said(message)).toMatchObject([{ aside: { fate, code } }]);
  });

  it('that is set aside to be mended is kept as it stood', () => {
    expect(said({ role: 'owl', content: 'Hoo.' })).toMatchObject([{ raw: '{"role":"owl","content":"Hoo."}' }]);
  });

  it('in parts is put together', () => {
    const content = [{ type: 'text', text: 'One.' }, { type: 'image' }, { type: 'text', text: 'Two.' }];
    expect(said({ role: 'user', content })).toMatchObject([{ text: 'One.\nTwo.' }]);
  });

  it('at an unreadable time keeps its place, and that is said', () => {
    const [message] = said({ role: 'user', content: 'Hm.', timestamp: 'yesterday' });
    expect(message).toMatchObject({ saidAt: null, remarks: [{ code: 'time_unreadable', at: '/messages/2' }] });
  });
});
