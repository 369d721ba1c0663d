import { join } from 'node:path';
import { openDatabase } from '../../dist/adapters/sqlite/database.js';
import { sqlitePersonalities } from '../../dist/adapters/sqlite/personalities.js';
import { systemClock } from '../../dist/adapters/system/clock.js';
import { directoryOf } from '../../dist/domain/personality/alias.js';
import { blankSketch, type Personality } from '../../dist/domain/personality/personality.js';
import { plain, type Incoming } from '../../dist/domain/turn/incoming.js';
import { route } from '../../dist/domain/turn/route.js';
import { databaseOf, init, withHome } from '../drills/homes.ts';
import type { Bench, Line } from './bench.ts';
import { compare } from './compare.ts';
import { frame, frameText } from './frame.ts';

const namesEach = 100;
const goal = { micros: 150 };
const floor = `JSON.parse of a frame of ${frame.length} bytes`;

/** Who is to answer: the decision alone, and with all that must be read for it, from few aliases to many. */
export const routing: Bench = {
  name: 'routing',
  async run(scratch) {
    const lines: Line[] = [];
    for (const aliases of [10, 10_000]) {
      const people = peopleWith(aliases);
      const situation = {
        directory: directoryOf(people),
        available: new Set(people.map(({ slug }) => slug)),
        isDenied: false,
        activated: [],
        conversingWith: null,
        dmWith: null,
      };
      const decided = await compare(() => route(message, situation), parse, { repeat: 2000 });
      lines.push({ what: `a message routed, ${aliases} aliases`, ...decided, floor, goal });
      lines.push(await wholeWay(join(scratch, String(aliases)), people, aliases));
    }
    return lines;
  },
};

const parse = () => void JSON.parse(frame);

async function wholeWay(home: string, people: readonly Personality[], aliases: number): Promise<Line> {
  await init(home);
  const owner = await withHome(home, app => app.user.owner());
  const db = openDatabase(databaseOf(home), systemClock());
  for (const person of people) await sqlitePersonalities(db).create({ ...person, ownerId: owner.id });
  db.close();
  return withHome(home, async app => {
    const own = { ...message, author: { ...message.author, userId: owner.id } };
    const { answers } = await app.turn.wayOf(own, null);
    if (answers.length === 0) throw new Error('Nobody would answer.');
    const times = await compare(() => app.turn.wayOf(own, null), parse, { repeat: 5 });
    return { what: `the same with its reads, ${aliases} aliases`, ...times, floor, goal };
  });
}

const message: Incoming = {
  id: '1',
  text: frameText,
  author: { userId: 'ada', accountId: 'ada', name: 'Ada', kind: 'person' },
  venue: { channelId: 'hall', platform: 'discord', kind: 'guild', guildId: 'castle', isPublic: true },
  saidAt: 0,
  ...plain,
};

/** As many aliases as that, up to a hundred with each personality. */
function peopleWith(aliases: number): Personality[] {
  const each = Math.min(aliases, namesEach);
  return Array.from({ length: aliases / each }, (_, person) => ({
    ...blankSketch(`Guest ${person}`),
    avatar: null,
    source: null,
    id: `guest-${person}`,
    slug: `guest-${person}`,
    ownerId: 'ada',
    aliases: Array.from({ length: each }, (_name, name) =>
      person + name === 0 ? 'night owl' : `owl ${person} ${name}`,
    ),
    createdAt: 0,
    updatedAt: 0,
  }));
}
