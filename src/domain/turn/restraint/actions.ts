import type { Notices } from '../../../ports/notices.js';
import type { Users } from '../../../ports/users.js';
import { TzurotError } from '../../errors.js';
import { mayAsk, tooOften, type LimitPorts } from '../../limits/actions.js';
import { microsPerDay } from '../../time.js';
import { zoneFor } from '../../usage/zone.js';
import type { Incoming } from '../incoming.js';

export type RestraintPorts = LimitPorts & { readonly users: Users; readonly notices: Notices };

/** Who asks, and where. */
type Asking = Pick<Incoming, 'venue'> & { readonly author: { readonly userId: string } };

/** Whether it may be asked again already. Who has to wait is told when, once; whoever sits at the machine never has to. */
export async function isInTime(ports: RestraintPorts, { author, venue }: Asking): Promise<boolean> {
  if (venue.platform === 'terminal') return true;
  const may = await mayAsk(ports, { userId: author.userId, channelId: venue.channelId });
  if (!may.ok && may.isFirst)
    throw tooOften(may, zoneFor(ports.operatorSettings, await ports.users.find(author.userId)));
  return may.ok;
}

/** Whether somebody heard today already, in this place, why they get no answer. At the machine they hear it each time. */
export async function wasTold(ports: RestraintPorts, { author, venue }: Asking, error: unknown): Promise<boolean> {
  const facts = error instanceof TzurotError ? error.facts : undefined;
  const why = facts?.['billing'] ?? facts?.['age'];
  if (typeof why !== 'string' || venue.platform === 'terminal') return false;
  const place = venue.guildId ?? venue.kind;
  return !(await ports.notices.claim(author.userId, why, place, microsPerDay, ports.clock.now()));
}
