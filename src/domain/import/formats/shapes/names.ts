import type { Glimpse, Outline } from '../../format.js';
import type { Place } from './path.js';
import type { Role } from './sniff.js';

const state = new Map<string, Role>([
  ['personalities.json', 'personalities'],
  ['nsfw_verified.json', 'verifications'],
  ['channel_activations.json', 'activations'],
  ['blacklist.json', 'blocks'],
  ['releasenotificationpreferences.json', 'preferences'],
  ['uuid-mappings.json', 'users'],
  ['user-mappings.json', 'users'],
  ['.backup-metadata.json', 'totals'],
]);

const passing = /^(?:conversations|message_map|auto_response|lastnotifiedversion|personalities-backup-.*)\.json$/;

/** What a file should hold by its name. Kept: nothing for us. */
export function namedRole({ path, json }: Glimpse, place: Place): Role | 'kept' | undefined {
  if (/-export\.md$/i.test(path)) return 'kept';
  if (place.named !== undefined) return place.named;
  if (json === null) return undefined;
  if (passing.test(place.base) && isOfV2(json)) return 'kept';
  return state.get(place.base) ?? avatarList(place, json) ?? exported(place, json) ?? profile(place, json);
}

/** Other programs have files of these names too, but with a list of messages in them. */
const isOfV2 = (json: Outline) => json.root === 'other' || (json.root === 'object' && !json.members.has('messages'));

const avatarList = ({ folder, base }: Place, json: Outline) =>
  base === 'metadata.json' && /(?:^|\/)avatars\/$/i.test(folder) && json.root === 'object' ? 'avatar list' : undefined;

/** Where a long member stands first, no other can be seen. */
const exported = ({ base }: Place, json: Outline) =>
  base.endsWith('-export.json') &&
  json.root === 'object' &&
  ['memories', 'stories', 'config'].some(name => json.members.has(name))
    ? 'export'
    : undefined;

function profile({ base, isNamesake }: Place, json: Outline): Role | undefined {
  if (json.root !== 'object' || !(isNamesake || base === 'profile.json')) return undefined;
  const has = (...names: readonly string[]) => names.some(name => json.members.has(name));
  return has('id', 'username') && !has('spec', 'data', 'bio', 'members', 'tuppers', 'entries') ? 'config' : undefined;
}
