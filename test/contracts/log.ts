import { afterEach, describe, expect, it } from 'vitest';
import { TzurotError } from '../../src/domain/errors.js';
import { Secret } from '../../src/domain/wallet/secret.js';
import type { Log } from '../../src/ports/log.js';

export type OpenedLog = {
  readonly log: Log;
  readonly remember: (secret: string) => void;
  /** What was written, oldest first. */
  readonly lines: () => readonly { level: string; message: string; facts: Readonly<Record<string, unknown>> }[];
  /** All that was written, as the text it was written as. */
  readonly text: () => string;
  readonly close?: () => void;
};

const key = `${'sk-or'}-v1-${'a1b2c3d4'.repeat(8)}`;

/** What every Log promises. Run it against each adapter, and against the fake. */
export function logContract(openLog: () => OpenedLog) {
  describe('keeps the Log contract', () => {
    const opened: OpenedLog[] = [];
    const open = () => {
      const log = openLog();
      opened.push(log);
      return log;
    };
    afterEach(() => opened.splice(0).forEach(({ close }) => close?.()));

    it('writes what it is told, in order', () => {
      const { log, lines } = open();
      log.debug('a');
      log.info('b', { channel: '1', count: 2, done: true, nobody: null });
      log.warn('c');
      log.error('d');
      expect(lines()).toEqual([
        { level: 'debug', message: 'a', facts: {} },
        { level: 'info', message: 'b', facts: { channel: '1', count: 2, done: true, nobody: null } },
        { level: 'warn', message: 'c', facts: {} },
        { level: 'error', message: 'd', facts: {} },
      ]);
    });

    it('tells what an error was, and what it came from', () => {
      const { log, lines } = open();
      const cause = new TypeError('the cable was cut');
      log.error('failed', {
        error: new TzurotError('unavailable', 'Nobody answered.', { cause, try: 'doctor', facts: { status: 502 } }),
      });
      expect(lines()[0]?.facts).toMatchObject({
        error: {
          name: 'TzurotError',
          message: 'Nobody answered.',
          stack: expect.stringContaining('log.ts'),
          code: 'unavailable',
          try: 'doctor',
          facts: { status: 502 },
          cause: { name: 'TypeError', message: 'the cable was cut' },
        },
      });
    });

    it('keeps lists as lists', () => {
      const { log, lines } = open();
      log.info('a', { channels: ['1', ['2']] });
      expect(lines()[0]?.facts).toEqual({ channels: ['1', ['2']] });
    });

    it.each(awkward())('never throws, and still writes its line: %s', (_, fact) => {
      const { log, lines } = open();
      log.error('it was awkward', { fact });
      expect(lines()).toMatchObject([{ level: 'error', message: 'it was awkward' }]);
    });

    it('writes one line for one message, whatever is in it', () => {
      const { log, lines } = open();
      log.info('one\r\n2026-01-01 ERROR two\u2028three', { 'a\nb': 'c\n{"level":"error"}' });
      expect(lines()).toHaveLength(1);
    });

    it('takes out what it was told to remember, and what looks like a key', () => {
      const { log, remember, lines, text } = open();
      remember('correct horse battery');
      log.info(`logged in with correct horse battery and ${key}`, {
        error: new Error('correct horse battery', { cause: new Error(`${key} is wrong`) }),
        'correct horse battery': key,
        [key]: ['correct horse battery'],
      });
      expect(lines()).toHaveLength(1);
      expect(text()).not.toContain('correct horse');
      expect(text()).not.toContain(key.slice(10, -4));
    });

    it('hides fields by their names, and secrets by their type', () => {
      const { log, text } = open();
      log.info('a', {
        password: 'canary-1',
        headers: { Authorization: 'canary-2', 'set-cookie': ['canary-3'] },
        held: new Secret('canary-4'),
      });
      expect(text()).not.toContain('canary');
    });

    it('does not wait', () => {
      const { log } = open();
      expect(log.info('a')).toBeUndefined();
    });
  });
}

/** Everything that has ever broken a log. */
function awkward(): [string, unknown][] {
  const circle: Record<string, unknown> = { name: 'circle' };
  circle.self = { again: [circle] };
  const deep = Array.from({ length: 10_000 }).reduce<unknown>(inner => ({ inner }), 'bottom');
  const shared = Array.from({ length: 40 }).reduce<unknown>(inner => [inner, inner], 'leaf');
  const thrower = Object.defineProperty({ fine: 1 }, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error('do not look');
    },
  });
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('do not look');
      },
      getPrototypeOf: () => {
        throw new Error('do not look');
      },
    },
  );
  const strangeError = Object.assign(new Error('strange'), { message: 5n, stack: Symbol('stack') });
  const causedByItself = new Error('circle');
  causedByItself.cause = causedByItself;
  return [
    ['a circle', circle],
    ['an error that caused itself', causedByItself],
    ['something very deep', deep],
    ['something that holds itself twice, forty times over', shared],
    ['a getter that throws', thrower],
    ['a proxy that does not want to be looked at', hostile],
    ['a revoked proxy', revoked()],
    ['an error of strange parts', strangeError],
    ['several errors in one', new AggregateError([new Error('a'), 'b'], 'several')],
    ['a big number', 2n ** 200n],
    ['no number', Number.NaN],
    ['nothing', undefined],
    ['a symbol', Symbol('s')],
    ['a function', () => 1],
    ['a map', new Map<unknown, unknown>([[{ a: 1 }, new Set([1])]])],
    ['bytes', new Uint8Array(1000)],
    ['a date that is none', new Date(Number.NaN)],
    ['half a character', '\ud800'],
    ['a text of ten million letters', 'x'.repeat(10_000_000)],
    ['a million entries', Array.from({ length: 1_000_000 }, (_, index) => index)],
    ['an own __proto__', JSON.parse('{"__proto__":{"level":"fatal"}}')],
    [
      'toJSON that throws',
      {
        toJSON: () => {
          throw new Error('do not look');
        },
      },
    ],
    [
      'toJSON that never ends',
      {
        toJSON() {
          return this;
        },
      },
    ],
  ];
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
