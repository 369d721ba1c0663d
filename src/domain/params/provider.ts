import * as z from 'zod';

const longestList = 50;
const slugs = z.array(z.string().min(1).max(100)).max(longestList);
const dollars = z.number().min(0);

/** Whom OpenRouter may pass a request on to, and in which order. Prices are in US dollars per million tokens. */
export const providerSchema = z.strictObject({
  order: slugs.optional(),
  only: slugs.optional(),
  ignore: slugs.optional(),
  allow_fallbacks: z.boolean().optional(),
  require_parameters: z.boolean().optional(),
  data_collection: z.enum(['allow', 'deny']).optional(),
  zdr: z.boolean().optional(),
  sort: z.enum(['price', 'throughput', 'latency']).optional(),
  quantizations: z
    .array(z.enum(['int4', 'int8', 'fp4', 'fp6', 'fp8', 'fp16', 'bf16', 'fp32', 'unknown']))
    .max(longestList)
    .optional(),
  max_price: z
    .strictObject({
      prompt: dollars.optional(),
      completion: dollars.optional(),
      request: dollars.optional(),
      image: dollars.optional(),
      audio: dollars.optional(),
    })
    .optional(),
});
