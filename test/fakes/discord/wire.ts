export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json | undefined };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a JSON text says, or nothing when it is none. */
export function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export const textIn = (body: JsonObject, key: string): string | undefined => {
  const value = body[key];
  return typeof value === 'string' ? value : undefined;
};

export const numberIn = (body: JsonObject, key: string): number | undefined => {
  const value = body[key];
  return typeof value === 'number' ? value : undefined;
};

export const flagIn = (body: JsonObject, key: string): boolean | undefined => {
  const value = body[key];
  return typeof value === 'boolean' ? value : undefined;
};

export const objectIn = (body: JsonObject, key: string): JsonObject | undefined => {
  const value = body[key];
  return isObject(value) ? value : undefined;
};

export const listIn = (body: JsonObject, key: string): readonly Json[] | undefined => {
  const value = body[key];
  return Array.isArray(value) ? value : undefined;
};

export const objectsIn = (body: JsonObject, key: string): readonly JsonObject[] =>
  (listIn(body, key) ?? []).filter(isObject);

export const textsIn = (body: JsonObject, key: string): readonly string[] =>
  (listIn(body, key) ?? []).filter(each => typeof each === 'string');

/** Those of the values that are there at all. */
export const given = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
