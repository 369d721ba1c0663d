import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sillyTavernFormat } from '../../../../src/domain/import/formats/sillytavern/format.js';
import { momentOf } from '../../../../src/domain/import/formats/sillytavern/moment.js';
import { isoOf } from '../../../../src/domain/time.js';
import { glimpseOf, ofKind, readFile, recognise, remarksIn } from '../cards/reader.js';

const format = sillyTavernFormat();
const jsonl = (...lines: readonly unknown[]) => lines.map(line => JSON.stringify(line)).join('\n');
const path = 'default-user/chats/Lilith/Lilith - 2024-6-5.jsonl';
const read = (content: string, at = path) => readFile(format, at, content);
const messages = (content: string, at?: string) => ofKind(read(content, at), 'messages');

const header = { user_name: 'Ada', character_name: 'Lilith', create_date: '2024-6-5@14h56m50s', chat_metadata: {} };
const hello = {
  name: 'Ada',
  is_user: true,
  is_system: false,
  send_date: '2024-06-05T14:57:00.000Z',
  mes: 'Hello?',
  extra: {},
};
const answer = {
  name: 'Lilith', is_user: false, is_system: false, send_date: '2024-06-05T14:57:10.500Z', mes: 'You came.',
  swipes: ['Hm.', 'You came.'], swipe_id: 1, extra: { model: 'x' },
}; // prettier-ignore

describe('a chat', () => {
  it('is read line by line', () => {
    const base = {
      kind: 'messages',
      talk: 'Lilith - 2024-6-5',
      subject: { foreignId: null, slug: 'lilith' },
      remarks: [],
    };
    expect(read(jsonl(header, hello, answer))).toEqual([
      {
        ...base,
        at: 'line 2',
        raw: JSON.stringify(hello),
        foreignId: 'Lilith - 2024-6-5/1',
        speaker: 'person',
        speakerName: 'Ada',
        text: 'Hello?',
        saidAt: Date.UTC(2024, 5, 5, 14, 57) * 1000,
      },
      {
        ...base,
        at: 'line 3',
        raw: JSON.stringify(answer),
        foreignId: 'Lilith - 2024-6-5/2',
        speaker: 'personality',
        speakerName: 'Lilith',
        text: 'You came.',
        saidAt: Date.UTC(2024, 5, 5, 14, 57, 10, 500) * 1000,
      },
    ]);
  });

  it('may begin with a mark of byte order', () => {
    expect(messages(`\ufeff${jsonl(header, hello)}`)).toHaveLength(1);
  });

  it.each([
    ['its header', header, 'x/y.jsonl', 'lilith'],
    [
      'its folder, when the header says “unused”',
      { chat_metadata: {}, user_name: 'unused', character_name: 'unused' },
      path,
      'lilith',
    ],
    ['who speaks, when the folder says nothing', { chat_metadata: {} }, 'y.jsonl', 'lilith'],
  ])('is with whom it is by %s', (_, first, at, slug) => {
    expect(messages(jsonl(first, hello, answer), at).map(({ subject }) => subject?.slug)).toEqual([slug, slug]);
  });

  it('without a header is with whoever speaks in it', () => {
    expect(messages(jsonl(hello, answer), 'a.jsonl').map(({ subject }) => subject?.slug)).toEqual(['lilith', 'lilith']);
  });

  it('of CAI-Tools is read', () => {
    const line = { name: 'You', is_user: true, is_name: true, send_date: 0, mes: 'Hi' };
    expect(messages(jsonl(header, line))).toMatchObject([
      { speaker: 'person', speakerName: null, text: 'Hi', saidAt: null, remarks: [] },
    ]);
  });

  it('of Chub is read', () => {
    const line = { ...answer, mes: { message: 'You came.' }, swipes: [{ message: 'Hm.' }] };
    expect(messages(jsonl(header, line))).toMatchObject([{ text: 'You came.' }]);
  });

  it('keeps the same words said twice apart', () => {
    const ids = messages(jsonl(header, hello, hello)).map(({ foreignId }) => foreignId);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([
    ['what the program said', { ...hello, is_system: true }, 'archived', 'system_line'],
    ['a message without words', { ...hello, mes: ' ' }, 'archived', 'empty_message'],
    ['what has no text', { name: 'Ada', is_user: true }, 'quarantined', 'not_a_message'],
    ['what has another kind of text', { ...hello, mes: 7 }, 'quarantined', 'not_a_message'],
    ['a list', [], 'quarantined', 'not_a_message'],
  ])('sets aside %s', (_, line, fate, code) => {
    const found = messages(jsonl(header, hello, line));
    expect(found.map(({ at, aside }) => [at, aside?.code])).toEqual([['line 2', undefined], ['line 3', code]]); // prettier-ignore
    expect(found[1]?.aside).toMatchObject({ fate });
  });

  it('goes on after a line that is no JSON', () => {
    const found = messages(`${jsonl(header, hello)}\n{"name":\n${jsonl(answer)}`);
    expect(found.map(({ at, aside }) => [at, aside?.code])).toEqual([['line 2', undefined], ['line 3', 'not_a_message'], ['line 4', undefined]]); // prettier-ignore
  });

  it('says once that its times have no zone, also when it is read again', () => {
    const lines = jsonl(header, ...Array.from({ length: 3 }, () => ({ ...hello, send_date: 'June 19, 2023 2:20pm' })));
    const known = recognise(format, path, lines);
    if (known?.reads !== 'lines') throw new Error('It is read by lines.');
    const cuttings = lines.split('\n').map((raw, index) => ({ value: JSON.parse(raw), raw, at: `line ${index + 1}` }));
    const codes = () => cuttings.flatMap((cutting, index) => remarksIn([...known.line(cutting, index)]));
    expect(codes()).toEqual(['zone_unknown line 2']);
    expect(codes()).toEqual(['zone_unknown line 2']);
  });

  it('says that a time cannot be read', () => {
    expect(remarksIn(read(jsonl(header, { ...hello, send_date: 'yesterday' })))).toEqual(['odd_time line 2']);
  });
});

describe('a chat of several', () => {
  const line = (name: string, is_user = false) => ({ ...hello, name, is_user, original_avatar: `${name}.png` });

  it('is with each of them', () => {
    const found = messages(jsonl(line('Ada', true), line('Lilith'), line('Nox')), 'group chats/Night.jsonl');
    expect(found.map(({ subject, talk }) => [subject?.slug, talk])).toEqual([
      ['lilith', 'Night'],
      ['lilith', 'Night'],
      ['nox', 'Night'],
    ]);
  });

  it('is known by its lines, or by its folder, also with a header', () => {
    const unused = { chat_metadata: {}, user_name: 'unused', character_name: 'unused' };
    expect(recognise(format, 'a.jsonl', jsonl(unused, line('Lilith')))?.role).toBe('group chat');
    expect(recognise(format, 'group chats/a.jsonl', jsonl(unused, hello))?.role).toBe('group chat');
    expect(recognise(format, path, jsonl(header, hello))?.role).toBe('chat');
  });
});

describe('the time of a message', () => {
  it.each([
    [1_717_599_410_682, '2024-06-05T14:56:50.682Z', true],
    ['1717599410682', '2024-06-05T14:56:50.682Z', true],
    [1_717_599_410, '2024-06-05T14:56:50.000Z', true],
    ['June 19, 2023 2:20pm', '2023-06-19T14:20:00.000Z', false],
    ['June 19, 2023 12:05am', '2023-06-19T00:05:00.000Z', false],
    ['Dec 1, 2023 12:05 PM', '2023-12-01T12:05:00.000Z', false],
    ['2024-7-12@01h31m37s', '2024-07-12T01:31:37.000Z', false],
    ['2024-6-5 @14h 56m 50s 682ms', '2024-06-05T14:56:50.682Z', false],
    ['2024-06-05T14:56:50.682Z', '2024-06-05T14:56:50.682Z', true],
    ['2024-06-05T16:56:50+02:00', '2024-06-05T14:56:50.000Z', true],
    ['2024-06-05T14:56:50', '2024-06-05T14:56:50.000Z', false],
    ['2024-06-05 14:56', '2024-06-05T14:56:00.000Z', false],
  ])('is read from %j', (date, iso, isZoned) => {
    const moment = momentOf(date);
    expect(moment && isoOf(moment.micros)).toBe(iso);
    expect(moment?.isZoned).toBe(isZoned);
  });

  it.each([
    [0],
    [-5],
    ['0'],
    [''],
    [null],
    [true],
    [{}],
    ['soon'],
    ['June 31, 2023 2:20pm'],
    ['2024-13-1@01h31m37s'],
    ['2024-1-1@25h00m00s'],
    [1e20],
  ])('is not read from %j', date => {
    expect(momentOf(date)).toBeUndefined();
  });
});

describe('the folder of a user', () => {
  it.each([
    ['secrets.json', '{"api_key_openai":"x"}', 'secret'],
    ['default-user/secrets.json', 'not even JSON', 'secret'],
    ['settings.json', '{"firstRun":false,"power_user":{}}', 'nothing'],
    ['groups/1.json', '{"id":"1","name":"Night","members":["Lilith.png"],"chat_id":"1","chats":["1"]}', 'nothing'],
    ['User Avatars/ada.png', 'x', 'nothing'],
    ['backups/chat_lilith_20240605.jsonl', jsonl(header, hello), 'nothing'],
    [path, jsonl(header, hello), 'lines'],
  ])('has %s', (at, content, reads) => {
    expect(recognise(format, at, content)?.reads).toBe(reads);
  });

  it.each([
    ['settings.json', '{"editor.fontSize":12}'],
    ['notes.txt', 'Hello'],
    ['log.jsonl', '{"level":30,"msg":"x"}'],
    ['members.json', '{"members":[]}'],
    ['card.json', '{"name":"Lilith","first_mes":"x","description":"y"}'],
  ])('has not %s', (at, content) => {
    expect(recognise(format, at, content)).toBeUndefined();
  });
});

describe('any lines', () => {
  it('after a good one give a record each', () => {
    const names = fc.constantFrom(...Object.keys(answer), 'original_avatar');
    const line = fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue()));
    fc.assert(
      fc.property(fc.array(line), lines => {
        expect(messages(jsonl(header, hello, ...lines))).toHaveLength(1 + lines.length);
      }),
      { numRuns: 300 },
    );
  });

  it('are recognised or not, without a fall', () => {
    fc.assert(
      fc.property(fc.array(fc.json()), lines => {
        const reads = format.recognise(glimpseOf('a.jsonl', lines.join('\n')))?.reads;
        expect([undefined, 'lines']).toContain(reads);
      }),
    );
  });

  it('may have anything for a time', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        expect(momentOf(value)?.micros ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});
