import { describe, expect, it } from 'vitest';
import type { MemoryFound, MessageFound } from '../../../../src/domain/import/found.js';
import { microsOf } from '../../../../src/domain/time.js';
import { discover, fileOf } from './read.js';

const id = 'cd447e35-b8b6-48fe-842e-3d437204e52d';
const day = 86_400;

/** As it stands in a file, so that numbers keep their spelling. */
function memory(json: string | object): MemoryFound {
  const raw = typeof json === 'string' ? json : JSON.stringify(json);
  const [found] = discover(fileOf('lilith_memories.json', `[${raw}]`));
  if (found?.kind !== 'memories') throw new Error('No memory was read.');
  return found;
}

describe('a memory', () => {
  it('is read whole', () => {
    const row = {
      id: `${id}/${id}/sender-${id}`, shape_id: id, senders: ['u1', 'u2'], user_id: null, result: ' a kayak ', summary_type: 'automatic',
      deleted: false, group: true, created_at: 1717171717.123456,
      metadata: { start_ts: 1717170000.1, end_ts: 1717171700.9, created_at: 1717171717.123456, senders: ['u3'], discord_channel_id: '', discord_guild_id: '123', msg_ids: ['m'] },
    }; // prettier-ignore
    expect(memory(row)).toEqual({
      kind: 'memories', at: '/0', raw: JSON.stringify(row), foreignId: row.id, text: ' a kayak ', senders: ['u1', 'u2'],
      saidAt: 1_717_171_717_123_456, channelId: null, guildId: '123',
    }); // prettier-ignore
  });

  it.each([
    ['{"created_at": 1717171717.123456}', 1_717_171_717_123_456],
    ['{"created_at": 1717171717.1234560}', 1_717_171_717_123_456],
    ['{"created_at": 1717171717}', 1_717_171_717_000_000],
    ['{"created_at": 1717171717.000001}', 1_717_171_717_000_001],
    ['{"created_at": "1717171717.5"}', 1_717_171_717_500_000],
    ['{"created_at": 1693246816917}', 1_693_246_816_917_000],
    ['{"created_at": 1693246816917.25}', 1_693_246_816_917_250],
    ['{"created_at": 1.717171717e9}', 1_717_171_717_000_000],
    ['{"timestamp": "2024-05-06T07:08:09.123Z"}', microsOf('2024-05-06T07:08:09.123Z')],
    ['{"created_at": "2024-05-06T07:08:09.123456+02:00"}', microsOf('2024-05-06T05:08:09.123456Z')],
    ['{"created_at": "2024-05-06 07:08:09"}', microsOf('2024-05-06T07:08:09Z')],
    ['{"metadata": {"start_ts": 1, "end_ts": 1717171717.5}}', 1_717_171_717_500_000],
    ['{"metadata": {"start_ts": 1717171716.5}, "created_at": 1717171717}', 1_717_171_716_500_000],
    ['{"metadata": {"created_at": null, "end_ts": ""}}', null],
    ['{"metadata": 5}', null],
    ['{}', null],
  ])('with %s is of its microsecond', (times, saidAt) => {
    expect(memory(`{"result": "x", ${times.slice(1)}`.replace(', }', '}')).saidAt).toBe(saidAt);
  });

  it('says where its times are more than a day apart', () => {
    const at = 1_717_171_717;
    const disagreeing = memory({ result: 'x', created_at: at - 2 * day, metadata: { created_at: at } });
    expect(disagreeing).toMatchObject({ saidAt: at * 1e6, remarks: [{ code: 'times_disagree', at: '/0' }] });
    expect(memory({ result: 'x', created_at: at - day, metadata: { created_at: at } }).remarks).toBeUndefined();
    expect(memory({ result: 'x', created_at: 'soon', metadata: { created_at: at } }).remarks).toMatchObject([{ code: 'no_such_time' }]); // prettier-ignore
  });

  it.each([
    [{ result: 'x', deleted: true }, 'archived', 'deleted_at_source'],
    [{ result: '', deleted: true }, 'archived', 'deleted_at_source'],
    [{ result: '', deleted: false }, 'quarantined', 'empty_memory'],
    [{ result: ' \n' }, 'quarantined', 'empty_memory'],
    [{ id: 'x' }, 'quarantined', 'empty_memory'],
    [{ result: null }, 'quarantined', 'not_a_memory'],
    [{ result: 5 }, 'quarantined', 'not_a_memory'],
    [{ result: { a: 1 } }, 'quarantined', 'not_a_memory'],
    [['not', 'an', 'object'], 'quarantined', 'not_a_memory'],
    ['"words"', 'quarantined', 'not_a_memory'],
    ['null', 'quarantined', 'not_a_memory'],
  ])('%j is %s', (row, fate, code) => {
    const { aside } = memory(row);
    expect(aside).toMatchObject({ fate, code });
    expect(aside?.fate === 'quarantined' ? aside.try : aside?.why).toMatch(/\.$/);
  });

  it('belongs to whom it names', () => {
    expect(memory({ result: 'x', metadata: { senders: ['a', 'b'] } }).senders).toEqual(['a', 'b']);
    expect(memory({ result: 'x', senders: [], metadata: { senders: ['a'] } }).senders).toEqual(['a']);
    expect(memory({ result: 'x', senders: 'Ada' }).senders).toEqual(['Ada']);
    expect(memory({ result: 'x', senders: [null, 'a', 5, ''] })).toMatchObject({ senders: ['a'], remarks: [{ code: 'odd_sender' }] }); // prettier-ignore
    expect(memory({ result: 'x' })).toMatchObject({ senders: [], foreignId: null });
  });
});

function messages(path: string, content: unknown): MessageFound[] {
  return discover(fileOf(path, content)).filter(found => found.kind === 'messages');
}

const line = { id: 'm1', ts: 1704674742.846172, message: 'hi', reply: null, voice_reply_url: null, attachment_url: null, regenerated_replies: ['other'], user_id: 'u' }; // prettier-ignore

describe('a history', () => {
  it('is the same in its wrapper, bare, and in pages', () => {
    const read = { kind: 'messages', foreignId: 'm1', speaker: 'person', speakerName: null, text: 'hi', saidAt: 1_704_674_742_846_172, talk: '', ownId: 'u', raw: JSON.stringify(line) }; // prettier-ignore
    const wrapper = { shape_id: id, shape_name: 'L', message_count: 1, messages: [line] };
    expect(messages('l/l_chat_history.json', wrapper)).toEqual([{ ...read, at: '/messages/0' }]);
    expect(messages('l/chat_history.json', [line])).toEqual([{ ...read, at: '/0' }]);
    expect(messages('page.json', { items: [line], pagination: {} })).toEqual([{ ...read, at: '/items/0' }]);
  });

  it('names whom it is with, and how many lines there should be', () => {
    const wrapper = { shape_id: id, shape_name: 'Lilith', message_count: 3, date_range: {}, messages: [] };
    const subject = { foreignId: id, slug: 'lilith' };
    expect(discover(fileOf('lilith_chat_history.json', wrapper))).toMatchObject([
      { kind: 'personalities', weight: 'mention', slug: 'lilith', sketch: { name: 'Lilith' }, subject, fates: { mapped: ['shape_id', 'shape_name'], archived: ['message_count', 'date_range'] } },
      { kind: 'expectation', subject, counts: { messages: 3 } },
    ]); // prettier-ignore
  });

  it.each([
    [{ message: null, reply: 'Hm.' }, 'personality', 'Hm.', undefined],
    [{ message: '', reply: 'Hm.' }, 'personality', 'Hm.', undefined],
    [{ message: null, voice_reply_url: 'https://v' }, 'personality', '[voice message: https://v]', undefined],
    [
      { message: null, attachment_url: 'https://a', attachment_type: 'image' },
      'person',
      '[image: https://a]',
      undefined,
    ],
    [{ message: '' }, 'person', '', 'empty_message'],
    [{ message: 'a', reply: 'b' }, 'person', 'a\nb', 'two_speakers'],
    [{ message: { a: 1 } }, 'person', '', 'not_a_message'],
  ])('with %j says who said what', (changes, speaker, text, code) => {
    const [found] = messages('l/chat_history.json', [{ ...line, ...changes }]);
    expect(found).toMatchObject({ speaker, text });
    expect(found?.aside?.code).toBe(code);
  });

  it('keeps what is no line', () => {
    expect(messages('l/chat_history.json', [line, 5, null, []]).map(({ aside }) => aside?.code)).toEqual([undefined, 'not_a_message', 'not_a_message', 'not_a_message']); // prettier-ignore
  });
});

const story = { id: 's1', shape_id: id, story_type: 'relationship', title: 'T', content: 'C' };

describe('a story', () => {
  const read = { kind: 'stories', foreignId: 's1', title: 'T', content: 'C', keys: [], constant: true, enabled: true, order: 0, rules: { book: { name: 'relationship' } } }; // prettier-ignore

  it.each([
    ['alone', story],
    ['in a list', [story]],
    ['in a page', { items: [story] }],
    ['as story', { story }],
    ['as stories', { story: [story] }],
    ['as knowledge', { knowledge: [story] }],
  ])('is read %s', (_where, content) => {
    expect(discover(fileOf('l/knowledge.json', content))).toMatchObject([read]);
  });

  it('comes up by its keys when it has some', () => {
    expect(discover(fileOf('l/knowledge.json', [{ ...story, keys: ['kayak', 1] }]))).toMatchObject([{ keys: ['kayak', '1'], constant: false }]); // prettier-ignore
    expect(discover(fileOf('l/knowledge.json', [{ ...story, story_type: 'general', keys: ['kayak'] }]))).toMatchObject([{ constant: true }]); // prettier-ignore
  });

  it.each([
    [{ ...story, content: '' }, 'empty_story'],
    [{ ...story, content: null }, 'empty_story'],
    [{ ...story, content: [1] }, 'not_a_story'],
    [null, 'empty_story'],
    [[], 'not_a_story'],
    [{ ...story, deleted: true }, 'deleted_at_source'],
    ['just a text', undefined],
  ])('%j is set aside where it tells nothing', (row, code) => {
    const [found] = discover(fileOf('l/knowledge.json', [row]));
    expect(found?.kind === 'stories' ? found.aside?.code : 'none').toBe(code);
  });
});

describe('training', () => {
  it.each([
    [{ prompt: 'hi', response: 'Hm.' }],
    [{ user: 'hi', assistant: 'Hm.' }],
    [{ input: 'hi', output: 'Hm.' }],
    [{ messages: [{ role: 'user', content: 'hi' }, { role: 'assistant', content: 'Hm.' }] }],
  ])('is a dialogue: %j', row => {
    const example = '{{user}}: hi\n{{char}}: Hm.';
    for (const content of [[row], { items: [row] }, { training: [row] }, row]) {
      expect(discover(fileOf('l/training.json', content))).toMatchObject([{ kind: 'training', example }]);
    }
  }); // prettier-ignore

  it('is kept in forms that nobody knows', () => {
    const rows = ['as it is', { a: 1 }, { messages: [{ role: 'tool', content: 'x' }] }, null, { prompt: 'x' }];
    const found = discover(fileOf('l/training.json', rows));
    expect(found.map(each => each.kind === 'training' && [each.example, each.aside?.code])).toEqual([
      ['as it is', undefined], [null, 'unknown_training'], [null, 'unknown_training'], [null, 'empty_training'], [null, 'unknown_training'],
    ]); // prettier-ignore
  });
});

describe('a personalization', () => {
  it('is read whole, also where nothing is set', () => {
    const full = { backstory: 'They met.', preferred_name: 'Ada\n', pronouns: 'she/her', engine_model: 'a/b', engine_temperature: '3', engine_top_p: null }; // prettier-ignore
    expect(discover(fileOf('l/user_personalization.json', full))).toMatchObject([
      { kind: 'userPersonalizations', preferredName: 'Ada', pronouns: 'she/her', sidecar: 'They met.', model: 'a/b', params: { temperature: 2 }, remarks: [{ code: 'name_repaired' }, { code: 'clamped', at: '/engine_temperature' }] },
    ]); // prettier-ignore
    const empty = {
      kind: 'userPersonalizations',
      preferredName: null,
      pronouns: null,
      sidecar: null,
      model: null,
      params: {},
      at: '',
    };
    expect(discover(fileOf('l/user_personalization.json', {}))).toEqual([{ ...empty, raw: '{}' }]);
    expect(discover(fileOf('l/user_personalization.json', '{"pronouns": null}'))).toEqual([{ ...empty, raw: '{"pronouns": null}' }]); // prettier-ignore
  });

  it('is kept when it is no object', () => {
    expect(discover(fileOf('l/user_personalization.json', ['x']))).toMatchObject([
      { aside: { code: 'not_a_personalization' } },
    ]);
  });
});
