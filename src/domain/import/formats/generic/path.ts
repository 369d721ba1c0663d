import { isMembers, memberOf, pointer } from './value.js';

/** A value, and the pointer to where it stands. */
export type Place = { readonly value: unknown; readonly at: string };

const itself = '@';
const each = '*';

const stepsOf = (path: string): readonly string[] => (path === itself ? [] : path.split('.'));

/** The member of the document in which a path begins. Undefined: the document itself. */
export const rootOf = (path: string): string | undefined => stepsOf(path)[0];

/** Whether a path leads to a member of the document, and no further. */
export const isShallow = (path: string): boolean => stepsOf(path).length === 1 && path !== each;

/** Everything a path leads to. */
export const placesAt = (from: Place, path: string): Place[] =>
  stepsOf(path).reduce<Place[]>((places, step) => places.flatMap(place => stepped(place, step)), [from]);

/** The first that a path leads to. */
export const valueAt = (value: unknown, path: string): unknown => placesAt({ value, at: '' }, path)[0]?.value;

export const hasEach = (path: string): boolean => stepsOf(path).includes(each);

function stepped({ value, at }: Place, step: string): Place[] {
  if (step === each) return childrenOf(value).map(([name, child]) => ({ value: child, at: pointer(at, name) }));
  const child = Array.isArray(value) ? elementOf(value, step) : memberOf(value, step);
  return child === undefined ? [] : [{ value: child, at: pointer(at, step) }];
}

const elementOf = (array: readonly unknown[], step: string): unknown =>
  /^\d{1,9}$/.test(step) ? array[Number(step)] : undefined;

function childrenOf(value: unknown): (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((element: unknown, index) => [index, element] as const);
  return isMembers(value) ? Object.entries(value) : [];
}
