import type { Config } from '../config.js';
import { homeStateOf } from '../adapters/files/home.js';
import { fileKeys } from '../adapters/files/key-files.js';
import { closeToOthers, openToOthers } from '../adapters/files/permissions.js';
import { sqliteActivations } from '../adapters/sqlite/activations.js';
import { newestLine, pendingMigrations, sqliteVersion } from '../adapters/sqlite/check-up.js';
import { openDatabase } from '../adapters/sqlite/database.js';
import { sqliteKeyEpochs } from '../adapters/sqlite/key-epochs.js';
import { migrateUp, migrationStatus, restoreSnapshot, verifyMigrations } from '../adapters/sqlite/migrate.js';
import { assertSnapshot } from '../adapters/sqlite/snapshot.js';
import { sqliteStoreCare } from '../adapters/sqlite/store-care.js';
import { systemClock } from '../adapters/system/clock.js';
import { freeBytes, nodeVersion } from '../adapters/system/machine.js';
import { systemWorkers } from '../adapters/system/workers.js';
import * as doctor from '../domain/doctor/actions.js';
import { damageOf } from '../domain/store/state.js';
import * as masterKeys from '../domain/wallet/master-key/actions.js';
import type { Clock } from '../ports/clock.js';
import type { Patient } from '../ports/patient.js';
import { assertHome, homeExists, sourcesOf } from './home.js';
import { lend } from './lend.js';
import type { Ports } from './ports.js';
import { addressesOf, openEgress } from './services.js';

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

function patientOf(config: Config, clock: Clock): Patient {
  const { paths } = config;
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
        const keyFiles = fileKeys(sourcesOf(config));
        const held = await masterKeys.hold({ keyEpochs, keyFiles, workers: systemWorkers() });
        const { from, warnings, rotation: under, epoch } = held;
        return { from, warnings, rotation: under, createdAt: epoch.createdAt };
      }),
    freeBytes: async () => freeBytes(homeExists(config) ? paths.home : process.cwd()),
    newestLine: async () => newestLine(paths.database),
    provider: async () => {
      const { endpoint, openRouter } = config.services;
      if (endpoint === null && openRouter.key === null) return null;
      const { probe } = await import('../adapters/openai/probe.js');
      const [provider, service] = endpoint === null ? ['openrouter', openRouter] : ['openai-compatible', endpoint];
      return probe(await openEgress(), provider, service);
    },
    addresses: () => addressesOf(config),
    discord: async () => {
      if (config.services.discord.token === null) return null;
      const { discordOver } = await import('./discord.js');
      const all = () => withStore(config, clock, ({ activations }) => activations.all());
      const discord = await discordOver({ activations: { all }, clock }, config);
      return discord.look(await discord.introduce());
    },
    closeFiles: async files => closeToOthers(files),
    rebuildIndexes: async () => withStore(config, clock, ({ storeCare }) => storeCare.rebuildIndexes()),
  };
}

/** Lends the store alone, whatever became of the master key. */
async function withStore<T>(
  config: Config,
  clock: Clock,
  work: (care: Pick<Ports, 'storeCare' | 'keyEpochs' | 'activations'>) => Promise<T>,
): Promise<T> {
  const db = openDatabase(config.paths.database, clock);
  try {
    return await work({
      storeCare: sqliteStoreCare(db),
      keyEpochs: sqliteKeyEpochs(db),
      activations: sqliteActivations(db),
    });
  } finally {
    db.close();
  }
}
