import type { Stores } from '../contracts/stores.js';
import { fakeActivations } from './activations.js';
import { fakeAdmissions } from './admissions.js';
import { fakeBuckets } from './buckets.js';
import { fakeBudgets } from './budgets.js';
import { fakeConversations } from './conversations.js';
import { fakeDescriptions } from './descriptions.js';
import { fakeInbox } from './inbox.js';
import { fakeKeyEpochs } from './key-epochs.js';
import { fakeKeyStore } from './key-store.js';
import { fakeLedger } from './ledger.js';
import { fakeLlmConfigs } from './llm-configs.js';
import { fakeMemories } from './memories.js';
import { fakeNotices } from './notices.js';
import { fakeOutbox } from './outbox.js';
import { fakePersonalities } from './personalities.js';
import { fakeSealedRows } from './sealed-rows.js';
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
    outbox: fakeOutbox(state),
    inbox: fakeInbox(state),
    activations: fakeActivations(state),
    admissions: fakeAdmissions(state),
    memories: fakeMemories(state),
    settings: fakeSettings(state),
    llmConfigs: fakeLlmConfigs(state),
    ledger: fakeLedger(state),
    budgets: fakeBudgets(state),
    buckets: fakeBuckets(),
    notices: fakeNotices(state),
    descriptions: fakeDescriptions(state),
    keyEpochs: fakeKeyEpochs(state),
    sealedRows: fakeSealedRows(state),
    keyStore: fakeKeyStore(state),
  };
}
