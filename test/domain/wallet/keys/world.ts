import { keyringOf } from '../../../../src/domain/wallet/keyring.js';
import type { OwnEndpoint } from '../../../../src/domain/wallet/keys/endpoint.js';
import { masterKeyOf } from '../../../../src/domain/wallet/seal.js';
import { people, type Stores } from '../../../contracts/stores.js';
import { fakeClock } from '../../../fakes/clock.js';
import { fakeEntropy } from '../../../fakes/entropy.js';
import { fakeHiding } from '../../../fakes/hiding.js';
import { fakeKeyProbe } from '../../../fakes/key-probe.js';
import { fakeStores } from '../../../fakes/stores.js';
import { aUser, noon } from '../../../support/builders.js';

export const ada = aUser({ id: 'ada' });
export const bob = aUser({ id: 'bob' });
export const mallory = aUser({ id: 'mallory' });

export const ownEndpoint: OwnEndpoint = { url: 'http://127.0.0.1:8080/v1', from: 'environment' };

/** Ada, bob and mallory, and everything that keys need. */
export async function aWallet(stores: Stores = fakeStores()) {
  await people(stores);
  return {
    keyStore: stores.keyStore,
    keyProbe: fakeKeyProbe(),
    hiding: fakeHiding(),
    keyring: keyringOf(masterKeyOf(new Uint8Array(32).fill(1))),
    entropy: fakeEntropy(),
    clock: fakeClock(noon),
    ownEndpoint,
  };
}
