import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buttonId, mayPress, readButton } from '../../../src/domain/outbox/button.js';

const use = { what: 'regenerate', reference: 'k3v9q2mx', accountId: '100000000000000001' } as const;

describe('a button', () => {
  it('says by itself what it is for', () => {
    expect(buttonId(use)).toBe('v1.regenerate.k3v9q2mx.100000000000000001');
    expect(readButton('v1.regenerate.k3v9q2mx.100000000000000001')).toEqual(use);
  });

  it('comes back as it was made, or is not made', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\w.-]{0,70}$/));
    fc.assert(
      fc.property(
        fc.constantFrom('regenerate', 'delete', 'what-happened'),
        text,
        fc.option(text),
        (what, reference, accountId) => {
          const id = buttonId({ what, reference, accountId });
          if (id === undefined) return;
          expect(id.length).toBeLessThanOrEqual(100);
          expect(readButton(id)).toEqual({ what, reference, accountId });
        },
      ),
    );
  });

  it.each([
    '',
    'v1',
    'v2.delete.a.b',
    'v1.shout.a.b',
    'v1.delete.a',
    'v1.delete.a.b.c',
    'v1.delete..b',
    `v1.delete.${'a'.repeat(64)}.${'b'.repeat(64)}`,
  ])('is not %j', id => {
    expect(readButton(id)).toBeUndefined();
  });

  it('obeys whom it is for, and everybody where it is for nobody in particular', () => {
    expect(mayPress(use, use.accountId)).toBe(true);
    expect(mayPress(use, '100000000000000002')).toBe(false);
    expect(mayPress({ ...use, accountId: null }, '100000000000000002')).toBe(true);
  });
});
