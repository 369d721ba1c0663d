import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TzurotError } from '../../../../src/domain/errors.js';
import { listKeys, removeKey, storeKey, testKey, withKey } from '../../../../src/domain/wallet/keys/actions.js';
import type { Provider, SealedKey } from '../../../../src/domain/wallet/key.js';
import { Secret } from '../../../../src/domain/wallet/secret.js';
import { noon } from '../../../support/builders.js';
import { ada, aWallet, bob, mallory } from './world.js';

const adas = 'sk-or-v1-of-ada-0123456789';
const bobs = 'sk-or-v1-of-bob-0123456789';

type Wallet = Awaited<ReturnType<typeof aWallet>>;

const store = (wallet: Wallet, user = ada, text = adas, provider: Provider = 'openrouter', verify = true) =>
  storeKey(wallet, user, provider, new Secret(text), { verify });

const opened = (wallet: Wallet, key: SealedKey) => withKey(wallet, key, async secret => secret.reveal());

const found = async ({ keyStore }: Wallet, userId = 'ada', provider: Provider = 'openrouter'): Promise<SealedKey> => {
  const key = await keyStore.find(userId, provider);
  if (key === undefined) throw new Error('There is no key.');
  return key;
};

describe('a key that somebody brings', () => {
  it('is sealed once more where the master key is exchanged at that very moment', async () => {
    const wallet = await aWallet();
    const conflicts = [new TzurotError('conflict', 'The master key was changed meanwhile.')];
    const keyStore: Wallet['keyStore'] = {
      ...wallet.keyStore,
      put: async key => {
        const conflict = conflicts.pop();
        if (conflict !== undefined) throw conflict;
        await wallet.keyStore.put(key);
      },
    };
    const { key } = await store({ ...wallet, keyStore });
    expect(await listKeys(wallet, ada)).toEqual([key]);
    expect(await opened(wallet, key)).toBe(adas);
  });

  it('is proven, sealed and stored, for them alone', async () => {
    const wallet = await aWallet();
    const { key, proof } = await store(wallet);
    expect(wallet.keyProbe.asked).toEqual([{ provider: 'openrouter', key: adas }]);
    expect(proof).toMatchObject({ proves: 'key' });
    expect(key).toMatchObject({
      userId: 'ada',
      fingerprint: '6789',
      state: 'active',
      createdAt: noon,
      lastUsedAt: null,
    });
    expect(await listKeys(wallet, ada)).toEqual([key]);
    expect(await listKeys(wallet, bob)).toEqual([]);
    expect(await opened(wallet, key)).toBe(adas);
  });

  it('is nowhere in what is stored', async () => {
    const wallet = await aWallet();
    const { key } = await store(wallet);
    expect(inspect(key, { depth: 9 })).not.toContain('of-ada');
  });

  it('is sealed anew each time, under an id of its own', async () => {
    const wallet = await aWallet();
    const [first, second] = [await store(wallet), await store(wallet)];
    expect(second.key.id).not.toBe(first.key.id);
    expect(second.key.sealed).not.toBe(first.key.sealed);
    expect(await listKeys(wallet, ada)).toEqual([second.key]);
  });

  it.each(['refuses it', 'has trouble', 'is not there'] as const)(
    'is not stored when its provider %s, and an earlier one stays',
    async standing => {
      const wallet = await aWallet();
      const { key } = await store(wallet);
      wallet.keyProbe.stands(standing);
      await expect(store(wallet, ada, bobs)).rejects.toThrow('Nothing was stored.');
      expect(await listKeys(wallet, ada)).toEqual([key]);
    },
  );

  it('can be stored without asking, which is what is said when nobody answers', async () => {
    const wallet = await aWallet();
    wallet.keyProbe.stands('is not there');
    await expect(store(wallet)).rejects.toMatchObject({ try: 'wallet set openrouter --no-verify' });
    expect(await store(wallet, ada, adas, 'openrouter', false)).toMatchObject({
      proof: null,
      key: { state: 'active' },
    });
    expect(wallet.keyProbe.asked).toHaveLength(1);
  });

  it('is refused without a call when it cannot be one', async () => {
    const wallet = await aWallet();
    await expect(store(wallet, ada, 'two words of it')).rejects.toMatchObject({ code: 'invalid' });
    expect(wallet.keyProbe.asked).toEqual([]);
  });

  it('may be odd, and is stored with a remark', async () => {
    const { remarks } = await store(await aWallet(), ada, 'proj-0123456789abcdef');
    expect(remarks).toEqual([expect.stringContaining('this one does not')]);
  });

  it('for an endpoint is bound to it', async () => {
    const wallet = await aWallet();
    const { key } = await store(wallet, ada, adas, 'openai-compatible');
    expect(key.endpoint).toBe('http://127.0.0.1:8080/v1');
    const moved = { ...wallet, ownEndpoint: { url: 'http://127.0.0.1:9090/v1', from: 'environment' } as const };
    await expect(testKey(moved, ada, 'openai-compatible')).rejects.toMatchObject({ code: 'denied' });
    expect(wallet.keyProbe.asked).toHaveLength(1);
  });
});

describe('a key that is lent', () => {
  it('is noted as used', async () => {
    const wallet = await aWallet();
    await store(wallet);
    await wallet.clock.advance(1000);
    await opened(wallet, await found(wallet));
    expect((await found(wallet)).lastUsedAt).toBe(wallet.clock.now());
  });

  it('is hidden for as long as somebody works with it, also when the work fails', async () => {
    const wallet = await aWallet();
    await store(wallet);
    const key = await found(wallet);
    const work = withKey(wallet, key, async () => {
      expect(wallet.hiding.inUse).toEqual([adas]);
      throw new Error('The kettle is cold.');
    });
    await expect(work).rejects.toThrow('The kettle is cold.');
    expect(wallet.hiding.inUse).toEqual([]);
    expect(wallet.hiding.written(adas)).not.toContain(adas);
  });

  it('is hidden before it is used for the first time', async () => {
    const wallet = await aWallet();
    await store(wallet);
    expect(wallet.hiding.hidden).toContain(adas);
    expect(wallet.hiding.inUse).toEqual([]);
  });
});

/** Each of these is what somebody could do to the rows who can write the database, and has no master key. */
describe('a key that was tampered with', () => {
  const attacks: readonly (readonly [string, (key: SealedKey, other: SealedKey) => SealedKey])[] = [
    ['copied into somebody else’s row', (key, other) => ({ ...other, sealed: key.sealed })],
    ['given to somebody else, row and all', (key, other) => ({ ...key, userId: other.userId })],
    ['said to be for another provider', key => ({ ...key, provider: 'elevenlabs' })],
    [
      'said to be for an endpoint',
      key => ({ ...key, provider: 'openai-compatible', endpoint: 'https://evil.example' }),
    ],
    ['said to be for another endpoint', key => ({ ...key, endpoint: 'https://evil.example/v1' })],
    ['moved to a row of another id', (key, other) => ({ ...key, id: other.id })],
  ];

  it.each(attacks)('does not open when it is %s', async (_, attack) => {
    const wallet = await aWallet();
    const mine = (await store(wallet, mallory, bobs)).key;
    const theirs = (await store(wallet)).key;
    const attacked = attack(theirs, mine);
    let isLent = false;
    const work = withKey(wallet, attacked, async () => void (isLent = true));
    await expect(work).rejects.toMatchObject({ code: 'corrupt' });
    expect(isLent).toBe(false);
  });

  it('does not open when an earlier one of the same person is put back', async () => {
    const wallet = await aWallet();
    const old = (await store(wallet)).key;
    const { key } = await store(wallet, ada, bobs);
    await expect(opened(wallet, { ...key, sealed: old.sealed })).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('does not open when any single bit of it is another', async () => {
    const wallet = await aWallet();
    const { key } = await store(wallet);
    const [version, keyId, nonce = '', sealed = ''] = key.sealed.split('.');
    const flipped = (text: string, bit: number) => {
      const bytes = Buffer.from(text, 'base64url');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('base64url');
    };
    const messages = new Set<string>();
    const tried = [
      ...Array.from({ length: 96 }, (_, bit) => [version, keyId, flipped(nonce, bit), sealed]),
      ...Array.from({ length: ((sealed.length * 6) >> 3) << 3 }, (_, bit) => [
        version,
        keyId,
        nonce,
        flipped(sealed, bit),
      ]),
    ];
    for (const parts of tried) {
      const error: unknown = await opened(wallet, { ...key, sealed: parts.join('.') }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: 'corrupt' });
      messages.add(error instanceof Error ? error.message : '');
    }
    expect(messages.size).toBe(1);
  });
});

describe('a key that is tried', () => {
  it('says what its provider says', async () => {
    const wallet = await aWallet();
    await store(wallet);
    expect(await testKey(wallet, ada, 'openrouter')).toMatchObject({ proves: 'key' });
  });

  it('is switched on again when it was switched off and is taken', async () => {
    const wallet = await aWallet();
    const { key } = await store(wallet);
    await wallet.keyStore.refuse(key.id, noon);
    wallet.keyProbe.stands('has trouble');
    await expect(testKey(wallet, ada, 'openrouter')).rejects.toMatchObject({ code: 'unavailable' });
    expect((await found(wallet)).state).toBe('refused');
    wallet.keyProbe.stands('takes it');
    await testKey(wallet, ada, 'openrouter');
    expect((await found(wallet)).state).toBe('active');
  });

  it('is one’s own, and nobody else’s', async () => {
    const wallet = await aWallet();
    await store(wallet);
    await expect(testKey(wallet, mallory, 'openrouter')).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeKey(wallet, mallory, 'openrouter')).rejects.toMatchObject({ code: 'not_found' });
    expect(wallet.keyProbe.asked).toHaveLength(1);
    expect(await listKeys(wallet, ada)).toHaveLength(1);
  });
});

describe('a key that is removed', () => {
  it('is gone, and the others are not', async () => {
    const wallet = await aWallet();
    await store(wallet);
    await store(wallet, bob, bobs);
    await removeKey(wallet, ada, 'openrouter');
    expect(await listKeys(wallet, ada)).toEqual([]);
    expect(await listKeys(wallet, bob)).toHaveLength(1);
    await expect(removeKey(wallet, ada, 'openrouter')).rejects.toMatchObject({
      code: 'not_found',
      try: 'wallet set openrouter',
    });
  });
});
