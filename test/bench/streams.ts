import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createParser } from 'eventsource-parser';
import { Agent } from 'undici';
import { httpEgress } from '../../dist/adapters/http/egress.js';
import { openAiLlm } from '../../dist/adapters/openai/llm.js';
import { systemClock } from '../../dist/adapters/system/clock.js';
import type { LlmRequest } from '../../dist/ports/llm.js';
import { Secret } from '../../dist/domain/wallet/secret.js';
import type { Bench, Line } from './bench.ts';

const fewestRounds = 9;
/** As many at least of each kind, so that what is measured is not how Node gets going. */
const fewestStreams = 500;
/** Not less than four fifths of the speed. */
const goal = { ratio: 1.25 };
const floor = 'undici and eventsource-parser alone, in the same process';

/** A stream to its end. It tells when the first text was there. */
type Client = (path: string, onText: () => void) => Promise<string>;

/** Many answers at once over sockets, ours beside what could not be less, from a server in a process of its own. */
export const streams: Bench = {
  name: 'streams',
  async run() {
    const server = fork(new URL('stream-server.ts', import.meta.url), { execArgv: [], stdio: 'inherit' });
    try {
      const [port] = await once(server, 'message');
      await using ways = waysTo(`http://127.0.0.1:${port}`);
      const lines: Line[] = [];
      for (const atOnce of [1, 32, 256]) lines.push(...(await linesOf(ways, atOnce)));
      return lines;
    } finally {
      server.disconnect();
    }
  },
};

type Ways = { readonly ours: Client; readonly bare: Client; go(atOnce: number): Promise<void> };

async function linesOf({ ours, bare, go }: Ways, atOnce: number): Promise<Line[]> {
  const times: { ours: number[][]; bare: number[][] } = { ours: [], bare: [] };
  const totals: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const rounds = Math.max(fewestRounds, Math.ceil(fewestStreams / atOnce));
  for (let round = -Math.ceil(rounds / 2); round < rounds; round++)
    for (const [name, client] of [
      ['ours', ours],
      ['bare', bare],
    ] as const) {
      const began = performance.now();
      const each = await together(client, atOnce);
      const total = ((performance.now() - began) * 1000) / atOnce;
      if (round < 0) continue;
      times[name].push(each);
      totals[name].push(total);
    }
  const memory = { ours: await memoryOf(ours, go, atOnce), bare: await memoryOf(bare, go, atOnce) };
  const at = (name: 'ours' | 'bare', part: number) => quantile(times[name].flat(), part);
  const line = (what: string, micros: number, floorMicros: number, of: Line['goal'] = null): Line => ({
    what: `${atOnce} at once: ${what}`,
    micros,
    floorMicros,
    floor,
    goal: of,
  });
  return [
    line('each, by throughput', quantile(totals.ours, 0.5), quantile(totals.bare, 0.5), goal),
    line('one stream, p50', at('ours', 0.5), at('bare', 0.5)),
    line('one stream, p99', at('ours', 0.99), at('bare', 0.99)),
    { ...line('memory each', memory.ours, memory.bare), unit: 'bytes' },
  ];
}

/** How long each of so many streams took, in microseconds. */
const together = (client: Client, atOnce: number): Promise<number[]> =>
  Promise.all(
    Array.from({ length: atOnce }, async () => {
      const began = performance.now();
      const text = await client('', () => {});
      if (text.length < 100) throw new Error(`A stream ended with “${text}”.`);
      return (performance.now() - began) * 1000;
    }),
  );

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** The bytes on the heap and beside it that each stream keeps while it is half read, after everything else was cleared away. */
async function memoryOf(client: Client, go: Ways['go'], atOnce: number): Promise<number> {
  await together(client, atOnce);
  const before = await kept();
  const begun = Array.from({ length: atOnce }, () => Promise.withResolvers<void>());
  const under = begun.map(({ resolve }) => client('/held', resolve));
  await Promise.all(begun.map(({ promise }) => promise));
  const during = await kept();
  await go(atOnce);
  await Promise.all(under);
  return Math.max(0, (during - before) / atOnce);
}

/** What is still there when everything that can go has gone. */
async function kept(): Promise<number> {
  for (let time = 0; time < 5; time++) {
    await new Promise(resolve => setTimeout(resolve, 20));
    if (typeof collect === 'function') collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

function waysTo(base: string): Ways & AsyncDisposable {
  const egress = httpEgress();
  const agent = new Agent({ allowH2: false, headersTimeout: 0, bodyTimeout: 0 });
  return {
    ours: (path, onText) => ask(egress, `${base}${path}`, onText),
    bare: (path, onText) => askBare(agent, base, path, onText),
    async go(atOnce) {
      const { body } = await agent.request({ origin: base, path: `/go/${atOnce}`, method: 'GET' });
      await body.text();
    },
    async [Symbol.asyncDispose]() {
      await agent.destroy();
      await egress[Symbol.asyncDispose]();
    },
  };
}

const request: LlmRequest = {
  model: 'some/model',
  prompt: { system: [{ name: 'rules', text: 'Be kind.' }], history: [], turn: [{ name: 'message', text: 'Tea?' }] },
  params: {},
  isStreamed: true,
  key: new Secret('sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'),
  routing: null,
};

async function ask(egress: ReturnType<typeof httpEgress>, url: string, onText: () => void): Promise<string> {
  const llm = openAiLlm({ egress, clock: systemClock() }, { provider: 'openrouter', url, defaultModel: 'some/model' });
  return (await llm.complete(request, { onText })).text;
}

/** What a stream cannot do without: the socket, the letters, the events, JSON, and the text put together. */
async function askBare(agent: Agent, origin: string, path: string, onText: () => void): Promise<string> {
  const { body } = await agent.request({
    origin,
    path: `${path}/chat/completions`,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${request.key?.reveal()}` },
    body: JSON.stringify({ model: request.model, messages: [{ role: 'user', content: 'Tea?' }], stream: true }),
  });
  let text = '';
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') return;
      text += JSON.parse(data).choices[0]?.delta.content ?? '';
      onText();
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of body) parser.feed(decoder.decode(bytes, { stream: true }));
  return text;
}
