import { describe, expect, it } from 'vitest';
import { TzurotError } from '../../../src/domain/errors.js';
import type { Failure } from '../../../src/domain/calling/failure.js';
import type { Watcher } from '../../../src/domain/calling/actions.js';
import { fakeLlm, silence, type Scripted } from '../../fakes/llm.js';
import { anLlmFailure, aReservation, noon } from '../../support/builders.js';
import { aWorld, type World } from '../turn/world.js';
import { asked, aWish, outcomeOf, statesIn } from './asking.js';

const failing = (failure: Failure, facts: object) =>
  new TzurotError('unavailable', 'No.', { facts: { failure, ...facts } });

/** Whoever sees everything that comes, from the first letter on. */
function seeing(): { readonly watch: () => Watcher; readonly seen: string[] } {
  const seen: string[] = [];
  return { seen, watch: () => ({ add: piece => void seen.push(piece), hasShown: () => seen.length > 0 }) };
}

describe('an answer', () => {
  it('comes with who paid and with what was tried', async () => {
    const world = await aWorld({ llm: fakeLlm({ text: 'Always.', upstream: 'Somebody' }) });
    const called = await asked(world);
    expect(called).toMatchObject({ draft: { text: 'Always.' }, payer: 'system', insteadOf: null });
    expect(called.attempts).toEqual([
      {
        model: 'some/model',
        provider: 'openrouter',
        upstream: 'Somebody',
        outcome: 'answered',
        ms: 0,
        pausedMs: 0,
        generationId: 'gen-1',
        spent: called.draft.spent,
      },
    ]);
  });

  it('is asked for piece by piece, and told how long it may take', async () => {
    const told: unknown[] = [];
    const llm = fakeLlm((request, { deadlineMs }) => {
      told.push(request.isStreamed, deadlineMs);
      throw anLlmFailure('moderation');
    });
    await outcomeOf(await aWorld({ llm }));
    expect(told).toEqual([true, 180_000]);
  });
});

describe('what is tried again', () => {
  const passing = ['rate-limit', 'in-flight', 'overloaded', 'timeout', 'network', 'broken'] as const;
  it.each(passing)('is what may pass: %s', async failure => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure(failure), anLlmFailure(failure), 'Always.') });
    const { draft, attempts } = await asked(world);
    expect(draft.text).toBe('Always.');
    expect(attempts).toMatchObject([{ outcome: failure, spent: null }, { outcome: failure }, { outcome: 'answered' }]);
    expect((await statesIn(world)).at(-1)).toBe('settled');
    expect(await world.ledger.rows({})).toHaveLength(3);
  });

  it.each(['authentication', 'out-of-credit', 'too-dear', 'moderation', 'bad-request', 'too-long'] as const)(
    'is not what will be so again: %s',
    async failure => {
      const world = await aWorld({ llm: fakeLlm(anLlmFailure(failure)) });
      expect(await outcomeOf(world)).toMatchObject({ facts: { failure, attempts: [{ outcome: failure }] } });
      expect(world.llm.requests).toHaveLength(1);
    },
  );

  it('is tried after a second and after two more, a little earlier or later', async () => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure()) });
    const { attempts } = Object(await outcomeOf(world)).facts;
    const [first, second, third] = attempts;
    expect(first.pausedMs).toBe(0);
    expect(Math.abs(second.pausedMs - 1000)).toBeLessThanOrEqual(250);
    expect(Math.abs(third.pausedMs - 2000)).toBeLessThanOrEqual(500);
    expect(attempts).toHaveLength(3);
  });

  it('waits as long as the provider says, and no longer', async () => {
    const world = await aWorld({ llm: fakeLlm(failing('rate-limit', { retryAfterMs: 20_000 }), 'Always.') });
    const outcome = outcomeOf(world, {}, {}, 0);
    await world.clock.advance(19_999);
    expect(world.llm.requests).toHaveLength(1);
    await world.clock.advance(1);
    expect(await outcome).toMatchObject({ attempts: [{}, { outcome: 'answered', pausedMs: 20_000 }] });
  });

  it('does not wait for what would come too late, and says when to come back', async () => {
    const world = await aWorld({ llm: fakeLlm(failing('rate-limit', { retryAfterMs: 600_000 })) });
    expect(await outcomeOf(world)).toMatchObject({ message: expect.stringContaining('in 10 minutes') });
    expect(world.llm.requests).toHaveLength(1);
  });

  it('is not an answer of which somebody has seen the beginning', async () => {
    const half: Scripted = (_, { onText }) => {
      onText?.('I was about to');
      throw anLlmFailure('network');
    };
    const { watch, seen } = seeing();
    const world = await aWorld({ llm: fakeLlm(half, 'Always.') });
    expect(await outcomeOf(world, {}, { watch })).toMatchObject({ facts: { failure: 'network' } });
    expect(seen).toEqual(['I was about to']);
    const unseen = await aWorld({ llm: fakeLlm(half, 'Always.') });
    expect(await outcomeOf(unseen)).toMatchObject({ draft: { text: 'Always.' } });
  });

  it('is an empty answer, at once, each of which is paid', async () => {
    const world = await aWorld({ llm: fakeLlm(' \n', 'Always.') });
    const { draft, attempts } = await asked(world);
    expect(draft.text).toBe('Always.');
    expect(attempts).toMatchObject([
      { outcome: 'empty', spent: {} },
      { outcome: 'answered', pausedMs: 0 },
    ]);
    expect(await statesIn(world)).toEqual(['settled', 'settled']);
  });

  it('is not one that asks for a tool, or brings a picture, and says nothing besides', async () => {
    const calls = [{ id: 'call', name: 'roll', argument: '{}' }];
    expect(await asked(await aWorld({ llm: fakeLlm({ text: '', calls }) }))).toMatchObject({ draft: { calls } });
    const pictures = [{ type: 'image/png', bytes: new Uint8Array(1) }];
    expect(await asked(await aWorld({ llm: fakeLlm({ text: '', pictures }) }))).toMatchObject({ draft: { pictures } });
  });

  it('is not an answer that had no room left for anything but thoughts: that is paid once, and told', async () => {
    const world = await aWorld({ llm: fakeLlm({ text: '', reasoning: 'Hm, let me see.', finish: 'length' }) });
    expect(await outcomeOf(world)).toMatchObject({
      message: expect.stringContaining('max_tokens'),
      facts: { failure: 'empty' },
    });
    expect(world.llm.requests).toHaveLength(1);
  });

  it('ends with the third empty answer', async () => {
    const world = await aWorld({ llm: fakeLlm('') });
    expect(await outcomeOf(world)).toMatchObject({
      code: 'unavailable',
      message: 'The model some/model gave an empty answer. Nothing was said; try again.',
      facts: { failure: 'empty' },
    });
    expect(world.llm.requests).toHaveLength(3);
  });
});

describe('time', () => {
  it('is three minutes for one attempt, and eight for all of them', async () => {
    const deadlines: unknown[] = [];
    const llm = fakeLlm((request, options) => {
      deadlines.push(options.deadlineMs);
      return silence(request, options);
    });
    const world = await aWorld({ llm });
    const outcome = outcomeOf(world, {}, {}, 479_000);
    await world.clock.advance(479_000);
    expect(deadlines.slice(0, 2)).toEqual([180_000, 180_000]);
    expect(deadlines[2]).toBeLessThan(119_000);
    await world.clock.advance(1000);
    expect(await outcome).toMatchObject({
      facts: { failure: 'timeout', attempts: [{ ms: 180_000 }, { ms: 180_000 }, { outcome: 'timeout' }] },
    });
    expect(world.clock.monotonic()).toBeLessThanOrEqual(960_000_000);
  });
});

describe('somebody who stops', () => {
  const reason = new Error('Ada changed her mind.');

  it('during a pause is obeyed at once, and nothing more is asked', async () => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure(), 'Always.') });
    const stopping = new AbortController();
    const outcome = outcomeOf(world, {}, { signal: stopping.signal }, 0);
    await world.clock.advance(500);
    stopping.abort(reason);
    expect(await outcome).toBe(reason);
    await world.clock.advance(10_000);
    expect(world.llm.requests).toHaveLength(1);
  });

  it('just before it is asked pays nothing', async () => {
    const world = await aWorld();
    const stopping = new AbortController();
    const list: World['budgets']['list'] = owners => {
      stopping.abort(reason);
      return world.budgets.list(owners);
    };
    const late = { ...world, budgets: { ...world.budgets, list } };
    expect(await outcomeOf(late, {}, { signal: stopping.signal })).toBe(reason);
    expect(await world.ledger.rows({})).toEqual([]);
  });

  it('during an attempt is told their own reason', async () => {
    const world = await aWorld({ llm: fakeLlm(silence) });
    const stopping = new AbortController();
    const outcome = outcomeOf(world, {}, { signal: stopping.signal }, 0);
    await world.clock.advance(500);
    stopping.abort(reason);
    expect(await outcome).toBe(reason);
    expect(await statesIn(world)).toEqual(['abandoned']);
  });
});

describe('money', () => {
  it('is reserved for what the model reads beside the prompt too', async () => {
    const world = await aWorld();
    const schema = { description: 'tea '.repeat(10_000) };
    const form = { type: 'json_schema', json_schema: { name: 'tea', schema } } as const;
    await asked(world, { wish: { ...aWish(), params: { max_tokens: 100, response_format: form } } });
    await asked(world);
    const [long, short] = await world.ledger.rows({});
    expect(long?.reservedNanoUsd).toBeGreaterThan(10 * (short?.reservedNanoUsd ?? Infinity));
  });

  it('is reserved anew for each attempt: where the budget ends in between, that is what is told', async () => {
    const llm = fakeLlm(async () => {
      await world.ledger.reserve(aReservation({ id: 'another', reservedNanoUsd: 999_999_000 }), []);
      throw anLlmFailure();
    });
    const world = await aWorld({ llm });
    await world.budgets.put({ scope: 'user', subject: 'ada', period: 'day', limitNanoUsd: 1_000_000_000 }, noon);
    expect(await outcomeOf(world)).toMatchObject({
      code: 'denied',
      facts: { limit: 'budget', scope: 'user', attempts: [{ outcome: 'overloaded' }] },
    });
    expect(world.llm.requests).toHaveLength(1);
  });

  it('that was perhaps spent on what broke off is asked for, also when another attempt answers', async () => {
    const cut: Scripted = (_, { onGeneration }) => {
      onGeneration?.('gen-7');
      throw anLlmFailure('network');
    };
    const world = await aWorld({ llm: fakeLlm(cut, 'Always.') });
    const asides: string[] = [];
    const { attempts } = await asked({ ...world, aside: what => void asides.push(what) });
    expect(attempts).toMatchObject([{ generationId: 'gen-7', spent: null }, { outcome: 'answered' }]);
    expect(await statesIn(world)).toEqual(['cut', 'settled']);
    expect(asides).toHaveLength(1);
  });
});

describe('what is told of a failure', () => {
  it('is a sentence for the person, one for the operator, and what the provider made of it', async () => {
    const world = await aWorld({ llm: fakeLlm(failing('out-of-credit', { status: 402 })) });
    expect(await outcomeOf(world)).toMatchObject({
      message: expect.stringMatching(/^The key of this home for OpenRouter is out of credit/),
      facts: { status: 402, said: 'No.', operator: expect.stringContaining('Top up the key') },
    });
    expect(world.log.lines).toMatchObject([{ message: expect.stringContaining('out-of-credit, 402, asked once') }]);
  });

  it('is a bug where it is one', async () => {
    const bug = new Error('undefined is not a function');
    expect(await outcomeOf(await aWorld({ llm: fakeLlm(bug) }))).toBe(bug);
  });
});
