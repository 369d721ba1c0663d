import { describe, expect, it } from 'vitest';
import type { PersonalityFound } from '../../../../src/domain/import/found.js';
import { sketchSchema } from '../../../../src/domain/personality/personality.js';
import { discover, fileOf } from './read.js';

const id = 'cd447e35-b8b6-48fe-842e-3d437204e52d';

function read(fields: object, path = 'lilith/lilith.json'): PersonalityFound {
  const found = discover(fileOf(path, { id, engine_model: 'a/b', jailbreak: 'You are', ...fields }))[0];
  if (found?.kind !== 'personalities') throw new Error('No personality was read.');
  return found;
}

const remarksOf = (found: PersonalityFound) => (found.remarks ?? []).map(({ code, at }) => [code, at]);

describe('a config', () => {
  const full = {
    id,
    name: 'Lilith 🜏',
    username: 'lilith-tzel',
    jailbreak: 'You are Lilith.',
    user_prompt: 'Grew up in Haifa.',
    personality_traits: 'dry',
    personality_tone: 'wry',
    personality_age: '',
    personality_likes: 'motorbikes',
    personality_dislikes: null,
    personality_appearance: '',
    personality_conversational_goals: 'listen',
    personality_conversational_examples: 'User: hi',
    personality_history: 'long',
    engine_model: 'a/b',
    fallback_engine_model: null,
    engine_temperature: '0.7',
    engine_top_p: 0,
    engine_top_k: null,
    stm_window: 20,
    ltm_enabled: false,
    ltm_threshold: 0,
    ltm_max_retrieved_summaries: 10,
    error_message: 'Oh.',
    wack_message: 'Blank.',
    sleep_message: 'Night.',
    birthday: '02-29',
    favorite_reacts: ['🔥'],
    keywords: ['lilith', 'tzel'],
    shape_settings: { shape_initial_message: 'Hm?', status_type: 'custom', status: 'reading', appearance: 'Tall.' },
    user_id: ['u1', 'u2'],
    created_by: 'u1',
    is_sensitive: false,
    self_identified_sensitive: true,
    voice_id: 'v1',
    voice_model: null,
    voice_stability: 0,
    voice_similarity: null,
    voice_style: '0.2',
    voice_frequency: 1,
    voice_transcription_enabled: false,
    x_auth_url: 'https://secret',
    timezone: 'America/New_York',
  };
  const sketch = {
    name: 'Lilith 🜏',
    displayName: 'Lilith 🜏',
    errorMessage: 'Oh.',
    birthday: { year: null, month: 2, day: 29 },
    prompt: {
      system: 'You are Lilith.', character: 'Grew up in Haifa.', traits: 'dry', tone: 'wry', appearance: 'Tall.',
      likes: 'motorbikes', goals: 'listen', history: 'long', examples: 'User: hi', greeting: 'Hm?',
    }, // prettier-ignore
    manner: {
      keywords: ['lilith', 'tzel'], reactions: ['🔥'], resetMessage: 'Blank.', sleepMessage: 'Night.', status: 'reading',
      statusType: 'custom', isAdult: true,
    }, // prettier-ignore
    voice: { id: 'v1', model: null, stability: 0, similarity: null, style: 0.2, frequency: 1 },
    llm: {
      model: 'a/b',
      fallbackModel: null,
      params: { temperature: 0.7, top_p: 0 },
      limits: { historyMessages: 20, memoryEnabled: false, memoryThreshold: 0, memoryMax: 10 },
    },
  };

  it('is read whole, each field with its fate', () => {
    const file = fileOf('lilith-tzel/lilith-tzel.json', full);
    const subject = { foreignId: id, slug: 'lilith-tzel' };
    const archived = ['personality_appearance', 'voice_transcription_enabled', 'x_auth_url', 'timezone'];
    const [found, voice, ...rest] = discover(file);
    const raw = file.bytes.toString();
    expect(rest).toEqual([]);
    expect(voice).toEqual({ kind: 'voices', at: '', raw, subject, voice: sketch.voice });
    expect(found).toEqual({
      kind: 'personalities', at: '', raw, subject, weight: 'config', slug: 'lilith-tzel', sketch, owners: ['u1', 'u2'], remarks: [],
      fates: {
        mapped: Object.keys(full).flatMap(key => key === 'shape_settings' ? [...Object.keys(full.shape_settings).map(each => `${key}.${each}`), key] : [key]).filter(key => !archived.includes(key)),
        archived,
        quarantined: [],
      },
    }); // prettier-ignore
  });

  it('is read the same in the camel case of v2', () => {
    const ddd = {
      id,
      name: 'Lilith 🜏',
      userId: ['u1'],
      userPrompt: 'Grew up in Haifa.',
      jailbreakPrompt: 'You are Lilith.',
      imageJailbreak: null,
      voiceConfig: { model: 'm', id: 'v1', file: null, frequency: 0, stability: 0, similarity: 0.5, style: null, transcriptionEnabled: false },
      imageConfig: { size: 'square_hd', forceSize: false, jailbreak: null },
      engineConfig: { model: 'a/b', temperature: 1.5, instructions: null, historyInstructions: null },
      moderationFlags: { isHighRisk: false, isSensitive: true, isSensitiveImage: false, selfIdentifiedSensitive: false },
      birthday: '1990-03-14T00:00:00.000Z',
      xAuthUrl: 'https://secret',
    }; // prettier-ignore
    const found = read(ddd, 'ddd_personality_data/x/profile.json');
    expect(found.sketch).toEqual({
      name: 'Lilith 🜏',
      displayName: 'Lilith 🜏',
      birthday: { year: 1990, month: 3, day: 14 },
      prompt: { system: 'You are', character: 'Grew up in Haifa.' },
      manner: { isAdult: true },
      voice: { id: 'v1', model: 'm', stability: 0, similarity: 0.5, style: null, frequency: 0 },
      llm: { model: 'a/b', params: { temperature: 1.5 }, limits: {} },
    });
    expect(found.owners).toEqual(['u1']);
    expect(found.fates.archived).toEqual(expect.arrayContaining(['xAuthUrl', 'jailbreakPrompt', 'imageConfig', 'imageConfig.size', 'voiceConfig.transcriptionEnabled'])); // prettier-ignore
    expect(found.fates.mapped).toEqual(expect.arrayContaining(['voiceConfig', 'voiceConfig.style', 'engineConfig.temperature'])); // prettier-ignore
  });

  it('is read out of an export, with its own letters and its place in it', () => {
    const raw = `{"id": "${id}",  "name": "L", "engine_temperature": 9.50, "a_big_number": 12345678901234567890}`;
    const rest = '"memories": [], "stories": [], "userPersonalization": {"pronouns": "she"}, "stats": {"memoriesCount": 3, "storiesCount": 0}'; // prettier-ignore
    const found = discover(fileOf('lilith-export.json', `{"sourceSlug": "lilith", "config": ${raw}, ${rest}}`));
    expect(found).toMatchObject([
      { kind: 'personalities', at: '/config', raw, slug: 'lilith', sketch: { name: 'L', llm: { params: { temperature: 2 } } } },
      { kind: 'userPersonalizations', at: '/userPersonalization', raw: '{"pronouns": "she"}', pronouns: 'she' },
      { kind: 'expectation', counts: { memories: 3 }, subject: { slug: 'lilith', foreignId: id } },
    ]); // prettier-ignore
    expect(found[0]).toMatchObject({ remarks: [{ code: 'clamped', at: '/config/engine_temperature' }, { code: 'unknown_fields' }] }); // prettier-ignore
  });

  it('keeps null, nothing, 0 and false apart', () => {
    expect(read({ error_message: null, voice_id: null, fallback_engine_model: '' }).sketch).toMatchObject({ errorMessage: null, voice: null, llm: { fallbackModel: null } }); // prettier-ignore
    expect(Object.keys(read({}).sketch)).toEqual(['prompt', 'manner', 'llm']);
    expect(read({ engine_top_p: 0, engine_top_k: '0', ltm_enabled: 0 }).sketch.llm).toMatchObject({ params: { top_p: 0, top_k: 0 }, limits: { memoryEnabled: false } }); // prettier-ignore
    expect(read({ engine_top_p: null, engine_min_p: '' }).sketch.llm?.params).toEqual({});
  });

  it.each([
    ['engine_temperature', 9.5, { temperature: 2 }],
    ['engine_temperature', '-1', { temperature: 0 }],
    ['engine_frequency_penalty', -7, { frequency_penalty: -2 }],
    ['engine_top_k', 40.4, { top_k: 40 }],
    ['engine_min_p', 1e300, { min_p: 1 }],
  ])('brings %s %j to the nearest that is possible, and says so', (field, value, params) => {
    const found = read({ [field]: value });
    expect(found.sketch.llm?.params).toEqual(params);
    expect(remarksOf(found)).toEqual([['clamped', `/${field}`]]);
    expect(found.fates.mapped).toContain(field);
  });

  it.each([['stm_window', 500, { historyMessages: 100 }], ['stm_window', 0, { historyMessages: 1 }], ['ltm_threshold', 30, { memoryThreshold: 1 }], ['ltm_max_retrieved_summaries', 51, { memoryMax: 50 }]])('limits %s %j', (field, value, limits) => {
    expect(read({ [field]: value }).sketch.llm?.limits).toEqual(limits);
  }); // prettier-ignore

  it.each(['warm', 'NaN', '0,7', true, [], {}, [0.7]])('does not take %j for a temperature', value => {
    const found = read({ engine_temperature: value });
    expect(found.sketch.llm?.params).toEqual({});
    expect(found.fates.quarantined).toEqual(['engine_temperature']);
    expect(remarksOf(found)).toEqual([['not_a_number', '/engine_temperature']]);
  });

  it('does not take a longest answer of 0 tokens for a very short one', () => {
    expect(read({ engine_max_tokens: 0 }).sketch.llm?.params).toEqual({});
    expect(read({ engine_max_tokens: 800 }).sketch.llm?.params).toEqual({ max_tokens: 800 });
  });

  it('cuts what is too long, and not through a character', () => {
    const found = read({ error_message: `${'x'.repeat(499)}🔥🔥`, user_prompt: 'y'.repeat(100_001) });
    expect(found.sketch.errorMessage).toBe('x'.repeat(499));
    expect(found.sketch.prompt?.character).toHaveLength(100_000);
    expect(remarksOf(found)).toEqual([
      ['too_long', '/error_message'],
      ['too_long', '/user_prompt'],
    ]);
  });

  it('makes a name fit on a line', () => {
    const found = read({ name: ' Lilith\n\u0000the Tzel\u2028' });
    expect(found.sketch).toMatchObject({ name: 'Lilith the Tzel', displayName: 'Lilith the Tzel' });
    expect(read({ name: 'x'.repeat(300) }).sketch.name).toHaveLength(200);
    expect(remarksOf(found)).toEqual([['name_repaired', '/name']]);
    expect(read({ name: '', username: 'lilith' }).sketch.name).toBe('lilith');
  });

  it.each([
    ['7-9', { year: null, month: 7, day: 9 }],
    ['03-14', { year: null, month: 3, day: 14 }],
    ['1999-12-31', { year: 1999, month: 12, day: 31 }],
    ['02-29', { year: null, month: 2, day: 29 }],
    ['', null],
    [null, null],
  ])('has the birthday %j', (birthday, day) => {
    expect(read({ birthday }).sketch.birthday).toEqual(day);
    expect(read({ birthday }).fates.quarantined).toEqual([]);
  });

  it.each(['13-45', '2023-02-29', 'spring', 714, {}])('has no birthday on %j', birthday => {
    const found = read({ birthday });
    expect(found.sketch.birthday).toBeNull();
    expect(found.fates.quarantined).toEqual(['birthday']);
    expect(remarksOf(found)).toEqual([['no_such_day', '/birthday']]);
  });

  it('doubts the year that v2 made up', () => {
    expect(remarksOf(read({ birthday: '2001-03-13T23:00:00.000Z' }))).toEqual([['year_uncertain', '/birthday']]);
  });

  it('takes a name of one owner for a list of one', () => {
    expect(read({ user_id: 'u1', created_by: null }).owners).toEqual(['u1']);
  });

  it('is not misled by what is written where an object should be', () => {
    const found = read({ shape_settings: 'x', keywords: [null, 'a', {}], favorite_reacts: {} });
    expect(found.fates.quarantined).toEqual(['shape_settings', 'favorite_reacts']);
    expect(found.sketch.manner).toEqual({ keywords: ['a'] });
  });

  it('is of whom its file is called for, where it names nobody', () => {
    const bare = fileOf('data/golem.json', { name: 'Golem', jailbreak: 'You are', user_prompt: 'clay' });
    expect(discover(bare)).toMatchObject([{ subject: { foreignId: null, slug: 'golem' }, slug: 'golem', sketch: { name: 'Golem' } }]); // prettier-ignore
  });

  it('takes prototype keys for data', () => {
    const found = discover(fileOf('a/a.json', `{"id":"x","jailbreak":"j","user_prompt":"u","__proto__":{"name":"evil"},"constructor":1}`))[0]; // prettier-ignore
    expect(found).toMatchObject({
      sketch: { prompt: { system: 'j' } },
      fates: { archived: ['__proto__', 'constructor'] },
    });
    expect(found).not.toMatchObject({ sketch: { name: 'evil' } });
  });

  it('gives what a personality accepts', () => {
    const sketchFound = read({ ...full, name: '\u0007', voice_stability: 7, status_type: 'x'.repeat(999) }).sketch;
    const { prompt, manner, voice, birthday, errorMessage, name } = sketchFound;
    expect(
      sketchSchema.partial().safeParse({ name, prompt, manner, voice, birthday, errorMessage }).error,
    ).toBeUndefined();
  });
});
