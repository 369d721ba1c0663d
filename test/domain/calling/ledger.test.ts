import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure, failures } from '../../../src/domain/calling/failure.js';
import { call, type Called } from '../../../src/domain/calling/actions.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { fakeLlm, type Scripted } from '../../fakes/llm.js';
import { aDraft, aSpent } from '../../support/builders.js';
import { aWorld } from '../turn/world.js';
import { anAsk, aWish } from './asking.js';

const cost = fc.nat(1_000_000);

/** What happens to one request: an answer, an empty one, one that is too alike, or a failure of any kind. */
const aStep = fc.oneof(
  { weight: 2, arbitrary: fc.record({ text: fc.constantFrom('Always.', '', 'Again.'), cost }) },
  {
    weight: 3,
    arbitrary: fc.record({
      failure: fc.constantFrom(...failures),
      begun: fc.boolean(),
      isNamed: fc.boolean(),
      retryAfterMs: fc.option(fc.nat(30_000)),
    }),
  },
);

type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

const scripted = (step: Step, reported: number[]): Scripted => {
  if ('text' in step) {
    return () => {
      reported.push(step.cost);
      return aDraft({ text: step.text, spent: aSpent({ costNanoUsd: step.cost, costText: `${step.cost}e-9` }) });
    };
  }
  return (_, { onGeneration }) => {
    if (step.isNamed) onGeneration?.(`gen-${reported.length}`);
    const { failure, begun, retryAfterMs } = step;
    throw new TzurotError('unavailable', 'No.', { facts: { failure, ...(begun && { begun }), retryAfterMs } });
  };
};

const attemptsOf = (ended: Called | TzurotError): Called['attempts'] =>
  ended instanceof TzurotError ? Object(ended.facts?.['attempts'] ?? []) : ended.attempts;

describe('whatever happens to a request', () => {
  it('has a row for each attempt, and the sum of the ledger is what was reported', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aStep, { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        fc.nat(3),
        async (steps, hasFallback, retries) => {
          const reported: number[] = [];
          const llm = fakeLlm(...steps.map(step => scripted(step, reported)));
          const world = { ...(await aWorld({ llm })), aside: () => {} };
          const ask = anAsk({ fallback: hasFallback ? aWish('other/model') : null });
          const judge = ({ text }: { text: string }) =>
            text === 'Again.' ? ({ again: 'too-alike', likeness: 1 } as const) : ('good' as const);
          const ending = call(world, ask, { judge, retries }).catch((error: unknown) => {
            if (error instanceof TzurotError) return error;
            throw error;
          });
          await world.clock.advance(480_000);
          const attempts = attemptsOf(await ending);
          const rows = await world.ledger.rows({});

          expect(rows).toHaveLength(llm.requests.length);
          expect(attempts.map(({ model }) => model)).toEqual(llm.requests.map(({ model }) => model));
          expect(rows.filter(({ state }) => state === 'open')).toEqual([]);
          const settled = rows.filter(({ state }) => state === 'settled');
          const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
          expect(sum(settled.map(({ spent }) => spent?.costNanoUsd ?? 0))).toBe(sum(reported));
          expect(attempts.filter(({ spent }) => spent !== null)).toHaveLength(settled.length);
          expect(attempts.filter(({ outcome, spent }) => spent === null && !isFailure(outcome))).toEqual([]);
          expect(rows.filter(({ state, spent }) => state === 'failed' && spent?.costNanoUsd !== 0)).toEqual([]);
          expect(attempts.length).toBeLessThanOrEqual(6 + retries);
        },
      ),
      { numRuns: 150 },
    );
  });
});
