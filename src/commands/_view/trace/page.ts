import type { Paint } from '../paint.js';
import { answerLines } from './answer.js';
import { attemptLines } from './attempts.js';
import type { TraceDocument } from './document.js';
import { pageWidth, section, within } from './line.js';
import { mindLines } from './mind.js';
import { paramLines } from './params.js';
import { promptLines } from './prompt.js';
import { timeLines } from './times.js';

/** A trace on a page: what went in, what came to mind, what was tried, what came out. */
export const tracePage = (trace: TraceDocument, paint: Paint): string =>
  [
    ...headLines(trace, paint),
    ...section('Who answers', routeLines(trace), paint),
    ...section('The prompt, in tokens', promptLines(trace.parts, paint), paint),
    ...section('What came to mind', mindLines(trace), paint),
    ...section('Parameters', paramLines(trace.params, paint), paint),
    ...section('Attempts', attemptLines(trace.attempts, paint), paint),
    ...section('The answer', answerLines(trace, paint), paint),
    ...section('Time', timeLines(trace.timingsMs), paint),
  ].join('\n');

/** The same in short, for the middle of a conversation. */
export const traceInShort = (trace: TraceDocument, paint: Paint): string =>
  [
    ...headLines(trace, paint),
    ...section('The prompt, in tokens', promptLines(trace.parts, paint), paint),
    ...section('What came to mind', mindLines(trace), paint),
    ...section('Attempts', trace.attempts.length > 1 ? attemptLines(trace.attempts, paint) : [], paint),
    ...section('The answer', answerLines(trace, paint), paint),
  ].join('\n');

function headLines(trace: TraceDocument, paint: Paint) {
  const { personality, at, model, provider, payer, costMicroUsd, failure, insteadOf } = trace;
  const what = failure === undefined ? 'answered' : 'had no answer';
  const kind = failure?.kind == null ? '' : `${failure.kind}: `;
  return [
    `${paint('bold', personality)} ${what} at ${at}`,
    `with ${model} (${provider}), paid by ${payer}, ${costMicroUsd / 1e6} USD`,
    ...(insteadOf == null ? [] : [`in place of ${insteadOf.model} (${insteadOf.because})`]),
    ...(failure === undefined ? [] : [paint('yellow', within(`${kind}${failure.message}`, 3 * pageWidth))]),
  ];
}

const routeLines = ({ route }: TraceDocument): string[] =>
  route.map(({ rule, matched, detail }) =>
    `${matched ? '→' : ' '} ${rule.padEnd(17)} ${within(detail, pageWidth - 20)}`.trimEnd(),
  );
