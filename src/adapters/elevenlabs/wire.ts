import * as z from 'zod';
import { parsedJson } from '../../domain/text/json.js';

const count = z.number().int().nonnegative().nullish();

export const subscriptionSchema = z.object({
  tier: z.string().transform(named),
  character_count: count,
  character_limit: count,
});

/** The word with which the name of a plan begins. More is not repeated: an answer may have the key anywhere in it. */
function named(tier: string): string {
  return /^[a-z]{1,15}(?:_[a-z]{1,15}(?![a-z0-9]))?(?![a-z])/i.exec(tier)?.[0] ?? 'of another name';
}

export type Subscription = z.infer<typeof subscriptionSchema>;

export function remarksOn({ tier, character_count: used, character_limit: limit }: Subscription): string[] {
  if (typeof used !== 'number' || typeof limit !== 'number') return [`It is on the plan ${tier}.`];
  return [`It is on the plan ${tier}; ${used} of the ${limit} characters of this period are used.`];
}

const refusalSchema = z.object({ detail: z.object({ status: z.string().nullish(), code: z.string().nullish() }) });

/** Why a request was refused, in the service's own word for it. */
export function reasonOf(body: string): string | undefined {
  const parsed = refusalSchema.safeParse(parsedJson(body));
  return parsed.success ? (parsed.data.detail.status ?? parsed.data.detail.code ?? undefined) : undefined;
}
