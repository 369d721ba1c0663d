import type { HistoryLine } from '../../domain/conversation/history.js';
import { isoOf } from '../../domain/time.js';
import { harmless } from '../../domain/text/harmless.js';
import type { Paint } from './paint.js';

/** A conversation to read, oldest line first, with a heading per day. */
export function conversationLines(lines: readonly HistoryLine[], paint: Paint): string {
  if (lines.length === 0) return 'Nothing was said yet.';
  return lines
    .map((line, index) => {
      const day = isoOf(line.saidAt).slice(0, 10);
      const before = lines[index - 1];
      const heading =
        before === undefined || isoOf(before.saidAt).slice(0, 10) !== day
          ? `${index === 0 ? '' : '\n'}${paint('dim', `${day} (UTC)`)}\n`
          : '';
      return `${heading}${paint('dim', isoOf(line.saidAt).slice(11, 16))} ${spoken(line, paint)}`;
    })
    .join('\n');
}

function spoken({ speaker, personality, text }: HistoryLine, paint: Paint): string {
  const name = speaker.kind === 'person' ? `${speaker.name ?? 'you'} → ${personality}` : speaker.name;
  return `${paint(speaker.kind === 'person' ? 'green' : 'magenta', harmless(name))}: ${harmless(text)}`;
}
