import type { Issue } from './issue.js';

const mostOfAKind = 50;

/** Issues, of which there may be many alike: the first ones of a kind and file stand for the rest, which are counted. */
export function issueBook(first: readonly Issue[]): { add(...issues: readonly Issue[]): void; list(): Issue[] } {
  const kept: Issue[] = [];
  const counts = new Map<string, { readonly sample: Issue; count: number }>();

  const add = (...issues: readonly Issue[]) => {
    for (const issue of issues) {
      const key = `${issue.code}\n${issue.file}`;
      const seen = counts.get(key) ?? { sample: issue, count: 0 };
      seen.count += 1;
      counts.set(key, seen);
      if (seen.count <= mostOfAKind) kept.push(issue);
    }
  };

  add(...first);
  return { add, list: () => [...kept, ...[...counts.values()].flatMap(rest)] };
}

const rest = ({ sample, count }: { readonly sample: Issue; readonly count: number }): Issue[] =>
  count <= mostOfAKind
    ? []
    : [{ ...sample, at: '', message: `… and ${count - mostOfAKind} more like these in this file.` }];
