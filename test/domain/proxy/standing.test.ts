import { describe, expect, it } from 'vitest';
import {
  fateOf,
  isCopied,
  onCopy,
  onErased,
  onHold,
  onReleased,
  type Standing,
} from '../../../src/domain/proxy/standing.js';

const held: Standing = { kind: 'held' };
const copied: Standing = { kind: 'copied', copyId: 'first' };
const gone: Standing = { kind: 'gone', copyId: null };
const goneAndCopied: Standing = { kind: 'gone', copyId: 'first' };
const free: Standing = { kind: 'free', copyId: null };
const freeAndCopied: Standing = { kind: 'free', copyId: 'first' };

describe('a message that may have been copied', () => {
  it.each<[string, (standing: Standing | undefined) => Standing, (readonly [Standing | undefined, Standing])[]]>([
    [
      'is held, unless it was decided',
      onHold,
      [
        [undefined, held],
        [held, held],
        [copied, copied],
        [gone, gone],
        [free, free],
      ],
    ],
    [
      'is gone when it is deleted, unless it was decided',
      onErased,
      [
        [undefined, gone],
        [held, gone],
        [copied, copied],
        [goneAndCopied, goneAndCopied],
        [free, free],
      ],
    ],
    [
      'is free when it is released, unless it was decided',
      onReleased,
      [
        [undefined, free],
        [held, free],
        [copied, copied],
        [gone, gone],
        [freeAndCopied, freeAndCopied],
      ],
    ],
  ])('%s', (_, move, table) => {
    for (const [before, afterwards] of table) expect(move(before)).toEqual(afterwards);
  });

  it.each([
    ['nobody waits for', undefined, goneAndCopied, 'answer'],
    ['waits', held, copied, 'awaited'],
    ['is gone', gone, goneAndCopied, 'answer'],
    ['was answered', free, freeAndCopied, 'answered'],
  ] as const)('that %s has a copy', (_, before, afterwards, fate) => {
    expect(onCopy(before, 'first')).toEqual(afterwards);
    expect(fateOf(afterwards, 'first')).toBe(fate);
  });

  it.each([copied, goneAndCopied, freeAndCopied])('keeps its first copy: %j', standing => {
    expect(onCopy(standing, 'second')).toEqual(standing);
    expect(fateOf(standing, 'second')).toBe('answered');
    expect(isCopied(standing)).toBe(true);
  });

  it.each([undefined, held, gone, free])('is not known to be copied before: %j', standing => {
    expect(isCopied(standing)).toBe(false);
  });
});
