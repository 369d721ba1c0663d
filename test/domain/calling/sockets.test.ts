import { describe, expect, it, onTestFinished } from 'vitest';
import { httpEgress } from '../../../src/adapters/http/egress.js';
import { openAiLlm } from '../../../src/adapters/openai/llm.js';
import { systemClock } from '../../../src/adapters/system/clock.js';
import { call, type CallOptions } from '../../../src/domain/calling/actions.js';
import { TzurotError } from '../../../src/domain/errors.js';
import type { Clock } from '../../../src/ports/clock.js';
import {
  endsAfter,
  failsAfter,
  fakeProvider,
  neverAnswers,
  refuses,
  resetsAfter,
  says,
  type Act,
} from '../../fakes/provider.js';
import { noon } from '../../support/builders.js';
import { aWorld } from '../turn/world.js';
import { anAsk, aWish, statesIn } from './asking.js';

const longestPauseMs = 60_000;

/** The machine's clock, but pauses are over at once, and noted. What watches over a request is longer than any pause. */
function hastyClock(paused: number[]): Clock {
  const real = systemClock();
  const sleep = async (ms: number, signal?: AbortSignal) => {
    if (ms > longestPauseMs) return real.sleep(ms, signal);
    signal?.throwIfAborted();
    paused.push(ms);
  };
  return { ...real, now: () => noon, sleep };
}

/** A home whose model is reached over a real socket, at a service that follows a script. */
async function reaching(...script: readonly Act[]) {
  const provider = await fakeProvider(...script);
  const egress = httpEgress();
  onTestFinished(async () => {
    await provider.close();
    await egress[Symbol.asyncDispose]();
  });
  const llm = openAiLlm(
    { egress, clock: systemClock() },
    { provider: 'openrouter', url: provider.url, defaultModel: 'some/model' },
  );
  const paused: number[] = [];
  const base = await aWorld();
  const world = { ...base, llms: { of: () => llm }, clock: { ...base.clock, ...hastyClock(paused) } };
  return { provider, world, paused };
}

type Row = {
  readonly script: readonly Act[];
  /** What was said in the end, or the kind of failure. */
  readonly ends: string;
  readonly outcomes: readonly string[];
  readonly states: readonly string[];
  readonly shown?: true;
};

const table: Readonly<Record<string, Row>> = {
  'asked too often, then an answer': {
    script: [refuses(429), says('Always.')],
    ends: 'Always.',
    outcomes: ['rate-limit', 'answered'],
    states: ['failed', 'settled'],
  },
  'trouble twice, then an answer': {
    script: [refuses(500), refuses(500), says('Always.')],
    ends: 'Always.',
    outcomes: ['overloaded', 'overloaded', 'answered'],
    states: ['failed', 'failed', 'settled'],
  },
  'trouble three times, then the fallback': {
    script: [refuses(500), refuses(500), refuses(500), says('Always.')],
    ends: 'Always.',
    outcomes: ['overloaded', 'overloaded', 'overloaded', 'answered'],
    states: ['failed', 'failed', 'failed', 'settled'],
  },
  'a key that is not accepted': {
    script: [refuses(401)],
    ends: 'authentication',
    outcomes: ['authentication'],
    states: ['failed'],
  },
  'no credit': { script: [refuses(402)], ends: 'out-of-credit', outcomes: ['out-of-credit'], states: ['failed'] },
  'a line that is cut in the middle, seen by nobody': {
    script: [resetsAfter('I was about to'), says('Always.')],
    ends: 'Always.',
    outcomes: ['network', 'answered'],
    states: ['abandoned', 'settled'],
  },
  'a line that is cut in the middle, and somebody saw the beginning': {
    script: [resetsAfter('I was about to'), says('Always.')],
    ends: 'network',
    outcomes: ['network'],
    states: ['abandoned'],
    shown: true,
  },
  'a failure in the middle of the stream': {
    script: [failsAfter('I was about to', { code: 502, message: 'Oh.' }), says('Always.')],
    ends: 'Always.',
    outcomes: [expect.stringMatching(/overloaded|broken/), 'answered'],
    states: ['abandoned', 'settled'],
  },
  'an end without an end': {
    script: [endsAfter('I was about to'), says('Always.')],
    ends: 'Always.',
    outcomes: [expect.stringMatching(/network|broken/), 'answered'],
    states: ['abandoned', 'settled'],
  },
  'an empty answer, then one': {
    script: [says(''), says('Always.')],
    ends: 'Always.',
    outcomes: ['empty', 'answered'],
    states: ['settled', 'settled'],
  },
};

describe('over real sockets', () => {
  it.each(Object.entries(table))('%s', async (_, { script, ends, outcomes, states, shown }) => {
    const { provider, world } = await reaching(...script);
    const seen: string[] = [];
    const watch = () => ({ add: (piece: string) => void seen.push(piece), hasShown: () => seen.length > 0 });
    const options: CallOptions = shown ? { watch } : {};
    const ended = await call(world, anAsk({ fallback: aWish('other/model') }), options).then(
      ({ draft, attempts }) => ({ ends: draft.text, attempts }),
      (error: unknown) => (error instanceof TzurotError ? { ends: error.facts?.['failure'], ...error.facts } : {}),
    );
    expect(ended).toMatchObject({ ends, attempts: outcomes.map(outcome => ({ outcome })) });
    expect(provider.requests).toHaveLength(outcomes.length);
    expect(await statesIn(world)).toEqual(states);
  });

  it('pauses are a second, then two, more or less', async () => {
    const { world, paused } = await reaching(refuses(500), refuses(500), says('Always.'));
    await call(world, anAsk());
    expect(paused.map((ms, index) => Math.abs(ms / 1000 - (index + 1)) <= (index + 1) / 4)).toEqual([true, true]);
  });

  it('pauses are as long as the service says', async () => {
    const inAWhile: Act = (response, asked) => {
      response.setHeader('retry-after', '7');
      return refuses(429)(response, asked);
    };
    const { world, paused } = await reaching(inAWhile, says('Always.'));
    await call(world, anAsk());
    expect(paused).toEqual([7000]);
  });

  it('nothing more is asked once somebody stops in a pause', async () => {
    const { provider, world } = await reaching(refuses(500), says('Always.'));
    const stopping = new AbortController();
    const sleep: Clock['sleep'] = async (ms, signal) => {
      if (ms > longestPauseMs) return world.clock.sleep(ms, signal);
      stopping.abort(new Error('Ada changed her mind.'));
      signal?.throwIfAborted();
    };
    const impatient = { ...world, clock: { ...world.clock, sleep } };
    const ended = await call(impatient, anAsk(), { signal: stopping.signal }).catch((error: unknown) => error);
    expect(ended).toBe(stopping.signal.reason);
    expect(provider.requests).toHaveLength(1);
    expect(await statesIn(world)).toEqual(['failed']);
  });

  it('a service that never answers is left as soon as somebody stops, and its place is free', async () => {
    const { provider, world } = await reaching(neverAnswers, says('Always.'));
    const stopping = new AbortController();
    const outcome = call(world, anAsk(), { signal: stopping.signal });
    await provider.asked(1);
    stopping.abort(new Error('Ada changed her mind.'));
    await expect(outcome).rejects.toBe(stopping.signal.reason);
    expect(await call(world, anAsk())).toMatchObject({ draft: { text: 'Always.' } });
  });
});
