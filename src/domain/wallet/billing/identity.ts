import type { Payer } from '../../usage/usage.js';
import type { Provider } from '../key.js';

/** Where a model runs: inside this program, at an endpoint of the operator's, or at a provider. */
export type Host = 'built-in' | Provider;

/** Whose keys the operator lends to people who have none. */
export const keyPolicies = ['owner', 'off', 'allow-list', 'guests'] as const;
export type KeyPolicy = (typeof keyPolicies)[number];

/** Whom the operator's own endpoint answers. */
export const endpointPolicies = ['everyone', 'owner'] as const;
export type EndpointPolicy = (typeof endpointPolicies)[number];

/** Who asks, as far as it matters for who pays. */
export type Asker = { readonly userId: string; readonly isOwner: boolean; readonly isAllowed: boolean };

export type Policy = { readonly systemKey: KeyPolicy; readonly endpoint: EndpointPolicy };

/** What one call would need: a host, and what keys there are for it. */
export type Call = {
  readonly host: Host;
  readonly ownKey: 'active' | 'refused' | 'none';
  readonly hasSystemKey: boolean;
  readonly isFree: boolean;
};

/** A model somewhere, and whether it costs anything. */
export type Wanted = { readonly host: Host; readonly id: string; readonly isFree: boolean };

/**
 * Whose money a request may cost: decided once, before anything is paid, and carried to every call it makes. Welcome:
 * the operator's own endpoint answers this person without a key.
 */
export type BillingIdentity = { readonly userId: string; readonly isWelcome: boolean } & (
  | { readonly pays: 'nobody' }
  | { readonly pays: 'own' }
  | { readonly pays: 'system'; readonly onlyFree: boolean }
);

/** Who would pay, as it is told. */
export const payerNamed = ({ pays }: BillingIdentity): Payer => (pays === 'nobody' ? 'none' : pays);

export type Refusal = { readonly refused: 'key-refused' | 'no-key' | 'owner-only' | 'not-free' };

/** Who pays for a request whose first call is this one. */
export function decide(asker: Asker, call: Call, policy: Policy): BillingIdentity | Refusal {
  const person = { userId: asker.userId, isWelcome: policy.endpoint === 'everyone' || asker.isOwner };
  if (call.host === 'built-in') return { ...person, pays: 'nobody' };
  if (call.ownKey === 'refused') return { refused: 'key-refused' };
  if (call.ownKey === 'active') return { ...person, pays: 'own' };
  if (call.host === 'openai-compatible')
    return person.isWelcome ? { ...person, pays: 'nobody' } : { refused: 'owner-only' };
  if (!call.hasSystemKey) return { refused: 'no-key' };
  const lent = lentTo(asker, call, policy.systemKey);
  return 'refused' in lent ? lent : { ...person, pays: 'system', ...lent };
}

function lentTo({ isOwner, isAllowed }: Asker, call: Call, policy: KeyPolicy): { onlyFree: boolean } | Refusal {
  if (policy === 'off') return { refused: 'no-key' };
  const isTrusted = isOwner || (isAllowed && policy !== 'owner');
  if (isTrusted) return { onlyFree: false };
  if (policy !== 'guests') return { refused: 'no-key' };
  return call.isFree ? { onlyFree: true } : { refused: 'not-free' };
}

/**
 * Who pays for one call of a request. Undefined: nobody may, and the request goes on without it. Who was to pay nothing
 * never pays, whoever pays for themselves never costs the operator, and a guest never leaves what is free.
 */
export function payerOf(identity: BillingIdentity, call: Call): Payer | undefined {
  if (call.host === 'built-in') return 'none';
  const isUnpaid = call.host === 'openai-compatible' && identity.isWelcome;
  if (identity.pays === 'nobody') return isUnpaid ? 'none' : undefined;
  if (call.ownKey === 'active') return 'own';
  if (call.host === 'openai-compatible') return isUnpaid && call.ownKey === 'none' ? 'none' : undefined;
  if (identity.pays === 'own' || call.ownKey === 'refused' || !call.hasSystemKey) return undefined;
  return identity.onlyFree && !call.isFree ? undefined : 'system';
}
