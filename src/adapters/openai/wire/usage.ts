import * as z from 'zod';
import { tokensOf } from '../../../domain/calling/size.js';
import { estimateTokens } from '../../../domain/conversation/tokens.js';
import { parseUsd, type NanoUsd } from '../../../domain/usage/money.js';
import type { Spent } from '../../../domain/usage/usage.js';
import type { LlmRequest } from '../../../ports/llm.js';

const count = z.int().nonnegative().nullish().catch(null);

/** Nobody is paid for a request: what is below nothing, or no amount at all, says nothing about what it cost. */
const cost = z
  .union([z.number(), z.string()])
  .transform(String)
  .refine(text => (parseUsd(text) ?? -1) >= 0) // What is no amount may be anything, also the key.
  .nullish()
  .catch(null)
  .transform(text => text ?? null);

/** Each figure stands for itself: one that makes no sense does not take the others with it. */
export const usageSchema = z
  .object({
    prompt_tokens: count,
    completion_tokens: count,
    cost,
    is_byok: z.boolean().nullish().catch(null),
    cost_details: z.object({ upstream_inference_cost: cost }).nullish().catch(null),
    prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
    completion_tokens_details: z.object({ reasoning_tokens: count }).nullish().catch(null),
  })
  .nullish()
  .catch(null);

export type Usage = NonNullable<z.infer<typeof usageSchema>>;

/** What a request cost, by the provider's own figures, with an estimate of those it did not give. */
export function spentOf(usage: Usage | null, request: LlmRequest, written: string): Spent {
  return spentBy(usage, { in: () => tokensOf(request.prompt), out: () => estimateTokens(written) });
}

type Estimates = { readonly in: () => number; readonly out: () => number };

export function spentBy(usage: Usage | null, estimate: Estimates): Spent {
  const said = { tokensIn: usage?.prompt_tokens ?? null, tokensOut: usage?.completion_tokens ?? null };
  const tokensIn = said.tokensIn ?? estimate.in();
  const costText = usage?.cost ?? null;
  const byok = usage?.is_byok === true ? (usage.cost_details?.upstream_inference_cost ?? null) : null;
  return {
    tokensIn,
    tokensOut: said.tokensOut ?? estimate.out(),
    tokensCached: Math.min(usage?.prompt_tokens_details?.cached_tokens ?? 0, tokensIn),
    tokensReasoning: usage?.completion_tokens_details?.reasoning_tokens ?? 0,
    costNanoUsd: nanosOf(costText) ?? 0,
    costText,
    upstreamNanoUsd: nanosOf(byok) ?? null,
    estimated: costText === null && (said.tokensIn === null || said.tokensOut === null),
  };
}

const nanosOf = (text: string | null): NanoUsd | undefined => (text === null ? undefined : parseUsd(text));
