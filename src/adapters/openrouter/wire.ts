import * as z from 'zod';
import type { Proof } from '../../domain/wallet/proof.js';
import { parseUsd } from '../../domain/usage/money.js';

const amount = z
  .number()
  .transform(dollars => parseUsd(String(dollars)))
  .refine(nanos => nanos !== undefined)
  .nullish()
  .transform(nanos => nanos ?? null);

const flag = z
  .boolean()
  .nullish()
  .transform(value => value === true);

/** Only what it can be is repeated: an answer may have the key anywhere in it. */
const period = z
  .string()
  .nullish()
  .transform(text => (text != null && periods.has(text) ? text : null));

const periods: ReadonlySet<string> = new Set(['daily', 'weekly', 'monthly']);

const moment = z
  .string()
  .nullish()
  .transform(text => (text != null && dated.test(text) ? text : null));

const dated = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))?$/;

/** What OpenRouter says of a key. A management key was called a provisioning key once. */
export const keySchema = z.object({
  data: z.object({
    limit: amount,
    limit_remaining: amount,
    limit_reset: period,
    is_free_tier: flag,
    is_management_key: flag,
    is_provisioning_key: flag,
    expires_at: moment,
  }),
});

type KeyData = z.infer<typeof keySchema>['data'];

export const isForManagement = (key: KeyData): boolean => key.is_management_key || key.is_provisioning_key;

export const proofOf = ({ limit, limit_remaining, limit_reset, is_free_tier, expires_at }: KeyData): Proof => ({
  provider: 'openrouter',
  proves: 'key',
  limits: {
    limitNanoUsd: limit,
    remainingNanoUsd: limit_remaining,
    resets: limit_reset,
    isFreeTier: is_free_tier,
  },
  remarks: [
    ...(limit_remaining !== null && limit_remaining <= 0 ? ['Nothing is left of its limit.'] : []),
    ...(expires_at === null ? [] : [`It expires at ${expires_at}.`]),
  ],
});

/** What comes back for the code of a sign-in. */
export const exchangeSchema = z.object({ key: z.string().min(1).max(2048) });
