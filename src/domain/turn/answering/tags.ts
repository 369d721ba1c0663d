/** The sections a prompt is made of. Nobody but us writes them, each tag on a line of its own. */
export const sectionTags = [
  'rules', 'identity', 'instructions', 'lore', 'triggered-lore', 'place', 'participants', 'memories', 'reminder', 'time',
  'birthday', 'quotes', 'channels', 'references', 'attachments', 'picture', 'audio', 'document', 'file',
  'character', 'traits', 'tone', 'age', 'appearance', 'likes', 'dislikes', 'goals', 'history', 'scenario', 'examples',
  'status', 'reactions', 'dialogues',
] as const; // prettier-ignore

/** What models like to wrap a whole answer in. */
export const wrapperTags = ['message', 'response', 'answer', 'reply', 'output', 'assistant'] as const;

/** Any of some words, as a piece of a regular expression. The longest comes first, so that none hides another. */
export const anyOf = (words: readonly string[]): string =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map(word => word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))
    .join('|');
