import { mannerSchema, promptSchema } from '../../../personality/personality.js';
import type { SketchFound } from '../../found.js';
import type { Remark } from '../../issue.js';
import { fitName, fitText, type Fitted } from './fit.js';
import type { Shape } from './mapping.js';
import { picked, pickedText } from './pick.js';
import { isLine, isList, targets, type Target } from './target.js';
import { isNothing, listOf, textOf, wordsOf } from './value.js';

type CharacterMapping = NonNullable<Shape['character']>;

export type Character = {
  readonly id: string | null;
  readonly name: string | undefined;
  readonly sketch: SketchFound;
  /** Whether more is said than a name. */
  readonly isDescribed: boolean;
  readonly remarks: readonly Remark[];
};

const mostOfAList = 1000;

export const nameIn = (value: unknown, { name }: CharacterMapping): string | undefined =>
  fitName(textOf(picked(value, name)), '').text;

export const idIn = (value: unknown, { id }: CharacterMapping): string | null =>
  (id === undefined ? undefined : wordsOf(picked(value, id))) ?? null;

/** Somebody as a file describes them. */
export function characterIn(value: unknown, mapping: CharacterMapping): Character {
  const name = fitName(pickedText(value, mapping.name) ?? undefined, '');
  const read = targets.flatMap(target => {
    const place = mapping.fields?.[target];
    const found = place === undefined ? undefined : picked(value, place);
    return isNothing(found) ? [] : [{ target, ...fieldOf(found, target) }];
  });
  const fields = new Map(read.flatMap(({ target, field }) => (field === undefined ? [] : [[target, field] as const])));
  return {
    id: idIn(value, mapping),
    name: name.text,
    sketch: { ...(name.text !== undefined && { name: name.text }), ...sketchOf(fields) },
    isDescribed: fields.size > 0,
    remarks: [name, ...read].flatMap(({ remarks }) => remarks),
  };
}

type Field = { readonly field: string | string[] | undefined; readonly remarks: readonly Remark[] };

function fieldOf(found: unknown, target: Target): Field {
  const values = listOf(found);
  const texts = values.flatMap(value => textOf(value) ?? []);
  const fitted = isList(target)
    ? texts.slice(0, mostOfAList).map(text => fitText(text, ''))
    : [isLine(target) ? fitName(texts.join(' '), '') : fitText(texts.join('\n'), '')];
  const remarks = fitted.flatMap(each => each.remarks);
  const used = fitted.flatMap(({ text }: Fitted) => text ?? []);
  return {
    field: isList(target) ? used : used[0],
    remarks: texts.length === values.length && texts.length <= mostOfAList ? remarks : [...remarks, notAll(target)],
  };
}

const notAll = (target: Target): Remark => ({
  severity: 'warn',
  code: 'field_odd',
  at: '',
  message: `Not everything that was to become “${target}” is text that can be used. All of it is in the archive.`,
});

function sketchOf(fields: ReadonlyMap<Target, string | string[]>): SketchFound {
  const displayName = fields.get('displayName');
  const prompt = promptSchema.safeParse(within(fields, 'prompt.')).data ?? {};
  const manner = mannerSchema.safeParse(within(fields, 'manner.')).data ?? {};
  return {
    ...(typeof displayName === 'string' && { displayName }),
    ...(Object.keys(prompt).length > 0 && { prompt }),
    ...(Object.keys(manner).length > 0 && { manner }),
  };
}

const within = (fields: ReadonlyMap<Target, unknown>, prefix: string) =>
  Object.fromEntries(
    [...fields].flatMap(([target, value]) => (target.startsWith(prefix) ? [[target.slice(prefix.length), value]] : [])),
  );
