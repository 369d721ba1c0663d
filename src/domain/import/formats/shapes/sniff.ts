import type { Outline } from '../../format.js';
import type { RowRole } from './rows.js';
import { fieldOf, isDiscordId, isFields, isUuid, wordsOf, type Fields } from './values.js';

/** What a document of shapes.inc, or of the bot that kept its backups, holds. */
export type Role =
  | RowRole
  | 'config'
  | 'export'
  | 'totals'
  | 'personalities'
  | 'avatar list'
  | 'verifications'
  | 'activations'
  | 'blocks'
  | 'preferences'
  | 'users';

/** Tells what a document is by what stands in it, as far as that can be seen. Undefined: it could be anything. */
export function sniff(json: Outline): Role | undefined {
  if (json.root === 'array') return json.first === undefined ? undefined : roleOfRow(json.first.value);
  if (json.root === 'other') return undefined;
  const keys = json.members;
  const has = (...names: readonly string[]) => names.filter(name => keys.has(name)).length;
  if (has('sourceSlug', 'config') > 0 && has('sourceSlug', 'exportedAt', 'memories', 'stories', 'stats') > 1)
    return 'export';
  if (keys.has('messages') && has('shape_id', 'shape_name', 'message_count') > 0) return 'history';
  if (has('totalMemories', 'totalChatMessages', 'lastMemoryTimestamp', 'totalKnowledge') > 1) return 'totals';
  if (keys.has('personalities') && has('aliases', 'version', 'lastUpdated') > 0) return 'personalities';
  const isSomebody = has('id', 'name', 'username', 'jailbreak', 'user_prompt') > 0;
  if (has('backstory', 'preferred_name') > 0 && !isSomebody && has('uuid', 'members') === 0) return 'personalization';
  if (has(...camelNames) > 1 || (isSomebody && has(...snakeNames) > 1)) return 'config';
  if (isUuid(wordsOf(keys.get('id')?.value) ?? '') && keys.has('username') && has('avatar', 'avatar_url') > 0)
    return 'config';
  if (keys.has('story_type') && keys.has('content')) return 'stories';
  return pageOf(json.members) ?? mapOf(json.members);
}

const snakeNames = [
  'jailbreak', 'user_prompt', 'personality_traits', 'engine_model', 'engine_temperature', 'stm_window', 'ltm_enabled',
  'ltm_threshold', 'shape_settings', 'wack_message', 'sleep_message', 'favorite_reacts', 'search_tags_v2', 'voice_id',
  'image_jailbreak', 'fallback_engine_model', 'self_identified_sensitive', 'search_description',
]; // prettier-ignore
const camelNames = [
  'userPrompt', 'jailbreakPrompt', 'voiceConfig', 'imageConfig', 'engineConfig', 'moderationFlags', 'languagePreset',
  'typicalPhrases', 'sourceMaterial', 'creditsUsed', 'customCategory',
]; // prettier-ignore

type Members = Extract<Outline, { root: 'object' }>['members'];

function roleOfRow(row: unknown): 'memories' | 'history' | 'stories' | undefined {
  if (!isFields(row)) return undefined;
  const has = (...names: readonly string[]) => names.some(name => Object.hasOwn(row, name));
  if (has('summary_type') || (has('result') && has('senders', 'metadata', 'shape_id'))) return 'memories';
  if (has('story_type') || (has('content') && has('shape_id'))) return 'stories';
  const isLine = has('message', 'reply') && has('ts', 'regenerated_replies', 'voice_reply_url', 'fallback_model_used');
  return isLine ? 'history' : undefined;
}

/** An answer of the service: rows within an envelope. */
function pageOf(members: Members): Role | undefined {
  const rows = ['items', 'memories'].map(name => members.get(name)?.value).find(Array.isArray);
  const role = rows?.map(roleOfRow).find(each => each !== undefined);
  if (role !== undefined) return role;
  const isPaged = members.has('pagination') || members.has('meta');
  return members.has('memories') && isPaged ? 'memories' : undefined;
}

/** A map of v2: everything in it has the same form. */
function mapOf(members: Members): Role | undefined {
  const inner = members.get('mappings')?.value;
  const entries = isFields(inner)
    ? Object.entries(inner)
    : [...members].map(([key, cutting]) => [key, cutting?.value] as const);
  const rows = entries.filter(([, value]) => isFields(value));
  const all = (test: (key: string, row: Fields) => boolean) =>
    rows.length > 0 && rows.every(([key, value]) => isFields(value) && test(key, value));
  if (all((key, row) => isUuid(key) && Object.hasOwn(row, 'discordId'))) return 'users';
  if (all((_key, row) => Object.hasOwn(row, 'checksum') && Object.hasOwn(row, 'localFilename'))) return 'avatar list';
  if (!all(key => isDiscordId(key))) return undefined;
  if (all((_key, row) => wordsOf(fieldOf(row, 'personality')) !== null)) return 'activations';
  if (all((_key, row) => Object.hasOwn(row, 'verified'))) return 'verifications';
  return all((_key, row) => Object.hasOwn(row, 'optedOut')) ? 'preferences' : undefined;
}
