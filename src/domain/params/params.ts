import * as z from 'zod';

/** The sampling parameters a personality may set, each within the bounds that providers accept. */
export const paramsSchema = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
  presence_penalty: z.number().min(-2).max(2).optional(),
  repetition_penalty: z.number().min(0).max(2).optional(),
  min_p: z.number().min(0).max(1).optional(),
  top_a: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  max_tokens: z.int().min(1).optional(),
  stop: z.array(z.string().min(1)).max(4).optional(),
});

export type Params = Readonly<z.infer<typeof paramsSchema>>;
