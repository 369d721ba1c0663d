import * as z from 'zod';
import { parseUsd } from '../../domain/usage/money.js';
import { estimateTokens } from '../../domain/conversation/tokens.js';
import { render } from '../../domain/turn/prompt.js';
import type { Spent } from '../../domain/usage/usage.js';
import type { Draft, LlmRequest } from '../../ports/llm.js';

/** What is sent. Only what is set is in it. */
export const requestBody = ({ model, prompt, params }: LlmRequest): string =>
  JSON.stringify({ model, messages: render(prompt), ...params, stream: true, stream_options: { include_usage: true } });

const count = z
  .number()
  .nullish()
  .transform(value => value ?? 0);

const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  cost: z.union([z.number(), z.string()]).nullish(),
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
  completion_tokens_details: z.object({ reasoning_tokens: count }).nullish(),
});

const errorSchema = z.object({
  code: z.union([z.number(), z.string()]).nullish(),
  message: z.string().nullish(),
});

/** Figures that make no sense do not cost the text beside them. */
const chunkSchema = z.object({
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
  try {
    const parsed = chunkSchema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const errorBodySchema = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

/** The provider's own words in the body of an error, if it has any. */
export function errorDetail(body: string): string {
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(body));
    if (!parsed.success) return '';
    return typeof parsed.data.error === 'string' ? parsed.data.error : parsed.data.error.message;
  } catch {
    return '';
  }
}

export function finishOf(reason: string | null | undefined): Draft['finish'] {
  if (reason === 'stop' || reason === 'length') return reason;
  return reason === 'content_filter' ? 'filtered' : 'other';
}

/** What a request cost, by the provider's own figures, or by an estimate where it gave none. */
export function spentOf(usage: z.infer<typeof usageSchema> | null, request: LlmRequest, text: string): Spent {
  if (usage === null) {
    const tokensIn = render(request.prompt).reduce((sum, { content }) => sum + estimateTokens(content), 0);
    return {
      tokensIn,
      tokensOut: estimateTokens(text),
      tokensCached: 0,
      tokensReasoning: 0,
      costNanoUsd: 0,
      costText: null,
      estimated: true,
    };
  }
  const costText = usage.cost === null || usage.cost === undefined ? null : String(usage.cost);
  return {
    tokensIn: usage.prompt_tokens,
    tokensOut: usage.completion_tokens,
    tokensCached: usage.prompt_tokens_details?.cached_tokens ?? 0,
    tokensReasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0,
    costNanoUsd: costText === null ? 0 : (parseUsd(costText) ?? 0),
    costText,
    estimated: false,
  };
}
