import type { Remark } from '../import/issue.js';

/** Puts a document together from the members that are kept. */
export type Kept = {
  /** Says that a member of this name begins. False: there was one already, and that one counts. */
  name(name: string): boolean;
  /** A member, or the whole document. */
  add(text: string): void;
  /** How many UTF-16 units it has so far. */
  size(): number;
  document(isObject: boolean): string | null;
  remarks(): readonly Remark[];
};

export function kept(): Kept {
  const names = new Set<string>();
  const remarks: Remark[] = [];
  const texts: string[] = [];
  let size = 0;
  return {
    name(name) {
      if (names.has(name)) remarks.push(repeated(name));
      const isNew = !names.has(name);
      names.add(name);
      return isNew;
    },
    add(text) {
      texts.push(text);
      size += text.length;
    },
    size: () => size,
    document: isObject => (isObject ? `{${texts.join(',')}}` : (texts[0] ?? null)),
    remarks: () => remarks,
  };
}

const longestShown = 100;

const repeated = (name: string): Remark => ({
  severity: 'warn',
  code: 'repeated_name',
  at: '',
  message: `The name ${JSON.stringify(name.slice(0, longestShown))} is there more than once. The first counts; the file in the archive has all of them.`,
});
