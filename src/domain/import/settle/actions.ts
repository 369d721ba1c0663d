import type { Hash } from '../../../ports/hash.js';
import type { Imports } from '../../../ports/imports.js';
import type { Personalities } from '../../../ports/personalities.js';
import { nameKey } from '../../personality/words.js';
import type { PersonalityReport } from '../batch.js';
import { textIn } from '../json.js';
import { isSame, merge } from '../merge.js';
import { stampOf } from '../stage/rows.js';
import type { Json, Stamp } from '../staged.js';
import type { Find } from '../survey/survey.js';
import { settleCharacters } from './characters.js';
import { portraits, type Portrait } from './pictures.js';
import { proposalsOf, type Proposal } from './proposals.js';
import { change, settle, type Settling, type Situation, type Stamped } from './settling.js';

export type SettlePorts = { readonly imports: Imports; readonly personalities: Personalities; readonly hash: Hash };

type Wanted = Omit<Situation, 'stamped' | 'personalities'> & {
  readonly finds: readonly Find[];
  /** What files that were known say as well, such as whose an image is. */
  readonly background: readonly Find[];
  userOf(discordId: string): string;
  /** Who the importing person was at the sources. */
  readonly selves: ReadonlySet<string>;
};

/** Decides about everything of which there is little: who becomes what, and all that is written as a whole. */
export async function settleAll(
  ports: SettlePorts,
  wanted: Wanted,
): Promise<Settling & { readonly personalities: PersonalityReport[] }> {
  const settling: Settling = { changes: [], written: new Map(), records: [], pictures: [], issues: [] };
  const pictures = portraits([...wanted.background, ...wanted.finds], wanted.cast, ports.hash);
  const stamped = await stampedFinds(ports, wanted, pictures);
  const ids = wanted.cast.all.map(({ id }) => id);
  const situation: Situation = { ...wanted, stamped, personalities: await ports.imports.values('personality', ids) };
  await settleValues(ports, situation, settling, wanted.userOf);
  await settleSelves(ports, wanted, settling);
  settlePictures(situation, settling, pictures);
  settleVoices(situation, settling);
  const all = await ports.personalities.all();
  const names = new Map(
    all.flatMap(({ id, slug, aliases }) => [slug, ...aliases].map(name => [nameKey(name), id] as const)),
  );
  const settled = settleCharacters(situation, settling, names, pictures);
  const personalities = settled.map(({ character, slug, action }): PersonalityReport => {
    const config = (wanted.sketches.get(character.id) ?? []).find(({ weight }) => weight === 'config');
    return { slug, action, counts: wanted.counts.of(character.id), fields: config?.fates ?? noFates };
  });
  return { ...settling, personalities: personalities.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)) };
}

const noFates = { mapped: [], archived: [], quarantined: [] };

/** Gives every small record its stamp, and tells which were taken before, or came twice. */
async function stampedFinds(
  { imports, hash }: SettlePorts,
  { finds, cast, importer }: Wanted,
  pictures: readonly Portrait[],
): Promise<Stamped[]> {
  const drawn = new Map(pictures.map(({ found, character }) => [found, character] as const));
  const bare = finds.flatMap(({ file, found }) => {
    if (found.kind === 'expectation' || found.kind === 'avatar-claim') return [];
    const subject = found.subject ?? file.recognised?.subject ?? null;
    const named = cast.of(file.recognised?.format ?? 'generic', subject);
    const character = found.kind === 'avatars' ? drawn.get(found) : named;
    const stamp: Stamp = stampOf(found, file.path, character?.id ?? '', importer.id, hash.sha256);
    return [{ file, found, stamp, character }];
  });
  const known = new Set(await imports.knownRecords(bare.map(({ stamp }) => stamp.fingerprint)));
  return bare.map(each => {
    const isKnown = known.has(each.stamp.fingerprint);
    known.add(each.stamp.fingerprint);
    return { ...each, isKnown };
  });
}

/** What is written as a whole: the newest word of the source, over what stands here. */
async function settleValues(
  { imports, hash }: SettlePorts,
  situation: Situation,
  settling: Settling,
  userOf: (discordId: string) => string,
): Promise<void> {
  for (const each of situation.stamped) {
    if (!isValue(each)) continue;
    const { found, character, isKnown } = each;
    if (isKnown) settle(settling, situation.counts, each, 'unchanged');
    else if (!situation.vouches && ofTheHome.includes(found.kind))
      settle(settling, situation.counts, each, 'archived', { reason: unvouched });
    else if ('aside' in found && found.aside !== undefined) {
      const { fate, ...reason } = found.aside;
      settle(settling, situation.counts, each, fate, { reason });
    } else {
      const context = { sha256: hash.sha256, importerId: situation.importer.id, character, userOf };
      const standing = character === undefined ? undefined : situation.standing(character);
      const proposals = proposalsOf(each, context);
      if (proposals === null) settle(settling, situation.counts, each, 'quarantined', { reason: nobodys });
      else if (standing?.takes === 'nothing')
        settle(settling, situation.counts, each, 'archived', { reason: { code: standing.code, why: standing.why } });
      else settleProposed(each, proposals, await propose(imports, proposals, settling), situation, settling);
    }
  }
}

function settleProposed(
  each: Stamped,
  proposals: readonly Proposal[],
  outcome: Proposed,
  { counts }: Situation,
  settling: Settling,
): void {
  const reason = { code: 'deleted_here', why: 'This was deleted here, and stays so.' };
  settle(settling, counts, each, outcome, {
    ...(proposals[0] && { target: proposals[0].id }),
    ...(outcome === 'archived' && { reason }),
  });
}

/** What concerns everybody here is not for anybody's file to say. */
const ofTheHome: readonly string[] = ['users', 'activations', 'verifications', 'blocks', 'preferences'];
const unvouched = {
  code: 'not_vouched',
  why: 'Only the owner of this home can bring this, because it concerns others too.',
  try: 'ask them to import the file, or for: import claim FOREIGN_USER DISCORD_ID',
};

const nobodys = {
  code: 'no_personality',
  why: 'Nothing says which personality this belongs to.',
  try: 'import the same file with --into SLUG',
};

const valueKinds = [
  'userPersonalizations',
  'activations',
  'verifications',
  'blocks',
  'preferences',
  'users',
  'personas',
];
const isValue = ({ found }: Stamped): boolean => valueKinds.includes(found.kind);

type Proposed = 'created' | 'updated' | 'unchanged' | 'archived';

/** Puts the newest word of a source over what stands here. What was taken away here stays away. */
async function propose(imports: Imports, proposals: readonly Proposal[], settling: Settling): Promise<Proposed> {
  const gone = new Set<string>();
  let outcome: Proposed = 'unchanged';
  for (const { entity, id, theirs } of proposals) {
    const before = settling.written.get(`${entity}/${id}`);
    const value = (await imports.values(entity, [id])).get(id) ?? { now: null, written: null };
    const now = before ?? value.now;
    if (now === null && value.written !== null) {
      gone.add(id);
      if (outcome === 'unchanged') outcome = 'archived';
      continue;
    }
    const wanted = withoutPersona(theirs, gone);
    const after = now === null ? wanted : merge(before ?? value.written ?? undefined, now, wanted).value;
    if (isSame(after, now)) continue;
    change(settling, { entity, id, after });
    outcome = now === null ? 'created' : 'updated';
  }
  return outcome;
}

/** Nobody can be somebody who was deleted here. */
function withoutPersona(theirs: Json, gone: ReadonlySet<string>): Json {
  const personaId = textIn(theirs, 'personaId');
  const isGone = personaId !== undefined && gone.has(personaId);
  return isGone && typeof theirs === 'object' && theirs !== null ? { ...theirs, personaId: null } : theirs;
}

/** Remembers who the importing person was, unless it was said otherwise. */
async function settleSelves({ imports }: SettlePorts, { selves, importer }: Wanted, settling: Settling): Promise<void> {
  const values = await imports.values('person', [...selves]);
  for (const id of selves) {
    const isSaid = settling.written.has(`person/${id}`);
    if (isSaid || values.get(id)?.now !== null) continue;
    change(settling, { entity: 'person', id, after: { userId: importer.id, name: null, note: null, claimed: 0 } });
  }
}

function settlePictures(
  { stamped, counts, standing }: Situation,
  settling: Settling,
  pictures: readonly Portrait[],
): void {
  const drawn = new Map<unknown, Portrait>(pictures.map(portrait => [portrait.found, portrait]));
  for (const each of stamped) {
    const portrait = drawn.get(each.found);
    if (portrait === undefined) continue;
    if (each.isKnown) settle(settling, counts, each, 'unchanged');
    else if (portrait.picture === null) {
      const { fate, code, why } = portrait;
      settle(settling, counts, each, fate, { reason: { code, why } });
    } else if (standing(portrait.character).takes !== 'all') {
      settle(settling, counts, each, 'archived', {
        reason: { code: 'not_owner', why: 'The picture of a personality is its owner’s to choose.' },
      });
    } else settle(settling, counts, each, 'created', { target: portrait.picture.sha256 });
  }
}

/** A voice stands in a config, and goes with it. */
function settleVoices({ stamped, counts, standing }: Situation, settling: Settling): void {
  for (const each of stamped) {
    const { found, character, isKnown } = each;
    if (found.kind !== 'voices') continue;
    if (isKnown) settle(settling, counts, each, 'unchanged');
    else if (found.aside !== undefined) {
      const { fate, ...reason } = found.aside;
      settle(settling, counts, each, fate, { reason });
    } else if (character === undefined || standing(character).takes !== 'all')
      settle(settling, counts, each, 'archived');
    else settle(settling, counts, each, 'created', { target: character.id });
  }
}
