import { describe, expect, it } from 'vitest';
import { seen } from '../../src/daemon/seen.js';

describe('up to where channels were seen', () => {
  const looked = (...missed: readonly string[]) => {
    const marks = seen();
    marks.looking();
    for (const channelId of missed) marks.miss(channelId, '1');
    marks.looked();
    return marks;
  };

  it('is not written down before somebody looked what was missed', () => {
    const marks = seen();
    marks.end('hall', '10');
    expect(marks.take()).toEqual(new Map());
    marks.looked();
    expect(marks.take()).toEqual(new Map([['hall', '10']]));
    expect(marks.take()).toEqual(new Map());
  });

  it('waits where something is still to be taken in', () => {
    const marks = looked();
    marks.begin('hall', '10');
    marks.end('hall', '11');
    expect(marks.take()).toEqual(new Map());
    marks.end('hall', '10');
    expect(marks.take()).toEqual(new Map([['hall', '11']]));
  });

  it('waits where something was missed, until it was found', () => {
    const marks = looked('hall');
    marks.end('hall', '10');
    marks.end('alcove', '20');
    expect(marks.take()).toEqual(new Map([['alcove', '20']]));
    marks.found('hall');
    expect(marks.take()).toEqual(new Map([['hall', '10']]));
  });

  it('knows since when something was missed first, however often the line breaks', () => {
    const marks = looked('hall');
    marks.miss('hall', '9');
    expect(marks.missing()).toEqual(new Map([['hall', '1']]));
  });

  it('waits while the connection is gone, and goes on when nothing was missed', () => {
    const marks = looked();
    marks.interrupted();
    marks.end('hall', '10');
    expect(marks.take()).toEqual(new Map());
    marks.resumed();
    expect(marks.take()).toEqual(new Map([['hall', '10']]));
  });

  it('waits for a look that is going on, although another line was made again', () => {
    const marks = looked();
    marks.end('hall', '10');
    marks.looking();
    marks.resumed();
    expect(marks.take()).toEqual(new Map());
    marks.looked();
    expect(marks.take()).toEqual(new Map([['hall', '10']]));
  });
});
