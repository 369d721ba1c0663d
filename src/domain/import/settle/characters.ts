import { compact } from '../../json/compact.js';
import type { PersonalityReport } from '../batch.js';
import type { Character } from '../cast.js';
import { familyOf } from '../format.js';
import type { PersonalityFound } from '../found.js';
import { importedSchema, type Imported } from '../imported.js';
import { jsonOf, textIn } from '../json.js';
import { presentable } from '../presentable.js';
import { giveAliases } from './aliases.js';
import { drafted, fitting, newcomer, overlaid, sketchFrom, type Drafted } from './draft.js';
import { freeSlug, giveAlias, titleOf, type NameBook } from './names.js';
import type { Portrait } from './pictures.js';
import type { Draft, Settling, Situation, Stamped } from './settling.js';
import { addTraining } from './training.js';

/** What became of somebody. */
export type SettledCharacter = {
  readonly character: Character;
  readonly slug: string;
  readonly action: PersonalityReport['action'];
};

/** Settles everybody of whom there is a record: their fields, names and picture, in one value each. */
export function settleCharacters(
  situation: Situation,
  settling: Settling,
  names: NameBook,
  pictures: readonly Portrait[],
): SettledCharacter[] {
  const sayings = new Map(situation.stamped.map(({ found, isKnown }) => [found, isKnown] as const));
  const present = presentIn(situation);
  const cast = situation.cast.all.filter(({ id }) => present.has(id));
  const drafts = new Map(cast.map(character => [character.id, begun(character, situation, names, sayings)] as const));
  for (const draft of drafts.values()) keepOldName(draft, situation, settling, names);
  addPictures(drafts, situation, settling, pictures);
  addTraining(drafts, situation, settling);
  giveAliases(drafts, situation, settling, names);
  const configs = Map.groupBy(
    situation.stamped.filter(({ found }) => found.kind === 'personalities'),
    ({ character }) => character?.id ?? '',
  );
  return [...drafts].map(([id, draft]) => finished(draft, configs.get(id) ?? [], situation, settling));
}

/** A name that cannot be a slug here goes on as an alias. */
function keepOldName(draft: Draft, { sketches }: Situation, settling: Settling, names: NameBook): void {
  const { character, value, isNew } = draft;
  const found = (sketches.get(character.id) ?? [])
    .map(({ slug }) => slug)
    .find(slug => slug !== null && slug !== undefined);
  const wanted = found ?? character.slug;
  if (!isNew || wanted === null || wanted === value.slug) return;
  const isGiven = giveAlias(wanted, character.id, names).kind === 'given';
  if (isGiven) draft.value = { ...value, aliases: [...value.aliases, wanted] };
  const also = isGiven ? ` It answers to “${wanted}” too.` : '';
  const message = `“${wanted}” cannot be a slug here, or is taken: it is ${value.slug} now.${also}`;
  settling.issues.push({ severity: 'warn', code: 'slug_changed', file: '', at: '', message });
}

/** Those of whom there is any record; a name in passing is none. */
function presentIn({ counts, sketches, stamped }: Situation): ReadonlySet<string> {
  const told = [...sketches].filter(([, found]) => found.some(({ weight }) => weight !== 'mention')).map(([id]) => id);
  return new Set([...counts.characters(), ...stamped.map(({ character }) => character?.id ?? ''), ...told]);
}

function begun(
  character: Character,
  { personalities, sketches, importer, batch, standing }: Situation,
  names: NameBook,
  known: ReadonlyMap<unknown, boolean>,
): Draft {
  const { now, written } = personalities.get(character.id) ?? { now: null, written: null };
  const found = sketches.get(character.id) ?? [];
  const wanted = [...found.map(({ slug }) => slug), character.slug, ...found.map(({ sketch }) => sketch.name)];
  const isGone = standing(character).takes === 'nothing';
  const called = isGone ? (character.slug ?? character.foreignId) : undefined;
  const slug = textIn(now, 'slug') ?? called ?? freeSlug(wanted, character.id, names);
  const { format, foreignId } = character;
  const fresh = newcomer(titleOf(character.slug ?? foreignId) || slug, slug, importer.id);
  const before = importedSchema.safeParse(written ?? now);
  const base = before.success ? identified(before.data, foreignId) : { ...fresh, source: { format, foreignId, batch } };
  const isKnown = (each: PersonalityFound) => now !== null && (known.get(each) ?? true);
  const sayings = found.map(each => ({ found: each, isKnown: isKnown(each) }));
  return { character, value: overlaid(base, sketchFrom(sayings)), isNew: now === null };
}

/** Somebody who was known by a slug alone is known by their id once it is told. */
const identified = (value: Imported, foreignId: string): Imported =>
  value.source === null || value.source.foreignId === foreignId
    ? value
    : { ...value, source: { ...value.source, foreignId } };

function addPictures(
  drafts: ReadonlyMap<string, Draft>,
  { stamped, standing }: Situation,
  settling: Settling,
  pictures: readonly Portrait[],
): void {
  const fresh = new Set(stamped.filter(({ isKnown }) => !isKnown).map(({ found }) => found));
  for (const { character, picture, find, found } of pictures) {
    const draft = drafts.get(character?.id ?? '');
    if (picture === null || draft === undefined || !fresh.has(found) || standing(draft.character).takes !== 'all')
      continue;
    settling.pictures.push({ ...picture, find });
    draft.value = { ...draft.value, avatar: picture.sha256 };
  }
}

function finished(
  draft: Draft,
  configs: readonly Stamped[],
  situation: Situation,
  settling: Settling,
): SettledCharacter {
  const { character } = draft;
  const { counts, standing, personalities } = situation;
  if (standing(character).takes !== 'all') return skipped(draft, configs, situation, settling);
  if (draft.isNew) tellOwners(draft, situation, settling);
  const { value: theirs, misfits } = fitting(draft.value);
  const { now, written } = personalities.get(character.id) ?? { now: null, written: null };
  const result = drafted(written, now, theirs);
  if (result.outcome !== 'unchanged') {
    settling.changes.push({ entity: 'personality', id: character.id, after: jsonOf(result.value), seen: now });
  }
  remember(configs, { ...result, misfits }, character, settling);
  counts.count('', character.id, 'personalities', result.outcome);
  return { character, slug: draft.value.slug, action: result.outcome };
}

/** Somebody else's, or deleted here: what is said of them is kept, and changes nothing. */
function skipped(
  { character, value }: Draft,
  configs: readonly Stamped[],
  { counts, standing }: Situation,
  settling: Settling,
): SettledCharacter {
  const verdict = standing(character);
  const reason =
    verdict.takes === 'nothing'
      ? { code: verdict.code, why: verdict.why }
      : {
          code: 'not_owner',
          why: `“${value.slug}” is here already and belongs to somebody else: its config stays as it is.`,
        };
  const fresh = configs.filter(({ isKnown }) => !isKnown);
  for (const { stamp } of fresh) {
    settling.records.push({ ...stamp, outcome: 'archived', target: null, reason });
    settling.issues.push({ severity: 'warn', code: reason.code, file: stamp.path, at: stamp.at, message: reason.why });
  }
  counts.count('', character.id, 'personalities', fresh.length > 0 ? 'archived' : 'unchanged');
  return {
    character,
    slug: value.slug,
    action: fresh.length > 0 || verdict.takes === 'nothing' ? 'skipped' : 'unchanged',
  };
}

/** A file cannot say who owns somebody here; but it may say who did there. */
function tellOwners({ character, value }: Draft, { sketches, importer }: Situation, settling: Settling): void {
  const owners = new Set((sketches.get(character.id) ?? []).flatMap(found => found.owners));
  owners.delete(importer.handle);
  if (owners.size === 0) return;
  const message = `Its source names ${[...owners].join(', ')} as owner of ${value.slug}. Here it belongs to ${importer.handle}.`;
  settling.issues.push({ severity: 'info', code: 'owner_in_file', file: '', at: '', message });
}

/** Remembers what was said of somebody. It is not counted: they are, once each, however many files speak of them. */
function remember(
  configs: readonly Stamped[],
  { kept, misfits, outcome }: Drafted & { readonly misfits: readonly string[] },
  character: Character,
  settling: Settling,
): void {
  const fresh = configs.filter(({ isKnown }) => !isKnown);
  for (const { stamp } of fresh) {
    const remembered = outcome === 'created' ? 'created' : 'updated';
    settling.records.push({ ...stamp, outcome: remembered, target: character.id, reason: null });
  }
  const config = fresh.find(({ found }) => found.kind === 'personalities' && found.weight === 'config');
  if (config?.found.kind === 'personalities') {
    const { raw } = config.found;
    /* A card is its maker's word for word; what a service wrote may hold keys to it, and the sealed archive has those. */
    const document = compact(familyOf(character.format) === 'card' ? raw : presentable(raw));
    const after = { format: character.format, document };
    settling.changes.push({ entity: 'origin', id: character.id, after });
  }
  const tell = (severity: 'info' | 'warn', code: string, what: string, fields: readonly string[]) => {
    if (fields.length === 0) return;
    const message = `${what}: ${fields.join(', ')}.`;
    settling.issues.push({ severity, code, file: config?.stamp.path ?? '', at: '', message });
  };
  tell('info', 'kept_here', 'Set here, and left as it is', kept);
  tell('warn', 'does_not_fit', 'These do not fit here, and stay in the archive', misfits);
}
