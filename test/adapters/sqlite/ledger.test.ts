import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqliteLedger } from '../../../src/adapters/sqlite/ledger.js';
import { sqliteStoreCare } from '../../../src/adapters/sqlite/store-care.js';
import type { Cap } from '../../../src/domain/usage/budget.js';
import { microsPerDay } from '../../../src/domain/time.js';
import { nothingSpent } from '../../../src/domain/usage/usage.js';
import { people, speakers } from '../../contracts/stores.js';
import { systemClock } from '../../../src/adapters/system/clock.js';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { aReservation, aSpent, after, noon } from '../../support/builders.js';
import { anOpenDatabase } from './files.js';
import { storesOver } from './stores.js';

const aCap = (limitNanoUsd: number): Cap => ({
  scope: 'user',
  subject: 'ada',
  period: 'day',
  limitNanoUsd,
  from: noon - microsPerDay / 2,
  to: noon + microsPerDay / 2,
});

async function aStore() {
  const db = anOpenDatabase();
  const stores = storesOver(db);
  for (const seed of [people, speakers]) await seed(stores);
  return { db, ledger: stores.ledger };
}

describe('a budget that many reach for at once', () => {
  it('is spent to the last request and not beyond, over two connections', async () => {
    const { db, ledger } = await aStore();
    const other = openDatabase(db.path, systemClock());
    const ledgers = [ledger, sqliteLedger(other)];
    const asked = Array.from({ length: 1000 }, (_, index) =>
      ledgers[index % 2]?.reserve(aReservation({ id: `request-${index}`, reservedNanoUsd: 10 }), [aCap(425)]),
    );
    const held = (await Promise.all(asked)).filter(full => full === undefined);
    other.close();
    expect(held).toHaveLength(42);
    expect(await ledger.standings([aCap(425)])).toMatchObject([{ settledNanoUsd: 0, reservedNanoUsd: 420 }]);
  });

  it('has room for one request more, and lets one of a thousand begin', async () => {
    const { ledger } = await aStore();
    await ledger.reserve(aReservation({ id: 'before', reservedNanoUsd: 0 }), []);
    await ledger.close('before', 'settled', aSpent({ costNanoUsd: 90 }), after(1));
    const asked = Array.from({ length: 1000 }, (_, index) =>
      ledger.reserve(aReservation({ id: `request-${index}`, reservedNanoUsd: 10 }), [aCap(100)]),
    );
    expect((await Promise.all(asked)).filter(full => full === undefined)).toHaveLength(1);
  });
});

describe('what counts against budgets', () => {
  it('counts in quarters of an hour, each wholly, wherever in one a period begins or ends', async () => {
    const { ledger } = await aStore();
    const minute = 60_000_000;
    for (const [id, openedAt, costNanoUsd] of [
      ['before', noon - 1, 1],
      ['first', noon, 10],
      ['last', noon + 45 * minute - 1, 100],
      ['after', noon + 45 * minute, 1000],
    ] as const) {
      await ledger.reserve(aReservation({ id, openedAt }), []);
      await ledger.close(id, 'settled', aSpent({ costNanoUsd, costText: null }), openedAt);
    }
    const counted = async (from: number, to: number) => (await ledger.standings([{ ...aCap(0), from, to }]))[0];
    const within = await counted(noon + 14 * minute, noon + 31 * minute);
    expect(within).toMatchObject({ settledNanoUsd: 110 });
    expect(await counted(noon, noon + 45 * minute)).toMatchObject({ settledNanoUsd: 110 });
    expect(await counted(noon, noon + 45 * minute + 1)).toMatchObject({ settledNanoUsd: 1110 });
  });

  const states = ['open', 'cut', 'settled', 'failed', 'abandoned'] as const;
  const aRow = fc.record({
    userId: fc.constantFrom('ada', 'bob'),
    personalityId: fc.constantFrom('lilith', 'luna', null),
    guildId: fc.constantFrom('castle', '__proto__', null),
    payer: fc.constantFrom('own', 'system', 'none'),
    reservedNanoUsd: fc.nat(1000),
    openedAt: fc.nat(100).map(quarters => noon + quarters * 450_000_000),
    state: fc.constantFrom(...states),
    cost: fc.nat(1000),
    upstream: fc.option(fc.nat(1000)),
  });

  it('is always what the ledger says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aRow, { maxLength: 30 }), fc.nat(), async (rows, victim) => {
        const { db, ledger } = await aStore();
        for (const [index, { state, cost, upstream, ...reserved }] of rows.entries()) {
          const id = `request-${index}`;
          await ledger.reserve(aReservation({ ...reserved, id }), []);
          if (state === 'cut') await ledger.cut(id, 'gen');
          const spent = { ...nothingSpent, costNanoUsd: cost, upstreamNanoUsd: upstream };
          if (state !== 'open' && state !== 'cut') await ledger.close(id, state, spent, after(1));
        }
        db.sql.prepare('DELETE FROM usage WHERE id = ?').run(`request-${victim % 30}`);
        await storesOver(db).personalities.remove('luna');
        expect((await sqliteStoreCare(db).inspect()).orphans).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  it('is missed when it is not what the ledger says, and made right again', async () => {
    const { db, ledger } = await aStore();
    const care = sqliteStoreCare(db);
    await ledger.reserve(aReservation(), []);
    const before = await ledger.standings([aCap(1)]);
    for (const damage of [
      'DELETE FROM spending',
      'UPDATE spending SET reserved_nano_usd = reserved_nano_usd + 1',
      "INSERT INTO spending VALUES ('guild', 'castle', 1, 1, 0)",
    ]) {
      db.sql.exec(damage);
      expect((await care.inspect()).orphans).toBe(1);
      await care.rebuildIndexes();
      expect((await care.inspect()).orphans).toBe(0);
      expect(await ledger.standings([aCap(1)])).toEqual(before);
    }
  });

  it('is whole after a process was killed in the middle', async () => {
    const { db, ledger } = await aStore();
    const script = `
      import Sqlite from 'better-sqlite3';
      const sql = new Sqlite(${JSON.stringify(db.path)});
      const insert = sql.prepare("INSERT INTO usage (id, user_id, provider, model, type, payer, state, reserved_nano_usd, opened_at) VALUES (?, 'ada', 'p', 'm', 'text', 'own', 'open', 10, ${noon})");
      for (let index = 0; ; index++) {
        try { insert.run('request-' + index); } catch {}
        if (index === 20) process.stdout.write('ready');
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    const rows = await ledger.rows({});
    expect(rows.length).toBeGreaterThan(20);
    expect(await ledger.standings([aCap(0)])).toMatchObject([{ reservedNanoUsd: rows.length * 10 }]);
    expect((await sqliteStoreCare(db).inspect()).orphans).toBe(0);
  });
});
