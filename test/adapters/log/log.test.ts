import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileLog, type FileLogOptions } from '../../../src/adapters/log/log.js';
import { redactor } from '../../../src/adapters/log/redact.js';
import { logContract } from '../../contracts/log.js';
import { fakeClock } from '../../fakes/clock.js';
import { aFolder, filesIn } from './home.js';
import { keys } from './keys.js';

function open(options: Partial<FileLogOptions> = {}) {
  const directory = join(aFolder(), 'logs');
  const secrets = redactor();
  const seen: string[] = [];
  const log = fileLog({
    directory,
    level: 'debug',
    redactor: secrets,
    writeStderr: line => void seen.push(line),
    ...options,
  });
  const text = () => (existsSync(directory) ? Object.values(filesIn(directory)).toReversed().join('') : '');
  const lines = () =>
    text()
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
  return { directory, secrets, log, text, lines, seen };
}

logContract(() => {
  const { log, secrets, lines, text } = open();
  const tidy = () => lines().map(({ level, msg, facts = {} }) => ({ level, message: msg, facts }));
  return { log, remember: secrets.remember, lines: tidy, text, close: log.close };
});

it('writes one JSON object to a line, with the time it was told', () => {
  const { log, text } = open({ clock: fakeClock() });
  log.warn('the engine stopped', { cards: 3 });
  expect(text()).toBe(
    '{"level":"warn","time":"2026-01-01T00:00:00.000Z","facts":{"cards":3},"msg":"the engine stopped"}\n',
  );
});

it('does not let facts pass for level, time or message', () => {
  const { log, lines } = open({ clock: fakeClock() });
  log.info('real', { level: 'error', time: 'never', msg: 'false' });
  expect(lines()).toMatchObject([{ level: 'info', time: '2026-01-01T00:00:00.000Z', msg: 'real' }]);
});

it('leaves out what is below its level, and does not even look at it', () => {
  const { log, directory } = open({ level: 'warn' });
  const looked: string[] = [];
  log.info('a', {
    get facts() {
      looked.push('facts');
      return 1;
    },
  });
  expect(existsSync(directory)).toBe(false);
  expect(looked).toEqual([]);
});

it('lets no control character through', () => {
  const { log, text } = open();
  const all =
    Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('') + '\u2028\u2029\u202e\u2066';
  log.error(`persona \u001b]52;c;ZXZpbA==\u0007 ${all}`, { [all]: all, error: new Error(all) });
  expect(text().trimEnd()).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  expect(JSON.parse(text()).facts[all]).toBe(all);
});

it('goes on to the next file when one is full', () => {
  const { log, directory } = open({ maxBytes: 1000 });
  for (let line = 0; line < 100; line++) log.info('a line of the log', { line });
  expect(Object.keys(filesIn(directory))).toEqual([
    'tzurot.log',
    'tzurot.log.1',
    'tzurot.log.2',
    'tzurot.log.3',
    'tzurot.log.4',
  ]);
  for (const text of Object.values(filesIn(directory))) expect(text.length).toBeLessThanOrEqual(1000);
  expect(log.dropped()).toBe(0);
});

describe('drops a line, counts it, and goes on', () => {
  it('while the folder cannot be written to', () => {
    const { log, directory, lines } = open();
    writeFileSync(directory, 'not a folder');
    log.error('lost', { error: new Error('x') });
    log.error('lost');
    expect(log.dropped()).toBe(2);
    rmSync(directory);
    log.error('kept');
    expect(lines()).toMatchObject([{ msg: 'kept' }]);
    expect(log.dropped()).toBe(2);
  });

  it('when the whole home vanished', () => {
    const { log, directory } = open();
    log.info('kept');
    rmSync(join(directory, '..'), { recursive: true });
    log.info('lost');
    expect(log.dropped()).toBe(1);
  });

  it('after it was closed', () => {
    const { log, lines } = open();
    log.info('kept');
    log.close();
    log[Symbol.dispose]();
    log.error('lost');
    expect(lines()).toMatchObject([{ msg: 'kept' }]);
    expect(log.dropped()).toBe(1);
  });

  it('when the message is none', () => {
    const { log } = open();
    const hostile: unknown = {
      toString: () => {
        throw new Error('do not look');
      },
    };
    Reflect.apply(log.info, undefined, [hostile]);
    expect(log.dropped()).toBe(1);
  });
});

describe('what people see', () => {
  it('is nothing, unless it was asked for', () => {
    const { log, seen } = open();
    log.error('failed');
    expect(seen).toEqual([]);
  });

  it('is a short line for a warning or worse, with the error’s sentence and no stack', () => {
    const { log, seen } = open({ stderrLevel: 'warn' });
    log.info('started');
    log.warn('remembering failed, and the rest went on', { error: new Error('the disk is full'), channel: '1' });
    log.error('stopped');
    expect(seen).toEqual(['warn: remembering failed, and the rest went on: the disk is full\n', 'error: stopped\n']);
  });

  it('comes through though nothing of it is written to the file', () => {
    const { log, seen, text } = open({ level: 'error', stderrLevel: 'warn' });
    log.warn('careful');
    expect([seen, text()]).toEqual([['warn: careful\n'], '']);
  });

  it('holds no secret, no command to the terminal and no second line', () => {
    const { log, secrets, seen } = open({ stderrLevel: 'warn' });
    secrets.remember('correct\nhorse');
    log.warn('\u001b[2Jcorrect\nhorse', { error: new Error(`\u009b31m\u202ebad\r\n${'sk-or'}-v1-${'0'.repeat(64)}`) });
    expect(seen).toEqual(['warn:  [2J[secret]:  31m bad  sk-or-…0000\n']);
  });

  it('does not fill the screen', () => {
    const { log, seen } = open({ stderrLevel: 'warn' });
    log.warn('word '.repeat(100_000), { error: new Error('word '.repeat(100_000)) });
    expect(seen.join('').length).toBeLessThan(400);
  });

  it('may be lost without harm', () => {
    const { log, lines } = open({
      stderrLevel: 'warn',
      writeStderr: () => {
        throw new Error('EPIPE');
      },
    });
    log.error('failed');
    expect(lines()).toMatchObject([{ msg: 'failed' }]);
  });
});

/** Ways in which a key gets into a log. */
const wrappers: readonly (readonly [
  string,
  (key: string) => [message: string, facts?: Readonly<Record<string, unknown>>],
])[] = [
  ['the message', key => [`401 for ${key}, sorry`]],
  ['the message of an error', key => ['failed', { error: new Error(`401 for ${key}`) }]],
  [
    'the cause of a cause',
    key => ['failed', { error: new Error('a', { cause: new Error('b', { cause: `${key} is wrong` }) }) }],
  ],
  [
    'a property of an error',
    key => ['failed', { error: Object.assign(new Error('a'), { url: key, requestBody: { json: [key] } }) }],
  ],
  ['something deep', key => ['failed', { a: { b: [{ c: { d: `(${key})` } }] } }]],
  ['a list', key => ['failed', { list: ['x', key, [key]] }]],
  ['a circle', key => ['failed', { circle: circleOf(key) }]],
  [
    'a map',
    key => [
      'failed',
      {
        map: new Map<unknown, unknown>([
          [key, key],
          [1, key],
        ]),
      },
    ],
  ],
  ['a set', key => ['failed', { set: new Set([key]) }]],
  ['the name of a property', key => ['failed', { [key]: 1, deep: { [`x ${key}`]: 2 } }]],
  ['the name of a symbol', key => ['failed', { symbol: Symbol(key) }]],
  ['a line of headers', key => ['failed', { headers: `accept: */*\r\nauthorization: ${key}\r\nx-api-key: ${key}` }]],
  ['a list of headers', key => ['failed', { headers: ['x-api-key', key] }]],
  ['text beyond all limits', key => ['failed', { body: `${'word '.repeat(1595)}${key} ${'x'.repeat(10_000_000)}` }]],
];

const encodings: readonly (readonly [string, (key: string) => string])[] = [
  ['as it is', key => key],
  ['in a URL', encodeURIComponent],
  ['in base64', key => Buffer.from(`key: ${key}`).toString('base64')],
  ['in JSON', key => JSON.stringify({ error: `wrong key:\n${key}` })],
];

describe.each(wrappers)('a key in %s', (_, wrap) => {
  it.each(encodings)('does not get into a log file %s, whatever its shape', (_encoding, encode) => {
    const { log, text, lines, seen } = open({ stderrLevel: 'debug' });
    for (const [kind, whole, secret] of keys) {
      log.error(...wrap(encode(whole)));
      const leaked = [
        secret,
        encodeURIComponent(secret),
        ...[0, 1, 2].map(before => base64Inside(secret, before)),
      ].filter(spelling => text().includes(spelling) || seen.join('').includes(spelling));
      expect({ kind, leaked }).toEqual({ kind, leaked: [] });
    }
    expect(lines()).toHaveLength(keys.length);
  });
});

const base64Inside = (secret: string, before: number) =>
  Buffer.from('x'.repeat(before) + secret)
    .toString('base64')
    .slice(4, -4);

function circleOf(key: string): unknown {
  const circle: Record<string, unknown> = { key: key.length, held: [key] };
  circle.self = circle;
  return circle;
}

it('has no key standing whole in the file that was told in two halves', () => {
  const { log, secrets, text } = open();
  secrets.remember('correct horse battery');
  log.info('correct horse');
  log.info(' battery');
  expect(text().replaceAll('\n', '')).not.toContain('correct horse battery');
});
