import { inDollars } from '../../domain/usage/money.js';
import type { KeyLimits } from '../../domain/wallet/proof.js';

/** What a key may spend, for people. */
export function limitLines(limits: KeyLimits | null): string[] {
  if (limits === null) return [];
  const { limitNanoUsd, remainingNanoUsd, resets, isFreeTier } = limits;
  return [
    limitNanoUsd === null
      ? '  limit  none'
      : `  limit  ${inDollars(limitNanoUsd)}${resets === null ? '' : `, anew ${resets}`}`,
    ...(remainingNanoUsd === null ? [] : [`  left   ${inDollars(remainingNanoUsd)}`]),
    ...(isFreeTier ? ['  This account has not paid yet: only a few requests a day, to free models.'] : []),
  ];
}

/** What to do about a key that may spend without end. */
export const adviceOn = (limits: KeyLimits | null): string[] =>
  limits?.limitNanoUsd === null
    ? [
        'This key has no limit. Set one where it was made, so that a mistake cannot cost more; `usage budget set` sets one here.',
      ]
    : [];
