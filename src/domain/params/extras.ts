import type { BillingIdentity } from '../wallet/billing/identity.js';
import type { Params } from './params.js';

type Extra = 'plugins' | 'service_tier' | 'web_search_options';

/** The parameters, without those that cost something beside the model where only what is free is paid for. */
export function affordable<T extends Params>(identity: BillingIdentity, params: T): T | Omit<T, Extra> {
  if (identity.pays !== 'system' || !identity.onlyFree) return params;
  const { plugins: _plugins, service_tier: _tier, web_search_options: _search, ...rest } = params;
  return rest;
}

/** Whether a model is reached in a way that costs something, also where the model is free. */
export const looksAround = (modelId: string): boolean => modelId.split(':').slice(1).includes('online');
