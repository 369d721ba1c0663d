import type { Llms } from '../../../ports/llms.js';
import { TzurotError } from '../../errors.js';
import type { Personality } from '../../personality/personality.js';
import type { OperatorSettings } from '../../settings/actions.js';
import { microsPerSecond } from '../../time.js';
import type { Lent } from '../../usage/settle/actions.js';
import type { Payer, UsageRow } from '../../usage/usage.js';
import { isOwner, type User } from '../../user/user.js';
import { withKey, type OwnKeyPorts } from '../keys/actions.js';
import { isBound } from '../keys/endpoint.js';
import { providerNames, providers, type SealedKey } from '../key.js';
import type { Secret } from '../secret.js';
import { hostOf } from './host.js';
import { decide, payerOf, type BillingIdentity, type Call, type Host, type Wanted } from './identity.js';
import type { Operator } from './operator.js';
import { isAllowed, policyOf } from './policy.js';
import { inWords } from './refusal.js';

export type BillingPorts = OwnKeyPorts & {
  readonly operator: Operator;
  readonly llms: Llms;
  readonly operatorSettings: OperatorSettings;
  readonly ownerId: string | null;
};

/** Who pays for a call, and with what. The key is there for as long as the call takes. */
export type Purse = { readonly payer: Payer; readonly key: Secret | null };

const pauseMs = 5000;
const outageMicros = 60 * microsPerSecond;

/** Where the model of a personality runs for a person. */
export async function hostFor(
  { keyStore, operator }: Pick<BillingPorts, 'keyStore' | 'operator'>,
  userId: string,
  { llm }: { readonly llm: Pick<Personality['llm'], 'provider'> },
): Promise<Host> {
  return hostOf({
    wished: llm.provider,
    hasEndpoint: operator.hasEndpoint,
    hasSystemKey: operator.keyOf('openrouter') !== null,
    hasOwnKey: (await keyStore.find(userId, 'openrouter')) !== undefined,
  });
}

/** Decides who pays for a request that begins with this call. Throws `denied`, in words, when nobody does. */
export async function identify(ports: BillingPorts, user: User, wanted: Wanted): Promise<BillingIdentity> {
  const asker = {
    userId: user.id,
    isOwner: isOwner(user, ports.ownerId),
    isAllowed: isAllowed(ports.operatorSettings, user),
  };
  const key = await ownKey(ports, user.id, wanted.host);
  const decided = decide(asker, callOf(ports, wanted, key), policyOf(ports.operatorSettings));
  if ('refused' in decided) throw inWords(decided, wanted.host, wanted.id);
  return decided;
}

/** Who would pay for one more call of a request. Undefined: nobody may. */
export async function payerFor(
  ports: BillingPorts,
  identity: BillingIdentity,
  wanted: Wanted,
): Promise<Payer | undefined> {
  return payerOf(identity, callOf(ports, wanted, await ownKey(ports, identity.userId, wanted.host)));
}

/**
 * Lends the work the key that pays for it. A key of one's own that its provider does not take is looked into; what is
 * thrown then says what came of that.
 */
export async function paying<T>(
  ports: BillingPorts,
  identity: BillingIdentity,
  wanted: Wanted,
  work: (purse: Purse) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const key = await ownKey(ports, identity.userId, wanted.host);
  const payer = payerOf(identity, callOf(ports, wanted, key));
  if (payer === undefined) throw inWords({ refused: 'no-key' }, wanted.host, wanted.id);
  if (payer !== 'own') return work({ payer, key: ports.operator.keyOf(wanted.host) });
  if (key === undefined) throw inWords({ refused: 'no-key' }, wanted.host, wanted.id);
  try {
    return await withKey(ports, key, secret => work({ payer, key: secret }));
  } catch (error) {
    throw isAboutTheKey(error) ? await suspect(ports, key, error, signal) : error;
  }
}

/** The key with which a request was made, for asking about it. Nothing when it is not there any more. */
export async function lentFor(ports: BillingPorts, { userId, provider, payer }: UsageRow): Promise<Lent | undefined> {
  const host = providers.find(each => each === provider);
  if (host === undefined || payer === 'none') return undefined;
  if (payer === 'own') {
    const key = await ownKey(ports, userId, host);
    return key?.state === 'active' ? work => withKey(ports, key, work) : undefined;
  }
  const key = ports.operator.keyOf(host);
  return key === null ? undefined : work => work(key);
}

function callOf(ports: BillingPorts, { host, isFree }: Wanted, key: SealedKey | undefined): Call {
  return { host, ownKey: key?.state ?? 'none', hasSystemKey: ports.operator.keyOf(host) !== null, isFree };
}

/** A person's own key to where a model runs. One for another endpoint than there is now is none. */
async function ownKey(ports: BillingPorts, userId: string, host: Host): Promise<SealedKey | undefined> {
  if (host === 'built-in') return undefined;
  const key = await ports.keyStore.find(userId, host);
  return key !== undefined && isBound(key, ports.ownEndpoint) ? key : undefined;
}

/**
 * A provider did not take a person's own key, which may be its own trouble. So it is asked once more, a while later. Only
 * then the key is switched off, unless the keys of others fail as well. Resolves with what to tell the person.
 */
async function suspect(ports: OwnKeyPorts, key: SealedKey, first: unknown, signal?: AbortSignal): Promise<unknown> {
  const { keyStore, keyProbe, clock } = ports;
  await keyStore.failed(key.id, clock.now());
  await clock.sleep(pauseMs, signal);
  const second = await withKey(ports, key, secret => keyProbe.prove(key.provider, secret)).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!isAboutTheKey(second)) return passing(key, first);
  const since = clock.now() - outageMicros;
  const failing = await keyStore.failedSince(key.provider, since);
  const others = failing.filter(({ userId }) => userId !== key.userId);
  if (others.length === 0) return (await keyStore.refuse(key.id, clock.now())) ? switchedOff(key) : passing(key, first);
  for (const { id, refusedAt } of others) if (refusedAt !== null && refusedAt >= since) await keyStore.restore(id);
  return outage(key);
}

/** Whether a provider refused the key itself, and not what it was to be used for. */
const isAboutTheKey = (error: unknown): boolean =>
  error instanceof TzurotError && error.facts?.['failure'] === 'authentication';

const switchedOff = ({ provider }: SealedKey) =>
  new TzurotError(
    'denied',
    `${providerNames[provider]} refused your key twice, so it is off from now on. Nobody else pays in its place. Set your key again.`,
    { try: `wallet set ${provider}`, facts: { billing: 'key-refused', failure: 'authentication', isNews: true } },
  );

const passing = ({ provider }: SealedKey, cause: unknown) =>
  new TzurotError('unavailable', `${providerNames[provider]} did not take your key this time. Try again in a while.`, {
    cause,
    facts: { failure: 'authentication' },
  });

const outage = ({ provider }: SealedKey) =>
  new TzurotError(
    'unavailable',
    `${providerNames[provider]} refuses the keys of several people, so the trouble is its own. No key was switched off; try again in a while.`,
    { facts: { failure: 'authentication', billing: 'outage' } },
  );
