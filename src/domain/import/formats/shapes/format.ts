import type { Format, Glimpse, Recognised, Tools } from '../../format.js';
import { namedRole } from './names.js';
import { placeOf } from './path.js';
import { avatar, kept, reader, secrets } from './readers.js';
import { sniff } from './sniff.js';

/** What is left of shapes.inc: backups, exports and dumps of it, and the state of the bot that made them. */
export const shapesFormat = (tools: Tools): Format => ({
  name: 'shapes.inc',
  recognise: glimpse => recognise(glimpse, tools),
});

/** By what stands in it, and only then by its name. What may hold a token is never opened. */
function recognise(glimpse: Glimpse, tools: Tools): Recognised | undefined {
  const place = placeOf(glimpse.path);
  const role = glimpse.json === null ? undefined : sniff(glimpse.json);
  if (isSecret(place.base, role)) return secrets;
  if (role !== undefined) return reader(role, glimpse, place);
  if (/(?:^|\/)avatars\/(?:images\/)?[^/]+\.(?:png|jpe?g|gif|webp)$/i.test(glimpse.path)) return avatar(place, tools);
  const named = namedRole(glimpse, place);
  if (named === undefined) return undefined;
  const isEmpty = named === 'kept' || glimpse.json?.root === 'other';
  return isEmpty ? kept('other state', place.subject) : reader(named, glimpse, place);
}

/** Somebody may be called `auth-something`; then the file holds what files of shapes hold. */
function isSecret(base: string, role: ReturnType<typeof sniff>): boolean {
  if (!/^auth.*\.json$/.test(base)) return false;
  const isOfShape =
    role !== undefined && ['config', 'export', 'memories', 'history', 'stories', 'personalization'].includes(role);
  return !isOfShape || /^(?:auth|authentication|auth[-_]?tokens?)\.json$/.test(base);
}
