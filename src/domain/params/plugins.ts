import * as z from 'zod';

const enabled = z.boolean().optional();
const domains = z.array(z.string().min(1).max(300)).max(100).optional();

const pluginSchema = z.discriminatedUnion('id', [
  z.strictObject({
    id: z.literal('web'),
    enabled,
    engine: z.enum(['native', 'exa', 'firecrawl', 'parallel']).optional(),
    max_results: z.int().min(1).max(25).optional(),
    search_prompt: z.string().min(1).max(10_000).optional(),
    include_domains: domains,
    exclude_domains: domains,
  }),
  z.strictObject({
    id: z.literal('file-parser'),
    enabled,
    pdf: z
      .strictObject({ engine: z.enum(['mistral-ocr', 'pdf-text', 'native', 'cloudflare-ai']).optional() })
      .optional(),
  }),
  z.strictObject({ id: z.literal('response-healing'), enabled }),
  z.strictObject({ id: z.literal('context-compression'), enabled, engine: z.literal('middle-out').optional() }),
  z.strictObject({ id: z.literal('moderation'), enabled }),
]);

/** What OpenRouter does beside the model. Each of them once. */
export const pluginsSchema = z
  .array(pluginSchema)
  .max(10)
  .refine(plugins => new Set(plugins.map(({ id }) => id)).size === plugins.length, {
    message: 'Each plugin stands there once.',
  });
