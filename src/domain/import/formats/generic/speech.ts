import type { MessageFound, Subject } from '../../found.js';
import { holds } from './condition.js';
import { fitName } from './fit.js';
import type { LineMapping, Mapping } from './mapping.js';
import { momentOf } from './moment.js';
import { picked, pickedText } from './pick.js';
import { wordsOf } from './value.js';

/** A piece of a file in which something is said. */
export type Piece = { readonly value: unknown; readonly raw: string; readonly at: string; readonly index: number };

export type Talk = {
  readonly id: string;
  readonly times: Mapping['times'];
  /** When it is not that of the whole file. */
  readonly subject?: Subject;
};

/** What is said in a piece: a line for each that the mapping knows there. */
export const linesIn = (piece: Piece, lines: readonly LineMapping[], talk: Talk): MessageFound[] =>
  lines.flatMap((line, part) => lineIn(piece, line, talk, part) ?? []);

function lineIn(piece: Piece, line: LineMapping, talk: Talk, part: number): MessageFound | undefined {
  const said = pickedText(piece.value, line.text);
  const text = without(said ?? '', line.without ?? []);
  if (line.optional === true && said !== undefined && text === '') return undefined;
  const speaker = speakerOf(piece.value, line);
  const time = momentOf(line.time === undefined ? null : picked(piece.value, line.time), piece.at);
  const foreignId = line.id === undefined ? undefined : wordsOf(picked(piece.value, line.id));
  const aside = asideOf(said, text, speaker);
  const remarks = talk.times === 'none' ? [] : time.remarks;
  return {
    kind: 'messages',
    at: piece.at,
    raw: aside?.fate === 'quarantined' ? piece.raw : rawOf(piece, talk, foreignId, part),
    ...(talk.subject !== undefined && { subject: talk.subject }),
    ...(remarks.length > 0 && { remarks }),
    foreignId: foreignId ?? null,
    speaker: speaker === 'person' ? 'person' : 'personality',
    speakerName:
      line.name === undefined ? null : (fitName(wordsOf(picked(piece.value, line.name)), piece.at).text ?? null),
    text,
    saidAt: talk.times === 'none' ? null : time.saidAt,
    talk: talk.id,
    ...(aside !== undefined && { aside }),
  };
}

/** People say the same words twice, and ids of one talk come again in another. So a talk and a place in it belong to a line. */
const rawOf = ({ raw, index }: Piece, talk: Talk, foreignId: string | undefined, part: number): string =>
  `[${JSON.stringify([talk.id, foreignId ?? index, part])},${raw}]`;

type Speaker = 'person' | 'personality' | 'nobody' | undefined;

const speakerOf = (value: unknown, { speaker }: LineMapping): Speaker =>
  typeof speaker === 'string' ? speaker : speaker.find(({ when }) => when === undefined || holds(value, when))?.is;

function asideOf(said: string | null | undefined, text: string, speaker: Speaker): MessageFound['aside'] {
  if (said === undefined)
    return { fate: 'quarantined', code: 'no_text', why: 'There is no text where what was said should be.', try: 'Put the words where the other messages have theirs.' }; // prettier-ignore
  if (speaker === undefined)
    return { fate: 'quarantined', code: 'unknown_speaker', why: 'Nothing here says who spoke.', try: 'Say who spoke as the other messages do.' }; // prettier-ignore
  if (speaker === 'nobody')
    return { fate: 'archived', code: 'not_spoken', why: 'This was said by nobody: it is a note of the program.' };
  return text === '' ? { fate: 'archived', code: 'empty', why: 'There is nothing in it.' } : undefined;
}

const without = (text: string, marks: readonly string[]): string =>
  marks.reduce((rest, mark) => rest.replaceAll(mark, ''), text).trim();
