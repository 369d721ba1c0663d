import * as z from 'zod';
import { pluginsSchema } from './plugins.js';
import { providerSchema } from './provider.js';
import { reasoningSchema } from './reasoning.js';
import { modernised } from './spelling.js';
import { unknownParameter } from './unknown.js';

/** By the id of a token. */
const logitBias = z.record(
  z.string().regex(/^\d{1,9}$/, 'Tokens are named by their number.'),
  z.number().min(-100).max(100),
);

const formatWords = ['text', 'json_object'] as const;

/** A word, or for a schema of one's own the form in which providers take it. */
const responseFormat = z.preprocess(
  value => (formatWords.some(word => word === value) ? { type: value } : value),
  z.discriminatedUnion(
    'type',
    [
      z.strictObject({ type: z.literal('text') }),
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string().regex(/^[\w-]{1,64}$/),
          description: z.string().max(10_000).optional(),
          strict: z.boolean().nullish(),
          schema: z.record(z.string(), z.unknown()),
        }),
      }),
    ],
    { error: 'It can be text, json_object, or an object with the type json_schema.' },
  ),
);

const imageConfig = z.record(
  z.string().regex(/^[a-z][a-z_]{0,39}$/),
  z.union([z.string().max(1000), z.number(), z.boolean()]),
);

const fields = {
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
  presence_penalty: z.number().min(-2).max(2).optional(),
  repetition_penalty: z.number().min(0).max(2).optional(),
  min_p: z.number().min(0).max(1).optional(),
  top_a: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  logit_bias: logitBias.optional(),
  reasoning: reasoningSchema.optional(),
  max_tokens: z.int().min(1).optional(),
  stop: z.array(z.string().min(1)).max(4).optional(),
  response_format: responseFormat.optional(),
  verbosity: z.enum(['low', 'medium', 'high']).optional(),
  modalities: z
    .array(z.enum(['text', 'image', 'audio']))
    .min(1)
    .max(3)
    .optional(),
  image_config: imageConfig.optional(),
  provider: providerSchema.optional(),
  plugins: pluginsSchema.optional(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority', 'scale']).optional(),
  web_search_options: z.strictObject({ search_context_size: z.enum(['low', 'medium', 'high']).optional() }).optional(),
};

export const paramNames: readonly string[] = Object.keys(fields);

/** What a model may be told about how to answer, in today's spelling. */
const todaysSchema = z
  .strictObject(fields, {
    error: issue => (issue.code === 'unrecognized_keys' ? unknownParameter(issue.keys, paramNames) : undefined),
  })
  .refine(({ max_tokens: all, reasoning }) => all === undefined || all > (reasoning?.max_tokens ?? 0), {
    message: 'max_tokens must be more than reasoning.max_tokens: the answer is in it too.',
  });

export type ParamName = keyof typeof fields;

export const isParamName = (name: string): name is ParamName => Object.hasOwn(fields, name);

/** The schema of one parameter alone. */
export const schemaOf = (name: ParamName): z.ZodType => fields[name];

/**
 * The parameters of a model, each within the bounds that providers accept. Older spellings are read and become today's;
 * what nobody knows is refused by its name.
 */
export const paramsSchema = z.preprocess(modernised, todaysSchema);

export type Params = Readonly<z.infer<typeof todaysSchema>>;
