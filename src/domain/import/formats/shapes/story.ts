import type { Cutting, LoreFound } from '../../found.js';
import { deletedAtSource, quarantined } from './aside.js';
import { fieldOf, isFields, isUnset, wordsOf, type Fields } from './values.js';

/** A story becomes a piece of the world that is always present, or that its keys bring up when it has some. */
export function readStory({ value, raw, at }: Cutting, index: number): LoreFound {
  const row: Fields = isFields(value) ? value : { content: value };
  const type = wordsOf(fieldOf(row, 'story_type'));
  const content = contentOf(row);
  const keys = keysOf(row);
  const aside = asideOf(row, content);
  return {
    kind: 'stories',
    at,
    raw,
    foreignId: wordsOf(fieldOf(row, 'id')),
    title: wordsOf(fieldOf(row, 'title')) ?? type ?? '',
    content: typeof content === 'string' ? content : '',
    keys,
    constant: keys.length === 0 || type === 'general',
    enabled: fieldOf(row, 'enabled') !== false,
    order: index,
    rules: type === null ? {} : { book: { name: type } },
    ...(aside !== undefined && { aside }),
  };
}

const contentNames = ['content', 'text', 'story', 'knowledge', 'body'];
const contentOf = (row: Fields) => contentNames.map(name => fieldOf(row, name)).find(each => !isUnset(each));

function keysOf(row: Fields): string[] {
  const metadata = fieldOf(row, 'metadata');
  const places = isFields(metadata) ? [row, metadata] : [row];
  const lists = places.flatMap(place => ['keys', 'keywords', 'triggers'].map(name => fieldOf(place, name)));
  const first = lists.find(each => Array.isArray(each) && each.length > 0);
  return Array.isArray(first) ? first.map(wordsOf).filter(each => each !== null) : [];
}

function asideOf(row: Fields, content: unknown): LoreFound['aside'] {
  if (fieldOf(row, 'deleted') === true) return deletedAtSource;
  if (isUnset(content))
    return quarantined(
      'empty_story',
      'There is no text under “content”.',
      'Put the text there if you know it, and import it again. Else nothing is missing.',
    );
  if (typeof content === 'string') return undefined;
  return quarantined(
    'not_a_story',
    'What it tells is not a text.',
    'Write it as an object with the text under “content”, and import it again.',
  );
}
