import { call, type Called, type CallOptions } from '../../../src/domain/calling/actions.js';
import type { Ask, Wish } from '../../../src/domain/calling/ask.js';
import { anLlmRequest, aUser } from '../../support/builders.js';
import type { World } from '../turn/world.js';

/** A model at OpenRouter, for a hundred tokens at most. */
export const aWish = (id = 'some/model', fields: Partial<Wish['model']> = {}): Wish => ({
  model: { host: 'openrouter', id, isFree: false, ...fields },
  params: { max_tokens: 100 },
});

/** Ada asks as lilith, and the home pays. */
export const anAsk = (fields: Partial<Ask> = {}): Ask => ({
  user: aUser(),
  identity: { userId: 'ada', isWelcome: true, pays: 'system', onlyFree: false },
  type: 'text',
  personalityId: 'lilith',
  guildId: null,
  wish: aWish(),
  fallback: null,
  prompt: anLlmRequest().prompt,
  ...fields,
});

/** Asks, and lets time pass meanwhile. Gives what is thrown instead, if something is. */
export async function outcomeOf(
  world: World,
  fields: Partial<Ask> = {},
  options: CallOptions = {},
  ms = 30_000,
): Promise<unknown> {
  const outcome = call(world, anAsk(fields), options).catch((error: unknown) => error);
  await world.clock.advance(ms);
  return outcome;
}

/** The same, where an answer is certain to come. */
export async function asked(world: World, fields: Partial<Ask> = {}, options: CallOptions = {}): Promise<Called> {
  const called = call(world, anAsk(fields), options);
  await world.clock.advance(30_000);
  return called;
}

/** How each request ended that the ledger knows of. */
export const statesIn = async ({ ledger }: World): Promise<string[]> =>
  (await ledger.rows({})).map(({ state }) => state);
