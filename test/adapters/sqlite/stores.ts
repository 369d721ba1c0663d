import { dirname } from 'node:path';
import { sqliteActivations } from '../../../src/adapters/sqlite/activations.js';
import { sqliteAdmissions } from '../../../src/adapters/sqlite/admissions.js';
import { sqliteBuckets } from '../../../src/adapters/sqlite/buckets.js';
import { sqliteBudgets } from '../../../src/adapters/sqlite/budgets.js';
import { sqliteConversations } from '../../../src/adapters/sqlite/conversations.js';
import { sqliteDescriptions } from '../../../src/adapters/sqlite/descriptions.js';
import { openDatabase, type Database } from '../../../src/adapters/sqlite/database.js';
import { scratchDatabase } from '../../../src/adapters/sqlite/scratch.js';
import { sqliteImports } from '../../../src/adapters/sqlite/imports.js';
import { sqliteInbox } from '../../../src/adapters/sqlite/inbox.js';
import { sqliteKeyEpochs } from '../../../src/adapters/sqlite/key-epochs.js';
import { sqliteKeyStore } from '../../../src/adapters/sqlite/key-store.js';
import { sqliteLlmConfigs } from '../../../src/adapters/sqlite/llm-configs.js';
import { sqliteLedger } from '../../../src/adapters/sqlite/ledger.js';
import { sqliteMemories } from '../../../src/adapters/sqlite/memories.js';
import { sqliteNotices } from '../../../src/adapters/sqlite/notices.js';
import { sqliteOutbox } from '../../../src/adapters/sqlite/outbox.js';
import { sqlitePersonalities } from '../../../src/adapters/sqlite/personalities.js';
import { sqliteSealedRows } from '../../../src/adapters/sqlite/sealed-rows.js';
import { sqliteSettings } from '../../../src/adapters/sqlite/settings.js';
import { sqliteStoreCare } from '../../../src/adapters/sqlite/store-care.js';
import { sqliteTurns } from '../../../src/adapters/sqlite/turns.js';
import { sqliteUsers } from '../../../src/adapters/sqlite/users.js';
import type { WithImports } from '../../contracts/imports.js';
import { fakeClock } from '../../fakes/clock.js';
import { aKeyEpoch } from '../../support/builders.js';
import { aDatabaseFile, remove } from './files.js';

/** All stores over one database. */
export const storesOver = (db: Database): WithImports => ({
  personalities: sqlitePersonalities(db),
  users: sqliteUsers(db),
  conversations: sqliteConversations(db),
  turns: sqliteTurns(db),
  outbox: sqliteOutbox(db),
  inbox: sqliteInbox(db),
  activations: sqliteActivations(db),
  admissions: sqliteAdmissions(db),
  memories: sqliteMemories(db),
  settings: sqliteSettings(db),
  llmConfigs: sqliteLlmConfigs(db),
  ledger: sqliteLedger(db),
  budgets: sqliteBudgets(db),
  buckets: sqliteBuckets(db),
  notices: sqliteNotices(db),
  descriptions: sqliteDescriptions(db),
  keyEpochs: sqliteKeyEpochs(db),
  sealedRows: sqliteSealedRows(db),
  keyStore: sqliteKeyStore(db),
  storeCare: sqliteStoreCare(db),
  imports: sqliteImports(db, fakeClock()),
});

/** Stores over a fresh database. The file is gone after use. */
export function openStores(): WithImports & AsyncDisposable {
  return closing(openDatabase(aDatabaseFile(), fakeClock()));
}

/** The same, and they know no master key yet. */
export function openKeylessStores(): WithImports & AsyncDisposable {
  const db = openDatabase(aDatabaseFile(), fakeClock());
  db.sql.exec('DELETE FROM key_epochs');
  return closing(db);
}

function closing(db: Database): WithImports & AsyncDisposable {
  return {
    ...storesOver(db),
    async [Symbol.asyncDispose]() {
      db.close();
      remove(dirname(db.path));
    },
  };
}

/** The same in memory, without a file. */
export function openScratchStores(): WithImports & AsyncDisposable {
  const db = scratchDatabase(aKeyEpoch(), fakeClock());
  return {
    ...storesOver(db),
    async [Symbol.asyncDispose]() {
      db.close();
    },
  };
}
