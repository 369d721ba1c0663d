import type { Json } from './staged.js';

/** A text among the members of a value, if it is there. */
export function textIn(value: Json | undefined, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const found = new Map(Object.entries(value)).get(name);
  return typeof found === 'string' ? found : undefined;
}

/** A value of ours as plain JSON. */
export const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));
