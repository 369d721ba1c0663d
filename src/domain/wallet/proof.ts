import type { NanoUsd } from '../usage/money.js';
import type { Provider } from './key.js';

/** What a provider said of a key that it takes. */
export type Proof = {
  readonly provider: Provider;
  /** Endpoint: something answers there; whether the key is good it did not say. */
  readonly proves: 'key' | 'endpoint';
  /** Null where the provider tells nothing of the kind. */
  readonly limits: KeyLimits | null;
  /** What else is worth knowing, in sentences. */
  readonly remarks: readonly string[];
};

/** What a key may spend. Null means that there is no limit. */
export type KeyLimits = {
  readonly limitNanoUsd: NanoUsd | null;
  readonly remainingNanoUsd: NanoUsd | null;
  /** When the limit begins anew, in the provider's word: daily, weekly, monthly. */
  readonly resets: string | null;
  readonly isFreeTier: boolean;
};
