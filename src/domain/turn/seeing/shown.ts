import type { SeenPicture } from '../../calling/prompt.js';
import { beginningOf } from '../../text/beginning.js';
import { oneLine } from '../mentions.js';

/** What a personality gets to know of a file that came with a message. */
export type Shown =
  | {
      readonly kind: 'picture';
      readonly name: string;
      /** Null where the model does not see. */
      readonly seen: SeenPicture | null;
      readonly description: string | null;
    }
  | { readonly kind: 'audio'; readonly name: string; readonly transcript: string | null }
  | { readonly kind: 'document'; readonly name: string; readonly text: string; readonly isCut: boolean }
  | { readonly kind: 'unread'; readonly name: string; readonly why: string }
  /** A sticker, an embed, a forwarded message: said in words by the surface. */
  | { readonly kind: 'aside'; readonly text: string };

/** A message as it is kept: its text, and what came with it in a few words that stay as they are. */
export const withNotes = (text: string, shown: readonly Shown[]): string =>
  [text, ...shown.map(noteOf)].filter(line => line !== '').join('\n');

const longestNote = 300;

function noteOf(shown: Shown): string {
  if (shown.kind === 'aside') return `[${inBrackets(shown.text)}]`;
  const about = aboutOf(shown);
  const kind = shown.kind === 'unread' ? 'file' : shown.kind;
  return `[${kind}: ${inBrackets(shown.name)}${about === null ? '' : ` — ${inBrackets(about)}`}]`;
}

function aboutOf(shown: Shown): string | null {
  if (shown.kind === 'picture') return shown.description;
  return shown.kind === 'audio' ? shown.transcript : null;
}

function inBrackets(text: string): string {
  const plain = oneLine(text).replaceAll('[', '(').replaceAll(']', ')');
  return plain.length <= longestNote ? plain : `${beginningOf(plain, longestNote)}…`;
}
