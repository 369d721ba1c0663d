import type { Chance } from './chance.js';
import type { Prepared } from './prepared.js';
import { no, type No, type Yes } from './verdict.js';

/** An entry that is called, and how loudly. */
export type Called = { readonly entry: Prepared; readonly verdict: Yes; readonly score: number };

export type Contest = { readonly winners: readonly Called[]; readonly losers: ReadonlyMap<Prepared, No> };

const defaultWeight = 100;

/** The groups an entry stands in. Of each only one entry comes up. */
export const groupsOf = ({ entry }: Prepared): string[] =>
  (entry.rules.group ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');

/** Lets those that are called compete within their groups. `taken`: the groups of those that are there already. */
export function contest(called: readonly Called[], taken: ReadonlySet<string>, roll: Chance): Contest {
  const losers = new Map<Prepared, No>();
  for (const [group, members] of membersByGroup(called)) {
    const present = members.filter(({ entry }) => !losers.has(entry));
    const winners = new Set(taken.has(group) ? [] : winnersOf(group, present, roll));
    const because = taken.has(group) ? 'an earlier one' : `“${[...winners][0]?.entry.entry.title ?? ''}”`;
    for (const member of present) {
      if (!winners.has(member)) losers.set(member.entry, no('group', `In the group “${group}”, ${because} has its place.`)); // prettier-ignore
    }
  }
  return { winners: called.filter(({ entry }) => !losers.has(entry)), losers };
}

function membersByGroup(called: readonly Called[]): Map<string, Called[]> {
  const groups = new Map<string, Called[]>();
  for (const each of called) {
    for (const name of new Set(groupsOf(each.entry))) {
      const members = groups.get(name);
      if (members === undefined) groups.set(name, [each]);
      else members.push(each);
    }
  }
  return groups;
}

function winnersOf(group: string, members: readonly Called[], roll: Chance): Called[] {
  const staying = members.filter(({ verdict }) => verdict.code === 'sticky');
  if (staying.length > 0) return staying;
  const best = members.reduce((most, { score }) => Math.max(most, score), 0);
  const loudest = members.filter(({ entry, score }) => entry.entry.rules.groupScoring !== true || score === best);
  const foremost = loudest.filter(({ entry }) => entry.entry.rules.groupOverride === true);
  const winner = foremost.toSorted((a, b) => b.entry.entry.order - a.entry.entry.order || byId(a, b))[0];
  return [winner ?? drawn(group, loudest, roll)].filter(each => each !== undefined);
}

/** One of them, by their weights. */
function drawn(group: string, members: readonly Called[], roll: Chance): Called | undefined {
  const sorted = members.toSorted(byId);
  const total = sorted.reduce((sum, member) => sum + weightOf(member), 0);
  let left = roll(`the group ${group}`) * total;
  for (const member of sorted) {
    left -= weightOf(member);
    if (left < 0) return member;
  }
  return sorted[0];
}

const weightOf = ({ entry }: Called) => entry.entry.rules.groupWeight ?? defaultWeight;

const byId = (a: Called, b: Called) => (a.entry.entry.id < b.entry.entry.id ? -1 : 1);
