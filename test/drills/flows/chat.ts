import { homeOfLilith, inCopy } from '../homes.ts';
import { diagnosisOf, fingerprints, troublesOf, type Fingerprints } from '../inspection.ts';
import { sayToLilith } from '../talk.ts';
import type { Flow } from './flow.ts';

const said = 'good evening, do you like tea?';

/** What one turn adds, all of it in one transaction. */
const wholeTurn: Readonly<Record<string, number>> = { messages: 2, memories: 2, outbox: 1, outcomes: 1, traces: 1 };

/** All of a turn is there, or nothing; what was recorded is delivered by the next one, which adds its own and no more. */
export const chatFlow: Flow = {
  name: 'chat',
  async prepare(home) {
    await homeOfLilith(home);
    await sayToLilith(home, 'I like tea.');
  },
  argv: () => ['chat', 'lilith', '-m', said],

  async examine(home, { stdout }, { before }) {
    const early = await inCopy(home, diagnosisOf);
    const first = await fingerprints(before);
    const cut = await fingerprints(home);
    const recorded = added(cut, first, 'outbox') === 1;
    const delivered = added(cut, first, 'platform_messages') === 2;
    const appeared = await sayToLilith(home, said);
    const last = await fingerprints(home);
    const turns = recorded ? 2 : 1;
    return [
      ...early,
      ...Object.entries(wholeTurn).flatMap(([table, rows]) => [
        ...expected(`${table} after the cut`, added(cut, first, table), recorded ? rows : 0),
        ...expected(`${table} after another turn`, added(last, first, table), turns * rows),
      ]),
      ...expected('answers that appeared', appeared.length, recorded && !delivered ? 2 : 1),
      ...expected('names of delivered lines', added(last, first, 'platform_messages'), turns * 2),
      ...expected('conversations begun by another turn', added(last, cut, 'conversations'), 1),
      ...expected('requests in the ledger by another turn', added(last, cut, 'usage'), 1),
      ...(stdout !== '' && !recorded ? ['An answer was shown and is not in the store.'] : []),
      ...(await troublesOf(home)),
    ];
  },
};

/** Says what does not fit the number of answers, when all of them have been delivered. */
export function unevenTurns(tables: Fingerprints): string[] {
  const turns = tables['outbox']?.rows ?? 0;
  const wanted = { ...wholeTurn, platform_messages: 2 };
  return Object.entries(wanted).flatMap(([table, rows]) => expected(table, tables[table]?.rows ?? 0, turns * rows));
}

const added = (later: Fingerprints, earlier: Fingerprints, table: string): number =>
  (later[table]?.rows ?? 0) - (earlier[table]?.rows ?? 0);

const expected = (what: string, actual: number, wanted: number): string[] =>
  actual === wanted ? [] : [`${what}: ${actual}, not ${wanted}`];
