import type { Prices } from '../catalogue/model.js';
import { costOf, worstCaseOf } from '../catalogue/price.js';
import { estimateTokens } from '../conversation/tokens.js';
import type { Errand } from '../usage/actions.js';
import { nothingSpent, type Payer } from '../usage/usage.js';
import type { Ask, Wish } from './ask.js';
import { tokensOf } from './size.js';
import { ceiling } from './routing.js';

/** What the ledger is told of a request before it is sent: whose it is, and the most that it can cost. */
export function errandOf(ask: Ask, { model, params }: Wish, payer: Payer, prices: Prices | null): Errand {
  const promptTokens = tokensOf(ask.prompt) + tokensBeside(ask, params);
  const sent = { ...nothingSpent, tokensIn: promptTokens, estimated: true };
  const known = prices ?? ceiling;
  const costs = payer !== 'none';
  return {
    userId: ask.user.id,
    personalityId: ask.personalityId,
    guildId: ask.guildId,
    provider: model.host,
    model: model.id,
    type: ask.type,
    payer,
    reservedNanoUsd: costs ? worstCaseOf(known, { promptTokens, maxTokens: params.max_tokens }) : 0,
    mayHaveCost: { ...sent, costNanoUsd: costs ? costOf(known, { ...sent, requests: 1, images: 0 }) : 0 },
  };
}

/** What a model reads beside the prompt: its tools, and the form in which it is to answer. */
const tokensBeside = ({ tools = [] }: Pick<Ask, 'tools'>, { response_format: form }: Wish['params']): number =>
  [...tools, ...(form === undefined ? [] : [form])].reduce(
    (sum, each) => sum + estimateTokens(JSON.stringify(each)),
    0,
  );
