import { harmless } from '../../domain/text/harmless.js';
import type { Trace } from '../../domain/trace/trace.js';
import { bar } from './bar.js';
import { oneLine } from './fit.js';
import type { Paint } from './paint.js';
import { table } from './table.js';

export type ShownTrace = Omit<Trace, 'at' | 'timingsMicros' | 'spent'> & {
  readonly at: string;
  readonly timingsMs: Readonly<Record<string, number>>;
  readonly costMicroUsd: number;
};

const barWidth = 20;

/** A trace on a page: what went in, what came to mind, what came out. */
export function tracePage(trace: ShownTrace, paint: Paint): string {
  const head = (text: string) => `\n${paint('cyan', text)}`;
  const total = Math.max(1, ...trace.parts.map(({ tokens }) => tokens));
  return [
    `${paint('bold', trace.personality)} answered at ${trace.at} with ${trace.model} (${trace.provider}), paid by ${trace.payer}, ${trace.costMicroUsd / 1e6} USD`,
    head('Who answers'),
    ...trace.route.map(({ rule, matched, detail }) => `${matched ? '→' : ' '} ${rule.padEnd(17)} ${detail}`),
    head('The prompt, in tokens'),
    ...trace.parts.map(
      ({ name, tokens, text }) =>
        `${bar(tokens / total, barWidth)} ${String(tokens).padStart(6)}  ${name.padEnd(20)} ${paint('dim', oneLine(harmless(text), 60))}`,
    ),
    head('What came to mind'),
    ...(trace.memories.length === 0
      ? ['  nothing']
      : trace.memories.map(
          ({ score, used, text, id }) =>
            `${used ? '✓' : '·'} ${score.toFixed(3)}  ${id}  ${oneLine(harmless(text), 70)}`,
        )),
    ...trace.lore.map(({ title, constant, why }) => `✓ lore   ${harmless(title)}${loreReason(constant, why)}`),
    head('Parameters'),
    table(
      ['name', 'value', 'from'],
      trace.params.map(({ name, value, from }) => [name, JSON.stringify(value), from]),
      paint,
    ),
    head('The answer'),
    ...trace.steps.map(({ name, changed }) => `${changed ? '✓ changed' : '· as it was'}  ${name}`),
    head('Time'),
    ...Object.entries(trace.timingsMs).map(([name, ms]) => `${name.padEnd(10)} ${ms.toFixed(1)} ms`),
  ].join('\n');
}

const loreReason = (constant: boolean, why: string | undefined) => {
  if (constant) return ' (always)';
  return why === undefined ? '' : `: ${oneLine(harmless(why), 70)}`;
};
