import type { Agent } from 'undici';
import type { Trust } from '../../ports/egress.js';
import { acceptEncoding } from './decode.js';
import { forSockets, publicOnly, systemLookup, type Lookup } from './lookup.js';
import type { Hop } from './redirect.js';

export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As it arrives, still packed. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Drops a body that nobody wants. */
  discard(): void;
};

/** Sends one request and hands over whatever comes back. An aborted signal breaks off both, at any time. */
export type Wire = { send(hop: Hop, signal: AbortSignal): Promise<WireAnswer> };

export type WireOptions = {
  readonly lookup?: Lookup;
  /** Where an accepted address is to be reached. Itself, but for tests, which stay on this machine. */
  readonly reach?: (address: string) => string;
  /** Certificates to trust, in place of the well-known ones. */
  readonly ca?: string;
};

type Agents = Readonly<Record<Trust, Agent>>;

const defaultHeaders = { 'user-agent': 'tzurot', 'accept-encoding': acceptEncoding } as const;

/** HTTP/1.1 over undici, which is loaded with the first request. */
export function undiciWire(options: WireOptions): Wire & AsyncDisposable {
  let opened: Promise<Agents> | undefined;
  return {
    async send(hop, signal) {
      opened ??= openAgents(options);
      const agents = await opened;
      signal.throwIfAborted();
      const { statusCode, headers, body } = await agents[hop.trust].request({
        origin: hop.url.origin,
        path: hop.url.pathname + hop.url.search,
        method: hop.method,
        headers: { ...defaultHeaders, ...hop.headers },
        body: hop.body ?? null,
        signal,
      });
      body.on('error', () => {});
      return { status: statusCode, headers: lastOfEach(headers), body, discard: () => void body.destroy() };
    },
    async [Symbol.asyncDispose]() {
      if (opened !== undefined) await Promise.all(Object.values(await opened).map(agent => agent.destroy()));
    },
  };
}

async function openAgents({ lookup = systemLookup, reach, ca }: WireOptions): Promise<Agents> {
  const { Agent } = await import('undici');
  const agent = (resolve: Lookup) =>
    new Agent({
      allowH2: false,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        lookup: forSockets(reach === undefined ? resolve : reached(resolve, reach)),
        ...(ca === undefined ? {} : { ca }),
      },
    });
  return { operator: agent(lookup), foreign: agent(publicOnly(lookup)) };
}

const reached =
  (lookup: Lookup, reach: (address: string) => string): Lookup =>
  async host =>
    (await lookup(host)).map(reach);

const lastOfEach = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().at(-1) ?? '']));
