import type * as z from 'zod';
import { TzurotError } from '../errors.js';
import { pathsOf, put, schemaAt } from '../form.js';
import { misfitIn } from '../misfit.js';
import { isOlder, pathOf, pieceOf } from '../params/spelling.js';
import { parseTyped } from '../settings/parse.js';
import { parsedJson } from '../text/json.js';
import { nearest } from '../text/nearest.js';
import { parseBirthday } from './birthday.js';
import { sketchSchema, type Sketch } from './personality.js';

/** One field to change: its path, and what it shall be. An empty text takes the field away. */
export type Patch = { readonly path: string; readonly text: string };

/** Reads `path=value`. */
export function parsePatch(argument: string): Patch {
  const equals = argument.indexOf('=');
  if (equals > 0) return { path: argument.slice(0, equals).trim(), text: argument.slice(equals + 1) };
  throw new TzurotError(
    'invalid',
    `“${argument}” is not a field and its value. Write it as field=value, such as prompt.tone=warm.`,
  );
}

/** Changes fields of a personality. Each value must fit its field, and all of them together. */
export const patched = (sketch: Sketch, patches: readonly Patch[]): Sketch =>
  patchedAs(sketchSchema, 'A personality', sketch, patches);

/** The same with anything that has a schema. `what` is what it is called in sentences. */
export function patchedAs<T extends object>(schema: z.ZodType<T>, what: string, form: T, patches: readonly Patch[]): T {
  const today = patches.map(patch => modern(schema, patch));
  const changed = today.reduce<object>((before, patch) => withPatch(schema, what, before, patch), form);
  const parsed = schema.safeParse(changed, { error: misfitIn });
  if (parsed.success) return parsed.data;
  throw misfit(today, parsed.error);
}

function withPatch(schema: z.ZodType, what: string, form: object, { path, text }: Patch): object {
  const steps = path.split('.');
  const field = schemaAt(schema, steps);
  if (field === undefined) throw unknownPath(schema, what, path);
  const value = text === '' ? undefined : valueFor(field, path, text);
  return put(form, steps, value ?? (accepts(field, null) ? null : undefined));
}

/** Parameters may be named as they were once. */
function modern(schema: z.ZodType, patch: Patch): Patch {
  const steps = patch.path.split('.');
  const from = steps.indexOf('params') + 1;
  const [name, ...rest] = steps.slice(from);
  if (from === 0 || name === undefined || schemaAt(schema, steps) !== undefined) return patch;
  const within = (path: readonly string[]) => [...steps.slice(0, from), ...path].join('.');
  if (!isOlder(name) || rest.length > 0 || patch.text === '')
    return { ...patch, path: within(pathOf([name, ...rest])) };
  const { path, value } = pieceOf(name, parsedJson(patch.text) ?? patch.text);
  return { path: within(path), text: typeof value === 'string' ? value : JSON.stringify(value) };
}

function misfit(patches: readonly Patch[], { issues }: z.ZodError): TzurotError {
  const words = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const [only, ...others] = patches;
  if (only === undefined || others.length > 0) return new TzurotError('invalid', `Together this will not do. ${words}`);
  if (only.text === '') return new TzurotError('invalid', `“${only.path}” cannot be taken away.`);
  return new TzurotError('invalid', `“${only.text}” alone will not do for “${only.path}”. ${words}`);
}

function valueFor(schema: z.ZodType, path: string, text: string): unknown {
  if (path !== 'birthday') return parseTyped(schema, text, path);
  const birthday = parseBirthday(text);
  if (birthday !== undefined) return birthday;
  throw new TzurotError('invalid', `“${text}” is not a day. Write 03-14, or 1999-03-14 with the year.`);
}

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

const wholes: ReadonlySet<string> = new Set(['birthday']);

function unknownPath(schema: z.ZodType, what: string, path: string): TzurotError {
  const paths = pathsOf(schema, wholes);
  const near = nearest(path, paths) ?? paths.find(each => each.endsWith(`.${path}`));
  const hint = near === undefined ? ` There are: ${paths.join(', ')}.` : ` Did you mean “${near}”?`;
  return new TzurotError('invalid', `${what} has no field “${path}”.${hint}`);
}
