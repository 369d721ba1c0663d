import { beginningOf } from '../../text/beginning.js';
import { harmless } from '../../text/harmless.js';
import { charactersIn } from '../composing/room.js';
import type { Shown } from './shown.js';

/** A document with as much of its text as there is room for. */
export function documentOf(name: string, text: string, room: number): Shown {
  const whole = harmless(text).trim();
  if (whole === '') return { kind: 'unread', name, why: 'There is no text in it.' };
  if (room <= 0) return { kind: 'unread', name, why: 'There was no room left to read it.' };
  return { kind: 'document', name, text: beginningOf(whole, room), isCut: whole.length > room };
}

/** The same with no document read. */
export const withoutDocuments = (shown: readonly Shown[]): Shown[] =>
  shown.map(each =>
    each.kind === 'document'
      ? { kind: 'unread', name: each.name, why: 'It is too long for you to read at once.' }
      : each,
  );

/** How much text of documents a model is given that reads this much: half of it at most. */
export const documentRoom = (contextTokens: number, most: number): number =>
  Math.min(most, charactersIn(contextTokens, 0.5));
