import { blankSketch, mostDialogues } from '../../personality/personality.js';
import type { PersonalityFound, SketchFound } from '../found.js';
import { importedSchema, type Imported } from '../imported.js';
import { jsonOf } from '../json.js';
import { isSame, merge } from '../merge.js';
import type { Json } from '../staged.js';

const weights = { config: 0, state: 1, mention: 2 } as const;

/** Something a source says of somebody, and whether it said the same before. */
export type Saying = { readonly found: PersonalityFound; readonly isKnown: boolean };

/**
 * What is new in what all sources together say of somebody: each field by the weightiest that speaks of it, the first of
 * equals; and not at all, where that one said the same before.
 */
export function sketchFrom(sayings: readonly Saying[]): SketchFound {
  const byWeight = sayings.toSorted((a, b) => weights[a.found.weight] - weights[b.found.weight]);
  const spoken = new Set<string>();
  const fields = byWeight.flatMap(({ found, isKnown }) => {
    const said = Object.entries(present(found.sketch)).filter(([name]) => !spoken.has(name));
    for (const [name] of said) spoken.add(name);
    return isKnown ? [] : said;
  });
  return Object.fromEntries(fields);
}

const present = (sketch: SketchFound): SketchFound =>
  Object.fromEntries(Object.entries(sketch).filter(([, value]) => value !== undefined));

/** Somebody as a source has them, put over what was known: what it does not speak of stays. */
export function overlaid(base: Imported, { name, displayName, llm, manner, ...sketch }: SketchFound): Imported {
  const { dialogues } = base.manner;
  const called = displayName ?? name ?? base.displayName;
  return {
    ...base,
    ...sketch,
    ...(manner && { manner: { ...manner, ...(dialogues && { dialogues }) } }),
    name: name ?? displayName ?? base.name,
    displayName: called,
    llm: {
      ...base.llm,
      ...(llm?.model !== undefined && { model: llm.model }),
      ...(llm?.fallbackModel !== undefined && { fallbackModel: llm.fallbackModel }),
      ...(llm?.params !== undefined && { params: llm.params }),
      ...(llm?.limits !== undefined && { limits: llm.limits }),
    },
  };
}

/** Somebody of whom nothing but the name is known. */
export const newcomer = (name: string, slug: string, ownerId: string): Imported => ({
  ...blankSketch(name),
  slug,
  ownerId,
  aliases: [],
  avatar: null,
  source: null,
});

export type Drafted = {
  readonly value: Imported;
  readonly kept: readonly string[];
  readonly outcome: 'created' | 'updated' | 'unchanged';
};

/** Puts what a source says into what is here: what people changed here stays. */
export function drafted(written: Json, now: Json, theirs: Imported): Drafted {
  if (now === null) return { value: theirs, kept: [], outcome: 'created' };
  const base = written === null ? jsonOf(newcomer('', '', '')) : written;
  const merged = merge(base, now, jsonOf(theirs));
  const parsed = importedSchema.safeParse(merged.value);
  const value = parsed.success ? parsed.data : importedSchema.parse(now);
  return { value, kept: merged.kept, outcome: isSame(jsonOf(value), now) ? 'unchanged' : 'updated' };
}

/** Adds an exchange that shows how somebody speaks. The same value, when it is there already. */
export function withExample(value: Imported, example: string): Imported {
  const { dialogues = [] } = value.manner;
  if (dialogues.length === mostDialogues || dialogues.includes(example)) return value;
  return { ...value, manner: { ...value.manner, dialogues: [...dialogues, example] } };
}

/** The value without what no personality can have, and the paths of that. What everybody must have is as in nobody. */
export function fitting(value: Imported): { readonly value: Imported; readonly misfits: readonly string[] } {
  const parsed = importedSchema.safeParse(value);
  if (parsed.success) return { value: parsed.data, misfits: [] };
  const blank = jsonOf(newcomer(value.slug, value.slug, value.ownerId));
  const paths = parsed.error.issues.map(({ path }) => path.map(String));
  const left = paths.reduceRight((rest, path) => without(rest, path, blank), jsonOf(value)); // From the end: lists shift.
  return { value: importedSchema.parse(left), misfits: paths.map(path => path.join('.')) };
}

function without(value: Json, [step = '', ...rest]: readonly string[], blank: Json | undefined): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.filter((_, index) => String(index) !== step);
  const empty = membersOf(blank).get(step);
  const entries = Object.entries(value).flatMap(([name, each]): [string, Json][] => {
    if (name !== step) return [[name, each]];
    if (empty !== undefined && (typeof empty !== 'object' || empty === null)) return [[name, empty]];
    return rest.length === 0 ? [] : [[name, without(each, rest, empty)]];
  });
  return Object.fromEntries(entries);
}

const membersOf = (value: Json | undefined): ReadonlyMap<string, Json> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
