import { answering } from './answering.ts';
import type { Bench } from './bench.ts';
import { chatOnce } from './chat-once.ts';
import { dashboard } from './dashboard.ts';
import { guilds } from './guilds.ts';
import { importing } from './importing.ts';
import { memories } from './memories.ts';
import { paying } from './paying.ts';
import { personalityList } from './personality-list.ts';
import { rotating } from './rotating.ts';
import { routing } from './routing.ts';
import { sealing } from './sealing.ts';
import { spending } from './spending.ts';
import { streams } from './streams.ts';
import { talking } from './talking.ts';
import { turn } from './turn.ts';
import { version } from './version.ts';

export const benches: readonly Bench[] = [
  version,
  personalityList,
  chatOnce,
  turn,
  talking,
  memories,
  answering,
  guilds,
  importing,
  dashboard,
  routing,
  sealing,
  spending,
  paying,
  rotating,
  streams,
];
