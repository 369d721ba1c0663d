import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { Hash } from '../../ports/hash.js';
import type { Personalities, PersonalityCounts, Picture } from '../../ports/personalities.js';
import { TzurotError } from '../errors.js';
import { misfitIn } from '../misfit.js';
import { idBytes, idOf } from '../id.js';
import { imageOf } from '../png/image.js';
import { nearest } from '../text/nearest.js';
import { patched, type Patch } from './patch.js';
import {
  blankSketch,
  isOpenTo,
  longestAlias,
  sketchOf,
  sketchSchema,
  type Personality,
  type Sketch,
} from './personality.js';
import { parseSlug } from './slug.js';
import { nameKey } from './words.js';

export type PersonalityPorts = {
  readonly personalities: Personalities;
  readonly clock: Clock;
  readonly entropy: Entropy;
};

/** Who somebody is, on behalf of whom. The owner of the home may do everything. */
export type Actor = { readonly userId: string; readonly isOwner: boolean };

/** Those this person may talk to. */
export async function list(ports: PersonalityPorts, actor: Actor): Promise<Personality[]> {
  const all = await ports.personalities.all();
  return all.filter(personality => isVisible(personality, actor));
}

/** By slug, alias or display name. Somebody else's private personality is not there. */
export async function find(ports: PersonalityPorts, actor: Actor, name: string): Promise<Personality> {
  const visible = await list(ports, actor);
  const key = nameKey(name);
  const found =
    visible.find(({ slug }) => slug === name) ??
    visible.find(({ aliases }) => aliases.some(alias => nameKey(alias) === key)) ??
    visible.find(({ displayName }) => nameKey(displayName) === key);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    visible.map(({ slug }) => slug),
  );
  const hint = near === undefined ? '' : ` Did you mean “${near}”?`;
  throw new TzurotError('not_found', `There is no personality “${name}”.${hint}`, { try: 'personality list' });
}

/** The same, for somebody who wants to change it. */
export async function findOwn(ports: PersonalityPorts, actor: Actor, name: string): Promise<Personality> {
  const personality = await find(ports, actor, name);
  if (personality.ownerId === actor.userId || actor.isOwner) return personality;
  throw new TzurotError('denied', `“${personality.slug}” belongs to somebody else.`);
}

export async function create(
  ports: PersonalityPorts,
  actor: Actor,
  wanted: { readonly slug: string; readonly name: string; readonly patches: readonly Patch[] },
): Promise<Personality> {
  const now = ports.clock.now();
  const personality: Personality = {
    ...patched(named(wanted.name), wanted.patches),
    id: idOf(ports.entropy.bytes(idBytes)),
    slug: parseSlug(wanted.slug),
    ownerId: actor.userId,
    aliases: [],
    avatar: null,
    source: null,
    createdAt: now,
    updatedAt: now,
  };
  await ports.personalities.create(personality);
  return personality;
}

/** Changes single fields. */
export async function edit(
  ports: PersonalityPorts,
  actor: Actor,
  name: string,
  patches: readonly Patch[],
): Promise<Personality> {
  const personality = await findOwn(ports, actor, name);
  return rewrite(ports, personality, patched(sketchOf(personality), patches));
}

/** Writes all that people write about a personality. Says what does not fit, and then changes nothing. */
export async function redraw(ports: PersonalityPorts, actor: Actor, name: string, form: unknown): Promise<Personality> {
  const personality = await findOwn(ports, actor, name);
  const parsed = sketchSchema.safeParse(form, { error: misfitIn });
  if (parsed.success) return rewrite(ports, personality, parsed.data);
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the form'}: ${message}`);
  throw new TzurotError('invalid', `Nothing was changed. ${issues.join(' ')}`);
}

/** What a removal would take with it. */
export async function preview(ports: PersonalityPorts, actor: Actor, name: string) {
  const personality = await findOwn(ports, actor, name);
  return { personality, counts: await ports.personalities.counts(personality.id) };
}

export async function remove(ports: PersonalityPorts, actor: Actor, name: string): Promise<Personality> {
  const personality = await findOwn(ports, actor, name);
  await ports.personalities.remove(personality.id);
  return personality;
}

export async function addAlias(
  ports: PersonalityPorts,
  actor: Actor,
  name: string,
  alias: string,
): Promise<Personality> {
  const personality = await findOwn(ports, actor, name);
  const display = parseAlias(alias);
  const key = nameKey(display);
  if (personality.aliases.some(each => nameKey(each) === key)) return personality;
  return rewrite(ports, { ...personality, aliases: [...personality.aliases, display] }, sketchOf(personality));
}

export async function removeAlias(
  ports: PersonalityPorts,
  actor: Actor,
  name: string,
  alias: string,
): Promise<Personality> {
  const personality = await findOwn(ports, actor, name);
  const key = nameKey(alias);
  const aliases = personality.aliases.filter(each => nameKey(each) !== key);
  if (aliases.length === personality.aliases.length) {
    throw new TzurotError('not_found', `“${personality.slug}” has no alias “${alias}”.`, {
      try: `personality alias list ${personality.slug}`,
    });
  }
  return rewrite(ports, { ...personality, aliases }, sketchOf(personality));
}

/** All of it for its owner, else what concerns the asker. */
export const counts = (ports: PersonalityPorts, actor: Actor, personality: Personality): Promise<PersonalityCounts> =>
  ports.personalities.counts(
    personality.id,
    actor.isOwner || personality.ownerId === actor.userId ? undefined : actor.userId,
  );

/** What is known of a picture without looking at it. */
export async function avatar(ports: PersonalityPorts, { avatar: sha256 }: Personality) {
  const picture = sha256 === null ? undefined : await ports.personalities.picture(sha256);
  return picture === undefined ? null : { sha256: picture.sha256, type: picture.type, bytes: picture.bytes.length };
}

/** Gives a personality the picture that these bytes are, whatever the file they came from was called. */
export async function setAvatar(
  ports: PersonalityPorts & { readonly hash: Hash },
  actor: Actor,
  name: string,
  bytes: Uint8Array,
): Promise<{ personality: Personality; picture: Picture }> {
  const personality = await findOwn(ports, actor, name);
  const image = imageOf(bytes);
  if ('refused' in image) throw new TzurotError('invalid', image.refused.message);
  const picture = { ...image, sha256: ports.hash.sha256(bytes), bytes };
  await ports.personalities.portray(personality.id, picture, laterThan(ports, personality));
  return { personality, picture };
}

/** Takes a personality’s picture away. */
export async function removeAvatar(ports: PersonalityPorts, actor: Actor, name: string): Promise<Personality> {
  const personality = await findOwn(ports, actor, name);
  if (personality.avatar === null) {
    throw new TzurotError('not_found', `“${personality.slug}” has no picture.`, {
      try: `personality avatar set ${personality.slug} FILE`,
    });
  }
  await ports.personalities.portray(personality.id, null, laterThan(ports, personality));
  return personality;
}

/** Each change is later than the one before, whatever the clock says. */
const laterThan = (ports: PersonalityPorts, { updatedAt }: Personality) => Math.max(ports.clock.now(), updatedAt + 1);

function named(name: string): Sketch {
  const parsed = sketchSchema.safeParse(blankSketch(name.trim()));
  if (parsed.success) return parsed.data;
  throw new TzurotError('invalid', 'A name is one line of at least one character, and 200 at most.');
}

/** Writes what was changed since it was read. */
async function rewrite(ports: PersonalityPorts, personality: Personality, sketch: Sketch): Promise<Personality> {
  const changed: Personality = { ...personality, ...sketch, updatedAt: laterThan(ports, personality) };
  await ports.personalities.update(changed, personality.updatedAt);
  return (await ports.personalities.findById(personality.id)) ?? changed;
}

const isVisible = (personality: Personality, { userId, isOwner }: Actor) => isOwner || isOpenTo(personality, userId);

function parseAlias(text: string): string {
  const alias = text.trim();
  if (alias.length > longestAlias)
    throw new TzurotError('invalid', `An alias has at most ${longestAlias} characters; this one has ${alias.length}.`);
  if (/\p{Cc}/u.test(alias)) throw new TzurotError('invalid', 'An alias is one line of text.');
  if (nameKey(alias) === '')
    throw new TzurotError('invalid', `“${text}” cannot be an alias: there is nothing in it to call somebody by.`);
  return alias;
}
