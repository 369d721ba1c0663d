import { mayChangeKeys, tooOften, type LimitPorts } from '../../../limits/actions.js';
import { zoneFor } from '../../../usage/zone.js';
import type { User } from '../../../user/user.js';

/** Refuses who changes their keys so often that they may be trying out somebody else's. What is not refused counts. */
export async function assertPace(ports: LimitPorts, user: User): Promise<void> {
  const may = await mayChangeKeys(ports, user.id);
  if (!may.ok) throw tooOften(may, zoneFor(ports.operatorSettings, user));
}
