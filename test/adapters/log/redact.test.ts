import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactor } from '../../../src/adapters/log/redact.js';
import { keys } from './keys.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const asciiOnly = (text: string) =>
  text.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** Ways in which a text is written down when it is put into something else. */
const encodings: readonly (readonly [name: string, encode: (text: string) => string])[] = [
  ['as it is', text => text],
  ['in a URL', encodeURIComponent],
  ['in a URL, after an equals sign', text => encodeURIComponent(`=${text}`)],
  ['in a URL with small letters', text => encodeURIComponent(text).replace(/%../g, escape => escape.toLowerCase())],
  ['in a form', text => new URLSearchParams({ q: text }).toString()],
  ['in base64', base64],
  ['in base64, one byte later', text => base64(`=${text}`)],
  ['in base64, two bytes later', text => base64(`: ${text}`)],
  ['in base64 for URLs', text => base64url(`${text}?>`)],
  ['in base64, after a word and a slash', text => `data/${base64(text)}`],
  ['in JSON', text => JSON.stringify({ text })],
  ['in JSON, after a line break', text => JSON.stringify(`wrong key:\n${text}\n`)],
  ['in JSON that escapes slashes', text => inJson(text).replaceAll('/', '\\/')],
  ['in JSON that knows only ASCII', text => asciiOnly(JSON.stringify(text))],
  ['in JSON within JSON', text => JSON.stringify(JSON.stringify({ text }))],
];

/** Nothing of the secret is left, in any of the encodings that would bring it back. */
const isGone = (text: string, secret: string) =>
  [
    secret,
    encodeURIComponent(secret),
    ...[0, 1, 2].map(offset => base64('x'.repeat(offset) + secret).slice(4, -4)),
  ].every(spelling => !text.includes(spelling));

describe.each(keys)('a key that nobody remembered: %s', (_kind, whole, secret) => {
  it.each(encodings)('is taken out %s', (_, encode) => {
    const redacted = redactor().redactText(`before ${encode(whole)} after`);
    expect(redacted).toSatisfy((text: string) => isGone(text, secret));
    expect(redacted).toMatch(/^before .* after$/s);
  });

  it('is recognised in quotes, brackets and assignments', () => {
    for (const text of [
      `"${whole}"`,
      `'${whole}'`,
      `(${whole})`,
      `<${whole}>`,
      `key=${whole}`,
      `key: ${whole},`,
      `\n${whole}\n`,
    ]) {
      expect(redactor().redactText(text)).toSatisfy((redacted: string) => isGone(redacted, secret));
    }
  });

  it('leaves four characters at most', () => {
    const redacted = redactor().redactText(whole);
    for (let at = 0; at + 5 <= secret.length; at++) expect(redacted).not.toContain(secret.slice(at, at + 5));
  });

  it('is not changed further when it was taken out already', () => {
    const once = redactor().redactText(`before ${whole} after`);
    expect(redactor().redactText(once)).toBe(once);
  });
});

it.each(['sk-or-v1-', 'sk-ant-api03-', 'sk-proj-', 'sk-svcacct-', 'sk-admin-'])(
  'takes out what begins with %s, though it is cut short or follows a word directly',
  prefix => {
    expect(redactor().redactText(`word${prefix}abcdefgh`)).not.toContain('abcd');
  },
);

it('shows which key it was', () => {
  expect(redactor().redactText(`401 for sk-or-v1-${'0'.repeat(60)}abcd.`)).toBe('401 for sk-or-…abcd.');
});

it.each([
  'task-oriented-programming-is-a-long-word',
  'a risk-averse-and-disk-backed-cache-of-many-parts',
  'the desk-lamp, the ask-me-anything-about-engines-and-cards hour',
  'sk-learn-compatible-estimators-and-pipelines',
  'Bearer authentication failed. Basic information is missing.',
  'See https://photos.example/@ada and write to ada@photos.example, please.',
  'https://photos.example/path?next=https://cdn.example/a&at=ada@photos.example',
  'commit 4a99557e4033c3539de2eb65472017cad5f9557f by ada',
  'id 0f8fad5b-d9cb-469f-a165-70867728950e at /home/ada/projects/difference-engine/node_modules/.bin',
  '2026-01-01T00:00:00.000Z channel 123456789012345678 took 1234567 us',
  'Ελληνικά, 日本語, עברית — 🎩',
  'The Analytical Engine weaves algebraical patterns just as the Jacquard loom weaves flowers and leaves.',
])('leaves prose alone: %s', text => {
  expect(redactor().redactText(text)).toBe(text);
});

describe('a value that is remembered', () => {
  it.each(encodings)('is taken out %s', (_, encode) => {
    const secrets = redactor();
    secrets.remember('¿Où est/la "clef"?\n');
    expect(secrets.redactText(`before ${encode('¿Où est/la "clef"?\n')} after`)).not.toMatch(/clef|Où|est/);
  });

  it('is taken out in hexadecimal', () => {
    const secrets = redactor();
    secrets.remember('analytical');
    const digits = Buffer.from('analytical').toString('hex');
    expect(secrets.redactText(`${digits} ${digits.toUpperCase()}`)).toBe('[secret] [secret]');
  });

  it('is taken out as the bytes that its hexadecimal digits stand for', () => {
    const secrets = redactor();
    const bytes = Buffer.from('a1b2c3d4e5f60718'.repeat(2), 'hex');
    secrets.remember(bytes.toString('hex'));
    expect(secrets.redactText(bytes.toString('base64'))).not.toContain(bytes.toString('base64').slice(0, 8));
    expect(secrets.redactText(bytes.toString('base64url'))).not.toContain(bytes.toString('base64url').slice(0, 8));
  });

  it('is taken out though another one is part of it', () => {
    const secrets = redactor();
    secrets.remember('difference');
    secrets.remember('difference engine');
    secrets.remember('the difference engine');
    expect(secrets.redactText('the difference engine')).toBe('[secret]');
    expect(secrets.redactText('difference')).toBe('[secret]');
  });

  it('shows again when it is forgotten', () => {
    const secrets = redactor();
    secrets.remember('analytical');
    secrets.forget('analytical');
    expect(secrets.redactText('analytical')).toBe('analytical');
  });

  it('stays hidden until everybody who remembered it has forgotten it', () => {
    const secrets = redactor();
    secrets.remember('analytical');
    secrets.remember('analytical');
    secrets.forget('analytical');
    expect(secrets.redactText('analytical')).toBe('[secret]');
    secrets.forget('analytical');
    secrets.forget('analytical');
    secrets.remember('analytical');
    expect(secrets.redactText('analytical')).toBe('[secret]');
  });

  it('is nothing when it is too short to be told from a word', () => {
    const secrets = redactor();
    for (const short of ['', 'a', '":{', 'level']) secrets.remember(short);
    expect(secrets.redactLine('{"level":"info"}')).toBe('{"level":"info"}');
  });

  it('never survives, whatever it is and wherever it stands', () => {
    const values = fc.string({
      minLength: 6,
      maxLength: 60,
      unit: fc.oneof(
        fc.constantFrom('a', '1', '"', '\\', '/', '%', '+', '\n', 'é', '\u2028'),
        fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
      ),
    });
    fc.assert(
      fc.property(values, fc.string(), fc.string(), (value, before, after) => {
        fc.pre(!'[secret]'.includes(value) && !before.includes(value) && !after.includes(value));
        const secrets = redactor();
        secrets.remember(value);
        for (const [, encode] of encodings) {
          const spelling = encode(value.toWellFormed());
          const redacted = secrets.redactText(`${before} ${spelling} ${after}`);
          expect(redacted).not.toContain(spelling);
          expect(redacted).not.toContain(` ${value} `);
        }
      }),
    );
  });
});

describe('a line of JSON', () => {
  it('stays JSON, with everything but secrets in its place', () => {
    const jsonFacts = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(jsonFacts, fc.string({ minLength: 6 }), (facts, value) => {
        const secrets = redactor();
        secrets.remember(value);
        const line = JSON.stringify({ level: 'info', facts, value });
        expect(JSON.parse(secrets.redactLine(line))).toMatchObject({ level: expect.any(String), value: '[secret]' });
      }),
    );
  });

  it('stays JSON when the secret is made to break it', () => {
    const secrets = redactor();
    const line = JSON.stringify({ level: 30, time: 1700000000000, msg: '"level":30, and so on\\' });
    for (const nasty of ['{"level":30', '"level":30', '1700000000000', '":30,"time":', '\\","msg"', 'so on\\\\"}'])
      secrets.remember(nasty);
    expect(Object.keys(JSON.parse(secrets.redactLine(line)))).toEqual(['level', 'time', 'msg']);
  });

  it('has no secret left in a number or in a name', () => {
    const secrets = redactor();
    secrets.remember('8675309867');
    expect(secrets.redactLine('{"8675309867":-8675309867,"b":[8675309867]}')).toBe(
      '{"[secret]":"-[secret]","b":["[secret]"]}',
    );
  });
});

/** Each of these is slow for patterns that look at the same text again and again: then this file does not come to an end. */
describe('a text that is made to be slow', () => {
  const size = 1_000_000;
  it.each([
    'a',
    'sk-',
    'sk_',
    'sk-ant-',
    'eyJ',
    'eyJ.',
    'M',
    'MN.',
    'Bearer ',
    'Basic ',
    'Bearer aaaaaaa',
    '://',
    '://a:',
    '://a@',
    '%3A%2F%2F',
    '%3A%2F%2Fa',
    '%',
    'webhooks/1',
    'webhooks/123456789012345678/',
    '\\u0041',
    '\\n',
    'AIza',
    'ghp_',
    '0',
    '0g',
    '=',
    'a-',
    'a_',
    ' ',
    '"',
    '\\',
  ])('is read to its end, a million times %j', piece => {
    const text = piece.repeat(Math.ceil(size / piece.length));
    expect(redactor().redactText(`${text} the end`)).toMatch(/the end$/);
    expect(JSON.parse(redactor().redactLine(JSON.stringify([text, 'the end'])))).toHaveLength(2);
  });
});
