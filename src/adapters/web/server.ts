import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { lazily } from '../../domain/around.js';
import { TzurotError } from '../../domain/errors.js';
import type { Log } from '../../ports/log.js';
import { avatarReply } from './avatar.js';
import { shownFrom, type Gallery } from './gallery.js';
import { usualLimits, type Limits } from './limits.js';
import { listening } from './listening.js';
import { namesFor } from './names.js';
import { crowd } from './neighbours.js';
import { refusalOf } from './refusal.js';
import { refused, send, told, type Reply } from './reply.js';
import { prefixOf, targetOf } from './target.js';

type Surroundings = {
  readonly gallery: Gallery;
  /** Whether everything does what it should. */
  readonly isWell: () => Promise<boolean>;
  readonly log: Log;
};

type Place = { readonly host: string; readonly port: number; readonly publicUrl: string | null };

/** A server that listens. */
export type Web = {
  /** Where this machine reaches it. */
  readonly address: string;
  /** Takes no more requests. What is being sent may end within a moment. */
  close(): Promise<void>;
};

/** Shows pictures, and says whether the program lives. Throws `unavailable` where it cannot listen. */
export async function openWeb(
  { gallery, isWell, log }: Surroundings,
  { host, port, publicUrl }: Place,
  limits: Limits = usualLimits,
): Promise<Web> {
  const names = namesFor(host, publicUrl);
  const prefix = prefixOf(publicUrl);
  const halls = { gallery, shown: shownFrom(gallery) };

  const replyTo = async (request: IncomingMessage, response: ServerResponse): Promise<Reply> => {
    const refusal = refusalOf(request, names);
    if (refusal !== undefined) return refused(refusal);
    const target = targetOf(request.url ?? '', prefix);
    if (target.kind === 'malformed') return refused(400);
    if (target.kind === 'nothing') return refused(404);
    if (target.kind === 'avatar') return avatarReply(halls, target.sha256, request, response);
    return (await isWell()) ? told(200, 'ok') : told(503, 'not well');
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const late = setTimeout(() => response.destroy(), limits.answerMs);
    response.once('close', () => clearTimeout(late));
    try {
      send(response, await replyTo(request, response));
    } catch (error) {
      log.error('A request could not be answered', { error });
      send(response, refused(error instanceof TzurotError ? 503 : 500));
    }
  };

  const server = serverWithin(limits);
  const onRequest = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  // Whoever waits to be told to go on with a body is told that none is wanted.
  server.on('request', onRequest).on('checkContinue', onRequest);
  const address = await listening(server, host, port);
  server.on('error', error => log.error('Listening for requests failed', { error }));
  return { address, close: lazily(() => closed(server)) };
}

function serverWithin(limits: Limits): Server {
  const server = createServer({
    maxHeaderSize: limits.headBytes,
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.lookMs,
    keepAliveTimeout: limits.keepMs,
    insecureHTTPParser: false,
  });
  server.timeout = limits.idleMs;
  server.maxConnections = limits.connections;
  const inside = crowd(limits.neighbours);
  server.on('connection', socket => {
    const leave = inside.enter(socket.remoteAddress ?? '');
    if (leave === undefined) socket.destroy();
    else socket.once('close', leave);
  });
  return server;
}

const momentMs = 500;

async function closed(server: Server): Promise<void> {
  const gone = once(server, 'close');
  server.close();
  const last = setTimeout(() => server.closeAllConnections(), momentMs);
  await gone;
  clearTimeout(last);
}
