import { termsOf } from '../../domain/memory/terms.js';
import type { Note, Reading } from './reading.js';

const longestQuote = 240;

/**
 * What the demo model says. It has no language of its own: it answers with what it was told, with the personality's
 * own world and with lines the personality is known for, and it says that this is so.
 */
export function answerTo(reading: Reading): string {
  return [opening(reading), remembered(reading), fromLore(reading), honesty(reading)]
    .filter(part => part !== '')
    .join('\n\n');
}

const spokenLine = /^(?:[-*]\s+)?(?:([^:]{1,40}):\s+)?(.*)$/;

/** One of the personality's own lines, not of those it answers. The same message always meets the same one. */
function opening({ examples, message, name }: Reading): string {
  const own = examples.flatMap(line => {
    const [, speaker, words = ''] = spokenLine.exec(line) ?? [];
    return speaker === undefined || speaker === name ? [words] : [];
  });
  return own.length === 0 ? '' : (own[checksum(message) % own.length] ?? '');
}

function remembered({ notes, message, lore }: Reading): string {
  const best = bestNote(notes, message);
  if (best !== undefined) return `${attribution(best)}: “${shortened(best.text)}”`;
  if (isQuestion(message) && lore.length > 0) return '';
  if (isQuestion(message)) return 'My notes have nothing about that yet. Tell me, and ask me again some other day.';
  return message.trim() === '' ? 'I am listening.' : `Noted: “${shortened(message)}”`;
}

const attribution = ({ who, when }: Note) => {
  if (who === 'they') return `You told me ${when}`;
  return who === 'self'
    ? `I said ${when}`
    : `I have a note${when === 'once' ? '' : ` from ${when.replace(/^on /, '')}`}`;
};

/** The note that shares most with the message, what people said before what was only answered. */
function bestNote(notes: readonly Note[], message: string): Note | undefined {
  const wanted = new Set(termsOf(message));
  const scored = notes
    .filter(({ text }) => !isQuestion(text) && text !== message)
    .map(note => ({ note, shared: new Set(termsOf(note.text).filter(term => wanted.has(term))).size }))
    .filter(({ note, shared }) => shared > 0 && note.who !== 'self');
  return scored.toSorted((a, b) => b.shared - a.shared)[0]?.note;
}

const fromLore = ({ lore }: Reading) => (lore[0] === undefined ? '' : lore[0]);

const honesty = ({ name, isFirst }: Reading) =>
  isFirst
    ? `(The built-in demo model speaks for ${name}: your words, notes and a few rules, no language model.)`
    : '(built-in demo model)';

const questionWords =
  /^(?:who|what|when|where|why|how|which|whose|do|does|did|is|are|was|were|can|could|will|would|should|have|has)\b/i;

const isQuestion = (text: string) => /\?["'”’)\]]*\s*$/.test(text) || questionWords.test(text.trim());

const shortened = (text: string) => {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length <= longestQuote ? plain : `${plain.slice(0, longestQuote).replace(/\s+\S*$/, '')}…`;
};

/** A small number that depends on every character. */
function checksum(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}
