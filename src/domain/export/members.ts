import type { Fields } from '../import/formats/cards/values.js';

/** The members of an object while it is written, in their order. */
export type Members = ReadonlyMap<string, unknown>;

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The members with this one, or without it when there is no value. */
export function withMember(members: Members, name: string, value: unknown): Members {
  if (value !== undefined) return new Map([...members, [name, value]]);
  return new Map([...members].filter(([each]) => each !== name));
}

/** The members, and what is missing of these. */
export const completed = (members: Members, required: Fields): Members =>
  new Map([...members, ...Object.entries(required).filter(([name]) => !members.has(name))]);

export const objectOf = (members: Members): Fields => Object.fromEntries(members);
