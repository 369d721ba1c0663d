import { clip } from './clip.js';
import type { WireBody, WireEmbed, WireFile, WireMessage } from './message.js';

const mostAsides = 20;
const longestAside = 500;
const longestField = 200;

/** What came with a message besides its text, in words. With `files`, what hangs on it is named as well. */
export function asidesOf(message: WireBody | WireMessage, { files }: { readonly files: boolean }): string[] {
  return [
    ...message.message_snapshots.flatMap(({ message: copy }) => [
      `A forwarded message: ${copy.content.trim() || '(without text)'}`,
      ...copy.sticker_items.map(({ name }) => `A sticker in the forwarded message: ${name}`),
      ...copy.embeds.map(embed => embedInWords(embed, 'An embed in the forwarded message')),
      ...(files ? copy.attachments.map(file => `A file in the forwarded message: ${file.filename}`) : []),
    ]),
    ...message.sticker_items.map(({ name }) => `A sticker: ${name}`),
    ...pollInWords(message),
    ...message.embeds.map(embed => embedInWords(embed, 'An embed')),
    ...(files ? message.attachments.map(file => fileInWords(file, isSpoken(message))) : []),
  ]
    .filter(aside => aside !== '')
    .slice(0, mostAsides)
    .map(aside => clip(aside.toWellFormed(), longestAside));
}

/** Nothing for one that is only a picture or a player. */
function embedInWords({ author, title, description, fields }: WireEmbed, what: string): string {
  const said = [
    author?.name,
    title,
    description,
    ...fields.map(({ name, value }) => `${clip(name, longestField)}: ${clip(value, longestField)}`),
  ].filter(part => typeof part === 'string' && part.trim() !== '');
  return said.length === 0 ? '' : `${what}: ${said.join(' — ')}`;
}

function pollInWords({ poll }: WireBody): string[] {
  if (!poll) return [];
  const answers = poll.answers.map(({ poll_media: { text } }) => text ?? '').filter(text => text !== '');
  return [`A poll: ${poll.question.text ?? ''} (${answers.join(' / ')})`];
}

const fileInWords = ({ filename, duration_secs: seconds }: WireFile, spoken: boolean): string =>
  spoken ? `A voice message of ${Math.round(seconds ?? 0)} seconds` : `A file: ${filename}`;

const voiceMessage = 1 << 13;
const isSpoken = ({ flags }: WireBody): boolean => (flags & voiceMessage) !== 0;
