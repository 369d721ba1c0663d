import { describe, expect, it } from 'vitest';
import { keyringFollowing, keyringOf } from '../../../src/domain/wallet/keyring.js';
import { masterKeyOf } from '../../../src/domain/wallet/seal.js';

const [one, two] = [masterKeyOf(Buffer.alloc(32, 1)), masterKeyOf(Buffer.alloc(32, 2))];

it('finds the keys it was given, and no other', () => {
  const keyring = keyringOf(one, two);
  expect([keyring.active, keyring.find(one.id), keyring.find(two.id), keyring.find('ffffffff')]).toEqual([one, one, two, undefined]); // prettier-ignore
});

describe('a keyring that follows', () => {
  const epoch = (keyId: string, state: string) => ({ keyId, state, location: `/keys/${keyId}` });

  it('seals with whatever key is the active one by now', () => {
    const states = ['active', 'incoming'];
    const keyring = keyringFollowing(
      () => [epoch(one.id, states[0] ?? ''), epoch(two.id, states[1] ?? '')],
      keyId => [one, two].find(({ id }) => id === keyId),
    );
    expect(keyring.active).toBe(one);
    states.splice(0, 2, 'retired', 'active');
    expect(keyring.active).toBe(two);
    expect(keyring.find(one.id)).toBe(one);
  });

  it('looks for a key where the store says that it is, and only until it is found', () => {
    const looked: unknown[] = [];
    const keyring = keyringFollowing(
      () => [epoch(one.id, 'active')],
      (_, location) => {
        looked.push(location);
        return looked.length === 1 ? undefined : one;
      },
    );
    expect(keyring.find(one.id)).toBeUndefined();
    expect([keyring.find(one.id), keyring.find(one.id)]).toEqual([one, one]);
    expect(looked).toEqual([`/keys/${one.id}`, `/keys/${one.id}`]);
  });

  it('says which key is missing', () => {
    const keyring = keyringFollowing(() => [epoch(two.id, 'active')], () => undefined); // prettier-ignore
    expect(() => keyring.active).toThrow(
      expect.objectContaining({ code: 'corrupt', message: expect.stringContaining(two.id) }),
    );
  });
});
