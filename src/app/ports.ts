import { fileModelShelf } from '../adapters/files/model-shelf.js';
import { sqliteActivations } from '../adapters/sqlite/activations.js';
import { sqliteAdmissions } from '../adapters/sqlite/admissions.js';
import { sqliteBuckets } from '../adapters/sqlite/buckets.js';
import { sqliteBudgets } from '../adapters/sqlite/budgets.js';
import { sqliteConversations } from '../adapters/sqlite/conversations.js';
import { sqliteDescriptions } from '../adapters/sqlite/descriptions.js';
import { sqliteInbox } from '../adapters/sqlite/inbox.js';
import { sqliteKeyEpochs } from '../adapters/sqlite/key-epochs.js';
import { sqliteKeyStore } from '../adapters/sqlite/key-store.js';
import { sqliteLlmConfigs } from '../adapters/sqlite/llm-configs.js';
import { sqliteLedger } from '../adapters/sqlite/ledger.js';
import { sqliteMemories } from '../adapters/sqlite/memories.js';
import { sqliteNotices } from '../adapters/sqlite/notices.js';
import { sqliteOutbox } from '../adapters/sqlite/outbox.js';
import { sqlitePersonalities } from '../adapters/sqlite/personalities.js';
import { sqliteSealedRows } from '../adapters/sqlite/sealed-rows.js';
import { sqliteSettings } from '../adapters/sqlite/settings.js';
import { sqliteStoreCare } from '../adapters/sqlite/store-care.js';
import { sqliteTurns } from '../adapters/sqlite/turns.js';
import { sqliteUsers } from '../adapters/sqlite/users.js';
import { systemEntropy } from '../adapters/system/entropy.js';
import { systemHash } from '../adapters/system/hash.js';
import { systemWorkers } from '../adapters/system/workers.js';
import { terminalChat } from '../adapters/terminal/chat.js';
import type { Screen } from '../adapters/terminal/screen.js';
import { inTurn, shared, together, type Aside } from '../domain/around.js';
import { limitsFrom, placesFor } from '../domain/calling/places.js';
import type { AcceptingPorts } from '../domain/inbox/accepting/actions.js';
import type { WorkingPorts } from '../domain/inbox/working/actions.js';
import { lately } from '../domain/inbox/lately.js';
import type { ProxyPorts } from '../domain/proxy/actions.js';
import type { StorePorts } from '../domain/store/actions.js';
import type { TurnPorts } from '../domain/turn/actions.js';
import type { KeyPorts } from '../domain/wallet/master-key/actions.js';
import type { RotationPorts } from '../domain/wallet/rotation/actions.js';
import type { Foundation } from './foundation.js';
import { documents, tokenizer } from './reading.js';
import { surfaceOf, type Stage } from './stage.js';
import { generationsOf, keyProbeOf, llmsOf, modelSourceOf, operatorOf, proxiesOf } from './services.js';

/** Everything that use cases ask of the outside. */
export type Ports = TurnPorts & AcceptingPorts & WorkingPorts & ProxyPorts & KeyPorts & RotationPorts & StorePorts;

/** What goes on around the ports for as long as they are open. */
type Surroundings = {
  readonly screen: Screen;
  readonly stage: Stage | null;
  readonly aside: Aside;
  /** Aborted when the program leaves. */
  readonly leaving: AbortSignal;
};

/** Which adapter stands behind which port. */
export function portsOver(foundation: Foundation, { screen, stage, aside, leaving }: Surroundings): Ports {
  const { config, db, clock, log, keyFiles, keyring, hiding } = foundation;
  return {
    users: sqliteUsers(db),
    personalities: sqlitePersonalities(db),
    conversations: sqliteConversations(db),
    memories: sqliteMemories(db),
    settings: sqliteSettings(db),
    llmConfigs: sqliteLlmConfigs(db),
    turns: sqliteTurns(db),
    outbox: sqliteOutbox(db),
    inbox: sqliteInbox(db),
    activations: sqliteActivations(db),
    admissions: sqliteAdmissions(db),
    ledger: sqliteLedger(db),
    budgets: sqliteBudgets(db),
    buckets: sqliteBuckets(db),
    notices: sqliteNotices(db),
    storeCare: sqliteStoreCare(db),

    llms: llmsOf(config, clock),
    modelSource: modelSourceOf(config, leaving),
    modelShelf: fileModelShelf(config.paths.cache),
    generations: generationsOf(config, leaving),
    proxies: proxiesOf(config, clock, leaving),
    asking: shared(),
    places: placesFor(limitsFrom(config.operatorSettings)),
    calls: together(),
    answering: together(),
    delivering: inTurn(),
    lately: lately(),

    keyStore: sqliteKeyStore(db),
    keyProbe: keyProbeOf(config),
    keyEpochs: sqliteKeyEpochs(db),
    keyFiles,
    keyring,
    sealedRows: sqliteSealedRows(db),
    hiding,
    operator: operatorOf(config),
    ownEndpoint: config.services.endpoint,

    tokenizer: tokenizer(),
    documents: documents(),
    descriptions: sqliteDescriptions(db),

    chat: surfaceOf(terminalChat(screen), stage),
    clock,
    entropy: systemEntropy(),
    hash: systemHash(),
    workers: systemWorkers(),
    log,
    aside,
    operatorSettings: config.operatorSettings,
    ownerId: config.owner,
  };
}
