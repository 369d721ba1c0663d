import type { Cutting, MessageFound } from '../../found.js';
import { deletedAtSource, quarantined } from './aside.js';
import { momentOf } from './moment.js';
import { fieldOf, isFields, isUnset, wordsOf, type Fields } from './values.js';

type Said = Pick<MessageFound, 'speaker' | 'text' | 'aside'>;

/** One row of a chat history: what the person wrote stands under `message`, what the personality wrote under `reply`. */
export function readMessage({ value, raw, at }: Cutting): MessageFound {
  const row: Fields = isFields(value) ? value : {};
  const { speaker, text, aside } = isFields(value) ? saidIn(value) : notAMessage('person');
  const time = ['ts', 'timestamp', 'created_at']
    .map(name => momentOf(fieldOf(row, name)))
    .find(each => each !== undefined);
  const ownId = ownIdIn(row);
  return {
    kind: 'messages',
    at,
    raw,
    foreignId: wordsOf(fieldOf(row, 'id')),
    speaker,
    speakerName: null,
    text,
    saidAt: time ?? null,
    talk: '',
    ...(ownId !== null && { ownId }),
    ...(aside !== undefined && { aside }),
  };
}

/** A history is always that of the person who saved it, also in the lines of the personality. */
function ownIdIn(row: Fields): string | null {
  const metadata = fieldOf(row, 'metadata');
  return wordsOf(fieldOf(row, 'user_id')) ?? (isFields(metadata) ? wordsOf(fieldOf(metadata, 'user_id')) : null);
}

function saidIn(row: Fields): Said {
  const said = wordsIn(row);
  return fieldOf(row, 'deleted') === true ? { ...said, aside: deletedAtSource } : said;
}

function wordsIn(row: Fields): Said {
  const [message, reply] = [fieldOf(row, 'message'), fieldOf(row, 'reply')];
  if (isUnset(message) && isUnset(reply)) return withoutWords(row);
  if (!isUnset(message) && !isUnset(reply)) {
    return {
      speaker: 'person',
      text: [message, reply].map(each => wordsOf(each) ?? '').join('\n'),
      aside: twoSpeakers,
    };
  }
  const speaker = isUnset(message) ? 'personality' : 'person';
  const text = isUnset(message) ? reply : message;
  return typeof text === 'string' ? { speaker, text } : notAMessage(speaker);
}

const notAMessage = (speaker: Said['speaker']): Said => ({
  speaker,
  text: '',
  aside: quarantined(
    'not_a_message',
    'Nothing in it is a text that somebody said.',
    'Write it as an object with the text under “message” (the person) or “reply” (the personality).',
  ),
});

const twoSpeakers = quarantined(
  'two_speakers',
  'It has both a message and a reply, so it is two lines in one.',
  'Make two rows of it, one with “message” and one with “reply”, and import it again.',
);

/** A line of sound or of a picture alone: its address stands for it. */
function withoutWords(row: Fields): Said {
  const voice = wordsOf(fieldOf(row, 'voice_reply_url'));
  if (voice !== null) return { speaker: 'personality', text: `[voice message: ${voice}]` };
  const attachment = wordsOf(fieldOf(row, 'attachment_url'));
  const type = wordsOf(fieldOf(row, 'attachment_type'));
  if (attachment !== null) return { speaker: 'person', text: `[${type ?? 'attachment'}: ${attachment}]` };
  return {
    speaker: 'person',
    text: '',
    aside: quarantined(
      'empty_message',
      'Nobody says anything in it.',
      'Put the text under “message” or “reply” if you know it. Else nothing is missing.',
    ),
  };
}
