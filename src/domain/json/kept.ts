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
  /** One for each name that is repeated; of very many, for the first ones only. */
  remarks(): readonly Remark[];
};

const mostTold = 100;
/** Millions of short texts take much more memory than one long text. */
const mostTexts = 4096;

export function kept(): Kept {
  const names = new Set<string>();
  const repeated = new Set<string>();
  const joined: string[] = [];
  const texts: string[] = [];
  let areMore = false;
  let size = 0;

  function seeRepeated(name: string): void {
    if (repeated.size < mostTold) repeated.add(name);
    else areMore ||= !repeated.has(name);
  }

  return {
    name(name) {
      const isNew = !names.has(name);
      if (isNew) names.add(name);
      else seeRepeated(name);
      return isNew;
    },
    add(text) {
      texts.push(text);
      if (texts.length === mostTexts) joined.push(texts.splice(0).join());
      size += text.length;
    },
    size: () => size,
    document: isObject => (isObject ? `{${[...joined, ...texts].join()}}` : (texts[0] ?? null)),
    remarks: () => [...[...repeated].map(toldOf), ...(areMore ? [toldOfMore] : [])],
  };
}

const longestShown = 100;

const warning = { severity: 'warn', code: 'repeated_name', at: '' } as const;
const whatCounts = 'The first counts; the file in the archive has all of them.';

const toldOf = (name: string): Remark => ({
  ...warning,
  message: `The name ${JSON.stringify(name.slice(0, longestShown))} is there more than once. ${whatCounts}`,
});

const toldOfMore: Remark = {
  ...warning,
  message: `More names than these ${mostTold} are there more than once. ${whatCounts}`,
};
