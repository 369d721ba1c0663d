import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/adapters/log/plain.js';
import { messageOf, referenceIn, TzurotError } from '../../../src/domain/errors.js';
import { why } from '../../../src/domain/trace/actions.js';
import { fakeLlm } from '../../fakes/llm.js';
import { anLlmFailure, aSpent, aUser } from '../../support/builders.js';
import { aWorld, refusal, say, sayInVain, type World } from '../turn/world.js';

const failing = async (world: World) => {
  const error = await sayInVain(world, { text: 'Are you there?' });
  const reference = referenceIn(error);
  if (reference === undefined) throw new Error(`There is no reference: ${messageOf(error)}`);
  return { error, trace: await why(world, aUser(), reference) };
};

describe('why there is no answer', () => {
  it('can be read under the reference that the error names', async () => {
    const { trace } = await failing(await aWorld({ llm: fakeLlm(anLlmFailure('rate-limit')) }));
    expect(trace).toMatchObject({
      personality: 'lilith',
      model: 'fake/model',
      failure: { kind: 'rate-limit', message: expect.stringContaining('The model did not answer: rate-limit.') },
      attempts: [{ outcome: 'rate-limit' }, { outcome: 'rate-limit' }, { outcome: 'rate-limit' }],
      rawAnswer: '',
      steps: [],
      spent: { costNanoUsd: 0 },
    });
    expect(trace.parts.find(({ name }) => name === 'message')).toMatchObject({ text: 'Are you there?' });
    expect(Object.keys(trace.timingsMicros)).toEqual(['terms', 'context', 'recall', 'complete']);
  });

  it('says what was written, what that cost, and that nothing of it was left', async () => {
    const { error, trace } = await failing(await aWorld({ llm: fakeLlm('<think>Am I?</think> Lilith: ') }));
    expect(error).toMatchObject({ code: 'unavailable', facts: { failure: 'empty' } });
    for (const told of [plain(error), error instanceof TzurotError && error.facts])
      expect(JSON.stringify(told)).not.toContain('Am I?');
    expect(trace).toMatchObject({ rawAnswer: '<think>Am I?</think> Lilith: ', failure: { kind: 'empty' } });
    expect(trace.spent.costNanoUsd).toBe(3 * aSpent().costNanoUsd);
  });

  it('is kept as long as other traces, and not where none are kept', async () => {
    const off = await aWorld({ llm: fakeLlm(anLlmFailure()), settings: { 'trace.keepHours': { state: 'off' } } });
    expect(referenceIn(await sayInVain(off))).toBeUndefined();
    const world = await aWorld({ llm: fakeLlm(anLlmFailure()) });
    const reference = referenceIn(await sayInVain(world)) ?? '';
    await world.clock.advance(25 * 3600 * 1000);
    expect(await refusal(why(world, aUser(), reference))).toMatchObject({ code: 'not_found' });
  });

  it('does not stand in the way of the error where it cannot be kept', async () => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure('timeout')) });
    const turns = { ...world.turns, keepTrace: () => Promise.reject(new Error('The disk is full.')) };
    const error = await sayInVain({ ...world, turns });
    expect(error).toMatchObject({ facts: { failure: 'timeout' } });
    expect(referenceIn(error)).toBeUndefined();
  });

  it('is not kept of what somebody broke off', async () => {
    const stopping = new AbortController();
    const llm = fakeLlm(() => {
      stopping.abort(new TzurotError('unavailable', 'Interrupted.'));
      throw stopping.signal.reason;
    });
    const world = await aWorld({ llm });
    const error = await refusal(say(world, {}, { signal: stopping.signal }));
    expect(error).toBe(stopping.signal.reason);
  });
});
