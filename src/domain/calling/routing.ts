import type { Prices } from '../catalogue/model.js';
import type { OperatorSettings } from '../settings/actions.js';
import { mayCollect } from '../wallet/billing/policy.js';
import type { BillingIdentity, Host } from '../wallet/billing/identity.js';

/** What OpenRouter is told about whom it may pass a request on to. Null: as it likes. */
export type Routing = {
  readonly dataCollection: 'allow' | 'deny' | null;
  /** In US dollars per million tokens: nobody dearer may answer. */
  readonly maxPrice: { readonly prompt: number; readonly completion: number } | null;
};

const dollarsPerMillion = { prompt: 5, completion: 25 } as const;
/** A list can be older than a price. So the provider is held to what is free as well. */
const free = { prompt: 0, completion: 0 } as const;

/** What a request is taken to cost where nobody lists a price. `maxPrice` then holds the provider to it. */
export const ceiling: Prices = {
  prompt: String(dollarsPerMillion.prompt / 1e6),
  completion: String(dollarsPerMillion.completion / 1e6),
  request: null,
  image: null,
  cacheRead: null,
  cacheWrite: null,
  reasoning: null,
  bands: [],
};

type Circumstances = {
  readonly host: Host;
  readonly identity: BillingIdentity;
  /** There is a budget, and no price. */
  readonly isHeld: boolean;
};

/**
 * At the operator's cost nothing may be kept of what people write, unless guests were told that it is; and of guests
 * nobody may ask a price.
 */
export function routingFor(settings: OperatorSettings, { host, identity, isHeld }: Circumstances): Routing | null {
  if (host !== 'openrouter') return null;
  const isGuest = identity.pays === 'system' && identity.onlyFree;
  const atOurCost = isGuest && mayCollect(settings) ? 'allow' : 'deny';
  return {
    dataCollection: identity.pays === 'system' ? atOurCost : null,
    maxPrice: isGuest ? free : isHeld ? dollarsPerMillion : null,
  };
}
