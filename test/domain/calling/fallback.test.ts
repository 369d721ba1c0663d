import { describe, expect, it } from 'vitest';
import { TzurotError } from '../../../src/domain/errors.js';
import { storeKey } from '../../../src/domain/wallet/keys/actions.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import type { LlmRequest } from '../../../src/ports/llm.js';
import { fakeLlm, silence, type Scripted } from '../../fakes/llm.js';
import { aDraft, anLlmFailure, aUser, noon } from '../../support/builders.js';
import { aWorld } from '../turn/world.js';
import { asked, aWish, outcomeOf, statesIn } from './asking.js';

const fallback = aWish('other/model');

/** One model never answers, for this reason. Any other does. */
const onlyOther =
  (failure: Error): Scripted =>
  request => {
    if (request.model === 'some/model') throw failure;
    return aDraft({ model: request.model, text: 'Always.' });
  };

const modelsOf = (requests: readonly LlmRequest[]) => requests.map(({ model }) => model);

describe('the fallback', () => {
  it.each(['rate-limit', 'overloaded', 'network', 'broken'] as const)(
    'answers when the model does not in the end: %s',
    async failure => {
      const world = await aWorld({ llm: fakeLlm(onlyOther(anLlmFailure(failure))) });
      const { draft, attempts, insteadOf } = await asked(world, { fallback });
      expect(draft).toMatchObject({ text: 'Always.', model: 'other/model' });
      expect(insteadOf).toEqual({ model: 'some/model', because: failure });
      expect(attempts.map(({ model, outcome }) => [model, outcome])).toEqual([
        ...Array.from({ length: 3 }, () => ['some/model', failure]),
        ['other/model', 'answered'],
      ]);
      expect(await world.ledger.rows({})).toHaveLength(4);
    },
  );

  it.each(['model-missing', 'free-quota', 'timeout'] as const)(
    'answers at once where trying again is no use: %s',
    async failure => {
      const world = await aWorld({ llm: fakeLlm(onlyOther(anLlmFailure(failure))) });
      expect(await asked(world, { fallback })).toMatchObject({ insteadOf: { because: failure } });
      expect(modelsOf(world.llm.requests)).toEqual(['some/model', 'other/model']);
    },
  );

  it('leaves a line for the operator, who should know that the other one did not answer', async () => {
    const world = await aWorld({ llm: fakeLlm(onlyOther(anLlmFailure('model-missing'))) });
    await asked(world, { fallback });
    expect(world.log.lines).toMatchObject([
      { level: 'warn', message: expect.stringContaining('some/model'), facts: { failure: 'model-missing' } },
    ]);
  });

  it('answers rather than that somebody waits long for the other one', async () => {
    const later = new TzurotError('unavailable', 'Later.', { facts: { failure: 'rate-limit', retryAfterMs: 60_000 } });
    const world = await aWorld({ llm: fakeLlm(onlyOther(later)) });
    expect(await asked(world, { fallback })).toMatchObject({ insteadOf: { because: 'rate-limit' } });
    expect(modelsOf(world.llm.requests)).toEqual(['some/model', 'other/model']);
  });

  it.each(['moderation', 'authentication', 'out-of-credit', 'too-dear', 'bad-request', 'too-long'] as const)(
    'is not asked to get round what was refused: %s',
    async failure => {
      const world = await aWorld({ llm: fakeLlm(onlyOther(anLlmFailure(failure))) });
      expect(await outcomeOf(world, { fallback })).toMatchObject({ facts: { failure } });
      expect(modelsOf(world.llm.requests)).toEqual(['some/model']);
    },
  );

  it('is not asked once somebody has seen the beginning', async () => {
    const half: Scripted = (_, { onText }) => {
      onText?.('I was about to');
      throw anLlmFailure('network');
    };
    const world = await aWorld({ llm: fakeLlm(half) });
    const watch = () => ({ add: () => {}, hasShown: () => true });
    expect(await outcomeOf(world, { fallback }, { watch })).toMatchObject({ facts: { failure: 'network' } });
    expect(world.llm.requests).toHaveLength(1);
  });

  it('has three attempts of its own; when it has no answer either, it is told why the first had none', async () => {
    const llm = fakeLlm(({ model }) => {
      throw anLlmFailure(model === 'some/model' ? 'rate-limit' : 'overloaded');
    });
    const world = await aWorld({ llm });
    expect(await outcomeOf(world, { fallback })).toMatchObject({
      message: expect.stringContaining('asked too often'),
      facts: { failure: 'rate-limit', attempts: { length: 6 } },
    });
  });

  it('has the time that is left, and is not asked without any', async () => {
    const world = await aWorld({ llm: fakeLlm(silence) });
    expect(await outcomeOf(world, { fallback }, {}, 480_000)).toMatchObject({
      facts: {
        failure: 'timeout',
        attempts: [
          { model: 'some/model', ms: 180_000 },
          { model: 'other/model', ms: 180_000 },
          { model: 'other/model' },
        ],
      },
    });
    const late = new TzurotError('unavailable', 'Later.', { facts: { failure: 'rate-limit' } });
    const llm = fakeLlm(async () => {
      await slow.clock.sleep(480_000);
      throw late;
    });
    const slow = await aWorld({ llm });
    expect(await outcomeOf(slow, { fallback }, {}, 480_000)).toMatchObject({ facts: { failure: 'rate-limit' } });
    expect(modelsOf(slow.llm.requests)).toEqual(['some/model']);
  });
});

describe('who pays for the fallback', () => {
  const guest = { userId: 'ada', isWelcome: false, pays: 'system', onlyFree: true } as const;
  const free = aWish('some/model', { isFree: true });

  it('is who was to pay for the first one', async () => {
    const world = await aWorld({ llm: fakeLlm(onlyOther(anLlmFailure('model-missing'))) });
    await storeKey(world, aUser(), 'openrouter', new Secret('sk-or-v1-of-ada-0123456789'), { verify: false });
    const identity = { userId: 'ada', isWelcome: true, pays: 'own' } as const;
    expect(await asked(world, { fallback, identity })).toMatchObject({ payer: 'own' });
    expect(new Set(world.llm.requests.map(({ key }) => key?.reveal()))).toEqual(
      new Set(['sk-or-v1-of-ada-0123456789']),
    );
  });

  it('is nobody for a guest, unless it is free too: then the first failure stands', async () => {
    const world = await aWorld({ llm: fakeLlm(onlyOther(anLlmFailure('model-missing'))) });
    const outcome = await outcomeOf(world, { identity: guest, wish: free, fallback });
    expect(outcome).toMatchObject({ facts: { failure: 'model-missing', attempts: [{ model: 'some/model' }] } });
    expect(modelsOf(world.llm.requests)).toEqual(['some/model']);
  });

  it('is the home for a guest where it is free, and nothing may be kept of what they write', async () => {
    const world = await aWorld({ llm: fakeLlm(onlyOther(anLlmFailure('model-missing'))) });
    const other = aWish('other/model', { isFree: true });
    expect(await asked(world, { identity: guest, wish: free, fallback: other })).toMatchObject({ payer: 'system' });
    expect(world.llm.requests).toMatchObject([{}, { model: 'other/model', routing: { dataCollection: 'deny' } }]);
  });

  it('is nobody where it does not fit the budget: then the first failure stands', async () => {
    const world = await aWorld({ llm: fakeLlm(onlyOther(anLlmFailure('model-missing'))) });
    await world.budgets.put({ scope: 'user', subject: 'ada', period: 'day', limitNanoUsd: 10_000_000 }, noon);
    const dear = { ...fallback, params: { max_tokens: 100_000 } };
    expect(await outcomeOf(world, { fallback: dear })).toMatchObject({ facts: { failure: 'model-missing' } });
    expect(await statesIn(world)).toEqual(['failed']);
  });
});
