import type { Issue } from './issue.js';

/** Issues, of which there may be a million alike: the first ones of a kind and file stand for the rest, which are counted. */
export type IssueBook = {
  add(issues: Iterable<Issue>): void;
  list(): Issue[];
  /** The same issues, to be added to independently. */
  copy(): IssueBook;
};

const mostOfAKind = 50;

type Kind = { readonly sample: Issue; readonly count: number };

export function issueBook(first: readonly Issue[] = [], before: ReadonlyMap<string, Kind> = new Map()): IssueBook {
  const kept = [...first];
  const counts = new Map(before);
  return {
    add(issues) {
      for (const issue of issues) {
        const key = `${issue.code}\n${issue.file}`;
        const { sample, count } = counts.get(key) ?? { sample: issue, count: 0 };
        counts.set(key, { sample, count: count + 1 });
        if (count < mostOfAKind) kept.push(issue);
      }
    },
    list: () => [...kept, ...[...counts.values()].flatMap(rest)],
    copy: () => issueBook(kept, counts),
  };
}

const rest = ({ sample, count }: Kind): Issue[] =>
  count <= mostOfAKind
    ? []
    : [{ ...sample, at: '', message: `… and ${count - mostOfAKind} more like these in this file.` }];
