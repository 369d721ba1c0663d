import { describe, expect, it } from 'vitest';
import { issueBook } from '../../../src/domain/import/issue-book.js';
import type { Issue } from '../../../src/domain/import/issue.js';

const anIssue = (fields: Partial<Issue> = {}): Issue => ({
  severity: 'warn',
  code: 'odd',
  file: 'a.json',
  at: '/1',
  message: 'It is odd.',
  ...fields,
});

const many = (count: number, fields: Partial<Issue> = {}) =>
  Array.from({ length: count }, (_, index) => anIssue({ at: `/${index}`, ...fields }));

function bookOf(issues: readonly Issue[]) {
  const book = issueBook();
  book.add(issues);
  return book;
}

describe('a book of issues', () => {
  it('has all of them in their order, while there are not too many alike', () => {
    const issues = [...many(50), ...many(50, { code: 'other' }), ...many(50, { file: 'b.json' })];
    const book = bookOf(issues.slice(0, 20));
    book.add(issues.slice(20));
    expect(book.list()).toEqual(issues);
  });

  it('counts what there is beyond fifty of a kind in a file', () => {
    const book = bookOf(many(53));
    book.add([anIssue({ code: 'other' })]);
    const list = book.list();
    expect(list.slice(0, 50)).toEqual(many(50));
    expect(list.slice(50)).toEqual([
      anIssue({ code: 'other' }),
      anIssue({ at: '', message: expect.stringContaining(' 3 more') }),
    ]);
  });

  it('can be read again and again', () => {
    const book = bookOf(many(60));
    expect(book.list()).toEqual(book.list());
    book.add([anIssue()]);
    expect(book.list().at(-1)?.message).toContain(' 11 more');
  });

  it('does not take a code and a file for another code and file', () => {
    const book = bookOf([
      ...many(50, { code: '__proto__', file: 'a' }),
      ...many(50, { code: 'constructor', file: 'a' }),
    ]);
    expect(book.list()).toHaveLength(100);
  });

  it('goes on independently once it is copied', () => {
    const book = bookOf(many(50));
    const copy = book.copy();
    copy.add([anIssue()]);
    expect(book.list()).toHaveLength(50);
    expect(copy.list().at(-1)?.message).toContain(' 1 more');
  });

  it('takes a million alike', () => {
    const book = issueBook();
    book.add(many(1_000_000));
    expect(book.list()).toHaveLength(51);
  });
});
