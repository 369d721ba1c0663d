import type { Routed } from '../../domain/turn/route.js';
import type { Paint } from './paint.js';

/** The rules that were looked at, in order, and what came of them. */
export function routeSteps({ steps, answers, ignored, help }: Routed, paint: Paint): string {
  const lines = steps.map(({ rule, matched, detail }) => {
    const line = `${rule.padEnd(17)} ${detail}`;
    return matched ? paint('bold', `→ ${line}`) : `  ${line}`;
  });
  const outcome =
    ignored !== null
      ? `Nobody answers: ${ignored}.`
      : help
        ? 'The help card is shown.'
        : `Answers: ${answers.map(({ slug }) => slug).join(', ')}.`;
  return [...lines, '', outcome].join('\n');
}
