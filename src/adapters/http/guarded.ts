import { TzurotError } from '../../domain/errors.js';
import type { Egress, EgressResponse } from '../../ports/egress.js';
import { decoded } from './decode.js';
import { firstHop, nextHop, type Hop } from './redirect.js';
import { httpsPort } from './target.js';
import { beginTransfer, type Transfer, type TransferClock } from './transfer.js';
import type { Wire, WireAnswer } from './wire.js';

export type GuardOptions = {
  readonly clock: TransferClock;
  readonly maxRedirects?: number;
  /** Ports that foreign addresses may name. Only that of https, but for tests. */
  readonly foreignPorts?: readonly number[];
};

const fewRedirects = 3;

/** Puts the rules of the port around a wire: what may be opened, redirects, size and time. */
export function guardedEgress(
  wire: Wire,
  { clock, maxRedirects = fewRedirects, foreignPorts = [httpsPort] }: GuardOptions,
): Egress {
  async function answerTo(hop: Hop, redirectsLeft: number, transfer: Transfer): Promise<WireAnswer> {
    const answer = await transfer.within(wire.send(hop, transfer.signal));
    const next = nextHop(hop, answer, foreignPorts);
    if (next === undefined) return answer;
    answer.discard();
    if (redirectsLeft > 0) return answerTo(next, redirectsLeft - 1, transfer);
    throw new TzurotError('unavailable', `${hop.url.host} redirects too often. Use the address that it ends at.`);
  }

  return {
    async request(request) {
      request.signal?.throwIfAborted();
      const hop = firstHop(request, foreignPorts);
      const { host } = hop.url;
      const transfer = beginTransfer(clock, host, request);
      try {
        const answer = await answerTo(hop, maxRedirects, transfer);
        return responseOf(answer, request.maxBytes, host, transfer);
      } catch (error) {
        throw stopped(transfer, error, `${host} did not answer`);
      }
    },
  };
}

const responseOf = (answer: WireAnswer, maxBytes: number, host: string, transfer: Transfer): EgressResponse => ({
  status: answer.status,
  headers: answer.headers,
  body: bodyOf(answer, maxBytes, host, transfer),
  cancel: () => transfer.stop(cancelled()),
});

async function* bodyOf(
  { body, headers }: WireAnswer,
  maxBytes: number,
  host: string,
  transfer: Transfer,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    const source = decoded(body, headers['content-encoding'])[Symbol.asyncIterator]();
    const read = () => transfer.piece(() => source.next());
    for (let piece = await read(); piece.done !== true; piece = await read()) {
      size += piece.value.length;
      if (size > maxBytes) throw tooLarge(host, maxBytes);
      yield piece.value;
    }
  } catch (error) {
    throw stopped(transfer, error, `${host} broke off in the middle of its answer`);
  } finally {
    transfer.stop(over);
  }
}

/** Stops a transfer that failed, and says why: for the reason it was stopped before, if it was. */
function stopped(transfer: Transfer, error: unknown, what: string): unknown {
  if (transfer.signal.aborted) return transfer.signal.reason;
  const failure = error instanceof TzurotError ? error : broken(what, error);
  transfer.stop(failure);
  return failure;
}

const broken = (what: string, cause: unknown) =>
  new TzurotError('unavailable', `${what}. Try again later.`, {
    cause,
    ...(wasNeverConnected(cause) ? { facts: { sent: false } } : {}),
  });

const beforeConnecting: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const wasNeverConnected = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && beforeConnecting.has(cause.code);

const tooLarge = (host: string, maxBytes: number) =>
  new TzurotError('unavailable', `The answer of ${host} is larger than the ${maxBytes} bytes allowed.`, {
    facts: { tooLarge: true },
  });

const cancelled = () => new TzurotError('unavailable', 'The transfer was cancelled before its end.');

/** Made once, for transfers that have ended anyway. */
const over = cancelled();
