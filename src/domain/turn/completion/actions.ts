import type { ChatSurface } from '../../../ports/chat.js';
import type { Draft, LlmRequest } from '../../../ports/llm.js';
import type { Aside } from '../../around.js';
import { priceOf, type CataloguePorts } from '../../catalogue/actions.js';
import { freePrices, type Prices } from '../../catalogue/model.js';
import { priced } from '../../catalogue/price.js';
import { billed, type UsagePorts } from '../../usage/actions.js';
import type { Cap } from '../../usage/budget.js';
import { budgetsFor, type BudgetPorts } from '../../usage/budgets/actions.js';
import { settleOpen, type SettlePorts } from '../../usage/settle/actions.js';
import { unpaid, type Payer } from '../../usage/usage.js';
import { lentFor, paying, type BillingPorts, type Purse } from '../../wallet/billing/actions.js';
import type { BillingIdentity } from '../../wallet/billing/identity.js';
import type { Personality } from '../../personality/personality.js';
import type { Context } from '../context.js';
import type { Incoming } from '../incoming.js';
import type { Prompt } from '../prompt.js';
import { speakerOf } from '../speaking.js';
import { draftsOf } from './drafts.js';
import { errandOf } from './errand.js';
import { ceiling, routingFor } from './routing.js';

export type CompletionPorts = BillingPorts &
  UsagePorts &
  SettlePorts &
  BudgetPorts &
  CataloguePorts & { readonly chat: ChatSurface; readonly aside: Aside };

/** What a model is asked, for whom, and whose money it may cost. */
export type Asking = {
  readonly message: Incoming;
  readonly personality: Personality;
  readonly context: Context;
  readonly identity: BillingIdentity;
  readonly prompt: Prompt;
};

export type Completion = { readonly draft: Draft; readonly payer: Payer };

/** How somebody wants to be answered. */
export type Options = { readonly signal?: AbortSignal; readonly streams?: boolean };

/** What the model writes, once somebody pays for it. */
export async function complete(ports: CompletionPorts, asking: Asking, options: Options): Promise<Completion> {
  const { identity, context } = asking;
  const listed = await priceOf(ports, context.model.host, context.model.id);
  const prices = listed ?? (context.model.isFree ? freePrices : null);
  return paying(
    ports,
    identity,
    context.model,
    purse => answered(ports, asking, purse, prices, options),
    options.signal,
  );
}

/** The ledger knows of the request, and of the most it can cost, before anything is sent. */
async function answered(
  ports: CompletionPorts,
  asking: Asking,
  { payer, key }: Purse,
  prices: Prices | null,
  { signal, streams }: Options,
): Promise<Completion> {
  const { message, personality, context } = asking;
  const spender = { payer, personalityId: personality.id, guildId: message.venue.guildId };
  const caps = await budgetsFor(ports, spender, context.user);
  const request = { ...requestOf(ports, asking, caps, prices), key };
  const show = (text: string) => ports.chat.draft(message.venue.channelId, speakerOf(personality), text);
  const drafts = draftsOf(personality, context.persona, show);
  const told = { ...(signal && { signal }), ...(streams === true && { onText: drafts.add }) };
  try {
    const draft = await billed(ports, errandOf(asking, payer, request, prices), caps, async note => {
      const llm = ports.llms.of(context.model.host);
      const made = await llm.complete(request, { ...told, onGeneration: note.generation });
      return { ...made, spent: payer === 'none' ? unpaid(made.spent) : priced(made.spent, prices ?? ceiling) };
    });
    return { draft, payer };
  } catch (error) {
    drafts.drop();
    ports.aside('Asking what a broken answer cost', ending => settleOpen(ports, row => lentFor(ports, row), ending));
    throw error;
  }
}

function requestOf(
  { operatorSettings }: CompletionPorts,
  { context, identity, prompt }: Asking,
  caps: readonly Cap[],
  prices: Prices | null,
): Omit<LlmRequest, 'key'> {
  const { settings, model } = context;
  const chosen = Object.fromEntries(settings.params.map(({ name, value }) => [name, value]));
  return {
    model: model.id,
    prompt,
    params: { ...chosen, max_tokens: settings.maxTokens.value },
    routing: routingFor(operatorSettings, { host: model.host, identity, isHeld: prices === null && caps.length > 0 }),
  };
}
