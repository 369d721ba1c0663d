import { guardedEgress } from '../../src/adapters/http/guarded.js';
import type { Hop } from '../../src/adapters/http/redirect.js';
import type { WireAnswer } from '../../src/adapters/http/wire.js';
import type { Egress } from '../../src/ports/egress.js';
import { fakeClock, type FakeClock } from './clock.js';

/** What a server does when it is asked: it answers, says nothing at all, or hangs up. */
export type Reply = Answer | 'silence' | 'hang-up';

type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Piece | readonly Piece[];
  /** What comes after the last piece. */
  readonly ending?: 'whole' | 'silence' | 'hang-up';
};

type Piece = string | Uint8Array;

/** A request as it arrived. */
export type Arrival = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type FakeEgress = Egress & { readonly arrived: readonly Arrival[] };

/**
 * A network of scripted servers, by URL. The rules of the port are those of the real way out, and so is the time, but
 * for whose clock it is. Where there is no server, nobody answers.
 */
export function fakeEgress(
  servers: Readonly<Record<string, Reply | ((arrival: Arrival) => Reply)>>,
  clock: FakeClock = fakeClock(),
): FakeEgress {
  const arrived: Arrival[] = [];
  const send = async (hop: Hop, signal: AbortSignal): Promise<WireAnswer> => {
    const arrival = arrivalOf(hop);
    arrived.push(arrival);
    const server = servers[arrival.url] ?? 'hang-up';
    const reply = typeof server === 'function' ? server(arrival) : server;
    if (reply === 'silence') return stop(signal);
    if (reply === 'hang-up') throw new Error('nobody is there');
    return { status: reply.status ?? 200, headers: headersOf(reply), body: bodyOf(reply, signal), discard: () => {} };
  };
  return { ...guardedEgress({ send }, { clock }), arrived };
}

const arrivalOf = ({ url, method, headers, body = '' }: Hop): Arrival => ({ url: url.href, method, headers, body });

export const piecesOf = ({ body = [] }: Answer): readonly Piece[] =>
  typeof body === 'string' || body instanceof Uint8Array ? [body] : body;

const headersOf = ({ headers = {} }: Answer): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().at(-1) ?? '']));

async function* bodyOf(answer: Answer, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (const piece of piecesOf(answer)) {
    signal.throwIfAborted();
    yield Buffer.from(piece);
  }
  if (answer.ending === 'hang-up') throw new Error('the connection was lost');
  if (answer.ending === 'silence') await stop(signal);
}

const stop = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason));
  });
