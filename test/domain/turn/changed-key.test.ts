import { expect, it } from 'vitest';
import { why } from '../../../src/domain/trace/actions.js';
import { keyringFollowing } from '../../../src/domain/wallet/keyring.js';
import { epochOf } from '../../../src/domain/wallet/master-key/actions.js';
import { masterKeyOf } from '../../../src/domain/wallet/seal.js';
import { referenceIn } from '../../../src/domain/errors.js';
import { fakeLlm } from '../../fakes/llm.js';
import { anLlmFailure, aUser, noon } from '../../support/builders.js';
import { aWorld, say, sayInVain } from './world.js';

const [old, recent] = [masterKeyOf(new Uint8Array(32).fill(1)), masterKeyOf(new Uint8Array(32).fill(2))];

/** A world in which the master key is exchanged after an answer was sealed and before it is recorded. */
async function aWorldInChange(llm = fakeLlm()) {
  const world = await aWorld({ llm });
  const states = new Map([[old.id, 'active']]);
  const keyring = keyringFollowing(
    () => [...states].map(([keyId, state]) => ({ keyId, state, location: null })),
    keyId => [old, recent].find(({ id }) => id === keyId),
  );
  const exchanged = async () => {
    if (states.has(recent.id)) return;
    await world.keyEpochs.bringIn({ ...epochOf(recent, noon), state: 'incoming', worker: 'rotation' }, old.id);
    await world.keyEpochs.exchange(recent.id, noon);
    states.set(old.id, 'retired').set(recent.id, 'active');
  };
  const turns: typeof world.turns = {
    ...world.turns,
    record: turn => exchanged().then(() => world.turns.record(turn)),
    keepTrace: trace => exchanged().then(() => world.turns.keepTrace(trace)),
  };
  return { ...world, keyring, turns };
}

it('records an answer, and why it is what it is, although the master key was changed at that very moment', async () => {
  const world = await aWorldInChange();
  const { reference } = await say(world);
  expect(await world.keyEpochs.sealedRows()).toEqual(new Map([[recent.id, 1]]));
  expect(await why(world, aUser({ id: 'ada' }), reference)).toMatchObject({ reference });
  expect(world.llm.requests).toHaveLength(1);
});

it('keeps why there is no answer, although the master key was changed at that very moment', async () => {
  const world = await aWorldInChange(fakeLlm(anLlmFailure()));
  const reference = referenceIn(await sayInVain(world)) ?? 'none';
  expect(await why(world, aUser({ id: 'ada' }), reference)).toMatchObject({ failure: { kind: 'overloaded' } });
  expect(await world.keyEpochs.sealedRows()).toEqual(new Map([[recent.id, 1]]));
});
