import { settingsIn, type Config } from './config.js';
import { fileModelShelf } from './adapters/files/model-shelf.js';
import { fileKeys } from './adapters/files/key-files.js';
import { keepReportIn } from './adapters/files/reports.js';
import { replaceFile, sweepDrafts } from './adapters/files/write.js';
import { fileLog } from './adapters/log/log.js';
import { silentLog } from './adapters/log/silent.js';
import { hidingFrom } from './adapters/log/hiding.js';
import { redactor } from './adapters/log/redact.js';
import { sqliteBuckets } from './adapters/sqlite/buckets.js';
import { sqliteBudgets } from './adapters/sqlite/budgets.js';
import { sqliteConversations } from './adapters/sqlite/conversations.js';
import { openDatabase, type Database } from './adapters/sqlite/database.js';
import { sqliteImports } from './adapters/sqlite/imports.js';
import { scratchDatabase } from './adapters/sqlite/scratch.js';
import { epochsNow, sqliteKeyEpochs } from './adapters/sqlite/key-epochs.js';
import { sqliteKeyStore } from './adapters/sqlite/key-store.js';
import { sqliteLedger } from './adapters/sqlite/ledger.js';
import { sqliteMemories } from './adapters/sqlite/memories.js';
import { sqliteNotices } from './adapters/sqlite/notices.js';
import { sqlitePersonalities } from './adapters/sqlite/personalities.js';
import { sqliteSealedRows } from './adapters/sqlite/sealed-rows.js';
import { sqliteSettings } from './adapters/sqlite/settings.js';
import { sqliteStoreCare } from './adapters/sqlite/store-care.js';
import { sqliteTurns } from './adapters/sqlite/turns.js';
import { sqliteUsers } from './adapters/sqlite/users.js';
import { systemClock } from './adapters/system/clock.js';
import { systemEntropy } from './adapters/system/entropy.js';
import { systemHash } from './adapters/system/hash.js';
import { deflate, inflate } from './adapters/system/inflate.js';
import { systemWorkers } from './adapters/system/workers.js';
import { writeSources } from './adapters/files/extracted.js';
import { terminalChat } from './adapters/terminal/chat.js';
import { noScreen, type Screen } from './adapters/terminal/screen.js';
import { shared } from './domain/around.js';
import * as catalogue from './domain/catalogue/actions.js';
import * as conversation from './domain/conversation/actions.js';
import * as demo from './domain/demo/actions.js';
import { idBytes, idOf } from './domain/id.js';
import * as lore from './domain/lore/actions.js';
import * as memory from './domain/memory/actions.js';
import * as persona from './domain/persona/actions.js';
import * as personality from './domain/personality/actions.js';
import * as settings from './domain/settings/actions.js';
import { parseFileKey } from './domain/settings/parse.js';
import type { Saying, SettingKey } from './domain/settings/setting.js';
import * as store from './domain/store/actions.js';
import * as trace from './domain/trace/actions.js';
import * as turn from './domain/turn/actions.js';
import * as usage from './domain/usage/actions.js';
import * as budgets from './domain/usage/budgets/actions.js';
import * as usageReport from './domain/usage/report/actions.js';
import * as user from './domain/user/actions.js';
import * as masterKeys from './domain/wallet/master-key/actions.js';
import { keyringFollowing, keyringOf, type Keyring } from './domain/wallet/keyring.js';
import * as rotation from './domain/wallet/rotation/actions.js';
import * as ownKeys from './domain/wallet/keys/actions.js';
import type { ChatSurface } from './ports/chat.js';
import type { Clock } from './ports/clock.js';
import type { KeyFiles } from './ports/key-files.js';
import type { Hiding } from './ports/hiding.js';
import type { Log } from './ports/log.js';
import { lend } from './app/lend.js';
import { asides } from './app/asides.js';
import { llmsOf, houseOf, servicesOf, modelSourceOf, generationsOf, egressOf, keyProbeOf } from './app/services.js';
import { assertHome, freshMasterKey, sourcesOf } from './app/home.js';
import { inUse } from './app/hiding.js';

export type { ChatSurface, Screen };
export type { ImportRequest } from './domain/import/actions.js';

export type Ports = turn.TurnPorts & masterKeys.KeyPorts & rotation.RotationPorts & store.StorePorts;

/** What a program gets to work with: every use case, its ports already supplied. */
export type App = ReturnType<typeof appOver>;

/** The composition root: the one place that knows which adapter stands behind which port. */
export async function openApp(config: Config, options: AppOptions = {}) {
  assertHome(config);
  const clock = options.overrides?.clock ?? systemClock();
  const secrets = redactor();
  const log = fileLog({
    directory: config.paths.logs,
    level: config.logLevel,
    redactor: secrets,
    clock,
    ...(config.logLevel === 'debug' && { stderrLevel: 'debug' }),
  });
  const db = openDatabase(config.paths.database, clock);
  const close = () => {
    db.close();
    log.close();
  };
  try {
    const keyFiles = fileKeys(sourcesOf(config), ({ bytes }) => secrets.remember(Buffer.from(bytes).toString('hex')));
    const { warnings } = await masterKeys.hold({ keyEpochs: sqliteKeyEpochs(db), keyFiles, workers: systemWorkers() });
    const keyring = keyringFollowing(epochsNow(db.sql), (keyId, location) => keyFiles.find(keyId, location)?.key);
    for (const { key } of servicesOf(config)) if (key !== null) secrets.remember(key.reveal());
    const hiding = hidingFrom([secrets, inUse]);
    return appOver({ config, db, clock, log, keyFiles, keyring, warnings, hiding, close }, options);
  } catch (error) {
    close();
    throw error;
  }
}

/** The same over a store that is nowhere, for looking at what could be done where there is no home yet. */
export async function openScratch(config: Config): Promise<App> {
  const clock = systemClock();
  const key = freshMasterKey();
  const db = scratchDatabase(masterKeys.epochOf(key, clock.now()), clock);
  const [keyFiles, keyring] = [fileKeys(sourcesOf(config)), keyringOf(key)];
  const close = () => db.close();
  const hiding = hidingFrom([inUse]);
  return appOver({ config, db, clock, log: silentLog, keyFiles, keyring, warnings: [], hiding, close }, {});
}

type AppOptions = { screen?: Screen; overrides?: Partial<Ports> };

type Foundation = {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly keyFiles: KeyFiles;
  readonly keyring: Keyring;
  readonly warnings: readonly string[];
  readonly hiding: Hiding;
  close(): void;
};

function appOver(foundation: Foundation, options: AppOptions) {
  const { config, db, clock, log, keyFiles, keyring, warnings, hiding, close } = foundation;
  const leaving = new AbortController();
  const beside = asides(log, leaving.signal);
  const ports: Ports = {
    users: sqliteUsers(db),
    personalities: sqlitePersonalities(db),
    conversations: sqliteConversations(db),
    memories: sqliteMemories(db),
    settings: sqliteSettings(db),
    turns: sqliteTurns(db),
    ledger: sqliteLedger(db),
    budgets: sqliteBudgets(db),
    buckets: sqliteBuckets(db),
    notices: sqliteNotices(db),
    storeCare: sqliteStoreCare(db),
    keyEpochs: sqliteKeyEpochs(db),
    llms: llmsOf(config, clock),
    house: houseOf(config),
    modelSource: modelSourceOf(config, leaving.signal),
    generations: generationsOf(config, leaving.signal),
    modelShelf: fileModelShelf(config.paths.cache),
    asking: shared(),
    aside: beside.run,
    keyFiles,
    sealedRows: sqliteSealedRows(db),
    workers: systemWorkers(),
    keyStore: sqliteKeyStore(db),
    keyProbe: keyProbeOf(config),
    hiding,
    ownEndpoint: config.services.endpoint,
    chat: terminalChat(options.screen ?? noScreen),
    clock,
    entropy: systemEntropy(),
    hash: systemHash(),
    log,
    keyring,
    operatorSettings: config.operatorSettings,
    ownerId: config.owner,
    ...options.overrides,
  };
  return {
    config,
    log: ports.log,
    clock: ports.clock,
    /** An id for something that is said here. */
    newMessageId: () => idOf(ports.entropy.bytes(idBytes)),
    warnings,
    /** Sets something for everybody here. One process at a time: the store's lock is the home's. */
    configure: (key: SettingKey, saying: Saying) =>
      db.write(() => writeOperatorSetting(config, parseFileKey(key), saying)),
    /** What imports take. Loaded only for them, because it is much. */
    importing: async () => importingOver(ports, config, db),
    /** What exports take. Loaded only for them, like the above. */
    exporting: async () => lend({ ...ports, deflate }, await import('./domain/export/actions.js')),
    catalogue: lend(ports, catalogue),
    budgets: lend(ports, {
      set: budgets.setBudget,
      remove: budgets.removeBudget,
      list: budgets.listBudgets,
    }),
    conversation: lend(ports, conversation),
    demo: lend(ports, demo),
    login: async () => loginOver(ports, config),
    lore: lend(ports, lore),
    memory: lend(ports, memory),
    ownKeys: lend(ports, {
      assertStorable: ownKeys.assertStorable,
      storeKey: ownKeys.storeKey,
      listKeys: ownKeys.listKeys,
      testKey: ownKeys.testKey,
      removeKey: ownKeys.removeKey,
    }),
    persona: lend(ports, persona),
    personality: lend(ports, personality),
    settings: lend(ports, settings),
    store: lend(ports, store),
    trace: lend(ports, { why: trace.why }),
    turn: lend(ports, turn),
    usage: lend(ports, { totals: usage.totals, ...usageReport }),
    user: lend(ports, user),
    masterKey: lend(ports, {
      status: masterKeys.status,
      recoverySheet: masterKeys.recoverySheet,
      rotate: rotation.rotate,
    }),
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await beside.ended();
      close();
    },
  };
}

/** Refuses paths at which there is nothing, before anything is made. */
async function importingOver(ports: Ports, config: Config, db: Database) {
  const [
    importing,
    batch,
    { allFormats },
    { mappingSchema },
    { fileSources },
    { fileArchive },
    { readShipped, shippedIn },
  ] = await Promise.all([
    import('./domain/import/actions.js'),
    import('./domain/batch/actions.js'),
    import('./domain/import/formats/all.js'),
    import('./domain/import/formats/generic/mapping.js'),
    import('./adapters/sources/sources.js'),
    import('./adapters/files/archive/archive.js'),
    import('./adapters/files/shipped.js'),
  ]);
  sweepDrafts(config.paths.reports);
  const mappings = shippedIn('import').map(name => readShipped(name, mappingSchema));
  const all = {
    ...ports,
    imports: sqliteImports(db, ports.clock),
    sources: fileSources(),
    archive: fileArchive(config.paths.archive),
    formats: allFormats({ inflate, sha256: ports.hash.sha256 }, mappings),
  };
  return {
    bring: lend(all, { bring: importing.bring }).bring,
    batch: lend(all, batch),
    writeOut: writeSources,
    keepReport: keepReportIn(config.paths.reports),
  };
}

/** Writes what the operator sets, beside what stands in the config file by now. */
function writeOperatorSetting({ paths }: Config, key: SettingKey, saying: Saying): void {
  const written = new Map(Object.entries(settingsIn(paths.config)));
  if (saying.state === 'inherit') written.delete(key);
  else written.set(key, saying.state === 'value' ? saying.value : saying.state);
  replaceFile(paths.config, `${JSON.stringify(Object.fromEntries(written), null, 2)}\n`);
}

/** What signing in takes. Loaded only for that. */
async function loginOver(ports: Ports, config: Config) {
  const [{ login }, { loopbackDoorbell }, { openRouterSignIn }] = await Promise.all([
    import('./domain/wallet/login/actions.js'),
    import('./adapters/loopback/doorbell.js'),
    import('./adapters/openrouter/sign-in.js'),
  ]);
  const signIn = openRouterSignIn(await egressOf(), config.services.openRouter.url);
  return lend({ ...ports, doorbell: loopbackDoorbell(), signIn }, { login }).login;
}
