import { parseExact } from '../../../json/exact.js';
import type { Format, Glimpse, Recognised } from '../../format.js';
import { endingOf } from '../cards/paths.js';
import { chatOf } from './chat.js';
import { besideChats } from './folder.js';
import { chatReader } from './lines.js';

/** Chats of SillyTavern and of what writes them in its way, and what else lies in the folder of one of its users. */
export const sillyTavernFormat = (): Format => ({ name: 'sillytavern', recognise });

function recognise(glimpse: Glimpse): Recognised | undefined {
  const beside = besideChats(glimpse.path, glimpse.json);
  if (beside !== undefined) return beside;
  const chat = chatOf(glimpse, glimpse.lines?.map(({ value }) => value) ?? goodLines(glimpse));
  return chat === undefined ? undefined : chatReader(chat);
}

const mostLines = 20;

/** The first lines of a chat that has a bad line among them. */
function goodLines({ path, head }: Glimpse): unknown[] {
  if (endingOf(path) !== 'jsonl') return [];
  const text = new TextDecoder().decode(head);
  const lines = text.split('\n', mostLines);
  return lines.flatMap(line => {
    try {
      return [parseExact(line)];
    } catch {
      return [];
    }
  });
}
