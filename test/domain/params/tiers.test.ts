import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Params } from '../../../src/domain/params/params.js';
import { nearestParams } from '../../../src/domain/params/tiers.js';

const someParams: fc.Arbitrary<Params> = fc.record(
  {
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    top_p: fc.constantFrom(0, 1),
    seed: fc.integer(),
    stop: fc.array(fc.string({ minLength: 1 }), { maxLength: 2 }),
    reasoning: fc.constantFrom({ effort: 'low' as const }, { enabled: false }),
  },
  { requiredKeys: [] },
);

const tiers = fc
  .array(someParams, { maxLength: 5 })
  .map(all => all.map((params, index) => ({ from: `tier ${index}`, params })));

it('takes each parameter from the nearest tier that sets it, and none that nobody sets', () => {
  fc.assert(
    fc.property(tiers, all => {
      const { params, from } = nearestParams(all);
      const named = new Set(all.flatMap(tier => Object.keys(tier.params)));
      expect(new Set(Object.keys(params))).toEqual(named);
      for (const [name, value] of Object.entries(params)) {
        const nearest = all.find(tier => Object.hasOwn(tier.params, name));
        expect(from.get(name)).toBe(nearest?.from);
        expect(Object.entries(nearest?.params ?? {})).toContainEqual([name, value]);
      }
    }),
    { seed: 1815, numRuns: 500 },
  );
});

it('does not mix how somebody wants it to think with how somebody else does', () => {
  const near = { from: 'person', params: { reasoning: { exclude: true } } };
  const far = { from: 'personality', params: { reasoning: { effort: 'high' as const } } };
  expect(nearestParams([near, far]).params).toEqual(near.params);
});
