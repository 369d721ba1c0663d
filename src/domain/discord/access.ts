import {
  administrator, manageWebhooks, neededPermissions, sendInThreads, sendMessages, viewChannel, type Permission,
} from './permission.js'; // prettier-ignore
import type { Guild, Overwrite } from './place.js';

const everything = (1n << 64n) - 1n;

/** Somebody in a server. Without an id: everybody. */
export type Holder = { readonly id: string | null; readonly roleIds: readonly string[] };

export const everybody: Holder = { id: null, roleIds: [] };

/** What decides about permissions in a server. */
type Ruled = Pick<Guild, 'id' | 'ownerId'> & { readonly roles: Pick<Guild['roles'], 'get'> };

/**
 * What somebody may do in a channel: what their roles give, then what the channel says of everybody, of their roles
 * together, and of themselves. A thread has the overwrites of its channel. Who may not look in may do nothing there.
 */
export function permissionsIn(guild: Ruled, holder: Holder, overwrites: readonly Overwrite[]): bigint {
  if (holder.id === guild.ownerId) return everything;
  const roleIds = holder.roleIds.filter(id => id !== guild.id);
  const given = [guild.id, ...roleIds].reduce((sum, id) => sum | (guild.roles.get(id) ?? 0n), 0n);
  if ((given & administrator) !== 0n) return everything;
  const ofRoles = overwrites.filter(({ of }) => of === 'role');
  const said = [
    ofRoles.filter(({ id }) => id === guild.id),
    ofRoles.filter(({ id }) => roleIds.includes(id)),
    overwrites.filter(({ of, id }) => of === 'account' && id === holder.id),
  ];
  const granted = said.reduce(overwritten, given);
  return (granted & viewChannel.bit) === 0n ? 0n : granted;
}

/** Among those that speak at once, what one allows beats what another denies. */
function overwritten(before: bigint, together: readonly Overwrite[]): bigint {
  const deny = together.reduce((sum, each) => sum | each.deny, 0n);
  const allow = together.reduce((sum, each) => sum | each.allow, 0n);
  return (before & ~deny) | allow;
}

/** What is missing of the permissions that are needed. Where one cannot look in, nothing else is worth a word. */
export function missingOf(granted: bigint): readonly Permission[] {
  if ((granted & viewChannel.bit) === 0n) return [viewChannel];
  return neededPermissions.filter(({ bit }) => (granted & bit) === 0n);
}

/** Whether a bot that lacks these hears and can somehow answer. A webhook does as well as a message of its own. */
export function canTalk(missing: readonly Permission[], isThread: boolean): boolean {
  if (missing.includes(viewChannel)) return false;
  return !missing.includes(manageWebhooks) || !missing.includes(isThread ? sendInThreads : sendMessages);
}
