import { bar } from '../bar.js';
import { fitted } from '../fit.js';
import type { Paint } from '../paint.js';
import type { TraceDocument } from './document.js';
import { pageWidth, within } from './line.js';

type Part = TraceDocument['parts'][number];

const barWidth = 16;
const nameWidth = 20;
const figures = barWidth + 8 + nameWidth + 2;

/** The parts of the prompt, with bars for their share of it. What was said before is one part. */
export function promptLines(parts: readonly Part[], paint: Paint): string[] {
  const all = Math.max(
    1,
    parts.reduce((sum, { tokens }) => sum + tokens, 0),
  );
  const rows = withHistoryAsOne(parts).map(({ name, tokens, text }) => {
    const share = bar(tokens / all, barWidth);
    const begins = paint('dim', within(text, pageWidth - figures));
    return `${share} ${String(tokens).padStart(6)} ${fitted(name, nameWidth)}  ${begins}`.trimEnd();
  });
  return [...rows, `${' '.repeat(barWidth)} ${String(all).padStart(6)} ${paint('bold', 'in all')}`];
}

function withHistoryAsOne(parts: readonly Part[]): Part[] {
  const said = parts.filter(isHistory);
  const first = parts.findIndex(isHistory);
  const whole: Part = {
    name: said.length === 1 ? 'history (1 line)' : `history (${said.length} lines)`,
    tokens: said.reduce((sum, { tokens }) => sum + tokens, 0),
    text: said.at(-1)?.text ?? '',
  };
  return parts.flatMap((part, index) => (index === first ? [whole] : isHistory(part) ? [] : [part]));
}

const isHistory = ({ name }: Part) => name.startsWith('history (');
