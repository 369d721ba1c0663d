import type { OperatorSettings } from '../settings/actions.js';
import { resolve, textOf } from '../settings/resolve.js';
import type { User } from '../user/user.js';

/**
 * The time zone in which somebody's days, weeks and months are counted: their own, else the operator's, else UTC. What
 * is nobody's in particular, such as the budget of a guild, is counted in the operator's.
 */
export function zoneFor(operatorSettings: OperatorSettings, user: Pick<User, 'timezone'> | null | undefined): string {
  const own = user?.timezone ?? null;
  const operators = operatorSettings.file.get('timezone');
  const resolved = resolve('timezone', {
    ...(own === null ? {} : { person: { state: 'value', value: own } }),
    ...(operators === undefined ? {} : { file: operators }),
  });
  return textOf(resolved) ?? 'UTC';
}
