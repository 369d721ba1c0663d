import type { Model } from '../catalogue/model.js';
import { isFree } from '../catalogue/price.js';
import { looksAround } from '../params/extras.js';
import { abilitiesAt } from '../params/fit/abilities.js';
import { sendable, sentParams, type Wishes } from '../params/sendable.js';
import type { Host, Wanted } from '../wallet/billing/identity.js';
import type { Wish } from './ask.js';

/** A model, and whether it costs anything in the way it is reached. */
export const wantedAt = (host: Host, id: string, listed: Model | undefined): Wanted => ({
  host,
  id,
  isFree: !looksAround(id) && isFree(listed ?? { id, prices: null }),
});

/** A model with as much of what people want as it takes. */
export const wishFor = (host: Host, id: string, listed: Model | undefined, wishes: Wishes): Wish => ({
  model: wantedAt(host, id, listed),
  params: sentParams(sendable(wishes, abilitiesAt(host, id, listed))),
});
