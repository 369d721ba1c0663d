import type { About } from '../../src/domain/turn/answering/about.js';

/** Lilith answers ada, with bob beside her. */
export const inCompany = (fields: Partial<About> = {}): About => ({
  names: ['Lilith', 'Lil', 'lilith'],
  others: ['ada', 'Bob'],
  said: 'Are you there?',
  ...fields,
});

/** What makes a careless reader slow, as pieces to be repeated. */
export const hostilePieces: readonly (readonly [name: string, piece: string])[] = [
  ['brackets', '<'],
  ['thinking tags', '<think>'],
  ['thoughts', '<think>a</think>'],
  ['closed thoughts', '</thinking>'],
  ['thoughts with attributes', '<think a="b"  c='],
  ['half a square thought', '[thinking'],
  ['backticks', '`'],
  ['code', '`a` '],
  ['runs of backticks', '` `` ``` '],
  ['lines with names', '\nada'],
  ['empty lines', '\n'],
  ['blanks', ' '],
  ['quotes', '> "'],
  ['sections', '<lore>\na\n</lore>\n'],
  ['open sections', '<lore>\n'],
  ['closing tags', '</message>'],
  ['entities', '&lt;'],
  ['braces', '{{char'],
  ['a name', 'Lilith: '],
  ['the time', '[12:34] '],
  ['a sentence', 'The lantern is in the harbour, where it has always been. '],
  ['footers', '\n-# ✦ a '],
  ['moons', '🌙'],
];

/** So much of a piece, and an end of its own: no half of it is the other half again. */
export const hostile = (piece: string, length: number): string =>
  `${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)} The end.`;
