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
 * similarity: how much each term says, saturating. overlap: how much of the query is there at all, and whether it was
 * told rather than asked or answered. waypoint: how much of the query the other half of the exchange has. recency: how
 * fresh it is.
 */
export function rank(queryTerms: readonly string[], found: Found, now: Micros): Recalled[] {
  const wanted = new Set(queryTerms.toSorted());
  const hits = hitsOf(wanted, found);
  const idf = raritiesOf(wanted, hits, found.scopeSize);
  const total = sum(idf.values());
  if (total === 0) return [];
  const coverage = new Map(hits.map(({ memory, counts }) => [memory.id, sumOver(counts, idf, () => 1) / total]));
  const answers = new Map(hits.flatMap(({ memory }) => (memory.replyTo === null ? [] : [[memory.replyTo, memory.id]])));

  return hits
    .map(({ memory, counts }): Recalled => {
      const partner = memory.replyTo ?? answers.get(memory.id);
      const parts = {
        similarity: part(weights.similarity, { bm: { value: sumOver(counts, idf, saturated) / total, weight: 1 } }),
        overlap: part(weights.overlap, {
          coverage: { value: coverage.get(memory.id) ?? 0, weight: 0.8 },
          statement: { value: isQuestion(memory.text) ? 0 : 1, weight: 0.1 },
          told: { value: memory.role === 'personality' ? 0 : 1, weight: 0.1 },
        }),
        waypoint: part(weights.waypoint, {
          exchange: { value: partner === undefined ? 0 : (coverage.get(partner) ?? 0), weight: 1 },
        }),
        recency: part(weights.recency, { freshness: { value: freshness(memory.saidAt, now), weight: 1 } }),
      };
      return { memory, parts, score: sum(Object.values(parts).map(({ product }) => product)) };
    })
    .toSorted((a, b) => b.score - a.score || a.memory.saidAt - b.memory.saidAt || (a.memory.id < b.memory.id ? -1 : 1));
}

/* Of thousands of memories, so plain loops. */
function part(weight: number, inside: Part['inside']): Part {
  let value = 0;
  for (const each of Object.values(inside)) value += each.value * each.weight;
  return { value, weight, product: value * weight, inside };
}

type Counts = ReadonlyMap<string, number>;
type Hit = { readonly memory: Memory; readonly counts: Counts };

/** How often each candidate has each of the query's terms. In their order, so that equal sums come out equal. */
const hitsOf = (wanted: ReadonlySet<string>, { candidates }: Found): Hit[] =>
  candidates.map(({ memory, terms }) => ({
    memory,
    counts: countsOf(terms.filter(term => wanted.has(term)).toSorted()),
  }));

/** How much each term says: the fewer memories of the scope have it, the more. */
function raritiesOf(wanted: ReadonlySet<string>, hits: readonly Hit[], scopeSize: number): Counts {
  const having = countsOf(hits.flatMap(({ counts }) => [...counts.keys()]));
  const rarity = (count: number) => Math.log(1 + (Math.max(scopeSize, count) - count + 0.5) / (count + 0.5));
  return new Map([...wanted].map(term => [term, rarity(having.get(term) ?? 0)]));
}

function sumOver(counts: Counts, idf: Counts, worth: (count: number) => number): number {
  let total = 0;
  for (const [term, count] of counts) total += (idf.get(term) ?? 0) * worth(count);
  return total;
}

/** 0 for none, .53 for one, towards 1 for many. */
const saturated = (count: number) => count / (count + saturation);

const freshness = (saidAt: Micros, now: Micros) => 2 ** (-Math.max(0, now - saidAt) / (fadeDays * microsPerDay));

const isQuestion = (text: string) => /\?["'”’)\]]*\s*$/.test(text);

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
