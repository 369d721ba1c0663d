import { join } from 'node:path';
import { sqliteBudgets } from '../../dist/adapters/sqlite/budgets.js';
import { openDatabase } from '../../dist/adapters/sqlite/database.js';
import { sqliteLedger } from '../../dist/adapters/sqlite/ledger.js';
import { sqlitePersonalities } from '../../dist/adapters/sqlite/personalities.js';
import { sqliteUsers } from '../../dist/adapters/sqlite/users.js';
import { systemClock } from '../../dist/adapters/system/clock.js';
import { budgetsFor } from '../../dist/domain/usage/budgets/actions.js';
import { copyHome, databaseOf, homeOfLilith, withHome } from '../drills/homes.ts';
import type { Bench } from './bench.ts';
import { compare } from './compare.ts';
import { replayIn, statementsOf } from './statements.ts';

const repeat = 20;
const enough = 1000;
const dollar = 1_000_000_000;

/** What stands before every paid request: the budgets looked up, checked, and the request written down. */
export const spending: Bench = {
  name: 'spending',
  async run(scratch) {
    const home = join(scratch, 'home');
    await homeOfLilith(home);
    const who = await ownerAndLilith(home);
    const recorded = await openPurse(copyHome(home, join(scratch, 'recorded')), who);
    const statements = await statementsOf(enough, time => recorded.reserve(time));
    recorded.close();
    const replayed = copyHome(home, join(scratch, 'bare'));
    (await openPurse(replayed, who)).close();
    using bare = replayIn(replayed, statements);
    const { reserve, close } = await openPurse(home, who);
    let index = 0;
    const times = await compare(
      () => reserve(index++),
      () => bare.next(),
      { repeat },
    );
    close();
    return [
      {
        what: 'a budget checked and a request reserved',
        ...times,
        floor: 'the same statements, prepared',
        goal: { ratio: 2 },
      },
    ];
  },
};

type Who = { readonly userId: string; readonly personalityId: string };

const ownerAndLilith = (home: string): Promise<Who> =>
  withHome(home, async app => {
    const { id: userId } = await app.user.owner();
    const { id: personalityId } = await app.personality.find({ userId, isOwner: true }, 'lilith');
    return { userId, personalityId };
  });

/** A person with a budget for a day, a week and a month, who speaks at the cost of the operator. */
async function openPurse(home: string, { userId, personalityId }: Who) {
  const clock = systemClock();
  const db = openDatabase(databaseOf(home), clock);
  const ledger = sqliteLedger(db);
  const ports = {
    ledger,
    clock,
    budgets: sqliteBudgets(db),
    users: sqliteUsers(db),
    personalities: sqlitePersonalities(db),
    operatorSettings: { environment: new Map(), file: new Map() },
  };
  for (const period of ['day', 'week', 'month'] as const)
    await ports.budgets.put({ scope: 'user', subject: userId, period, limitNanoUsd: dollar }, clock.now());
  const user = { id: userId, timezone: 'Europe/Berlin' };
  const request = {
    userId,
    personalityId,
    guildId: '223456789012345678',
    provider: 'openrouter',
    model: 'some/model',
    type: 'text',
    payer: 'system',
    reservedNanoUsd: 1000,
  } as const;
  return {
    async reserve(index: number) {
      const caps = await budgetsFor(ports, request, user);
      const full = await ledger.reserve(
        { ...request, id: `request-${index}`, openedAt: clock.now(), holder: null },
        caps,
      );
      if (full !== undefined) throw new Error('The budget is used up.');
    },
    close: () => db.close(),
  };
}
