import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { sqliteLedger } from '../../src/adapters/sqlite/ledger.js';
import { sqlitePersonalities } from '../../src/adapters/sqlite/personalities.js';
import { sqliteUsers } from '../../src/adapters/sqlite/users.js';
import { systemClock } from '../../src/adapters/system/clock.js';
import type { Reservation, Spent } from '../../src/domain/usage/usage.js';
import { localAccount, parseAccount } from '../../src/domain/user/user.js';
import { aReservation, aSpent } from './builders.js';
import type { Home } from './run-command.js';

type Request = Partial<Omit<Reservation, 'userId' | 'personalityId'>> & {
  /** By what they are called on the command line. */
  readonly user?: string;
  readonly personality?: string | null;
  /** Left out, the request is still under way. */
  readonly spent?: Partial<Spent>;
};

/** Enters requests into the ledger of a home, as the program does while somebody talks. */
export async function spend(home: Home, ...requests: readonly Request[]): Promise<void> {
  const clock = systemClock();
  const db = openDatabase(join(home.path, 'tzurot.db'), clock);
  const ledger = sqliteLedger(db);
  try {
    for (const [
      index,
      { user = localAccount.foreignId, personality = 'lilith', spent, ...known },
    ] of requests.entries()) {
      const userId = (await sqliteUsers(db).findByAccount(parseAccount(user)))?.id ?? '';
      const found = personality === null ? undefined : await sqlitePersonalities(db).find(personality);
      const id = `${clock.now()}-${index}`;
      const openedAt = clock.now();
      const reservation = aReservation({ id, openedAt, ...known, userId, personalityId: found?.id ?? null });
      await ledger.reserve(reservation, []);
      if (spent !== undefined) await ledger.close(id, 'settled', aSpent({ costText: null, ...spent }), clock.now());
    }
  } finally {
    db.close();
  }
}
