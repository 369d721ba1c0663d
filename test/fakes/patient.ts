import { TzurotError } from '../../src/domain/errors.js';
import type { DiscordSight } from '../../src/domain/discord/sight.js';
import type { ServiceAddress } from '../../src/domain/doctor/addresses.js';
import type { Micros } from '../../src/domain/time.js';
import type { KeyCondition } from '../../src/domain/wallet/master-key/held.js';
import type { Patient } from '../../src/ports/patient.js';
import { noon } from '../support/builders.js';
import { aDiscordSight } from '../support/discord.js';

/** How a patient is. Where there is an error instead of an answer, that is thrown. */
export type Condition = {
  readonly node: string;
  readonly sqlite: string | Error;
  readonly home: string | Error;
  readonly openFiles: readonly string[];
  readonly pendingMigrations: number | Error;
  readonly damage: readonly string[] | Error;
  readonly masterKey: KeyCondition | Error;
  readonly freeBytes: number;
  readonly newestLine: Micros | null | Error;
  readonly provider: string | null | Error;
  readonly addresses: readonly ServiceAddress[];
  readonly discord: DiscordSight | null | Error;
};

export const healthy: Condition = {
  node: '24.0.0',
  sqlite: '3.53.0',
  home: '/home/ada/.tzurot',
  openFiles: [],
  pendingMigrations: 0,
  damage: [],
  masterKey: { from: '/home/ada/.tzurot/master.key', createdAt: noon, rotation: null, warnings: [] },
  freeBytes: 2 ** 40,
  newestLine: null,
  provider: null,
  addresses: [],
  discord: aDiscordSight(),
};

const gone = new TzurotError('not_found', 'There is no home.', { try: 'init' });

export const homeless: Partial<Condition> = {
  home: gone,
  pendingMigrations: gone,
  damage: gone,
  masterKey: gone,
  newestLine: gone,
};

/** Somebody who is well, but for what is said, and gets better when treated. */
export function fakePatient(ills: Partial<Condition> = {}): Patient {
  const condition: Condition = { ...healthy, ...ills };
  let { openFiles, damage } = condition;
  return {
    nodeVersion: () => condition.node,
    sqliteVersion: async () => answered(condition.sqlite),
    home: async () => answered(condition.home),
    openFiles: async () => openFiles,
    pendingMigrations: async () => answered(condition.pendingMigrations),
    damage: async () => answered(damage),
    masterKey: async () => answered(condition.masterKey),
    freeBytes: async () => condition.freeBytes,
    newestLine: async () => answered(condition.newestLine),
    provider: async () => answered(condition.provider),
    addresses: () => condition.addresses,
    discord: async () => answered(condition.discord),
    async closeFiles(paths) {
      openFiles = openFiles.filter(file => !paths.includes(file));
    },
    async rebuildIndexes() {
      answered(damage);
      damage = [];
    },
  };
}

function answered<T>(answer: T | Error): T {
  if (answer instanceof Error) throw answer;
  return answer;
}
