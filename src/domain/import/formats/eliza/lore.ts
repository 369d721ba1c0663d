import { spelled } from '../../../json/exact.js';
import type { LoreFound } from '../../found.js';
import { cut } from '../generic/fit.js';
import { isMembers, isNothing, listOf, memberOf, pointer, wordsOf } from '../generic/value.js';
import { inOurWords } from './words.js';

const longestTitle = 60;

/** What a character knows: sentences of its lore, and documents it was given. All of it is always there. */
export const loreIn = (whole: unknown): LoreFound[] =>
  ['lore', 'knowledge'].flatMap(name => {
    const value = memberOf(whole, name);
    if (isNothing(value)) return [];
    return listOf(value).map((piece, index) => entryOf(piece, pointer(`/${name}`, index), index));
  });

function entryOf(piece: unknown, at: string, order: number): LoreFound {
  const content = wordsOf(piece) ?? wordsOf(memberOf(piece, 'content'));
  const aside = content === undefined ? { aside: asideOf(piece) } : {};
  return {
    kind: 'lore',
    at,
    raw: spelled(piece),
    foreignId: wordsOf(memberOf(piece, 'id')) ?? null,
    title: wordsOf(memberOf(piece, 'path')) ?? titleOf(content ?? ''),
    content: inOurWords(content ?? ''),
    keys: [],
    constant: true,
    enabled: true,
    order,
    rules: {},
    ...aside,
  };
}

function asideOf(piece: unknown): NonNullable<LoreFound['aside']> {
  const isElsewhere = isMembers(piece) && ['path', 'directory'].some(name => !isNothing(memberOf(piece, name)));
  if (isElsewhere)
    return { fate: 'archived', code: 'knowledge_elsewhere', why: 'It only names a file, which does not stand here.' };
  if (isNothing(piece)) return { fate: 'archived', code: 'empty', why: 'There is nothing in it.' };
  return { fate: 'quarantined', code: 'no_text', why: 'There is no text in it.', try: 'Write it as a text, or as an object with a content.' }; // prettier-ignore
}

function titleOf(content: string): string {
  const [line = ''] = content.split('\n', 1);
  return line.length <= longestTitle ? line : `${cut(line, longestTitle - 1)}…`;
}
