import { microsPerDay, type Micros } from '../time.js';
import type { Memory } from './memory.js';

/** One part of a score. The product is what it adds; `inside` is what it was made of. */
export type Part = {
  readonly value: number;
  readonly weight: number;
  readonly product: number;
  readonly inside: Readonly<Record<string, { readonly value: number; readonly weight: number }>>;
};

export const partNames = ['similarity', 'overlap', 'waypoint', 'recency'] as const;
export type Parts = Readonly<Record<(typeof partNames)[number], Part>>;

/** A memory that came to mind, and why. */
export type Recalled = { readonly memory: Memory; readonly score: number; readonly parts: Parts };

/** What a store found for a query. Counts are taken inside the scope, so that nobody's words weigh on another's. */
export type Found = {
  readonly candidates: readonly { readonly memory: Memory; readonly terms: readonly string[] }[];
  /** How many memories the scope holds in all. */
  readonly scopeSize: number;
};

/** How the parts weigh. They add up to one. */
export const weights = { similarity: 0.6, overlap: 0.2, waypoint: 0.15, recency: 0.05 } as const;

const saturation = 0.9;
const fadeDays = 30;

/**
 * Scores what was found against the query's terms, best first; equal scores keep the older one first.
 * similarity: how much each term says, saturating; overlap: how much of the query is there at all; waypoint: how much
 * of it the other half of the exchange has; recency: how fresh it is.
 */
export function rank(queryTerms: readonly string[], found: Found, now: Micros): Recalled[] {
  const terms = [...new Set(queryTerms)];
  const counted = found.candidates.map(({ memory, terms: own }) => ({ memory, counts: countsOf(own) }));
  const idf = new Map(terms.map(term => [term, rarity(counted, term, found.scopeSize)]));
  const total = sum(idf.values());
  if (total === 0) return [];

  const coverage = new Map(counted.map(({ memory, counts }) => [memory.id, covered(idf, counts) / total]));
  const answerTo = new Map(
    counted.flatMap(({ memory }) => (memory.replyTo === null ? [] : [[memory.replyTo, memory.id] as const])),
  );

  return counted
    .map(({ memory, counts }): Recalled => {
      const similarity = sum(terms.map(term => (idf.get(term) ?? 0) * saturate(counts.get(term) ?? 0))) / total;
      const partner = memory.replyTo ?? answerTo.get(memory.id);
      const parts = {
        similarity: part(weights.similarity, { bm: similarity }),
        overlap: part(weights.overlap, { coverage: coverage.get(memory.id) ?? 0 }),
        waypoint: part(weights.waypoint, { exchange: partner === undefined ? 0 : (coverage.get(partner) ?? 0) }),
        recency: part(weights.recency, {
          freshness: 2 ** (-Math.max(0, now - memory.saidAt) / (fadeDays * microsPerDay)),
        }),
      };
      return { memory, parts, score: sum(Object.values(parts).map(({ product }) => product)) };
    })
    .toSorted((a, b) => b.score - a.score || a.memory.saidAt - b.memory.saidAt || (a.memory.id < b.memory.id ? -1 : 1));
}

function part(weight: number, only: Record<string, number>): Part {
  const inside = Object.fromEntries(Object.entries(only).map(([name, value]) => [name, { value, weight: 1 }]));
  const value = sum(Object.values(only));
  return { value, weight, product: value * weight, inside };
}

type Counted = readonly { readonly counts: ReadonlyMap<string, number> }[];

const rarity = (counted: Counted, term: string, scopeSize: number) => {
  const having = counted.filter(({ counts }) => counts.has(term)).length;
  return Math.log(1 + (Math.max(scopeSize, having) - having + 0.5) / (having + 0.5));
};

const covered = (idf: ReadonlyMap<string, number>, counts: ReadonlyMap<string, number>) =>
  sum([...idf].map(([term, weight]) => (counts.has(term) ? weight : 0)));

/** 0 for none, .53 for one, towards 1 for many. */
const saturate = (count: number) => count / (count + saturation);

const sum = (values: Iterable<number>) => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
