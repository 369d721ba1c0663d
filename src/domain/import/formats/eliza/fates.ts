import type { Fates } from '../../found.js';
import type { Remark } from '../../issue.js';
import { isMembers, isNothing, pointer } from '../generic/value.js';
import { isExamples } from './examples.js';
import { modelIn } from './sketch.js';
import { isTexts } from './words.js';

type Fate = keyof Fates;
type Fated = readonly [path: string, fate: Fate];

const isText = (value: unknown) => isNothing(value) || typeof value === 'string';
const isList = (value: unknown) => isNothing(value) || typeof value === 'string' || Array.isArray(value);

/** The fields that are read, and what they should hold. */
const read = new Map<string, (value: unknown) => boolean>([
  ['id', isText],
  ['name', isText],
  ['system', isTexts],
  ['bio', isTexts],
  ['lore', isList],
  ['knowledge', isList],
  ['adjectives', isTexts],
  ['topics', isTexts],
  ['messageExamples', isExamples],
]);

const kept = new Set([
  'username', 'clients', 'plugins', 'modelProvider', 'imageModelProvider', 'imageVisionModelProvider',
  'embeddingModelProvider', 'modelEndpointOverride', 'postExamples', 'templates', 'clientConfig', 'twitterProfile',
  'instagramProfile', 'simsaiProfile', 'people', 'nft', 'extends', 'secrets', 'createdAt', 'updatedAt', 'enabled',
]); // prettier-ignore

const styles = new Set(['all', 'chat', 'post']);

/** What becomes of each member of a character file, also of those of `style` and `settings`. */
export function fatesOf(whole: unknown): { fates: Fates; remarks: Remark[] } {
  const all = isMembers(whole) ? Object.entries(whole).flatMap(([name, value]) => fatesFor(name, value, whole)) : [];
  const withFate = (wanted: Fate) => all.flatMap(([path, fate]) => (fate === wanted ? [path] : []));
  return {
    fates: { mapped: withFate('mapped'), archived: withFate('archived'), quarantined: withFate('quarantined') },
    remarks: all.flatMap(([path, fate]) => (fate === 'quarantined' && isOurs(path) ? [odd(path)] : [])),
  };
}

function fatesFor(name: string, value: unknown, whole: unknown): Fated[] {
  if (name === 'style') return fatesWithin(name, value, (part, held) => styleFate(part, held));
  if (name === 'settings') return fatesWithin(name, value, part => settingFate(part, whole));
  const holdsWhatItShould = read.get(name);
  if (holdsWhatItShould !== undefined) return [[name, holdsWhatItShould(value) ? 'mapped' : 'quarantined']];
  return [[name, kept.has(name) ? 'archived' : 'quarantined']];
}

function fatesWithin(name: string, value: unknown, fate: (part: string, held: unknown) => Fate): Fated[] {
  if (!isMembers(value)) return [[name, isNothing(value) ? 'mapped' : 'quarantined']];
  if (Object.keys(value).length === 0) return [[name, 'mapped']];
  return Object.entries(value).map(([part, held]) => [`${name}.${part}`, fate(part, held)]);
}

const styleFate = (part: string, held: unknown): Fate => (styles.has(part) && isTexts(held) ? 'mapped' : 'quarantined');

const settingFate = (part: string, whole: unknown): Fate =>
  part === 'model' && modelIn(whole) !== undefined ? 'mapped' : 'archived';

const isOurs = (path: string) => read.has(path) || path === 'style' || path === 'settings' || path.startsWith('style.');

const odd = (path: string): Remark => ({
  severity: 'warn',
  code: 'field_odd',
  at: path.split('.').reduce(pointer, ''),
  message: `“${path}” does not hold what it should. What of it is text was used; all of it is in the archive.`,
});
