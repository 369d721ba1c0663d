import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { planOf, populate } from '../drills/discord/town.ts';
import { watchedIn, watchedInto } from '../drills/discord/watching.ts';
import { quantile } from '../drills/discord/told.ts';
import { copyProgram } from '../drills/program.ts';
import type { Entry } from '../fakes/discord/journal.ts';
import { openDiscord, type Discord } from '../fakes/discord/open.ts';
import type { Bench, Line } from './bench.ts';

const [warm, single, many] = [100, 200, 500];
const channels = Array.from({ length: 50 }, (_, index) => `channel-${index}`);
const people = Array.from({ length: 40 }, (_, index) => `person-${index}`);
/** A program that just started has still something to do. */
const settlesMs = 3000;
/** Discord allows so many requests a second; who is faster waits. */
const allowed = 50;
const apartMs = 2 * (1000 / allowed);
const floor = 'loopback round trip of the same body';
const route = 'POST /webhooks/:webhook/:token';

/** From a message to the webhook call of its answer, by the demo model, which takes no time. The program is a process of its own. */
export const answering: Bench = {
  name: 'answering',
  async run(scratch) {
    const home = join(scratch, 'home');
    mkdirSync(scratch, { recursive: true });
    await populate(home);
    await using discord = await openDiscord({ plan: planOf(people, channels) });
    const watched = join(scratch, 'watched');
    const { node, env } = watchedInto(watched);
    const serving = copyProgram(join(scratch, 'program')).start(home, ['serve'], {
      node,
      env: {
        ...env,
        DISCORD_TOKEN: discord.token,
        TZUROT_DISCORD_API_URL: discord.apiUrl,
        TZUROT_PLURALKIT_URL: 'http://127.0.0.1:9',
      },
    });
    await serving.says('Connected');
    await sleep(settlesMs);
    const idle = watchedIn(watched).at(-1)?.rss ?? Number.NaN;
    const callFor = caller(discord);
    const loopback = await openLoopback();
    for (let index = 0; index < warm; index++) await callFor(index, 1);

    const alone: number[] = [];
    const bare: number[] = [];
    let body = '';
    for (let index = 0; index < single; index++) {
      const { micros, entry } = await callFor(warm + index, 1);
      alone.push(micros);
      body = JSON.stringify(entry['body']);
      bare.push(await timed(() => loopback.ask(body)));
      await sleep(apartMs);
    }
    const cpuBefore = watchedIn(watched).at(-1)?.cpuMs ?? Number.NaN;
    const { micros: together } = await callFor(warm + single, many);
    const bareTogether = await timed(() => Promise.all(Array.from({ length: many }, () => loopback.ask(body))));
    await sleep(1000);
    const cpuMs = (watchedIn(watched).at(-1)?.cpuMs ?? Number.NaN) - cpuBefore;
    const busy = Math.max(...watchedIn(watched).map(({ rss }) => rss));
    loopback.close();
    serving.kill('SIGTERM');
    await serving.ended;

    const line = (what: string, micros: number, floorMicros: number): Line => ({
      what,
      micros,
      floorMicros,
      floor,
      goal: null,
    });
    const perSecond = (many / together) * 1e6;
    return [
      line('message to webhook call, p50', quantile(alone, 0.5), quantile(bare, 0.5)),
      line('message to webhook call, p99', quantile(alone, 0.99), quantile(bare, 0.99)),
      {
        ...line(`each of ${many}: ${perSecond.toFixed(0)} a second`, together / many, 1e6 / allowed),
        floor: `the ${allowed} requests a second that are allowed`,
      },
      line('processor time for each of them', (cpuMs * 1000) / many, bareTogether / many),
      {
        what: 'resident after that, and idle before',
        micros: busy,
        floorMicros: idle,
        floor: 'idle before',
        goal: null,
        unit: 'bytes',
      },
    ];
  },
};

type Heard = { readonly micros: number; readonly entry: Entry };

/** Has so many things said at once, and waits until as many answers are sent. */
function caller(discord: Discord): (from: number, count: number) => Promise<Heard> {
  return async (from, count) => {
    const [before, progress] = [discord.journal.entries.length, { sent: 0 }];
    const answered = discord.journal.until(
      ({ n, route: asked }) => n >= before && asked === route && (progress.sent += 1) === count,
    );
    const began = performance.now();
    for (let number = from; number < from + count; number++) {
      const [channel = '', person = ''] = [channels[number % channels.length], people[number % people.length]];
      discord.people.say(channel, person, `@lilith, I saw lantern ${number}.`);
      if (number % 100 === 0) await new Promise(resolve => setImmediate(resolve));
    }
    const entry = await answered;
    return { micros: (performance.now() - began) * 1000, entry };
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) * 1000;
}

async function openLoopback() {
  const server = fork(new URL('echo-back.ts', import.meta.url), { execArgv: [], stdio: 'inherit' });
  const [port] = await once(server, 'message');
  const agent = new Agent({ allowH2: false, connections: 50 });
  return {
    async ask(body: string): Promise<string> {
      const response = await agent.request({
        origin: `http://127.0.0.1:${port}`,
        path: '/',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return response.body.text();
    },
    close() {
      void agent.destroy();
      server.disconnect();
    },
  };
}
