import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { settingsIn, type Config } from './config.js';
import { echoLlm } from './adapters/echo/llm.js';
import { assertUsable, beginHome, completeHome, homeStateOf } from './adapters/files/home.js';
import { findMasterKey, parseMasterKey, writeMasterKey, type FoundKey } from './adapters/files/master-key.js';
import { closeToOthers, openToOthers } from './adapters/files/permissions.js';
import { readSmallFile } from './adapters/files/read.js';
import { keepReportIn } from './adapters/files/reports.js';
import { createFile, replaceFile, sweepDrafts } from './adapters/files/write.js';
import { fileLog } from './adapters/log/log.js';
import { silentLog } from './adapters/log/silent.js';
import { redactor } from './adapters/log/redact.js';
import { sqliteConversations } from './adapters/sqlite/conversations.js';
import { openDatabase, type Database } from './adapters/sqlite/database.js';
import { sqliteImports } from './adapters/sqlite/imports.js';
import { scratchDatabase } from './adapters/sqlite/scratch.js';
import { sqliteKeyEpochs } from './adapters/sqlite/key-epochs.js';
import { sqliteLedger } from './adapters/sqlite/ledger.js';
import { newestLine, pendingMigrations, sqliteVersion } from './adapters/sqlite/check-up.js';
import { makeDatabase } from './adapters/sqlite/make.js';
import { migrateUp, migrationStatus, restoreSnapshot, verifyMigrations } from './adapters/sqlite/migrate.js';
import { sqliteMemories } from './adapters/sqlite/memories.js';
import { sqlitePersonalities } from './adapters/sqlite/personalities.js';
import { sqliteSettings } from './adapters/sqlite/settings.js';
import { assertSnapshot } from './adapters/sqlite/snapshot.js';
import { sqliteStoreCare } from './adapters/sqlite/store-care.js';
import { sqliteTurns } from './adapters/sqlite/turns.js';
import { sqliteUsers } from './adapters/sqlite/users.js';
import { systemClock } from './adapters/system/clock.js';
import { scriptedClock } from './adapters/system/scripted-clock.js';
import { systemEntropy } from './adapters/system/entropy.js';
import { freeBytes, nodeVersion } from './adapters/system/machine.js';
import { systemHash } from './adapters/system/hash.js';
import { deflate, inflate } from './adapters/system/inflate.js';
import { systemWorkers } from './adapters/system/workers.js';
import { writeSources } from './adapters/files/extracted.js';
import { terminalChat } from './adapters/terminal/chat.js';
import { noScreen, type Screen } from './adapters/terminal/screen.js';
import * as conversation from './domain/conversation/actions.js';
import * as demo from './domain/demo/actions.js';
import { demoPersonalitySchema, demoScriptSchema } from './domain/demo/demo.js';
import * as doctor from './domain/doctor/actions.js';
import { messageOf, TzurotError } from './domain/errors.js';
import { idBytes, idOf } from './domain/id.js';
import * as lore from './domain/lore/actions.js';
import * as memory from './domain/memory/actions.js';
import * as persona from './domain/persona/actions.js';
import * as personality from './domain/personality/actions.js';
import * as settings from './domain/settings/actions.js';
import { parseFileKey } from './domain/settings/parse.js';
import type { Saying, SettingKey } from './domain/settings/setting.js';
import * as store from './domain/store/actions.js';
import { damageOf } from './domain/store/state.js';
import * as trace from './domain/trace/actions.js';
import * as turn from './domain/turn/actions.js';
import * as usage from './domain/usage/actions.js';
import * as user from './domain/user/actions.js';
import * as wallet from './domain/wallet/actions.js';
import { masterKeyLength, masterKeyOf, type MasterKey } from './domain/wallet/seal.js';
import type { Secret } from './domain/wallet/secret.js';
import type { ChatSurface } from './ports/chat.js';
import type { Clock } from './ports/clock.js';
import type { Egress } from './ports/egress.js';
import type { Llm } from './ports/llm.js';
import type { Log } from './ports/log.js';
import type { Patient } from './ports/patient.js';

export { assertThere } from './adapters/files/read.js';
export type { ChatSurface, Screen };
export type { ImportRequest } from './domain/import/actions.js';

export type Ports = turn.TurnPorts & wallet.KeyPorts & store.StorePorts;

/** What a program gets to work with: every use case, its ports already supplied. */
export type App = Awaited<ReturnType<typeof appOver>>;

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
    const found = masterKeyOfHome(config);
    await wallet.assertRightKey(sqliteKeyEpochs(db), found.key, found.from);
    secrets.remember(Buffer.from(found.key.bytes).toString('hex'));
    return await appOver({ config, db, clock, log, found, remember: secrets.remember, close }, options);
  } catch (error) {
    close();
    throw error;
  }
}

/** The same over a store that is nowhere, for looking at what could be done where there is no home yet. */
export async function openScratch(config: Config): Promise<App> {
  const clock = systemClock();
  const key = freshMasterKey();
  const db = scratchDatabase(wallet.epochOf(key, clock.now()), clock);
  const found: FoundKey = { key, from: 'nowhere', warning: null };
  return appOver({ config, db, clock, log: silentLog, found, remember: () => {}, close: () => db.close() }, {});
}

type AppOptions = { screen?: Screen; overrides?: Partial<Ports> };

type Foundation = {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly found: FoundKey;
  remember(secret: string): void;
  close(): void;
};

async function appOver({ config, db, clock, log, found, remember, close }: Foundation, options: AppOptions) {
  const ports: Ports = {
    users: sqliteUsers(db),
    personalities: sqlitePersonalities(db),
    conversations: sqliteConversations(db),
    memories: sqliteMemories(db),
    settings: sqliteSettings(db),
    turns: sqliteTurns(db),
    ledger: sqliteLedger(db),
    storeCare: sqliteStoreCare(db),
    keyEpochs: sqliteKeyEpochs(db),
    llm: await llmOf(config, clock, remember),
    chat: terminalChat(options.screen ?? noScreen),
    clock,
    entropy: systemEntropy(),
    hash: systemHash(),
    log,
    masterKey: found.key,
    masterKeyFrom: found.from,
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
    warnings: found.warning === null ? [] : [found.warning],
    /** Sets something for everybody here. One process at a time: the store's lock is the home's. */
    configure: (key: SettingKey, saying: Saying) =>
      db.write(() => writeOperatorSetting(config, parseFileKey(key), saying)),
    /** What imports take. Loaded only for them, because it is much. */
    importing: async () => importingOver(ports, config, db),
    /** What exports take. Loaded only for them, like the above. */
    exporting: async () => lend({ ...ports, deflate }, await import('./domain/export/actions.js')),
    conversation: lend(ports, conversation),
    demo: lend(ports, demo),
    lore: lend(ports, lore),
    memory: lend(ports, memory),
    persona: lend(ports, persona),
    personality: lend(ports, personality),
    settings: lend(ports, settings),
    store: lend(ports, store),
    trace: lend(ports, { why: trace.why }),
    turn: lend(ports, turn),
    usage: lend(ports, { totals: usage.totals }),
    user: lend(ports, user),
    wallet: lend(ports, { status: wallet.status, recoverySheet: wallet.recoverySheet }),
    async [Symbol.asyncDispose]() {
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
    workers: systemWorkers(),
    formats: allFormats({ inflate, sha256: ports.hash.sha256 }, mappings),
  };
  return {
    bring: lend(all, { bring: importing.bring }).bring,
    batch: lend(all, batch),
    writeOut: writeSources,
    keepReport: keepReportIn(config.paths.reports),
  };
}

/**
 * Makes the home, or finishes one that was begun, or finds that it is there. Returns whether anything was made. A
 * recovery copy gives a new home its master key, and puts back the one that a home has lost.
 */
export async function makeHome(config: Config, options: { recovery?: string } = {}): Promise<boolean> {
  const { paths } = config;
  const state = homeStateOf(paths);
  assertUsable(paths, state);
  const key = options.recovery === undefined ? undefined : keyFromSheet(options.recovery);
  if (state === 'home') {
    if (key !== undefined) await putBack(config, key, options.recovery ?? '');
    return false;
  }
  const clock = systemClock();
  beginHome(paths);
  sweepDrafts(dirname(paths.masterKey));
  if (key !== undefined) writeMasterKey(paths.masterKey, key);
  if (findMasterKey(sourcesOf(config)) === undefined) writeMasterKey(paths.masterKey, freshMasterKey());
  const found = masterKeyOfHome(config); // Not the one just made: another process may have been first.
  if (key !== undefined && key.id !== found.key.id) throw twoKeys(found);
  makeDatabase(paths.database, wallet.epochOf(found.key, clock.now()));
  completeHome(paths);
  return true;
}

/** Writes what the operator sets, beside what stands in the config file by now. */
function writeOperatorSetting({ paths }: Config, key: SettingKey, saying: Saying): void {
  const written = new Map(Object.entries(settingsIn(paths.config)));
  if (saying.state === 'inherit') written.delete(key);
  else written.set(key, saying.state === 'value' ? saying.value : saying.state);
  replaceFile(paths.config, `${JSON.stringify(Object.fromEntries(written), null, 2)}\n`);
}

/** Writes a file where nothing is yet, for its owner alone. */
export function writeNewFile(path: string, content: string | Uint8Array): void {
  if (!createdFile(path, content))
    throw new TzurotError('conflict', `${path} is there already, and was left alone. Name another file.`);
}

const mostPictureBytes = 10 * 1024 * 1024;

/** A picture as a person has it in a file. */
export const readPicture = (path: string): Uint8Array => readSmallFile(path, mostPictureBytes);

/** Takes secrets out of what is shown of errors: those of the environment, and whatever looks like one. */
export function errorRedactor(secrets: readonly Secret[]): (text: string) => string {
  const known = redactor();
  for (const secret of secrets) known.remember(secret.reveal());
  return text => known.redactText(text);
}

function createdFile(path: string, content: string | Uint8Array): boolean {
  try {
    return createFile(path, content);
  } catch (cause) {
    throw new TzurotError('unavailable', `${path} cannot be written (${messageOf(cause)}). Name another file.`, {
      cause,
    });
  }
}

/** What is shipped for the demo. Read only when it is played, because reading it takes a parser. */
export async function readDemo() {
  const { readShipped } = await import('./adapters/files/shipped.js');
  return {
    personality: readShipped('demo/personality.yaml', demoPersonalitySchema),
    script: readShipped('demo/conversation.yaml', demoScriptSchema),
  };
}

/** A clock for a replay: it stands where the script puts it. */
export const clockForScript = () => scriptedClock(systemClock());

/** What can be done to a home whose store may be too old, or too broken, to be opened. */
export function openWorkshop(config: Config) {
  const clock = systemClock();
  const migratable = { path: config.paths.database, snapshots: config.paths.snapshots };
  const use = <T>(work: () => T): T => {
    assertHome(config);
    return work();
  };
  /** Also where the store is gone: this is the way to get it back. */
  const rescue = <T>(work: () => T): T => (homeStateOf(config.paths) === 'headless' ? work() : use(work));
  return {
    doctor: lend({ patient: patientOf(config, clock), clock }, doctor),
    migrations: {
      status: () => rescue(() => migrationStatus(migratable)),
      up: (how: { dryRun: boolean }) => use(() => migrateUp(migratable, clock.now(), how)),
      verify: (name?: string) => use(() => verifyMigrations(migratable, name)),
      assertSnapshot: (snapshot: string) => rescue(() => assertSnapshot(migratable.snapshots, snapshot)),
      restore: (snapshot: string) => rescue(() => restoreSnapshot(migratable, snapshot, clock.now())),
    },
  };
}

export const homeExists = (config: Config): boolean => homeStateOf(config.paths) === 'home';

/** Refuses a folder in which there is no whole home. */
function assertHome({ paths }: Config): void {
  const state = homeStateOf(paths);
  assertUsable(paths, state);
  if (state === 'home') return;
  const what = state === 'half-made' ? 'was begun and not finished' : 'does not exist yet';
  throw new TzurotError('not_found', `The home ${paths.home} ${what}.`, { try: 'init' });
}

function masterKeyOfHome(config: Config): FoundKey {
  const { paths } = config;
  const found = findMasterKey(sourcesOf(config));
  if (found !== undefined) return found;
  throw new TzurotError(
    'corrupt',
    `The master key of this home is gone: there is no ${paths.masterKey}. Nothing was made in its place. Put the file back, or name it with TZUROT_MASTER_KEY_FILE.`,
    { try: 'doctor' },
  );
}

const freshMasterKey = () => masterKeyOf(systemEntropy().bytes(masterKeyLength));

const sourcesOf = ({ masterKey, paths }: Config) => ({ ...masterKey, inHome: paths.masterKey });

const keyFromSheet = (path: string) => {
  try {
    return parseMasterKey(wallet.keyOnSheet(readFileSync(path, 'utf8')), path);
  } catch (cause) {
    if (cause instanceof TzurotError) throw cause;
    throw new TzurotError('not_found', `The recovery copy ${path} cannot be read.`, { cause });
  }
};

/** Puts a lost master key back where it was. One that is there stays, and one that is not the store's is not taken. */
async function putBack({ masterKey, paths }: Config, key: MasterKey, from: string): Promise<void> {
  const found = findMasterKey({ ...masterKey, inHome: paths.masterKey });
  if (found !== undefined && found.key.id !== key.id) throw twoKeys(found);
  const db = openDatabase(paths.database, systemClock());
  try {
    await wallet.assertRightKey(sqliteKeyEpochs(db), key, from);
  } finally {
    db.close();
  }
  if (found === undefined) writeMasterKey(paths.masterKey, key);
}

const twoKeys = (found: FoundKey) =>
  new TzurotError(
    'conflict',
    `Another master key, ${found.key.id}, is set already (${found.from}). Take it away first.`,
  );

/** The model service the operator chose. Network code is loaded only when there is one. */
async function llmOf(
  { llm, operatorSettings }: Config,
  clock: Clock,
  remember: (secret: string) => void,
): Promise<Llm> {
  if (llm.kind === 'built-in') return echoLlm(clock);
  const { openAiLlm } = await import('./adapters/openai/llm.js');
  if (llm.key !== null) remember(llm.key.reveal());
  const chosen = settings.modelOf({ operatorSettings });
  const fallback = llm.kind === 'openrouter' ? 'openrouter/auto' : 'default';
  return openAiLlm(await egressOf(), {
    provider: providerOf(llm.kind),
    url: llm.url,
    key: llm.key,
    defaultModel: chosen ?? fallback,
  });
}

/** The name a provider has in wallets, ledgers and JSON. */
const providerOf = (kind: 'openrouter' | 'local') => (kind === 'local' ? 'openai-compatible' : kind);

async function egressOf(): Promise<Egress> {
  const { httpEgress } = await import('./adapters/http/egress.js');
  return httpEgress({ clock: systemClock() });
}

function patientOf(config: Config, clock: Clock): Patient {
  const { paths, llm } = config;
  return {
    nodeVersion,
    sqliteVersion: async () => sqliteVersion(),
    home: async () => {
      assertHome(config);
      return paths.home;
    },
    openFiles: async () => openToOthers(paths.home),
    pendingMigrations: async () => pendingMigrations(paths.database),
    damage: async () => withStore(config, clock, async ({ storeCare }) => damageOf(await storeCare.inspect())),
    masterKey: async () =>
      withStore(config, clock, async ({ keyEpochs }) => {
        const { key, from, warning } = masterKeyOfHome(config);
        await wallet.assertRightKey(keyEpochs, key, from);
        return { from, warning };
      }),
    freeBytes: async () => freeBytes(homeExists(config) ? paths.home : process.cwd()),
    newestLine: async () => newestLine(paths.database),
    provider: async () => {
      if (llm.kind === 'built-in') return null;
      const { probe } = await import('./adapters/openai/probe.js');
      return probe(await egressOf(), { provider: providerOf(llm.kind), url: llm.url, key: llm.key, defaultModel: '' });
    },
    closeFiles: async files => closeToOthers(files),
    rebuildIndexes: async () => withStore(config, clock, ({ storeCare }) => storeCare.rebuildIndexes()),
  };
}

/** Lends the store alone, whatever became of the master key. */
async function withStore<T>(
  config: Config,
  clock: Clock,
  work: (care: Pick<Ports, 'storeCare' | 'keyEpochs'>) => Promise<T>,
): Promise<T> {
  const db = openDatabase(config.paths.database, clock);
  try {
    return await work({ storeCare: sqliteStoreCare(db), keyEpochs: sqliteKeyEpochs(db) });
  } finally {
    db.close();
  }
}

type Lent<Actions> = {
  readonly [Name in keyof Actions]: Actions[Name] extends (ports: never, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/** An action takes its ports first. This supplies them, so that callers need not know they exist. */
function lend<P, Actions extends Readonly<Record<string, (ports: P, ...rest: never[]) => unknown>>>(
  ports: P,
  actions: Actions,
): Lent<Actions>;
function lend(
  ports: unknown,
  actions: Readonly<Record<string, (ports: unknown, ...rest: unknown[]) => unknown>>,
): unknown {
  return Object.fromEntries(
    Object.entries(actions).map(([name, act]) => [name, (...rest: unknown[]) => act(ports, ...rest)]),
  );
}
