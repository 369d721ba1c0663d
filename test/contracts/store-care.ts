import { describe, expect, test } from 'vitest';
import { terminalVenue, type Venue } from '../../src/domain/conversation/venue.js';
import { termsOf } from '../../src/domain/memory/terms.js';
import { ownKeyPlace, ownKeyPurpose, tracePlace, tracePurpose } from '../../src/domain/wallet/purposes.js';
import { keyringOf } from '../../src/domain/wallet/keyring.js';
import { masterKeyOf, nonceLength, seal, unseal } from '../../src/domain/wallet/seal.js';
import type { StoreCare } from '../../src/ports/store-care.js';
import { aConversation, aKeyEpoch, aLoreEntry, aMemory, anAcceptance, anAccount, aParcel, aPersona, aPersonality, aReservation, aSealedKey, aSealedTrace, aSpent, aTurnRecord, aUser, aVenue, after } from '../support/builders.js'; // prettier-ignore
import { hall, people, speakers, talks, type Seed, type Stores } from './stores.js';

/** Stores, and who looks after them. */
export type CaredFor = Stores & { readonly storeCare: StoreCare };

type Opened = CaredFor & Partial<AsyncDisposable>;
export type OpenCaredFor = () => Opened | Promise<Opened>;

/** What every StoreCare promises. Run it against each adapter, and against the fake. */
export function storeCareContract(open: OpenCaredFor) {
  describe('keeps the StoreCare contract', () => {
    inspecting(open);
    comparing(open);
    changing(open);
    sealing(open);
    rebuilding(open);
  });
}

async function opened(open: OpenCaredFor, ...seeds: readonly Seed[]): Promise<CaredFor & AsyncDisposable> {
  const stores = await open();
  for (const seed of seeds) await seed(stores);
  return { ...stores, [Symbol.asyncDispose]: async () => await stores[Symbol.asyncDispose]?.() };
}

const careTest = (open: OpenCaredFor, ...seeds: readonly Seed[]) =>
  test.extend('stores', async ({}, { onCleanup }) => {
    const stores = await opened(open, ...seeds);
    onCleanup(() => stores[Symbol.asyncDispose]());
    return stores;
  });

const digests = async ({ storeCare }: CaredFor) => (await storeCare.inspect()).tables;

const says = async (open: OpenCaredFor, ...seeds: readonly Seed[]) => {
  await using stores = await opened(open, ...seeds);
  return await digests(stores);
};

const nothingWrong = { integrity: [], brokenReferences: 0, orphans: 0 };

/** A little of everything. */
export const lived: Seed = async ({ users, personalities, turns, memories, settings, ledger, keyStore }) => {
  await users.putPersona(aPersona({ pronouns: 'she/her' }));
  await personalities.setLore('lilith', [aLoreEntry()]);
  await turns.record(aTurnRecord({ said: 'Where is the lantern?', answer: 'In the harbour.', trace: aSealedTrace() }));
  await turns.record(aTurnRecord({ triggerId: 'open', userId: 'bob', venue: hall, conversationId: 'gathering' }));
  await memories.add(aMemory());
  await settings.write({ userId: 'ada', personalityId: null }, 'memory', { state: 'off' });
  await ledger.reserve(aReservation(), []);
  await keyStore.put(aSealedKey({ userId: 'bob' }));
};

function inspecting(open: OpenCaredFor) {
  const it = careTest(open);

  it('finds nothing wrong with an empty store', async ({ stores: { storeCare } }) => {
    expect(await storeCare.inspect()).toMatchObject(nothingWrong);
  });

  it('finds nothing wrong with a store that is lived in', async ({ stores }) => {
    for (const seed of [people, speakers, talks, lived]) await seed(stores);
    expect(await stores.storeCare.inspect()).toMatchObject(nothingWrong);
  });

  it('counts the rows of each table', async ({ stores }) => {
    for (const seed of [people, speakers, talks, lived]) await seed(stores);
    expect((await stores.storeCare.inspect()).tables).toMatchObject({
      users: { rows: 3 },
      personalities: { rows: 2 },
      conversations: { rows: 2 },
      messages: { rows: 4 },
      memories: { rows: 5 },
      settings: { rows: 1 },
      usage: { rows: 1 },
      traces: { rows: 1 },
    });
  });

  it('changes nothing by looking', async ({ stores }) => {
    for (const seed of [people, speakers, talks, lived]) await seed(stores);
    expect(await stores.storeCare.inspect()).toEqual(await stores.storeCare.inspect());
  });
}

type Mint = (name: string) => string;

/** The same lives under whatever ids: ada and lilith, in a direct message. */
const livesOf =
  (mint: Mint, venue: Venue = aVenue(), recordedAt = after(1)): Seed =>
  async ({ users, personalities, conversations, turns, memories, settings, ledger }) => {
    const [userId, personalityId, conversationId] = [mint('ada'), mint('lilith'), mint('talk')];
    await users.create(aUser({ id: userId, accounts: [anAccount('ada')], createdAt: recordedAt }));
    await users.putPersona(aPersona({ id: mint('persona'), userId, name: 'Ada' }));
    const lilith = aPersonality({ id: personalityId, name: 'Lilith', displayName: 'Lilith', ownerId: userId });
    await personalities.create({ ...lilith, slug: 'lilith', aliases: ['Lily'], createdAt: recordedAt });
    await personalities.setLore(personalityId, [aLoreEntry({ id: mint('lore'), personalityId })]);
    const { channelId } = venue;
    await conversations.begin(aConversation({ id: conversationId, channelId, startedAt: recordedAt }), venue);
    const turn = aTurnRecord({ userId, personalityId, conversationId, venue, recordedAt });
    const lines = turn.lines.map(line => ({ ...line, speaker: { ...line.speaker, name: 'somebody' } }));
    await turns.record({ ...turn, lines });
    await memories.add(aMemory({ id: mint('note'), userId, personalityId, venue, saidAt: recordedAt }));
    await settings.write({ userId, personalityId }, 'memory', { state: 'off' });
    await ledger.reserve(aReservation({ id: mint('request'), userId, personalityId, openedAt: recordedAt }), []);
  };

const plainly: Mint = name => name;
const otherwise: Mint = name => `${name}x`;
const terminal = terminalVenue(anAccount('ada'));

const backwards: Seed = async ({ users, personalities, conversations, memories, settings }) => {
  for (const id of ['mallory', 'bob', 'ada']) await users.create(aUser({ id }));
  await personalities.create(aPersonality({ id: 'luna', ownerId: 'bob' }));
  await personalities.create(aPersonality({ id: 'lilith' }));
  await conversations.begin(aConversation({ id: 'gathering', channelId: hall.channelId }), hall);
  await conversations.begin(aConversation(), aVenue());
  await memories.add(aMemory({ id: 'second', text: 'Rain.' }));
  await memories.add(aMemory({ id: 'first', text: 'Snow.' }));
  await settings.write({ userId: 'ada', personalityId: null }, 'b', { state: 'off' });
  await settings.write({ userId: 'ada', personalityId: null }, 'a', { state: 'off' });
};

const forwards: Seed = async ({ memories, settings }) => {
  await memories.add(aMemory({ id: 'first', text: 'Snow.' }));
  await memories.add(aMemory({ id: 'second', text: 'Rain.' }));
  await settings.write({ userId: 'ada', personalityId: null }, 'a', { state: 'off' });
  await settings.write({ userId: 'ada', personalityId: null }, 'b', { state: 'off' });
};

function comparing(open: OpenCaredFor) {
  const it = careTest(open);

  it('has the same digests of what was said in another order', async () => {
    expect(await says(open, backwards)).toEqual(await says(open, people, speakers, talks, forwards));
  });

  it('has the same digests whatever ids were minted', async () => {
    expect(await says(open, livesOf(otherwise))).toEqual(await says(open, livesOf(plainly)));
  });

  it('has the same digests whatever our own clock said', async () => {
    const later = await says(open, livesOf(plainly, terminal, after(3600)));
    expect(later).toEqual(await says(open, livesOf(plainly, terminal, after(1))));
  });

  it('has other digests when somebody else’s clock said another time', async () => {
    const later = await says(open, livesOf(plainly, aVenue(), after(3600)));
    expect(later).not.toEqual(await says(open, livesOf(plainly, aVenue(), after(1))));
  });
}

type Change = readonly [what: string, change: (stores: Stores) => Promise<unknown>];

const changes: readonly Change[] = [
  ['a person has a time zone', ({ users }) => users.setTimezone('ada', 'Asia/Tokyo')],
  ['an account has another name', ({ users }) => users.link('ada', anAccount('ada', { name: 'countess' }))],
  ['a persona has other pronouns', ({ users }) => users.putPersona(aPersona({ pronouns: 'they/them' }))],
  ['a personality is in another tone', ({ personalities }) => personalities.update(aPersonality({ prompt: { tone: 'dry' } }))], // prettier-ignore
  ['a personality has an alias', ({ personalities }) => personalities.update(aPersonality({ aliases: ['Lily'] }))],
  ['lore has other words', ({ personalities }) => personalities.setLore('lilith', [aLoreEntry({ content: 'It has.' })])], // prettier-ignore
  ['a personality is gone', ({ personalities }) => personalities.remove('luna')],
  ['another conversation begins', ({ conversations }) => conversations.begin(aConversation({ id: 'later' }), aVenue())],
  ['something was said', ({ turns }) => turns.record(aTurnRecord({ triggerId: 'again' }))],
  ['an answer has arrived', ({ outbox }) => outbox.delivered('hello-lilith-outbox', after(5))],
  ['an answer will not arrive', ({ outbox }) => outbox.giveUp('hello-lilith-outbox', 'forbidden', after(5))],
  ['an attempt is made to post', ({ outbox }) => outbox.attempting('hello-lilith-outbox', 0, after(5))],
  ['a message waits for an answer', ({ inbox }) => inbox.accept(anAcceptance())],
  ['a message came to nothing', ({ inbox }) => inbox.settle({ messageId: '1000', personalityId: 'luna' }, 'failed', after(5))], // prettier-ignore
  ['a channel was seen', ({ inbox }) => inbox.mark(new Map([['hall', '10']]))],
  ['somebody is activated', ({ activations }) => activations.add({ channelId: 'hall', slug: 'lilith', activatedBy: null })], // prettier-ignore
  ['a channel is silent', ({ activations }) => activations.silence('hall', true)],
  ['something else is to be said', ({ outbox }) => outbox.put(aParcel())],
  ['a trace is gone', ({ turns }) => turns.dropExpiredTraces(after(10 ** 6))],
  ['something is remembered', ({ memories }) => memories.add(aMemory({ id: 'other' }))],
  ['something is forgotten', ({ memories }) => memories.remove('memory')],
  ['a choice is another', ({ settings }) => settings.write({ userId: 'ada', personalityId: null }, 'memory', { state: 'value', value: 0 })], // prettier-ignore
  ['a choice is no longer made', ({ settings }) => settings.unset({ userId: 'ada', personalityId: null }, 'memory')],
  ['a key is stored', ({ keyStore }) => keyStore.put(aSealedKey())],
  ['a key is switched off', ({ keyStore }) => keyStore.refuse('bob-openrouter', after(9))],
  ['a request is closed', ({ ledger }) => ledger.close('request', 'settled', aSpent(), after(9))],
];

function changing(open: OpenCaredFor) {
  const it = careTest(open, people, speakers, talks, lived);

  it.for(changes)('has other digests once %s', async ([, change], { stores }) => {
    const before = await digests(stores);
    await change(stores);
    expect(await digests(stores)).not.toEqual(before);
  });
}

const key = masterKeyOf(new Uint8Array(32).fill(7));

function sealing(open: OpenCaredFor) {
  const it = careTest(open, people, speakers, talks);

  it('knows of nothing sealed where nothing is', async ({ stores: { storeCare, turns } }) => {
    await turns.record(aTurnRecord());
    expect(await storeCare.sealedValues()).toEqual([]);
  });

  it('knows what is sealed, and where it opens', async ({ stores: { storeCare, turns, keyStore, keyEpochs } }) => {
    await keyEpochs.bringIn(aKeyEpoch({ keyId: key.id, state: 'incoming', worker: 'ada' }), aKeyEpoch().keyId);
    for (const [index, userId] of ['ada', 'bob'].entries()) {
      const reference = `secret-${userId}`;
      const nonce = new Uint8Array(nonceLength).fill(index);
      const sealed = seal(key, tracePurpose, tracePlace(reference, userId), `Hush, ${userId}.`, nonce);
      const trace = aSealedTrace({ reference, userId, sealed });
      await turns.record(aTurnRecord({ triggerId: reference, reference, userId, trace }));
    }
    const ada = aSealedKey({ provider: 'openai-compatible', endpoint: 'http://127.0.0.1:8080/v1' });
    const ownKey = seal(key, ownKeyPurpose, ownKeyPlace(ada), 'Her key.', new Uint8Array(nonceLength));
    await keyStore.put({ ...ada, sealed: ownKey });
    const values = await storeCare.sealedValues();
    const texts = values.map(({ purpose, place, sealed }) => unseal(keyringOf(key), purpose, place, sealed));
    expect(texts.toSorted()).toEqual(['Her key.', 'Hush, ada.', 'Hush, bob.']);
  });
}

function rebuilding(open: OpenCaredFor) {
  const it = careTest(open, people, speakers, talks, lived);

  it('loses nothing when it builds the indexes anew', async ({ stores }) => {
    const before = await stores.storeCare.inspect();
    await stores.storeCare.rebuildIndexes();
    expect(await stores.storeCare.inspect()).toEqual(before);
  });

  it('finds the same once the indexes were built anew', async ({ stores: { storeCare, memories } }) => {
    const scope = { userId: 'ada', personalityId: 'lilith', venue: aVenue() };
    const look = () => memories.search(scope, termsOf('Lantern, harbour, bees?'), 10);
    const before = await look();
    await storeCare.rebuildIndexes();
    expect(await look()).toEqual(before);
  });
}
