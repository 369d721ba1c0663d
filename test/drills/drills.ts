import { answers } from './answers.ts';
import { bitFlips } from './bit-flips.ts';
import { diskFull } from './disk-full.ts';
import { discordDrills } from './discord/drills.ts';
import type { Drill } from './drill.ts';
import { chatFlow } from './flows/chat.ts';
import { configSetFlow } from './flows/config-set.ts';
import { importFlow, importUndoFlow } from './flows/import.ts';
import { initFlow } from './flows/init.ts';
import { keyRecoveryFlow } from './flows/key-recovery.ts';
import { keyRotateFlow } from './flows/key-rotate.ts';
import { migrateFlow } from './flows/migrate.ts';
import { migrateRestoreFlow } from './flows/migrate-restore.ts';
import { frozenLock } from './frozen-lock.ts';
import { hostile } from './hostile.ts';
import { importDiskFull } from './import-disk-full.ts';
import { importSignals } from './import-signals.ts';
import { killsOf } from './kills.ts';
import { leaks } from './leaks.ts';
import { randomKills } from './random-kills.ts';

export const drills: readonly Drill[] = [
  ...[initFlow, chatFlow, migrateFlow, migrateRestoreFlow, configSetFlow, keyRecoveryFlow].map(killsOf),
  ...[importFlow, importUndoFlow, keyRotateFlow(500, 150)].map(killsOf),
  answers,
  diskFull,
  importDiskFull,
  importSignals,
  hostile,
  leaks,
  randomKills,
  bitFlips,
  frozenLock,
  ...discordDrills,
];
