import * as z from 'zod';
import { TzurotError } from '../errors.js';
import { parseTyped } from '../settings/parse.js';
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

/** Changes fields one after the other. Each value must fit its field. */
export const patched = (sketch: Sketch, patches: readonly Patch[]): Sketch => patches.reduce(withPatch, sketch);

function withPatch(sketch: Sketch, { path, text }: Patch): Sketch {
  const steps = path.split('.');
  const schema = schemaAt(sketchSchema, steps);
  if (schema === undefined) throw unknownPath(path);
  const value = text === '' ? undefined : valueFor(schema, path, text);
  const changed = put(sketch, steps, value ?? (accepts(schema, null) ? null : undefined));
  const parsed = sketchSchema.safeParse(changed);
  if (parsed.success) return parsed.data;
  if (text === '') throw new TzurotError('invalid', `“${path}” cannot be taken away.`);
  const issues = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
  throw new TzurotError('invalid', `“${text}” alone will not do for “${path}”. ${issues.join('; ')}`);
}

function valueFor(schema: z.ZodType, path: string, text: string): unknown {
  if (path !== 'birthday') return parseTyped(schema, text, path);
  const birthday = parseBirthday(text);
  if (birthday !== undefined) return birthday;
  throw new TzurotError('invalid', `“${text}” is not a day. Write 03-14, or 1999-03-14 with the year.`);
}

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

/** The schema of a field, or undefined when there is no such field. */
function schemaAt(schema: z.ZodType, steps: readonly string[]): z.ZodType | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return schema;
  const fields = fieldsOf(schema);
  const field = fields !== undefined && Object.hasOwn(fields, step) ? fields[step] : undefined;
  return field === undefined ? undefined : schemaAt(field, rest);
}

function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    const inner = schema.unwrap();
    return inner instanceof z.ZodType ? fieldsOf(inner) : undefined;
  }
  return undefined;
}

function pathsOf(schema: z.ZodType, prefix = ''): string[] {
  const fields = fieldsOf(schema);
  if (fields === undefined || prefix === 'birthday.') return [prefix.slice(0, -1)];
  return Object.entries(fields).flatMap(([name, field]) => pathsOf(field, `${prefix}${name}.`));
}

function unknownPath(path: string): TzurotError {
  const paths = pathsOf(sketchSchema);
  const near = nearest(path, paths) ?? paths.find(each => each.endsWith(`.${path}`));
  const hint = near === undefined ? ` There are: ${paths.join(', ')}.` : ` Did you mean “${near}”?`;
  return new TzurotError('invalid', `A personality has no field “${path}”.${hint}`);
}

function put(target: object, steps: readonly string[], value: unknown): object {
  const [step = '', ...rest] = steps;
  const entries = new Map(Object.entries(target));
  const inner = entries.get(step);
  const next = rest.length === 0 ? value : put(typeof inner === 'object' && inner !== null ? inner : {}, rest, value);
  if (next === undefined) entries.delete(step);
  else entries.set(step, next);
  return Object.fromEntries(entries);
}
