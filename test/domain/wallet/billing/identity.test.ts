import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decide,
  endpointPolicies,
  keyPolicies,
  payerOf,
  type Asker,
  type BillingIdentity,
  type Call,
  type Policy,
} from '../../../../src/domain/wallet/billing/identity.js';
import { providers } from '../../../../src/domain/wallet/key.js';

const bob: Asker = { userId: 'bob', isOwner: false, isAllowed: false };
const ada: Asker = { userId: 'ada', isOwner: true, isAllowed: false };
const friend: Asker = { userId: 'bob', isOwner: false, isAllowed: true };

const aCall = (fields: Partial<Call> = {}): Call => ({
  host: 'openrouter',
  ownKey: 'none',
  hasSystemKey: true,
  isFree: false,
  ...fields,
});
const aPolicy = (fields: Partial<Policy> = {}): Policy => ({ systemKey: 'owner', endpoint: 'everyone', ...fields });

const anyCall: fc.Arbitrary<Call> = fc.record({
  host: fc.constantFrom('built-in' as const, ...providers),
  ownKey: fc.constantFrom('active', 'refused', 'none'),
  hasSystemKey: fc.boolean(),
  isFree: fc.boolean(),
});
const anyAsker: fc.Arbitrary<Asker> = fc.record({
  userId: fc.constantFrom('ada', 'bob'),
  isOwner: fc.boolean(),
  isAllowed: fc.boolean(),
});
const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  systemKey: fc.constantFrom(...keyPolicies),
  endpoint: fc.constantFrom(...endpointPolicies),
});

const payers = { nobody: ['none'], own: ['none', 'own'], system: ['none', 'own', 'system'] } as const;

describe('who pays', () => {
  it.each([
    ['the demo model costs nobody anything', bob, { host: 'built-in' }, {}, { pays: 'nobody' }],
    ['the operator’s endpoint answers everybody', bob, { host: 'openai-compatible' }, {}, { pays: 'nobody' }],
    ['or its owner alone', bob, { host: 'openai-compatible' }, { endpoint: 'owner' }, { refused: 'owner-only' }],
    ['who owns it is answered', ada, { host: 'openai-compatible' }, { endpoint: 'owner' }, { pays: 'nobody' }],
    ['a key of one’s own pays', bob, { ownKey: 'active' }, {}, { pays: 'own' }],
    ['also for the owner, who has two', ada, { ownKey: 'active' }, {}, { pays: 'own' }],
    ['also where others are lent one', bob, { ownKey: 'active' }, { systemKey: 'guests' }, { pays: 'own' }],
    ['a key that is off pays nothing', bob, { ownKey: 'refused' }, {}, { refused: 'key-refused' }],
    ['and nobody else pays in its place', ada, { ownKey: 'refused' }, {}, { refused: 'key-refused' }],
    ['not even for what is free', friend, { ownKey: 'refused', isFree: true }, { systemKey: 'guests' }, { refused: 'key-refused' }], // prettier-ignore
    ['the owner has the key of the home', ada, {}, {}, { pays: 'system', onlyFree: false }],
    ['and nobody else has', bob, {}, {}, { refused: 'no-key' }],
    ['not even friends', friend, {}, {}, { refused: 'no-key' }],
    ['friends have it where there is a list of them', friend, {}, { systemKey: 'allow-list' }, { pays: 'system', onlyFree: false }], // prettier-ignore
    ['strangers have not', bob, {}, { systemKey: 'allow-list' }, { refused: 'no-key' }],
    ['guests have what is free', bob, { isFree: true }, { systemKey: 'guests' }, { pays: 'system', onlyFree: true }],
    ['and nothing else', bob, {}, { systemKey: 'guests' }, { refused: 'not-free' }],
    ['nobody has it where it is off', ada, {}, { systemKey: 'off' }, { refused: 'no-key' }],
    ['nobody can have what is not there', ada, { hasSystemKey: false }, {}, { refused: 'no-key' }],
  ] as const)('%s', (_, asker, call, policy, expected) => {
    expect(decide(asker, aCall(call), aPolicy(policy))).toMatchObject(expected);
  });
});

/** What is wrong with this payer for a call of somebody whose identity it is. */
function widenings(asker: Asker, { systemKey, endpoint }: Policy, identity: BillingIdentity, call: Call): string[] {
  const payer = payerOf(identity, call);
  const isGuest = !asker.isOwner && !asker.isAllowed;
  return [
    payer !== undefined && !payers[identity.pays].some(each => each === payer) && `${identity.pays} became ${payer}`,
    payer === 'own' && call.ownKey !== 'active' && 'a key that is not there pays',
    payer === 'system' && !call.hasSystemKey && 'a system key that is not there pays',
    payer === 'system' && call.ownKey !== 'none' && 'the system pays in place of a key of one’s own',
    payer === 'system' && systemKey === 'off' && 'the system pays although it is off',
    payer === 'system' && systemKey === 'owner' && !asker.isOwner && 'the system pays for a stranger',
    payer === 'none' &&
      call.host === 'openai-compatible' &&
      endpoint === 'owner' &&
      !asker.isOwner &&
      'the endpoint of the owner answers a stranger',
    payer === 'system' && systemKey === 'guests' && isGuest && !call.isFree && 'a guest costs something',
  ].filter(problem => problem !== false);
}

describe('an identity', () => {
  it('never becomes wider, whatever is called on the way', () => {
    fc.assert(
      fc.property(anyAsker, anyCall, anyPolicy, fc.array(anyCall, { maxLength: 6 }), (asker, first, policy, later) => {
        const identity = decide(asker, first, policy);
        fc.pre(!('refused' in identity));
        expect([first, ...later].flatMap(call => widenings(asker, policy, identity, call))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('pays for the very call for which it was decided, and is of the person who asked', () => {
    fc.assert(
      fc.property(anyAsker, anyCall, anyPolicy, (asker, call, policy) => {
        const identity = decide(asker, call, policy);
        fc.pre(!('refused' in identity));
        expect(payerOf(identity, call)).toBe({ nobody: 'none', own: 'own', system: 'system' }[identity.pays]);
        expect(identity.userId).toBe(asker.userId);
      }),
      { numRuns: 3000 },
    );
  });

  it.each<[string, BillingIdentity, Partial<Call>]>([
    [
      'own money buys nothing where there is no key of one’s own',
      { userId: 'bob', isWelcome: true, pays: 'own' },
      { host: 'elevenlabs' },
    ],
    [
      'a guest hears no voice that costs',
      { userId: 'bob', isWelcome: true, pays: 'system', onlyFree: true },
      { host: 'elevenlabs' },
    ],
    ['what was free stays free', { userId: 'bob', isWelcome: true, pays: 'nobody' }, { ownKey: 'active' }],
    [
      'a key for the owner’s endpoint that was taken away is not replaced by the owner’s',
      { userId: 'bob', isWelcome: false, pays: 'own' },
      { host: 'openai-compatible' },
    ],
    [
      'a key that is off is not replaced',
      { userId: 'ada', isWelcome: true, pays: 'system', onlyFree: false },
      { ownKey: 'refused' },
    ],
  ])('%s', (_, identity, call) => {
    expect(payerOf(identity, aCall(call))).toBeUndefined();
  });
});
