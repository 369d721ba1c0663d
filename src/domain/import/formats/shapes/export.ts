import type { Cutting, Subject } from '../../found.js';
import type { Discovery } from '../../format.js';
import { readConfig } from './config.js';
import { readStats } from './expect.js';
import { memberOf } from './members.js';
import { readPersonalization } from './personalization.js';
import { isFields, isUnset } from './values.js';

/** The rest of a v3 export: all of it but its memories and stories. */
export function* readExport(whole: Cutting, file: Subject | null): Generator<Discovery> {
  const config = memberOf(whole, 'config');
  if (config !== undefined && !isUnset(config.value)) yield* readConfig(config, file);
  const personalization = memberOf(whole, 'userPersonalization');
  if (personalization !== undefined && !isUnset(personalization.value)) yield readPersonalization(personalization);
  const stats = memberOf(whole, 'stats');
  if (stats !== undefined && isFields(stats.value)) yield* readStats(stats.value, stats.at, file);
}
