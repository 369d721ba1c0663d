import { test } from 'vitest';
import type { Buckets } from '../../src/ports/buckets.js';
import type { Activations } from '../../src/ports/activations.js';
import type { Admissions } from '../../src/ports/admissions.js';
import type { Budgets } from '../../src/ports/budgets.js';
import type { Conversations } from '../../src/ports/conversations.js';
import type { Descriptions } from '../../src/ports/descriptions.js';
import type { Inbox } from '../../src/ports/inbox.js';
import type { KeyEpochs } from '../../src/ports/key-epochs.js';
import type { KeyStore } from '../../src/ports/key-store.js';
import type { Ledger } from '../../src/ports/ledger.js';
import type { LlmConfigs } from '../../src/ports/llm-configs.js';
import type { Memories } from '../../src/ports/memories.js';
import type { Notices } from '../../src/ports/notices.js';
import type { Outbox } from '../../src/ports/outbox.js';
import type { Personalities } from '../../src/ports/personalities.js';
import type { SealedRows } from '../../src/ports/sealed-rows.js';
import type { Settings } from '../../src/ports/settings.js';
import type { Turns } from '../../src/ports/turns.js';
import type { Users } from '../../src/ports/users.js';
import { aConversation, aPersonality, aUser, aVenue } from '../support/builders.js';

/** Everything that is kept, in one place: a memory is of a person and a personality that must be there. */
export type Stores = {
  readonly personalities: Personalities;
  readonly users: Users;
  readonly conversations: Conversations;
  readonly turns: Turns;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly activations: Activations;
  readonly admissions: Admissions;
  readonly memories: Memories;
  readonly settings: Settings;
  readonly llmConfigs: LlmConfigs;
  readonly ledger: Ledger;
  readonly budgets: Budgets;
  readonly buckets: Buckets;
  readonly notices: Notices;
  readonly descriptions: Descriptions;
  readonly keyEpochs: KeyEpochs;
  readonly sealedRows: SealedRows;
  readonly keyStore: KeyStore;
};

type Opened = Stores & Partial<AsyncDisposable>;

/** Opens empty stores that share nothing with any opened before. They are disposed of after use, if they can be. */
export type OpenStores = () => Opened | Promise<Opened>;

export type Seed = (stores: Stores) => Promise<void>;

/** Ada, bob and mallory. */
export const people: Seed = async ({ users }) => {
  for (const id of ['ada', 'bob', 'mallory']) await users.create(aUser({ id }));
};

/** Lilith, who is ada's, and luna, who is bob's. */
export const speakers: Seed = async ({ personalities }) => {
  await personalities.create(aPersonality({ id: 'lilith' }));
  await personalities.create(aPersonality({ id: 'luna', ownerId: 'bob' }));
};

/** The hall of the castle, where everybody meets. */
export const hall = aVenue({ kind: 'guild' });

/** A conversation that has begun in ada's direct messages, and one in the hall. */
export const talks: Seed = async ({ conversations }) => {
  await conversations.begin(aConversation(), aVenue());
  await conversations.begin(aConversation({ id: 'gathering', channelId: hall.channelId }), hall);
};

/** Opens stores with these in them. */
export async function opened(open: OpenStores, ...seeds: readonly Seed[]): Promise<Stores & AsyncDisposable> {
  const stores = await open();
  for (const seed of seeds) await seed(stores);
  return { ...stores, [Symbol.asyncDispose]: async () => await stores[Symbol.asyncDispose]?.() };
}

/** A `test` that finds fresh stores in its context. */
export const storesTest = (open: OpenStores, ...seeds: readonly Seed[]) =>
  test.extend('stores', async ({}, { onCleanup }) => {
    const stores = await opened(open, ...seeds);
    onCleanup(() => stores[Symbol.asyncDispose]());
    return stores;
  });

/** The ids of things, in their order. */
export const ids = (things: readonly { readonly id: string }[]): string[] => things.map(({ id }) => id);
