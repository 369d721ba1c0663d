import type { Subject } from '../../found.js';
import { slugIn, subjectOf } from './subject.js';
import { isUuid } from './values.js';

/** What a path says of a file. */
export type Place = {
  /** Its name, in lower case. */
  readonly base: string;
  /** With its last slash; empty at the top. */
  readonly folder: string;
  /** What it holds, when its name is one of those that v2 gave. */
  readonly named: DataRole | undefined;
  /** Whether it is called like the folder it is in, as configs are. */
  readonly isNamesake: boolean;
  readonly subject: Subject | null;
};

export type DataRole = 'memories' | 'stories' | 'training' | 'personalization' | 'history' | 'kept';

const roles = new Map<string, DataRole>([
  ['memories', 'memories'], ['knowledge', 'stories'], ['stories', 'stories'], ['story', 'stories'], ['training', 'training'],
  ['user_personalization', 'personalization'], ['chat_history', 'history'], ['messages', 'kept'], ['user_data', 'kept'],
]); // prettier-ignore
const dataName = new RegExp(`^(?:(.*)_)?(${[...roles.keys()].join('|')})\\.json$`);

export function placeOf(path: string): Place {
  const at = path.lastIndexOf('/') + 1;
  const base = path.slice(at).toLowerCase();
  const folder = path.slice(0, at);
  const [, prefix, role = ''] = dataName.exec(base) ?? [];
  const parent = folder.split('/').at(-2) ?? '';
  const stem = base.replace(/(?:-export)?\.(?:json|md)$/, '');
  const isNamesake = stem === parent.toLowerCase();
  const own = prefix ?? (/-export\.(?:json|md)$/.test(base) ? stem : undefined);
  const named = prefix === undefined && ['messages', 'user_data'].includes(role) ? undefined : roles.get(role);
  return { base, folder, named, isNamesake, subject: whose(own ?? slugOfFolder(parent)) };
}

/** A folder, or a zip that v2 made of one: `[name_]slug_backup_2025-06-01.zip`. */
function slugOfFolder(folder: string): string {
  const zipped = /^(?:.*_)?([^_]+)_backup(?:_[\d-]+)?\.zip$/i.exec(folder);
  const name = zipped?.[1] ?? folder.replace(/\.zip$/i, '');
  return containers.has(name.toLowerCase()) ? '' : name;
}

/** Folders that are called for what is in them, and not for whom. */
const containers = new Set([
  '.',
  '..',
  'data',
  'personalities',
  'exports',
  'export',
  'backup',
  'backups',
  'service-backup',
  'ddd_personality_data',
  'downloads',
  'avatars',
  'images',
  'input',
  'zips',
]);

const whose = (word: string): Subject | null => (isUuid(word) ? subjectOf(word, null) : subjectOf(null, slugIn(word)));
