import type { Clock } from '../../../ports/clock.js';
import type { Entropy } from '../../../ports/entropy.js';
import type { Hiding } from '../../../ports/hiding.js';
import type { KeyProbe } from '../../../ports/key-probe.js';
import type { KeyStore } from '../../../ports/key-store.js';
import { TzurotError } from '../../errors.js';
import { idBytes, idOf } from '../../id.js';
import { microsPerSecond, type Micros } from '../../time.js';
import type { User } from '../../user/user.js';
import { providerNames, type Provider, type SealedKey } from '../key.js';
import type { Keyring } from '../keyring.js';
import type { Proof } from '../proof.js';
import { ownKeyPlace, ownKeyPurpose } from '../purposes.js';
import { nonceLength, seal, unseal } from '../seal.js';
import { Secret } from '../secret.js';
import { assertBound, endpointFor, type OwnEndpoint } from './endpoint.js';
import { fingerprintOf, oddityOf, spelledKey } from './spelling.js';

export type OwnKeyPorts = {
  readonly keyStore: KeyStore;
  readonly keyProbe: KeyProbe;
  readonly hiding: Hiding;
  readonly keyring: Keyring;
  readonly entropy: Entropy;
  readonly clock: Clock;
  /** The endpoint of the operator's own, when there is one. */
  readonly ownEndpoint: OwnEndpoint | null;
};

/** What became of a key that somebody brought. */
export type Stored = {
  readonly key: SealedKey;
  /** Null when nobody was asked. */
  readonly proof: Proof | null;
  readonly remarks: readonly string[];
};

/** Refuses a provider for which no key could be stored at the moment, before anybody looks for theirs. */
export async function assertStorable({ ownEndpoint }: Pick<OwnKeyPorts, 'ownEndpoint'>, provider: Provider) {
  endpointFor(provider, ownEndpoint);
}

/** Stores the actor's own key, in place of an earlier one, once its provider takes it. */
export async function storeKey(
  ports: OwnKeyPorts,
  actor: User,
  provider: Provider,
  typed: Secret,
  { verify }: { readonly verify: boolean },
): Promise<Stored> {
  const secret = spelledKey(typed);
  const endpoint = endpointFor(provider, ports.ownEndpoint);
  return hidden(ports, secret, async () => {
    const proof = verify ? await proven(ports, provider, secret) : null;
    const key = await kept(ports, { userId: actor.id, provider, endpoint }, secret);
    const oddity = oddityOf(provider, secret);
    return { key, proof, remarks: [...(oddity === undefined ? [] : [oddity]), ...(proof?.remarks ?? [])] };
  });
}

async function proven({ keyProbe }: OwnKeyPorts, provider: Provider, secret: Secret): Promise<Proof> {
  try {
    return await keyProbe.prove(provider, secret);
  } catch (error) {
    if (!(error instanceof TzurotError)) throw error;
    const next = error.code === 'unavailable' ? `wallet set ${provider} --no-verify` : error.try;
    throw new TzurotError(error.code, `${error.message} Nothing was stored.`, {
      cause: error,
      ...(error.facts === undefined ? {} : { facts: error.facts }),
      ...(next === undefined ? {} : { try: next }),
    });
  }
}

type Whose = Pick<SealedKey, 'userId' | 'provider' | 'endpoint'>;

/** Sealed a second time where the master key was exchanged in between: one that just came from a sign-in comes once. */
async function kept(ports: OwnKeyPorts, whose: Whose, secret: Secret): Promise<SealedKey> {
  try {
    return await put(ports, sealedFor(ports, whose, secret));
  } catch (error) {
    if (!(error instanceof TzurotError) || error.code !== 'conflict') throw error;
    return put(ports, sealedFor(ports, whose, secret));
  }
}

async function put({ keyStore }: OwnKeyPorts, key: SealedKey): Promise<SealedKey> {
  await keyStore.put(key);
  return key;
}

function sealedFor({ keyring, entropy, clock }: OwnKeyPorts, whose: Whose, secret: Secret): SealedKey {
  const place = { ...whose, id: idOf(entropy.bytes(idBytes)) };
  const nonce = entropy.bytes(nonceLength);
  return {
    ...place,
    fingerprint: fingerprintOf(secret),
    sealed: seal(keyring.active, ownKeyPurpose, ownKeyPlace(place), secret.reveal(), nonce),
    state: 'active',
    createdAt: clock.now(),
    lastUsedAt: null,
    failedAt: null,
    refusedAt: null,
  };
}

/** The actor's own keys, by provider. */
export const listKeys = ({ keyStore }: Pick<OwnKeyPorts, 'keyStore'>, actor: User): Promise<SealedKey[]> =>
  keyStore.list(actor.id);

/** Tries the actor's own key. One that was switched off and is taken again is switched on. */
export async function testKey(ports: OwnKeyPorts, actor: User, provider: Provider): Promise<Proof> {
  const key = await ports.keyStore.find(actor.id, provider);
  if (key === undefined) throw noKey(provider, 'to test');
  assertBound(key, ports.ownEndpoint);
  const proof = await withKey(ports, key, secret => ports.keyProbe.prove(provider, secret));
  if (key.state === 'refused' && proof.proves === 'key') await ports.keyStore.restore(key.id);
  return proof;
}

/** Removes the actor's own key. Nobody can bring it back. */
export async function removeKey(ports: Pick<OwnKeyPorts, 'keyStore'>, actor: User, provider: Provider): Promise<void> {
  if (!(await ports.keyStore.remove(actor.id, provider))) throw noKey(provider, 'to remove');
}

const noKey = (provider: Provider, what: string) =>
  new TzurotError('not_found', `There is no key for ${providerNames[provider]} ${what}.`, {
    try: `wallet set ${provider}`,
  });

/** Opens a key, lends it to the work, and takes it back. The plain key exists nowhere else, and is hidden meanwhile. */
export async function withKey<T>(
  ports: Pick<OwnKeyPorts, 'keyStore' | 'keyring' | 'hiding' | 'clock'>,
  key: SealedKey,
  work: (secret: Secret) => Promise<T>,
): Promise<T> {
  const secret = new Secret(unseal(ports.keyring, ownKeyPurpose, ownKeyPlace(key), key.sealed));
  return hidden(ports, secret, async () => {
    const now = ports.clock.now();
    if (!isJustUsed(key, now)) await ports.keyStore.used(key.id, now);
    return work(secret);
  });
}

const justNow = 60 * microsPerSecond;

/** Then it is not written down again: that would be one more durable write before every request. */
const isJustUsed = ({ lastUsedAt }: SealedKey, now: Micros): boolean =>
  lastUsedAt !== null && lastUsedAt <= now && now - lastUsedAt < justNow;

async function hidden<T>({ hiding }: Pick<OwnKeyPorts, 'hiding'>, secret: Secret, work: () => Promise<T>): Promise<T> {
  const release = hiding.hide(secret);
  try {
    return await work();
  } finally {
    release();
  }
}
