import * as Args from '@oclif/core/args';
import { isoOf } from '../domain/time.js';
import { microUsd } from '../domain/usage/money.js';
import type { Stored } from '../domain/wallet/keys/actions.js';
import type { SealedKey } from '../domain/wallet/key.js';
import type { Proof } from '../domain/wallet/proof.js';

export const providerArg = Args.string({
  ignoreStdin: true,
  required: true,
  description: 'Whose key: openrouter, elevenlabs or openai-compatible.',
});

/** A key as the command line shows it. */
export const shownKey = ({ provider, fingerprint, state, createdAt, lastUsedAt }: SealedKey) => ({
  provider,
  fingerprint,
  active: state === 'active',
  createdAt: isoOf(createdAt),
  lastUsedAt: lastUsedAt === null ? null : isoOf(lastUsedAt),
});

const inMicros = (nanos: number | null) => (nanos === null ? null : microUsd(nanos));

/** What a provider said of a key, as the command line shows it. */
export const shownProof = ({ proves, limits, remarks }: Proof) => ({
  proves,
  limits:
    limits === null
      ? null
      : {
          limitMicroUsd: inMicros(limits.limitNanoUsd),
          remainingMicroUsd: inMicros(limits.remainingNanoUsd),
          resets: limits.resets,
          isFreeTier: limits.isFreeTier,
        },
  remarks,
});

/** What became of a key that was brought, as the command line shows it. */
export const shownStored = ({ key: { provider, fingerprint }, proof, remarks }: Stored) => ({
  provider,
  fingerprint,
  verified: proof !== null,
  ...(proof === null ? { proves: null, limits: null } : shownProof(proof)),
  remarks,
});
