import type { Drill } from './drill.ts';
import { chatFlow } from './flows/chat.ts';
import { configSetFlow } from './flows/config-set.ts';
import { initFlow } from './flows/init.ts';
import { keyRecoveryFlow } from './flows/key-recovery.ts';
import { migrateFlow } from './flows/migrate.ts';
import { killsOf } from './kills.ts';

export const drills: readonly Drill[] = [
  ...[initFlow, chatFlow, migrateFlow, configSetFlow, keyRecoveryFlow].map(killsOf),
];
