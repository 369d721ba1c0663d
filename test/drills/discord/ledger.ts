import Sqlite from 'better-sqlite3';
import * as z from 'zod';
import { databaseOf } from '../homes.ts';

const outcome = z.object({ trigger: z.string(), outcome: z.string(), outboxId: z.string().nullable() });
const posting = z.object({ outboxId: z.string(), platformId: z.string().nullable() });
const parcel = z.object({ id: z.string(), kind: z.string(), parts: z.number(), isDelivered: z.number() });
const counted = z.object({ taken: z.number(), open: z.number(), settled: z.number(), unsaid: z.number() });

/** What the program wrote down of what it heard and said. Read beside it, and never written. */
export type Ledger = {
  readonly taken: ReadonlyMap<string, 'done' | 'open'>;
  readonly outcomes: readonly z.infer<typeof outcome>[];
  readonly parcels: readonly z.infer<typeof parcel>[];
  readonly postings: readonly z.infer<typeof posting>[];
};

export const ledgerOf = (home: string): Ledger =>
  reading(home, all => ({
    taken: new Map(
      z
        .array(z.object({ id: z.string(), done: z.number().nullable() }))
        .parse(all('SELECT message_id AS id, done_at AS done FROM inbox'))
        .map(({ id, done }) => [id, done === null ? 'open' : 'done']),
    ),
    outcomes: z
      .array(outcome)
      .parse(all('SELECT trigger_id AS "trigger", outcome, outbox_id AS outboxId FROM outcomes')),
    parcels: z
      .array(parcel)
      .parse(
        all('SELECT id, kind, json_array_length(chunks) AS parts, delivered_at IS NOT NULL AS isDelivered FROM outbox'),
      ),
    postings: z.array(posting).parse(all('SELECT outbox_id AS outboxId, platform_id AS platformId FROM postings')),
  }));

/** How far it is: how much was taken in, and what of it is still open or unsaid. */
export const progressOf = (home: string): z.infer<typeof counted> =>
  reading(home, all =>
    counted.parse(
      all(
        `SELECT (SELECT count(*) FROM inbox) AS taken, (SELECT count(*) FROM inbox WHERE done_at IS NULL) AS open,
          (SELECT count(*) FROM outcomes) AS settled,
          (SELECT count(*) FROM outbox WHERE delivered_at IS NULL AND given_up_at IS NULL) AS unsaid`,
      )[0],
    ),
  );

function reading<T>(home: string, work: (all: (query: string) => unknown[]) => T): T {
  const sql = new Sqlite(databaseOf(home), { readonly: true });
  try {
    return work(query => sql.prepare(query).all());
  } finally {
    sql.close();
  }
}
