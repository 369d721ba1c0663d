import type { Database as Sqlite } from 'better-sqlite3';
import type { Cap, Standing } from '../../domain/usage/budget.js';
import { microsPerHour, type Micros } from '../../domain/time.js';

const microsPerQuarter = microsPerHour / 4;

const shares = `
  SELECT 'user' AS scope, user_id AS subject, * FROM usage WHERE payer <> 'none'
  UNION ALL SELECT 'system', '', * FROM usage WHERE payer = 'system'
  UNION ALL SELECT 'personality', personality_id, * FROM usage WHERE payer = 'system' AND personality_id IS NOT NULL
  UNION ALL SELECT 'guild', guild_id, * FROM usage WHERE payer = 'system' AND guild_id IS NOT NULL`;

const isUnderWay = "state IN ('open', 'cut')";

/** What the triggers have added up, added up anew. */
const fromLedger = `
  SELECT scope, subject, opened_at / ${microsPerQuarter} AS quarter,
    sum(CASE WHEN ${isUnderWay} THEN 0 ELSE coalesce(cost_nano_usd, 0) + coalesce(upstream_nano_usd, 0) END) AS settled,
    sum(CASE WHEN ${isUnderWay} THEN reserved_nano_usd ELSE 0 END) AS reserved
  FROM (${shares}) GROUP BY scope, subject, quarter`;

const kept = 'SELECT scope, subject, quarter, settled_nano_usd, reserved_nano_usd FROM spending';
const isSomething = 'WHERE settled <> 0 OR reserved <> 0';
const isSomethingKept = 'WHERE settled_nano_usd <> 0 OR reserved_nano_usd <> 0';

/** Whether what counts against budgets is what the ledger says. */
export function spendingIsTrue(sql: Sqlite): boolean {
  const said = `SELECT * FROM (${fromLedger}) ${isSomething}`;
  const counted = `${kept} ${isSomethingKept}`;
  const differs = (one: string, other: string) => sql.prepare(`${one} EXCEPT ${other} LIMIT 1`).get() !== undefined;
  return !differs(said, counted) && !differs(counted, said);
}

export function fillSpending(sql: Sqlite): void {
  sql.exec(`DELETE FROM spending; INSERT INTO spending ${fromLedger}`);
}

type Counted = { readonly settledNanoUsd: number; readonly reservedNanoUsd: number };

/** Asks what counts against a budget. A quarter of an hour counts wholly, wherever in it a period begins or ends. */
export function standingIn(sql: Sqlite): (cap: Cap) => Standing {
  const counting = sql.prepare<[string, string, number, number], Counted>(
    `SELECT coalesce(sum(settled_nano_usd), 0) AS settledNanoUsd, coalesce(sum(reserved_nano_usd), 0) AS reservedNanoUsd
     FROM spending WHERE scope = ? AND subject = ? AND quarter >= ? AND quarter < ?`,
  );
  return cap => {
    const first = Math.floor(cap.from / microsPerQuarter);
    const next = Math.ceil(cap.to / microsPerQuarter);
    const counted = counting.get(cap.scope, cap.subject, first, next);
    return { ...cap, ...(counted ?? { settledNanoUsd: 0, reservedNanoUsd: 0 }) };
  };
}

type Quarter = { readonly quarter: number; readonly nanos: number };

/** Asks what somebody, or everybody, spent from each edge to the next. Undefined where one is in the middle of a quarter. */
export function spentBetween(
  sql: Sqlite,
): (userId: string | undefined, edges: readonly Micros[]) => number[] | undefined {
  const asking = (whose: string) =>
    sql.prepare<[{ userId: string; first: number; next: number }], Quarter>(
      `SELECT quarter, sum(settled_nano_usd) AS nanos FROM spending
       WHERE scope = 'user' ${whose} AND quarter >= @first AND quarter < @next GROUP BY quarter ORDER BY quarter`,
    );
  const ofOne = asking('AND subject = @userId');
  const ofAll = asking('');
  return (userId, edges) => {
    const quarters = edges.map(edge => edge / microsPerQuarter);
    if (!quarters.every(Number.isInteger)) return undefined;
    const wanted = { userId: userId ?? '', first: quarters[0] ?? 0, next: quarters.at(-1) ?? 0 };
    return inEach((userId === undefined ? ofAll : ofOne).all(wanted), quarters);
  };
}

/** What falls between each of these and the next. All are in order. */
function inEach(spent: readonly Quarter[], quarters: readonly number[]): number[] {
  const between = quarters.slice(1).map(() => 0);
  let at = 0;
  for (const { quarter, nanos } of spent) {
    while (quarter >= (quarters[at + 1] ?? Infinity)) at++;
    between[at] = (between[at] ?? 0) + nanos;
  }
  return between;
}
