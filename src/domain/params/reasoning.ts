import * as z from 'zod';

/** How hard a model may think, from not at all to as hard as it can. */
export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof efforts)[number];

export const budgetBounds = { min: 1024, max: 32_000 } as const;

/** How a model thinks before it answers. How hard, or how long at most; not both. */
export const reasoningSchema = z
  .strictObject({
    effort: z.enum(efforts).optional(),
    max_tokens: z.int().min(budgetBounds.min).max(budgetBounds.max).optional(),
    /** Whether its thoughts are left out of what comes back. It thinks all the same. */
    exclude: z.boolean().optional(),
    enabled: z.boolean().optional(),
  })
  .refine(({ effort, max_tokens: budget }) => effort === undefined || budget === undefined, {
    message: 'Say effort or max_tokens; both at once cannot be.',
  });

export type Reasoning = Readonly<z.infer<typeof reasoningSchema>>;

/** Whether somebody said that it shall not think. */
export const isOff = ({ effort, enabled }: Reasoning): boolean => effort === 'none' || enabled === false;

/** Whether somebody said that it shall think. What only says how thoughts come back does not. */
export const isOn = (reasoning: Reasoning): boolean =>
  !isOff(reasoning) &&
  (reasoning.enabled === true || reasoning.effort !== undefined || reasoning.max_tokens !== undefined);
