import type { Prices } from '../../catalogue/model.js';
import { blendedPrice } from '../../catalogue/price.js';

/** From so many times the price on, a person wants to know. */
const muchDearer = 3;

/** How many times as much one model costs as another, where that is much more. Undefined where it is not. */
export function timesDearer(chosen: Prices, usual: Prices): number | undefined {
  const [price, usualPrice] = [blendedPrice(chosen), blendedPrice(usual)];
  if (usualPrice === 0) return price === 0 ? undefined : Number.POSITIVE_INFINITY;
  return price / usualPrice >= muchDearer ? price / usualPrice : undefined;
}

/** The same as a sentence for whoever pays. */
export function dearerInWords(name: string, model: string, usual: string, times: number): string {
  const much = Number.isFinite(times)
    ? `about ${Math.round(times)} times what ${usual} costs`
    : `something, and ${usual} nothing`;
  return `${name} speaks with ${model}, which costs your key ${much}, the model you have otherwise.`;
}
