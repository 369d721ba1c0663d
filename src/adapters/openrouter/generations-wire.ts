import * as z from 'zod';
import { parsedJson } from '../../domain/text/json.js';
import { parseUsd } from '../../domain/usage/money.js';
import type { Spent } from '../../domain/usage/usage.js';

const count = z.int().nonnegative().nullish().catch(null);
const cost = z
  .union([z.number(), z.string()])
  .transform(String)
  .refine(text => (parseUsd(text) ?? -1) >= 0);

const schema = z.object({
  data: z.object({
    total_cost: cost,
    native_tokens_prompt: count,
    native_tokens_completion: count,
    native_tokens_cached: count,
    native_tokens_reasoning: count,
    tokens_prompt: count,
    tokens_completion: count,
    is_byok: z.boolean().nullish().catch(null),
    upstream_inference_cost: cost.nullish().catch(null),
  }),
});

/** What one request came to. Undefined for what does not say so. */
export function parseGeneration(content: string): Spent | undefined {
  const { success, data } = schema.safeParse(parsedJson(content));
  return success ? spentOf(data.data) : undefined;
}

/** Tokens as the model counts them, where they are known: those are what is charged. */
function spentOf(wire: z.infer<typeof schema>['data']): Spent {
  const tokensIn = wire.native_tokens_prompt ?? wire.tokens_prompt ?? 0;
  return {
    tokensIn,
    tokensOut: wire.native_tokens_completion ?? wire.tokens_completion ?? 0,
    tokensCached: Math.min(wire.native_tokens_cached ?? 0, tokensIn),
    tokensReasoning: wire.native_tokens_reasoning ?? 0,
    costNanoUsd: parseUsd(wire.total_cost) ?? 0,
    costText: wire.total_cost,
    upstreamNanoUsd: wire.is_byok ? (parseUsd(wire.upstream_inference_cost ?? '') ?? null) : null,
    estimated: false,
  };
}
