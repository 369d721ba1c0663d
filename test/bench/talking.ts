import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createParser } from 'eventsource-parser';
import { Agent } from 'undici';
import { openApp, type App } from '../../dist/app.js';
import { readConfig } from '../../dist/config.js';
import { writeOperatorSetting } from '../../dist/app/operator-setting.js';
import { configOf, homeOfLilith } from '../drills/homes.ts';
import { hear, terminal } from '../drills/talk.ts';
import type { Bench, Line } from './bench.ts';

const rounds = 5;
const floor = 'undici and eventsource-parser alone, in the same process';

/** Turns at once through the whole program, with a model that takes its time, beside the bare requests. */
export const talking: Bench = {
  name: 'talking',
  async run(scratch) {
    const server = fork(new URL('stream-server.ts', import.meta.url), { execArgv: [], stdio: 'inherit' });
    try {
      const [port] = await once(server, 'message');
      const home = join(scratch, 'home');
      await homeOfLilith(home);
      unlimited(home);
      const origin = `http://127.0.0.1:${port}`;
      await using app = await openApp(readConfig({ home }, { TZUROT_LLM_URL: `${origin}/paced/v1` }));
      const agent = new Agent({ allowH2: false });
      const lines: Line[] = [];
      for (const atOnce of [1, 32, 256]) lines.push(...(await linesOf(app, agent, origin, atOnce)));
      await agent.destroy();
      return lines;
    } finally {
      server.disconnect();
    }
  },
};

/** So many at once would be held back. */
function unlimited(home: string): void {
  const config = configOf(home);
  for (const key of ['limits.person', 'limits.channel'] as const) writeOperatorSetting(config, key, { state: 'off' });
  for (const key of ['calls.atOnce', 'calls.perKey'] as const)
    writeOperatorSetting(config, key, { state: 'value', value: 256 });
}

async function linesOf(app: App, agent: Agent, origin: string, atOnce: number): Promise<Line[]> {
  const times = { ours: new Array<number>(), bare: new Array<number>() };
  const memory = { ours: new Array<number>(), bare: new Array<number>() };
  const { id } = await app.user.owner();
  for (let round = -1; round < rounds; round++) {
    const bare = await together(atOnce, () => askBare(agent, origin));
    const ours = await together(atOnce, index => turn(app, id, `${round}-${index}`));
    if (round < 0) continue;
    times.bare.push(...bare.micros);
    times.ours.push(...ours.micros);
    memory.bare.push(bare.bytes / atOnce);
    memory.ours.push(ours.bytes / atOnce);
  }
  const line = (what: string, by: typeof times, part: number): Line => ({
    what: `${atOnce} turns at once: ${what}`,
    micros: quantile(by.ours, part),
    floorMicros: quantile(by.bare, part),
    floor,
    goal: null,
  });
  const over = (part: number) => ((quantile(times.ours, part) - quantile(times.bare, part)) / 1000).toFixed(1);
  return [
    line(`p50, ${over(0.5)} ms over`, times, 0.5),
    line(`p99, ${over(0.99)} ms over`, times, 0.99),
    { ...line('growth each', memory, 0.5), floorMicros: Math.max(1024, quantile(memory.bare, 0.5)), unit: 'bytes' },
  ];
}

async function turn(app: App, userId: string, id: string): Promise<void> {
  const heard = await hear(app, userId, `Tell me of the ${id} and the ${id}th.`, {
    ...terminal,
    channelId: `terminal:${id}`,
  });
  if (heard.kind !== 'answered') throw new Error(`Lilith did not answer: ${JSON.stringify(heard)}`);
}

type Together = { readonly micros: readonly number[]; readonly bytes: number };

/** How long each of so many took, and what the process grew by at most meanwhile. */
async function together(atOnce: number, work: (index: number) => Promise<unknown>): Promise<Together> {
  const before = process.memoryUsage.rss();
  const grown = { most: 0 };
  const watch = setInterval(() => (grown.most = Math.max(grown.most, process.memoryUsage.rss() - before)), 20);
  const micros = await Promise.all(
    Array.from({ length: atOnce }, async (_, index) => {
      const began = performance.now();
      await work(index);
      return (performance.now() - began) * 1000;
    }),
  );
  clearInterval(watch);
  return { micros, bytes: grown.most };
}

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

async function askBare(agent: Agent, origin: string): Promise<string> {
  const { body } = await agent.request({
    origin,
    path: '/paced/v1/chat/completions',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'some/model', messages: [{ role: 'user', content: 'Tea?' }], stream: true }),
  });
  let text = '';
  const parser = createParser({
    onEvent({ data }) {
      if (data !== '[DONE]') text += JSON.parse(data).choices[0]?.delta.content ?? '';
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of body) parser.feed(decoder.decode(bytes, { stream: true }));
  return text;
}
