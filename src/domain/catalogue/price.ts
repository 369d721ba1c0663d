import { greatest, isZero, parseDecimal, sum, times, wholeAt, zero, type Decimal } from '../decimal.js';
import type { NanoUsd } from '../usage/money.js';
import type { Spent, Tokens } from '../usage/usage.js';
import type { Model, PriceBand, Prices } from './model.js';

/** What was used, and is to be paid for. */
export type Used = Tokens & { readonly requests: number; readonly images: number };

const nanoPlaces = 9;

/**
 * What something costs by the list, rounded once, at the end. Cached tokens are inside those that went in, thought ones
 * inside those that came out, each charged at its own price where it has one. What holds only at certain times is left
 * out: this is an estimate, and the clock of the provider is not ours.
 */
export function costOf(prices: Prices, used: Used): NanoUsd {
  const { prompt, completion, cacheRead, reasoning } = standing(prices, used.tokensIn);
  const cached = Math.min(used.tokensCached, used.tokensIn);
  const thought = Math.min(used.tokensReasoning, used.tokensOut);
  const cost = sum([
    times(amountOf(prompt), used.tokensIn - cached),
    times(amountOf(cacheRead ?? prompt), cached),
    times(amountOf(completion), used.tokensOut - thought),
    times(amountOf(reasoning ?? completion), thought),
    times(amountOf(prices.request), used.requests),
    times(amountOf(prices.image), used.images),
  ]);
  return nanosOf(cost, 'half-up');
}

/**
 * The most a request can cost: a prompt half again as long as it was counted, and the longest answer, each token of them
 * at the dearest price that may hold. Never less than `costOf` what then comes, but for images.
 */
export function worstCaseOf(
  prices: Prices,
  { promptTokens, maxTokens }: { readonly promptTokens: number; readonly maxTokens: number },
): NanoUsd {
  const longest = promptTokens + Math.ceil(promptTokens / 2);
  const bands = prices.bands.filter(({ abovePromptTokens }) => longest > abovePromptTokens);
  const perToken = [prices, ...bands];
  const read = greatest(perToken.flatMap(each => [each.prompt, each.cacheRead, each.cacheWrite]).map(amountOf));
  const written = greatest([...perToken.map(({ completion }) => completion), prices.reasoning].map(amountOf));
  return nanosOf(sum([times(read, longest), times(written, maxTokens), amountOf(prices.request)]), 'up');
}

/** Whether nobody is ever charged for it. Where there is no price, its name may say so. */
export function isFree({ id, prices }: Pick<Model, 'id' | 'prices'>): boolean {
  if (prices === null) return id.endsWith(':free');
  const { bands, ...always } = prices;
  return [always, ...bands].flatMap(amountsIn).every(isZero);
}

/** One figure to compare models by: a million tokens, of which three in four are read and one is written. */
export const blendedPrice = (prices: Prices): NanoUsd =>
  nanosOf(sum([times(amountOf(prices.prompt), 750_000), times(amountOf(prices.completion), 250_000)]), 'half-up');

/** What was spent, with a cost from the list where the provider named none. */
export function priced(spent: Spent, prices: Prices | null): Spent {
  if (spent.costText !== null || prices === null) return spent;
  const costNanoUsd = costOf(prices, { ...spent, requests: 1, images: 0 });
  return { ...spent, costNanoUsd, estimated: spent.estimated || costNanoUsd > 0 };
}

/** What holds for a prompt of this length at any time. */
const standing = (prices: Prices, tokensIn: number): Prices =>
  prices.bands
    .filter(({ abovePromptTokens, atTimes }) => !atTimes && tokensIn > abovePromptTokens)
    .reduce<Prices>(
      (before, band) => ({
        ...before,
        prompt: band.prompt ?? before.prompt,
        completion: band.completion ?? before.completion,
        cacheRead: band.cacheRead ?? before.cacheRead,
      }),
      prices,
    );

const amountsIn = (prices: Partial<Omit<Prices, 'bands'>> | PriceBand): Decimal[] =>
  Object.values(prices).flatMap(value => (typeof value === 'string' ? [amountOf(value)] : []));

const amountOf = (text: string | null): Decimal => (text === null ? zero : (parseDecimal(text) ?? zero));

/** More than can be counted is the most that can be. */
function nanosOf(cost: Decimal, rounding: 'half-up' | 'up'): NanoUsd {
  const nanos = wholeAt(cost, nanoPlaces, rounding);
  return nanos > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(nanos);
}
