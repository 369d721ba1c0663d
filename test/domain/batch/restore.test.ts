import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restored } from '../../../src/domain/batch/restore.js';
import type { Changed, Json } from '../../../src/domain/import/staged.js';

const scalar = fc.constantFrom<Json>(null, false, 0, '', 1, 'x');
const value = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(scalar, fc.dictionary(fc.constantFrom('d', 'e'), scalar)),
);

const changed = (before: Json, after: Json): Changed => ({ entity: 'personality', id: 'lilith', before, after });

describe('a value that goes back', () => {
  it('is what it was before, when nobody touched it since', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(restored(changed(before, after), after, 'nobody')).toEqual({ value: before, kept: [] });
        expect(restored(changed(before, after), after, 'people')).toEqual({ value: before, kept: [] });
      }),
    );
  });

  it('keeps every member that was changed since, and gives back every other', () => {
    fc.assert(
      fc.property(value, value, scalar, (before, after, mine) => {
        fc.pre(JSON.stringify(after['a']) !== JSON.stringify(mine));
        const { a: _, ...rest } = before;
        const back = restored(changed(before, after), { ...after, a: mine }, 'nobody');
        expect(back.value).toEqual({ ...rest, a: mine });
        expect(back.kept).toHaveLength(1);
      }),
    );
  });

  it('goes away when there was nothing before', () => {
    expect(restored(changed(null, { a: 1 }), { a: 1 }, 'nobody')).toEqual({ value: null, kept: [] });
  });

  it('stays when there was nothing before, and people use it or have changed it', () => {
    const change = changed(null, { a: 1, b: { c: 1 } });
    expect(restored(change, { a: 1, b: { c: 1 } }, 'people')).toEqual({
      value: { a: 1, b: { c: 1 } },
      kept: ['people have used it since'],
    });
    expect(restored(change, { a: 1, b: { c: 1 } }, 'another-batch')).toEqual({
      value: { a: 1, b: { c: 1 } },
      kept: ['another import builds on it'],
    });
    expect(restored(change, { a: 1, b: { c: 2 } }, 'nobody')).toEqual({
      value: { a: 1, b: { c: 2 } },
      kept: ['changed since: b.c'],
    });
  });

  it('stays away when somebody took it away since', () => {
    expect(restored(changed({ a: 1 }, { a: 2 }), null, 'nobody')).toEqual({ value: null, kept: [] });
    expect(restored(changed(null, { a: 2 }), null, 'people')).toEqual({ value: null, kept: [] });
  });

  it('that is no object is one thing', () => {
    expect(restored(changed(null, 'x'), 'y', 'nobody')).toEqual({ value: 'y', kept: ['changed since: all of it'] });
  });
});
