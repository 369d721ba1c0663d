import type { App } from '../../app.js';
import { TzurotError } from '../../domain/errors.js';
import type { Payer } from '../../domain/usage/usage.js';
import { lookerOf } from '../slash/asker.js';
import type { Pressing } from './pressing.js';

type Why = Awaited<ReturnType<App['trace']['why']>>;

/** Why there was no answer: what failed, who pays, what it cost, and what to do. */
export const whatHappened: Pressing = async (app, { asker, reference }) => {
  try {
    return { text: linesOn(await app.trace.why(await lookerOf(app, asker), reference)).join('\n') };
  } catch (error) {
    if (!(error instanceof TzurotError) || error.code !== 'not_found') throw error;
    return { text: 'What happened is not known any more: that is kept for a while only.' };
  }
};

function linesOn({ failure, model, provider, payer, attempts, reference }: Why): string[] {
  const asked = attempts.map(each => `- ${each.model} (${each.provider}): ${each.outcome}`);
  return [
    failure === undefined ? 'There was an answer after all.' : failure.message,
    `It was for ${model} (${provider}). ${payers[payer]}`,
    ...(asked.length === 0 ? [] : ['What was tried:', ...asked]),
    `-# ${reference}`,
  ];
}

const payers: Readonly<Record<Payer, string>> = {
  own: 'Your own key would have paid for it.',
  system: 'The key of this home would have paid for it.',
  none: 'It costs nobody anything.',
};
