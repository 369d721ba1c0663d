import type { Outline, Recognised } from '../../format.js';
import { baseOf, stepsOf } from '../cards/paths.js';

const ofFolder = { format: 'sillytavern', subject: null, isWorldwide: false } as const;

/** Folders of a SillyTavern user in which nothing is for us. */
const notOurs: ReadonlySet<string> = new Set([
  'User Avatars', 'OpenAI Settings', 'TextGen Settings', 'KoboldAI Settings', 'NovelAI Settings', 'QuickReplies',
  'movingUI', 'thumbnails',
]); // prettier-ignore

/** What lies in the folder of a SillyTavern user beside cards, books and chats. */
export function besideChats(path: string, json: Outline | null): Recognised | undefined {
  const steps = stepsOf(path);
  const names: ReadonlySet<string> = json?.root === 'object' ? new Set(json.members.keys()) : new Set();
  if (steps.at(-1) === 'secrets.json') return { ...ofFolder, role: 'secrets', reads: 'secret' };
  if (steps.some(step => notOurs.has(step))) return { ...ofFolder, role: 'settings', reads: 'nothing' };
  if (steps.at(-1) === 'settings.json' && isSettings(names)) return { ...ofFolder, role: 'settings', reads: 'nothing' };
  if (names.has('members') && names.has('chat_id')) return { ...ofFolder, role: 'group', reads: 'nothing' };
  const isCopy = steps.at(-2) === 'backups' && baseOf(path).startsWith('chat_');
  return isCopy ? { ...ofFolder, role: 'copy of a chat', reads: 'nothing' } : undefined;
}

const isSettings = (names: ReadonlySet<string>) =>
  ['power_user', 'firstRun', 'user_avatar', 'currentVersion', 'amount_gen'].some(name => names.has(name));
