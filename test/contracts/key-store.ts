import { describe, expect } from 'vitest';
import { aSealedKey, anEnvelope, after } from '../support/builders.js';
import { ids, people, storesTest, type OpenStores } from './stores.js';

const anotherEnvelope = anEnvelope().replace('A', 'B');

/** What every KeyStore promises. Run it against each adapter, and against the fake. */
export function keyStoreContract(open: OpenStores) {
  describe('keeps the KeyStore contract', () => {
    keeping(open);
    failing(open);
  });
}

function keeping(open: OpenStores) {
  const it = storesTest(open, people);

  it('has no keys before the first', async ({ stores: { keyStore } }) => {
    expect(await keyStore.list('ada')).toEqual([]);
    expect(await keyStore.find('ada', 'openrouter')).toBeUndefined();
  });

  it('gives back what it was given', async ({ stores: { keyStore } }) => {
    const key = aSealedKey({
      provider: 'openai-compatible',
      endpoint: 'https://models.example/v1',
      lastUsedAt: after(1),
    });
    await keyStore.put(key);
    expect(await keyStore.find('ada', 'openai-compatible')).toEqual(key);
    expect(await keyStore.list('ada')).toEqual([key]);
  });

  it('keeps people apart', async ({ stores: { keyStore } }) => {
    await keyStore.put(aSealedKey());
    await keyStore.put(aSealedKey({ userId: 'mallory' }));
    expect(ids(await keyStore.list('mallory'))).toEqual(['mallory-openrouter']);
    expect(await keyStore.find('bob', 'openrouter')).toBeUndefined();
  });

  it('lists by provider', async ({ stores: { keyStore } }) => {
    for (const provider of ['openrouter', 'elevenlabs', 'openai-compatible'] as const)
      await keyStore.put(aSealedKey({ provider }));
    expect((await keyStore.list('ada')).map(({ provider }) => provider)).toEqual([
      'elevenlabs',
      'openai-compatible',
      'openrouter',
    ]);
  });

  it('has a key in place of an earlier one of the same person and provider', async ({ stores: { keyStore } }) => {
    await keyStore.put(aSealedKey({ id: 'old', state: 'refused', refusedAt: after(1), failedAt: after(1) }));
    await keyStore.put(aSealedKey({ id: 'new' }));
    expect(await keyStore.list('ada')).toEqual([aSealedKey({ id: 'new' })]);
  });

  it('says whether there was anything to remove', async ({ stores: { keyStore } }) => {
    await keyStore.put(aSealedKey());
    await keyStore.put(aSealedKey({ userId: 'bob' }));
    expect(await keyStore.remove('ada', 'elevenlabs')).toBe(false);
    expect(await keyStore.remove('ada', 'openrouter')).toBe(true);
    expect(await keyStore.remove('ada', 'openrouter')).toBe(false);
    expect(ids(await keyStore.list('bob'))).toEqual(['bob-openrouter']);
  });

  it('keeps a key only for somebody who is here', async ({ stores: { keyStore } }) => {
    await expect(keyStore.put(aSealedKey({ userId: 'stranger' }))).rejects.toThrow();
  });

  it('notes when a key was used', async ({ stores: { keyStore } }) => {
    await keyStore.put(aSealedKey());
    await keyStore.used('ada-openrouter', after(7));
    expect(await keyStore.find('ada', 'openrouter')).toEqual(aSealedKey({ lastUsedAt: after(7) }));
  });

  it('leaves a key alone that took the place of the one that was used', async ({ stores: { keyStore } }) => {
    await keyStore.put(aSealedKey({ id: 'old' }));
    await keyStore.put(aSealedKey({ id: 'new', sealed: anotherEnvelope }));
    await keyStore.used('old', after(7));
    await keyStore.failed('old', after(7));
    expect(await keyStore.refuse('old', after(8))).toBe(false);
    expect(await keyStore.list('ada')).toEqual([aSealedKey({ id: 'new', sealed: anotherEnvelope })]);
  });
}

function failing(open: OpenStores) {
  const it = storesTest(open, people);

  it('knows whose keys failed lately', async ({ stores: { keyStore } }) => {
    for (const userId of ['ada', 'bob', 'mallory']) await keyStore.put(aSealedKey({ userId }));
    await keyStore.put(aSealedKey({ provider: 'elevenlabs' }));
    await keyStore.failed('ada-openrouter', after(10));
    await keyStore.failed('bob-openrouter', after(70));
    await keyStore.failed('ada-elevenlabs', after(70));
    const since = async (seconds: number) => ids(await keyStore.failedSince('openrouter', after(seconds))).toSorted();
    expect(await since(10)).toEqual(['ada-openrouter', 'bob-openrouter']);
    expect(await since(11)).toEqual(['bob-openrouter']);
    expect(await since(71)).toEqual([]);
  });

  it('switches a key off once, and tells one caller', async ({ stores: { keyStore } }) => {
    await keyStore.put(aSealedKey());
    expect(await keyStore.refuse('ada-openrouter', after(3))).toBe(true);
    expect(await keyStore.refuse('ada-openrouter', after(4))).toBe(false);
    expect(await keyStore.refuse('nobody', after(4))).toBe(false);
    expect(await keyStore.find('ada', 'openrouter')).toEqual(aSealedKey({ state: 'refused', refusedAt: after(3) }));
  });

  it('switches a key on again', async ({ stores: { keyStore } }) => {
    await keyStore.put(aSealedKey());
    await keyStore.refuse('ada-openrouter', after(3));
    await keyStore.restore('ada-openrouter');
    expect(await keyStore.find('ada', 'openrouter')).toEqual(aSealedKey());
    expect(await keyStore.refuse('ada-openrouter', after(5))).toBe(true);
  });
}
