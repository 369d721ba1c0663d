import type { Call } from './crier.ts';
import type { Ledger } from './ledger.ts';
import { marksIn } from './marks.ts';

/** A message that people see, and that was none of theirs. */
export type Seen = { readonly id: string; readonly text: string };

/**
 * What is wrong between what was asked, what the program wrote down, and what people see: each message has one outcome,
 * each answer is seen once and whole, and nothing is seen that was not written down before.
 */
export function troublesBetween(
  calls: readonly Call[],
  { taken, outcomes, parcels, postings }: Ledger,
  seen: readonly Seen[],
): string[] {
  const byTrigger = Map.groupBy(outcomes, ({ trigger }) => trigger);
  const parcelOf = new Map(parcels.map(parcel => [parcel.id, parcel]));
  const postingsOf = Map.groupBy(postings, ({ outboxId }) => outboxId);
  const seenBy = Map.groupBy(seen, ({ id }) => id);
  const claims = Map.groupBy(postings, ({ platformId }) => platformId);
  const answersOf = Map.groupBy(seen, ({ text }) => marksIn(text).at(-1));

  const partsOf = (outboxId: string, number: number): string[] => {
    const parcel = parcelOf.get(outboxId);
    if (parcel === undefined) return ['an outcome names an answer that is not in the outbox'];
    const posted = postingsOf.get(outboxId) ?? [];
    return [
      ...(parcel.isDelivered ? [] : ['an answer was not delivered']),
      ...(posted.length === parcel.parts ? [] : ['an answer has not as many postings as parts']),
      ...posted.flatMap(({ platformId }) => {
        const [shown] = seenBy.get(platformId ?? '') ?? [];
        if (shown === undefined) return ['a part that was posted is not to be seen'];
        return posted.length === 1 && !marksIn(shown.text).includes(number) ? ['an answer is to something else'] : [];
      }),
    ];
  };

  return [
    ...calls.flatMap(({ id, number }) => {
      const settled = byTrigger.get(id) ?? [];
      const [only] = settled;
      const answers = answersOf.get(number)?.length ?? 0;
      return [
        ...(taken.has(id) ? [] : ['a message was lost']),
        ...(taken.get(id) === 'open' ? ['a message was left open'] : []),
        ...(settled.length === 1 ? [] : [`a message has ${settled.length} outcomes`]),
        ...(answers > 1 ? [`an answer is seen ${answers} times`] : []),
        ...(only?.outcome === 'answered' && only.outboxId !== null ? partsOf(only.outboxId, number) : []),
      ];
    }),
    ...seen.flatMap(({ id }) => {
      const claimed = claims.get(id)?.length ?? 0;
      return claimed === 1 ? [] : [`a message that is seen is in the outbox ${claimed} times`];
    }),
  ];
}

/** How often each outcome came. */
export const outcomesOf = (calls: readonly Call[], { outcomes }: Ledger): Readonly<Record<string, number>> => {
  const asked = new Set(calls.map(({ id }) => id));
  const counted = Map.groupBy(
    outcomes.filter(({ trigger }) => asked.has(trigger)),
    ({ outcome }) => outcome,
  );
  return Object.fromEntries([...counted].map(([outcome, all]) => [outcome, all.length]));
};
