import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Plan } from '../fakes/discord/build.ts';
import { openDiscord } from '../fakes/discord/open.ts';
import type { Bench, Line } from './bench.ts';

const [manyGuilds, channels, roles, threads, people] = [1000, 50, 30, 10, 2000];
const messages = 20_000;
const lastWord = 'That was the last word.';
const floor = 'discord.js as it comes, in the same servers';

/** How much memory the connection takes: idle, in many servers, and after much was said there. */
export const guilds: Bench = {
  name: 'guilds',
  async run() {
    const [idle, many] = [await bothIn(1, 0), await bothIn(manyGuilds, messages)];
    const about = `in ${manyGuilds} servers of ${channels} channels and ${roles} roles`;
    return [
      line('resident, idle in one server', idle, memory => memory.before.resident),
      line(`resident, ${about}`, many, memory => memory.before.resident),
      line(`kept, ${about}`, many, memory => memory.before.kept),
      line(`more kept after ${messages} messages of ${people} people`, many, grown, { ratio: 0.2 }),
    ];
  },
};

/** In bytes: all that the process has, and what is in use of it. */
type Memory = { readonly resident: number; readonly kept: number };
type Course = { readonly before: Memory; readonly after: Memory };
type Both = { readonly ours: Course; readonly bare: Course };

const grown = ({ before, after }: Course): number => Math.max(0, after.kept - before.kept);

const line = (what: string, { ours, bare }: Both, of: (course: Course) => number, goal: Line['goal'] = null): Line => ({
  what,
  micros: of(ours),
  floorMicros: of(bare),
  floor,
  goal,
  unit: 'bytes',
});

const bothIn = async (count: number, said: number): Promise<Both> => ({
  ours: await courseOf('ours', count, said),
  bare: await courseOf('bare', count, said),
});

async function courseOf(kind: string, count: number, said: number): Promise<Course> {
  await using discord = await openDiscord({ plan: planOf(count) });
  const child = fork(new URL('guild-client.ts', import.meta.url), [kind, discord.apiUrl, discord.token, lastWord], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [before] = await once(child, 'message');
  for (let index = 0; index < said; index++) {
    discord.people.say(`channel ${index % count}/0`, `person ${index % people}`, `Message ${index}, about tea.`);
    if (index % 100 === 0) await new Promise(resolve => setImmediate(resolve));
  }
  discord.people.say('channel 0/0', 'person 0', lastWord);
  const [after] = await once(child, 'message');
  return { before, after };
}

const some = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

const planOf = (count: number): Plan => {
  const names = some(people, index => `person ${index}`);
  return {
    people: names,
    guilds: some(count, guild => ({
      name: `server ${guild}`,
      owner: 'person 0',
      members: names.filter((name, index) => index % count === guild || name === 'person 0'),
      roles: some(roles, index => ({ name: `role ${guild}/${index}`, may: 1n << 10n })),
      channels: [
        ...some(channels, index => ({
          name: `channel ${guild}/${index}`,
          topic: 'What people talk about here, in a sentence or two.',
          overwrites: [
            { for: 'everyone', deny: 1n << 14n },
            { for: `role ${guild}/${index % roles}`, allow: 1n << 14n },
          ],
        })),
        ...some(threads, index => ({
          name: `thread ${guild}/${index}`,
          type: 11,
          parent: `channel ${guild}/0`,
        })),
      ],
    })),
  };
};
