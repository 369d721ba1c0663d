import * as z from 'zod';
import { estimateTokens } from '../../domain/conversation/tokens.js';
import { parsedJson } from '../../domain/text/json.js';
import type { Routing } from '../../domain/turn/completion/routing.js';
import { render } from '../../domain/turn/prompt.js';
import { parseUsd, type NanoUsd } from '../../domain/usage/money.js';
import type { Spent } from '../../domain/usage/usage.js';
import type { Draft, LlmRequest } from '../../ports/llm.js';

/** What is sent. Only what is set is in it. */
export const requestBody = ({ model, prompt, params, routing }: LlmRequest): string =>
  JSON.stringify({
    model,
    messages: render(prompt),
    ...params,
    ...(routing !== null && { provider: demandsOf(routing) }),
    stream: true,
    stream_options: { include_usage: true },
  });

/** Where OpenRouter may pass it on to. */
const demandsOf = ({ dataCollection, maxPrice }: Routing) => ({
  ...(dataCollection !== null && { data_collection: dataCollection }),
  ...(maxPrice !== null && { max_price: maxPrice }),
});

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
const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  cost,
  is_byok: z.boolean().nullish().catch(null),
  cost_details: z.object({ upstream_inference_cost: cost }).nullish().catch(null),
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
  completion_tokens_details: z.object({ reasoning_tokens: count }).nullish().catch(null),
});

const errorSchema = z.object({
  code: z.union([z.number(), z.string()]).nullish(),
  message: z.string().nullish(),
});

/** Figures that make no sense do not cost the text beside them. */
const chunkSchema = z.object({
  id: z.string().nullish().catch(null),
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning: z.string().nullish(),
            reasoning_content: z.string().nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish().catch(null),
  error: z.union([errorSchema, z.string().transform(message => ({ code: null, message }))]).nullish(),
});

export type Chunk = z.infer<typeof chunkSchema>;

/** One event of a stream. Undefined for what is no chunk: keep-alives and the closing mark. */
export function parseChunk(data: string): Chunk | undefined {
  const parsed = chunkSchema.safeParse(parsedJson(data));
  return parsed.success ? parsed.data : undefined;
}

const errorBodySchema = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

/** The provider's own words in the body of an error, if it has any. */
export function errorDetail(body: string): string {
  const parsed = errorBodySchema.safeParse(parsedJson(body));
  if (!parsed.success) return '';
  return typeof parsed.data.error === 'string' ? parsed.data.error : parsed.data.error.message;
}

export function finishOf(reason: string | null | undefined): Draft['finish'] {
  if (reason === 'stop' || reason === 'length') return reason;
  return reason === 'content_filter' ? 'filtered' : 'other';
}

/** What a request cost, by the provider's own figures, with an estimate of those it did not give. */
export function spentOf(usage: z.infer<typeof usageSchema> | null, request: LlmRequest, text: string): Spent {
  const said = { tokensIn: usage?.prompt_tokens ?? null, tokensOut: usage?.completion_tokens ?? null };
  const tokensIn = said.tokensIn ?? estimatedIn(request);
  const costText = usage?.cost ?? null;
  const byok = usage?.is_byok === true ? (usage.cost_details?.upstream_inference_cost ?? null) : null;
  return {
    tokensIn,
    tokensOut: said.tokensOut ?? estimateTokens(text),
    tokensCached: Math.min(usage?.prompt_tokens_details?.cached_tokens ?? 0, tokensIn),
    tokensReasoning: usage?.completion_tokens_details?.reasoning_tokens ?? 0,
    costNanoUsd: nanosOf(costText) ?? 0,
    costText,
    upstreamNanoUsd: nanosOf(byok) ?? null,
    estimated: costText === null && (said.tokensIn === null || said.tokensOut === null),
  };
}

const estimatedIn = ({ prompt }: LlmRequest): number =>
  render(prompt).reduce((sum, { content }) => sum + estimateTokens(content), 0);

const nanosOf = (text: string | null): NanoUsd | undefined => (text === null ? undefined : parseUsd(text));

/** A generation's id as it may be sent back. Undefined for what is none. */
export const generationIdIn = (text: string): string | undefined =>
  /^[\x21-\x7e]{1,200}$/.test(text) ? text : undefined;
