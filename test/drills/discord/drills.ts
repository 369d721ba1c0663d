import type { Drill } from '../drill.ts';
import { burst } from './burst.ts';
import { company } from './company.ts';
import { ends } from './ends.ts';
import { flaps } from './flaps.ts';
import { gap } from './gap.ts';
import { kills } from './kills.ts';
import { returns } from './returns.ts';
import type { Storm } from './storm.ts';

const quickSize = 0.03;

const drillOf = ({ name, what, run }: Storm): Drill => ({
  name: `discord-${name}`,
  what,
  traces: false,
  run: ({ program, folder, quick, size }) => run(program, folder, quick ? quickSize : size),
});

/** The program on a Discord where much goes wrong; what it wrote down is compared with what people see. */
export const discordDrills: readonly Drill[] = [kills, burst, flaps, company, gap, ends, returns].map(drillOf);
