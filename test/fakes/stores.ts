import type { Stores } from '../contracts/stores.js';
import { fakeConversations } from './conversations.js';
import { fakeKeyEpochs } from './key-epochs.js';
import { fakeLedger } from './ledger.js';
import { fakeMemories } from './memories.js';
import { fakePersonalities } from './personalities.js';
import { fakeSettings } from './settings.js';
import { emptyState, type State } from './state.js';
import { fakeTurns } from './turns.js';
import { fakeUsers } from './users.js';

/** Empty stores in memory that know of each other: a personality that is removed takes along what is its own. */
export function fakeStores(state: State = emptyState()): Stores {
  return {
    personalities: fakePersonalities(state),
    users: fakeUsers(state),
    conversations: fakeConversations(state),
    turns: fakeTurns(state),
    memories: fakeMemories(state),
    settings: fakeSettings(state),
    ledger: fakeLedger(state),
    keyEpochs: fakeKeyEpochs(state),
  };
}
