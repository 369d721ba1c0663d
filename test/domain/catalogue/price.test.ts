import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freePrices, type PriceBand, type Prices } from '../../../src/domain/catalogue/model.js';
import { blendedPrice, costOf, isFree, priced, worstCaseOf, type Used } from '../../../src/domain/catalogue/price.js';
import { aSpent } from '../../support/builders.js';
import { aModel, somePrices } from '../../support/models.js';

const nothing: Used = {
  tokensIn: 0,
  tokensOut: 0,
  tokensCached: 0,
  tokensReasoning: 0,
  requests: 0,
  images: 0,
};
const used = (fields: Partial<Used>): Used => ({ ...nothing, ...fields });
const band = (fields: Partial<PriceBand>): PriceBand => ({
  abovePromptTokens: 0,
  atTimes: false,
  prompt: null,
  completion: null,
  cacheRead: null,
  cacheWrite: null,
  ...fields,
});

describe('what something costs', () => {
  it.each<[string, Partial<Prices>, Partial<Used>, number]>([
    ['nothing, where nothing was used', {}, {}, 0],
    ['each token what it costs', {}, { tokensIn: 1000, tokensOut: 100 }, 1_300_000],
    ['a part of a nano-dollar nothing', { prompt: '0.0000000004' }, { tokensIn: 1 }, 0],
    ['half a nano-dollar a whole one', { prompt: '0.0000000005' }, { tokensIn: 1 }, 1],
    ['many small parts what they are together', { prompt: '0.0000000004' }, { tokensIn: 10 }, 4],
    ['cached tokens their own price, inside the others', { cacheRead: '0.0000001' }, { tokensIn: 1000, tokensCached: 900 }, 190_000],
    ['cached tokens like others where they have no price', {}, { tokensIn: 1000, tokensCached: 900 }, 1_000_000],
    ['cached tokens nothing where that is their price', { cacheRead: '0' }, { tokensIn: 1000, tokensCached: 900 }, 100_000],
    ['thoughts like other words where they have no price', {}, { tokensOut: 100, tokensReasoning: 60 }, 300_000],
    ['thoughts their own price, inside the others', { reasoning: '0.00001' }, { tokensOut: 100, tokensReasoning: 60 }, 720_000],
    ['a request and its images', { request: '0.005', image: '0.001' }, { requests: 1, images: 3 }, 8_000_000],
    ['prices with an exponent', { prompt: '1.5e-7' }, { tokensIn: 2 }, 300],
    ['no more cached tokens than there were', { cacheRead: '0.000002' }, { tokensIn: 10, tokensCached: 99 }, 20_000],
  ])('is %s', (_, prices, amounts, nanos) => {
    expect(costOf(somePrices(prices), used(amounts))).toBe(nanos);
  }); // prettier-ignore

  it('is more for a long prompt where that is dearer, and only then', () => {
    const prices = somePrices({
      bands: [band({ abovePromptTokens: 1000, prompt: '0.000002', completion: '0.000004' })],
    });
    expect(costOf(prices, used({ tokensIn: 1000, tokensOut: 1 }))).toBe(1_003_000);
    expect(costOf(prices, used({ tokensIn: 1001, tokensOut: 1 }))).toBe(2_006_000);
  });

  it('follows the last of several bands, and the usual price for what a band does not name', () => {
    const bands = [band({ prompt: '0.000002' }), band({ abovePromptTokens: 5, prompt: '0.000005' })];
    expect(costOf(somePrices({ bands }), used({ tokensIn: 10, tokensOut: 1 }))).toBe(53_000);
  });

  it('does not know what hour it is at the provider', () => {
    const prices = somePrices({ bands: [band({ atTimes: true, prompt: '0.0000001' })] });
    expect(costOf(prices, used({ tokensIn: 10 }))).toBe(10_000);
  });

  it('stays a number that can be counted', () => {
    const prices = somePrices({ prompt: '1e20' });
    expect(costOf(prices, used({ tokensIn: 1_000_000 }))).toBe(Number.MAX_SAFE_INTEGER);
  });
});

const digits = (most: number) => fc.nat({ max: most });
/** So many picodollars, as a provider would spell it. */
const spelled = (picos: number) => `0.${String(picos).padStart(12, '0')}`;
const somePicos = digits(999_999_999);

describe('to the last digit', () => {
  it('is the sum of what its parts cost, rounded half up once', () => {
    fc.assert(
      fc.property(
        somePicos,
        somePicos,
        somePicos,
        digits(3e6),
        digits(3e6),
        digits(1e6),
        (p, c, r, read, cached, out) => {
          const prices = somePrices({ prompt: spelled(p), completion: spelled(c), cacheRead: spelled(r) });
          const inAll = read + cached;
          const picos = BigInt(p) * BigInt(read) + BigInt(r) * BigInt(cached) + BigInt(c) * BigInt(out);
          const cost = costOf(prices, used({ tokensIn: inAll, tokensCached: cached, tokensOut: out }));
          expect(BigInt(cost)).toBe((picos + 500n) / 1000n);
        },
      ),
    );
  });

  it('is never less for more', () => {
    const amounts = fc.record({
      tokensIn: digits(1e6),
      tokensOut: digits(1e6),
      requests: digits(3),
      images: digits(9),
    });
    fc.assert(
      fc.property(somePicos, somePicos, amounts, amounts, (p, c, one, other) => {
        const prices = somePrices({ prompt: spelled(p), completion: spelled(c), request: '0.001', image: '0.002' });
        const both = {
          tokensIn: one.tokensIn + other.tokensIn,
          tokensOut: one.tokensOut + other.tokensOut,
          requests: one.requests + other.requests,
          images: one.images + other.images,
        };
        const [ofOne, ofOther, ofBoth] = [one, other, both].map(each => costOf(prices, used(each)));
        expect(ofBoth).toBeGreaterThanOrEqual(Math.max(ofOne ?? 0, ofOther ?? 0));
        expect(Math.abs((ofOne ?? 0) + (ofOther ?? 0) - (ofBoth ?? 0))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the most a request can cost', () => {
  it('is half as much again for the prompt, the longest answer, and the request', () => {
    const worst = worstCaseOf(somePrices({ request: '0.001' }), { promptTokens: 101, maxTokens: 10 });
    expect(worst).toBe(152 * 1000 + 10 * 3000 + 1_000_000);
  });

  it.each<[string, Partial<Prices>, number]>([
    ['writing into the cache', { cacheWrite: '0.000005' }, 15 * 5000 + 10 * 3000],
    ['thinking', { reasoning: '0.000007' }, 15 * 1000 + 10 * 7000],
    ['a long prompt', { bands: [band({ abovePromptTokens: 12, prompt: '0.000002' })] }, 15 * 2000 + 10 * 3000],
    ['another hour', { bands: [band({ atTimes: true, completion: '0.000009' })] }, 15 * 1000 + 10 * 9000],
  ])('reckons with the price of %s where that is dearer', (_, prices, nanos) => {
    expect(worstCaseOf(somePrices(prices), { promptTokens: 10, maxTokens: 10 })).toBe(nanos);
  });

  it('is rounded up', () => {
    expect(worstCaseOf(somePrices({ prompt: '0.0000000001' }), { promptTokens: 1, maxTokens: 0 })).toBe(1);
  });

  it('is never less than what then comes', () => {
    const optional = fc.option(somePicos.map(spelled), { nil: null });
    const bands = fc.array(
      fc.record({
        abovePromptTokens: digits(3000),
        atTimes: fc.boolean(),
        prompt: optional,
        completion: optional,
        cacheRead: optional,
        cacheWrite: optional,
      }),
      { maxLength: 3 },
    );
    const prices = fc.record({
      prompt: somePicos.map(spelled),
      completion: somePicos.map(spelled),
      request: optional,
      image: fc.constant(null),
      cacheRead: optional,
      cacheWrite: optional,
      reasoning: optional,
      bands,
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(prices, digits(5000), digits(5000), share, share, share, share, (list, prompt, most, a, b, c, d) => {
        const tokensIn = Math.floor(prompt * 1.5 * a);
        const tokensOut = Math.floor(most * b);
        const then = used({
          tokensIn,
          tokensOut,
          tokensCached: Math.floor(tokensIn * c),
          tokensReasoning: Math.floor(tokensOut * d),
          requests: 1,
        });
        expect(worstCaseOf(list, { promptTokens: prompt, maxTokens: most })).toBeGreaterThanOrEqual(costOf(list, then));
      }),
    );
  });
});

describe('free', () => {
  it.each<[string, Parameters<typeof isFree>[0], boolean]>([
    ['what costs nothing is', aModel({ prices: freePrices }), true],
    ['what is called so and has no price is', aModel({ id: 'some/model:free', prices: null }), true],
    ['what is called so and has a price is not', aModel({ id: 'some/model:free' }), false],
    ['what has no price is not', aModel({ prices: null }), false],
    ['what charges for requests is not', aModel({ prices: { ...freePrices, request: '0.01' } }), false],
    [
      'what charges for long prompts is not',
      aModel({ prices: { ...freePrices, bands: [band({ prompt: '0.1' })] } }),
      false,
    ],
  ])('%s', (_, model, free) => {
    expect(isFree(model)).toBe(free);
  });
});

it('models are compared by a million tokens, of which three in four are read', () => {
  expect(blendedPrice(somePrices())).toBe(1_500_000_000);
});

describe('what was spent', () => {
  const spent = aSpent({ tokensIn: 1000, tokensOut: 100, tokensCached: 0, tokensReasoning: 0, costNanoUsd: 0 });

  it('is priced by the list where the provider said nothing, and counts as an estimate', () => {
    const unsaid = { ...spent, costText: null, estimated: false };
    expect(priced(unsaid, somePrices({ request: '0.001' }))).toEqual({
      ...unsaid,
      costNanoUsd: 2_300_000,
      estimated: true,
    });
  });

  it('is no estimate where there is nothing to pay', () => {
    const unsaid = { ...spent, costText: null, estimated: false };
    expect(priced(unsaid, freePrices)).toEqual(unsaid);
  });

  it('stays what the provider said', () => {
    const said = { ...spent, costText: '0.5', costNanoUsd: 500_000_000 };
    expect(priced(said, somePrices())).toBe(said);
  });

  it('stays as it is where nobody knows a price', () => {
    const unsaid = { ...spent, costText: null };
    expect(priced(unsaid, null)).toBe(unsaid);
  });
});
