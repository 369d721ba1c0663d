import * as z from 'zod';
import { modelSchema, type Model, type PriceBand, type Prices } from '../../domain/catalogue/model.js';
import { parseDecimal } from '../../domain/decimal.js';
import { parsedJson } from '../../domain/text/json.js';
import { microsPerMs, microsPerSecond, type Micros } from '../../domain/time.js';

/** A price. What is none, or below nothing, says that nobody knows. */
const price = z
  .union([z.string(), z.number()])
  .transform(value => String(value).trim())
  .refine(text => parseDecimal(text) !== undefined)
  .nullish()
  .catch(null)
  .transform(text => text ?? null);

const count = z.int().positive().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
const text = z.string().nullish().catch(null);
const words = z.array(z.string()).nullish().catch(null);

const overrideSchema = z.object({
  min_prompt_tokens: z.int().nonnegative().nullish(),
  utc_start: z.unknown().optional(),
  utc_end: z.unknown().optional(),
  utc_days: z.unknown().optional(),
  prompt: price,
  completion: price,
  input_cache_read: price,
  input_cache_write: price,
});

const pricingSchema = z.object({
  prompt: price,
  completion: price,
  request: price,
  image: price,
  input_cache_read: price,
  input_cache_write: price,
  internal_reasoning: price,
  overrides: z.array(z.unknown()).nullish().catch(null),
});

const wireSchema = z.object({
  id: z.string(),
  canonical_slug: text,
  name: text,
  created: count,
  expiration_date: text,
  context_length: count,
  architecture: z.object({ input_modalities: words, output_modalities: words }).nullish().catch(null),
  top_provider: z
    .object({ context_length: count, max_completion_tokens: count, is_moderated: flag })
    .nullish()
    .catch(null),
  supported_parameters: words,
  reasoning: z
    .object({ supported_efforts: words, default_effort: text, mandatory: flag, supports_max_tokens: flag })
    .nullish()
    .catch(null),
  pricing: pricingSchema.nullish().catch(null),
});

type Wire = z.infer<typeof wireSchema>;

/** Many times what there is. More would keep everything else waiting while it is read. */
const most = { models: 5000, bands: 50 };

const listSchema = z.object({ data: z.array(z.unknown()) });

/** The models in an answer, each of them on its own. Undefined for what is no such answer. */
export function parseModels(content: string): readonly Model[] | undefined {
  const list = listSchema.safeParse(parsedJson(content));
  return list.success ? list.data.data.slice(0, most.models).flatMap(modelsIn) : undefined;
}

function modelsIn(record: unknown): Model[] {
  const wire = wireSchema.safeParse(record);
  if (!wire.success) return [];
  const model = modelSchema.safeParse(modelOf(wire.data));
  return model.success ? [model.data] : [];
}

const modelOf = (wire: Wire): Model => ({
  id: wire.id,
  canonicalSlug: wire.canonical_slug ?? null,
  name: wire.name ?? wire.id,
  createdAt: wire.created ? wire.created * microsPerSecond : null,
  expiresAt: dayOf(wire.expiration_date),
  contextTokens: wire.context_length ?? wire.top_provider?.context_length ?? null,
  longestAnswerTokens: wire.top_provider?.max_completion_tokens ?? null,
  isModerated: wire.top_provider?.is_moderated ?? null,
  inputs: wire.architecture?.input_modalities ?? [],
  outputs: wire.architecture?.output_modalities ?? [],
  supportedParameters: wire.supported_parameters ?? null,
  reasoning: reasoningOf(wire.reasoning),
  prices: wire.pricing ? pricesOf(wire.pricing) : null,
});

const reasoningOf = (wire: Wire['reasoning']): Model['reasoning'] =>
  wire
    ? {
        efforts: wire.supported_efforts ?? null,
        defaultEffort: wire.default_effort ?? null,
        isMandatory: wire.mandatory ?? false,
        takesMaxTokens: wire.supports_max_tokens ?? false,
      }
    : null;

function pricesOf(wire: z.infer<typeof pricingSchema>): Prices | null {
  const { prompt, completion } = wire;
  if (prompt === null || completion === null) return null;
  return {
    prompt,
    completion,
    request: wire.request,
    image: wire.image,
    cacheRead: wire.input_cache_read,
    cacheWrite: wire.input_cache_write,
    reasoning: thoughtPrice(wire.internal_reasoning),
    bands: (wire.overrides ?? []).slice(0, most.bands).flatMap(bandsIn),
  };
}

/** Nought stands where thoughts are charged like everything else that is written. */
const thoughtPrice = (said: string | null) => (said !== null && parseDecimal(said)?.units === 0n ? null : said);

function bandsIn(record: unknown): PriceBand[] {
  const { success, data } = overrideSchema.safeParse(record);
  if (!success) return [];
  return [
    {
      abovePromptTokens: data.min_prompt_tokens ?? 0,
      atTimes: [data.utc_start, data.utc_end, data.utc_days].some(each => each !== undefined && each !== null),
      prompt: data.prompt,
      completion: data.completion,
      cacheRead: data.input_cache_read,
      cacheWrite: data.input_cache_write,
    },
  ];
}

function dayOf(date: string | null | undefined): Micros | null {
  const ms = date && /^\d{4}-\d\d-\d\d/.test(date) ? Date.parse(date) : NaN;
  return Number.isNaN(ms) ? null : ms * microsPerMs;
}
