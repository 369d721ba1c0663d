import type { Config } from './config.js';
import { fileKeys } from './adapters/files/key-files.js';
import { hidingFrom } from './adapters/log/hiding.js';
import { fileLog } from './adapters/log/log.js';
import { redactor } from './adapters/log/redact.js';
import { silentLog } from './adapters/log/silent.js';
import { openDatabase } from './adapters/sqlite/database.js';
import { epochsNow, sqliteKeyEpochs } from './adapters/sqlite/key-epochs.js';
import { scratchDatabase } from './adapters/sqlite/scratch.js';
import { systemClock } from './adapters/system/clock.js';
import { systemWorkers } from './adapters/system/workers.js';
import { noScreen, type Screen } from './adapters/terminal/screen.js';
import { asides } from './app/asides.js';
import { inUse } from './app/hiding.js';
import { assertHome, freshMasterKey, sourcesOf } from './app/home.js';
import { lend } from './app/lend.js';
import { writeOperatorSetting } from './app/operator-setting.js';
import type { Foundation } from './app/foundation.js';
import { portsOver, type Ports } from './app/ports.js';
import { operatorKeysOf } from './app/services.js';
import { seated, stageOver, type Stage } from './app/stage.js';
import * as activation from './domain/activation/actions.js';
import * as catalogue from './domain/catalogue/actions.js';
import * as conversation from './domain/conversation/actions.js';
import * as resetting from './domain/conversation/resetting/actions.js';
import * as demo from './domain/demo/actions.js';
import { idBytes, idOf } from './domain/id.js';
import * as inbox from './domain/inbox/actions.js';
import * as llmConfig from './domain/llm-config/actions.js';
import * as choosing from './domain/llm-config/choosing/actions.js';
import * as lore from './domain/lore/actions.js';
import * as memory from './domain/memory/actions.js';
import * as notice from './domain/notice/actions.js';
import * as outbox from './domain/outbox/actions.js';
import * as persona from './domain/persona/actions.js';
import * as personality from './domain/personality/actions.js';
import { watchProxies } from './domain/proxy/actions.js';
import * as settings from './domain/settings/actions.js';
import { parseFileKey } from './domain/settings/parse.js';
import type { Saying, SettingKey } from './domain/settings/setting.js';
import * as store from './domain/store/actions.js';
import * as trace from './domain/trace/actions.js';
import * as pressed from './domain/outbox/pressed/actions.js';
import * as turn from './domain/turn/actions.js';
import * as regenerating from './domain/turn/regenerating/actions.js';
import * as usage from './domain/usage/actions.js';
import * as budgets from './domain/usage/budgets/actions.js';
import * as usageReport from './domain/usage/report/actions.js';
import * as user from './domain/user/actions.js';
import * as forgetting from './domain/user/forget/actions.js';
import { keyringFollowing, keyringOf } from './domain/wallet/keyring.js';
import * as ownKeys from './domain/wallet/keys/actions.js';
import * as pace from './domain/wallet/keys/pace/actions.js';
import * as masterKeys from './domain/wallet/master-key/actions.js';
import * as rotation from './domain/wallet/rotation/actions.js';
import type { Sending } from './ports/chat.js';

export type { Screen, Sending };

/** What a program gets to work with: every use case, its ports already supplied. */
export type App = ReturnType<typeof appOver>;

export type AppOptions = {
  readonly screen?: Screen;
  readonly overrides?: Partial<Ports>;
  /** Speak on Discord as well, where there is a token for it. */
  readonly onDiscord?: boolean;
};

/** The composition root: with its parts in `app/`, the one place that knows which adapter stands behind which port. */
export async function openApp(config: Config, options: AppOptions = {}): Promise<App> {
  assertHome(config);
  const clock = options.overrides?.clock ?? systemClock();
  const secrets = redactor();
  const remember = (secret: string) => [secrets, inUse].forEach(each => each.remember(secret));
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
    const keyFiles = fileKeys(sourcesOf(config), ({ bytes }) => remember(Buffer.from(bytes).toString('hex')));
    const { warnings } = await masterKeys.hold({ keyEpochs: sqliteKeyEpochs(db), keyFiles, workers: systemWorkers() });
    const keyring = keyringFollowing(epochsNow(db.sql), (keyId, location) => keyFiles.find(keyId, location)?.key);
    for (const key of operatorKeysOf(config)) remember(key.reveal());
    const hiding = hidingFrom([secrets, inUse]);
    const foundation = { config, db, clock, log, keyFiles, keyring, hiding };
    const stage = options.onDiscord === true ? await stageOver(foundation) : null;
    return appOver(foundation, { ...options, stage, warnings, close });
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
  const hiding = hidingFrom([inUse]);
  const close = () => db.close();
  return appOver({ config, db, clock, log: silentLog, keyFiles, keyring, hiding }, { warnings: [], close });
}

type Opened = AppOptions & {
  readonly stage?: Stage | null;
  readonly warnings: readonly string[];
  close(): void;
};

function appOver(foundation: Foundation, { screen = noScreen, overrides, stage = null, warnings, close }: Opened) {
  const { config, db, log } = foundation;
  const leaving = new AbortController();
  const beside = asides({ log, clock: systemClock() }, leaving);
  const around = { screen, stage, aside: beside.run, leaving: leaving.signal };
  const ports = { ...portsOver(foundation, around), ...overrides };
  return {
    config,
    log: ports.log,
    clock: ports.clock,
    warnings,

    /** An id for something that is said here. */
    newMessageId: () => idOf(ports.entropy.bytes(idBytes)),
    /** Sets something for everybody here. One process at a time: the store's lock is the home's. */
    configure: (key: SettingKey, saying: Saying) =>
      db.write(() => writeOperatorSetting(config, parseFileKey(key), saying)),

    importing: async () => (await import('./app/importing.js')).importingOver(ports, config, db),
    exporting: async () => (await import('./app/exporting.js')).exportingOver(ports),
    discord: async (signal: AbortSignal) => (await import('./app/discord.js')).discordOver(ports, config, signal),
    /** Shows pictures and says whether all is well, until the signal. Null where the operator wants none of it. */
    web: async (signal: AbortSignal) =>
      (await import('./app/web.js')).webOver(foundation, stage?.station ?? null, signal),
    login: async () => (await import('./app/login.js')).loginOver(ports, config),

    activation: lend(ports, activation),
    budgets: lend(ports, { set: budgets.setBudget, remove: budgets.removeBudget, list: budgets.listBudgets }),
    catalogue: lend(ports, catalogue),
    conversation: lend(ports, { ...conversation, ...resetting }),
    demo: lend(ports, demo),
    inbox: lend(ports, inbox),
    llmConfig: lend(ports, { ...llmConfig, ...choosing }),
    lore: lend(ports, lore),
    masterKey: lend(ports, {
      status: masterKeys.status,
      recoverySheet: masterKeys.recoverySheet,
      rotate: rotation.rotate,
    }),
    memory: lend(ports, memory),
    persona: lend(ports, persona),
    notice: lend(ports, notice),
    outbox: lend(ports, { deliverLate: outbox.deliverLate, takeBack: pressed.takeBack }),
    personality: lend(ports, personality),
    proxying: watchProxies(ports),
    settings: lend(ports, settings),
    /** Runs something as the one program that speaks for this home. */
    seated: <T>(work: () => Promise<T>) => seated(foundation, work),
    /** The way to Discord, where it was asked for and there is one. */
    station: stage?.station ?? null,
    store: lend(ports, store),
    trace: lend(ports, { why: trace.why }),
    turn: lend(ports, { ...turn, ...regenerating }),
    usage: lend(ports, { totals: usage.totals, ...usageReport }),
    user: lend(ports, { ...user, ...forgetting }),
    wallet: lend(ports, {
      assertPace: pace.assertPace,
      assertStorable: ownKeys.assertStorable,
      storeKey: ownKeys.storeKey,
      listKeys: ownKeys.listKeys,
      testKey: ownKeys.testKey,
      removeKey: ownKeys.removeKey,
    }),

    async [Symbol.asyncDispose]() {
      await beside.end();
      close();
    },
  };
}
