import type { HistoryLine } from '../../domain/conversation/history.js';
import { isoOf } from '../../domain/time.js';
import { harmless } from '../../domain/text/harmless.js';
import type { Paint } from './paint.js';

/** A conversation to read, oldest line first, with a heading per day. */
export function conversationLines(lines: readonly HistoryLine[], paint: Paint): string {
  if (lines.length === 0) return 'Nothing was said yet.';
  return lines
    .map((line, index) => {
      const day = dayOf(line);
      const before = lines[index - 1];
      const heading =
        before === undefined || dayOf(before) !== day ? `${index === 0 ? '' : '\n'}${paint('dim', day)}\n` : '';
      const time = line.undated === true ? '' : `${paint('dim', isoOf(line.saidAt).slice(11, 16))} `;
      return `${heading}${time}${spoken(line, paint)}`;
    })
    .join('\n');
}

const dayOf = ({ saidAt, undated }: HistoryLine) =>
  undated === true ? 'nobody knows when' : `${isoOf(saidAt).slice(0, 10)} (UTC)`;

function spoken({ speaker, personality, text }: HistoryLine, paint: Paint): string {
  const name = speaker.kind === 'person' ? `${speaker.name ?? 'you'} → ${personality}` : speaker.name;
  return `${paint(speaker.kind === 'person' ? 'green' : 'magenta', harmless(name))}: ${harmless(text)}`;
}
