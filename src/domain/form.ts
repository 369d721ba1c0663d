import * as z from 'zod';

/** The schema of a field, or undefined when there is no such field. */
export function schemaAt(schema: z.ZodType, steps: readonly string[]): z.ZodType | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return schema;
  const fields = fieldsOf(schema);
  const field = fields !== undefined && Object.hasOwn(fields, step) ? fields[step] : undefined;
  return field === undefined ? undefined : schemaAt(field, rest);
}

function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  const inner = innerOf(schema);
  return inner instanceof z.ZodType ? fieldsOf(inner) : undefined;
}

function innerOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodPipe) return schema.out;
  const isWrapped =
    schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;
  return isWrapped ? schema.unwrap() : undefined;
}

/** The path of every field; of one that is written as a whole, its own alone. */
export function pathsOf(schema: z.ZodType, wholes: ReadonlySet<string>, prefix = ''): string[] {
  const fields = fieldsOf(schema);
  const path = prefix.slice(0, -1);
  if (fields === undefined || wholes.has(path)) return [path];
  return Object.entries(fields).flatMap(([name, field]) => pathsOf(field, wholes, `${prefix}${name}.`));
}

/** A copy with something put at a path. Undefined takes it away, and an empty object that is left stays. */
export function put(target: object, steps: readonly string[], value: unknown): object {
  const [step = '', ...rest] = steps;
  const entries = new Map(Object.entries(target));
  const inner = entries.get(step);
  const next = rest.length === 0 ? value : put(typeof inner === 'object' && inner !== null ? inner : {}, rest, value);
  if (next === undefined) entries.delete(step);
  else entries.set(step, next);
  return Object.fromEntries(entries);
}
