import { describe, expect, it } from 'vitest';
import { deletedFor, likeliestFor, type Copy, type Original } from '../../../src/domain/proxy/matching.js';
import { microsPerSecond } from '../../../src/domain/time.js';
import { anOriginal, channel } from './world.js';

const seconds = (count: number) => count * microsPerSecond;
const deleted = (fields: Partial<Original> = {}) => anOriginal({ erasedAt: seconds(2), ...fields });
const copyOf = (text: string): Copy => ({ id: 'copy', channelId: channel, text, heardAt: seconds(1) });
const copy = copyOf('hello @Lilith');

const whose = (originals: readonly Original[], over = false, of = copy) => deletedFor(of, originals, { over })?.id;

describe('what was deleted for a copy', () => {
  it.each<[string, Partial<Original>, string]>([
    ['with tags before it', { text: 'h: hello @Lilith' }, 'hello @Lilith'],
    ['with tags after it', { text: 'hello @Lilith -h' }, 'hello @Lilith'],
    ['with tags around it, and space', { text: '  {hello @Lilith }  ' }, 'hello @Lilith'],
    ['with tags that were kept', { text: 'h: hello' }, 'h: hello'],
    ['without tags', { text: 'hello' }, 'hello'],
    ['of nothing but a file', { text: 'h:' }, ''],
    ['that came after the copy', { heardAt: seconds(2), erasedAt: seconds(3) }, 'hello @Lilith'],
    ['that was gone before the copy', { erasedAt: seconds(0.5) }, 'hello @Lilith'],
    ['five seconds later', { erasedAt: seconds(6) }, 'hello @Lilith'],
    ['that was claimed by this very copy', { copyId: 'copy' }, 'hello @Lilith'],
  ])('is a message %s', (_, fields, text) => {
    expect(whose([deleted(fields)], false, copyOf(text))).toBe('original');
  });

  it.each<[string, Partial<Original>]>([
    ['that says something else', { text: 'h: goodbye' }],
    ['that says less', { text: 'hello' }],
    ['that says much more', { text: `hello @Lilith${'!'.repeat(101)}` }],
    ['in another channel', { channelId: 'elsewhere' }],
    ['that still stands', { erasedAt: null }],
    ['more than five seconds later', { erasedAt: seconds(6.1) }],
    ['that was said long before', { heardAt: seconds(-4.1), erasedAt: seconds(1) }],
    ['that has another copy', { copyId: 'another' }],
  ])('is no message %s', (_, fields) => {
    expect(whose([deleted(fields)])).toBeUndefined();
    expect(whose([deleted(fields)], true)).toBeUndefined();
  });

  it('is the one with the least around it', () => {
    const longer = deleted({ id: 'longer', text: 'bob: she said hello @Lilith' });
    expect(whose([longer, deleted()])).toBe('original');
    expect(whose([deleted(), longer])).toBe('original');
  });

  it('is nobody’s when two are equally good', () => {
    const other = deleted({ id: 'other', accountId: 'bob', text: 'b: hello @Lilith' });
    expect(whose([deleted(), other], true)).toBeUndefined();
  });

  it('is nobody’s either when one of them was guessed for another copy', () => {
    const other = deleted({ id: 'other', accountId: 'bob', text: 'b: hello @Lilith', guessId: 'another' });
    expect(whose([deleted(), other], true)).toBeUndefined();
  });

  it('is not said while another one may yet be deleted', () => {
    const other = anOriginal({ id: 'other', accountId: 'bob', text: 'b: hello @Lilith' });
    expect(whose([deleted(), other])).toBeUndefined();
    expect(whose([deleted(), other], true)).toBe('original');
  });

  it('is said while a worse one of theirs may yet be deleted', () => {
    const other = anOriginal({ id: 'other', text: 'bob: hello @Lilith' });
    expect(whose([deleted(), other])).toBe('original');
  });

  it('is not said while it could be somebody else’s, however much is around that', () => {
    const text = `${'b'.repeat(500)} hello @Lilith`;
    const standing = anOriginal({ id: 'other', accountId: 'bob', text });
    expect(whose([deleted(), standing])).toBeUndefined();
    expect(whose([deleted(), standing], true)).toBe('original');
    expect(whose([deleted(), deleted({ id: 'other', accountId: 'bob', text })], true)).toBeUndefined();
  });
});

describe('what a copy is most likely of', () => {
  it('is the message with the least around it, the first of equal ones, whether or not it still stands', () => {
    const [first, second] = [deleted({ id: 'first' }), anOriginal({ id: 'second', heardAt: seconds(1) })];
    const longer = anOriginal({ id: 'longer', text: 'bob: hello @Lilith' });
    expect(likeliestFor(copy, [longer, second, first])?.id).toBe('first');
  });

  it('is another one for each copy', () => {
    const [first, second] = [anOriginal({ guessId: 'another' }), deleted({ id: 'second', guessId: 'copy' })];
    expect(likeliestFor(copy, [first, second])?.id).toBe('second');
    expect(likeliestFor(copy, [first])).toBeUndefined();
  });

  it('is nothing where nobody said it', () => {
    expect(likeliestFor(copy, [anOriginal({ text: 'goodbye' }), deleted({ copyId: 'another' })])).toBeUndefined();
  });
});
