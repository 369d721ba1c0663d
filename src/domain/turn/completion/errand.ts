import type { Prices } from '../../catalogue/model.js';
import { costOf, worstCaseOf } from '../../catalogue/price.js';
import { estimateMessageTokens } from '../../conversation/tokens.js';
import type { Errand } from '../../usage/actions.js';
import { nothingSpent, type Payer } from '../../usage/usage.js';
import type { Personality } from '../../personality/personality.js';
import type { Context } from '../context.js';
import type { Incoming } from '../incoming.js';
import { render, type Prompt } from '../prompt.js';
import { ceiling } from './routing.js';

type About = {
  readonly message: Incoming;
  readonly personality: Personality;
  readonly context: Pick<Context, 'user' | 'model' | 'settings'>;
};

/** What the ledger is told of a request before it is sent: whose it is, and the most that it can cost. */
export function errandOf(
  { message, personality, context }: About,
  payer: Payer,
  { prompt }: { readonly prompt: Prompt },
  prices: Prices | null,
): Errand {
  const promptTokens = render(prompt).reduce((sum, { content }) => sum + estimateMessageTokens(content), 0);
  const sent = { ...nothingSpent, tokensIn: promptTokens, estimated: true };
  const known = prices ?? ceiling;
  const costs = payer !== 'none';
  return {
    userId: context.user.id,
    personalityId: personality.id,
    guildId: message.venue.guildId,
    provider: context.model.host,
    model: context.model.id,
    type: 'text',
    payer,
    reservedNanoUsd: costs ? worstCaseOf(known, { promptTokens, maxTokens: context.settings.maxTokens.value }) : 0,
    mayHaveCost: { ...sent, costNanoUsd: costs ? costOf(known, { ...sent, requests: 1, images: 0 }) : 0 },
  };
}
