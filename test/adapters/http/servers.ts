import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { httpEgress, type HttpEgressOptions } from '../../../src/adapters/http/egress.js';
import type { Bases, EgressWorld, Site } from '../../contracts/egress.js';
import { fakeClock } from '../../fakes/clock.js';
import { piecesOf, type Arrival, type Reply } from '../../fakes/egress.js';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');
const tls = { key: fixture('key.pem'), cert: fixture('cert.pem') };

/** A public address, in the eyes of the rules. Nothing is ever sent there: tests lead it to this machine. */
export const publicAddress = '93.184.216.34';

/** Servers on this machine that a scripted site runs on, and a way out that takes one of them for the public Internet. */
export async function openLoopback(
  siteOf: (bases: Bases) => Site,
  options: Partial<HttpEgressOptions> = {},
): Promise<EgressWorld & { readonly sockets: ReadonlySet<Socket> }> {
  const arrived: Arrival[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (request, response) => void answer(request, response, siteOf(bases), arrived);
  const own = await listening(createHttpServer(listener), sockets);
  const foreign = await listening(createHttpsServer(tls, listener), sockets);
  const bases: Bases = {
    own: `http://127.0.0.1:${own.port}`,
    photos: `https://photos.example:${foreign.port}`,
    cdn: `https://cdn.example:${foreign.port}`,
  };
  const clock = fakeClock();
  const egress = httpEgress({
    clock,
    ca: tls.cert,
    lookup: async () => [publicAddress],
    reach: () => '127.0.0.1',
    ...options,
    foreignPorts: [443, foreign.port, ...(options.foreignPorts ?? [])],
  });
  const close = async () => {
    await egress[Symbol.asyncDispose]();
    await Promise.all([own.close(), foreign.close()]);
  };
  return { egress, clock, bases, arrived, close, sockets };
}

/** A server below HTTP, that treats whoever asks it something as it likes. */
export async function openRaw(onRequest: (socket: Socket) => void) {
  const server = await listening(createTcpServer(socket => void socket.once('data', () => onRequest(socket))));
  return { url: `http://127.0.0.1:${server.port}/`, close: server.close };
}

/** A server that must not be connected to. */
export async function openCanary() {
  let connections = 0;
  const server = await listening(createTcpServer(socket => void ((connections += 1), socket.destroy())));
  return { port: server.port, connections: () => connections, close: server.close };
}

async function listening(server: Server, sockets = new Set<Socket>()) {
  server.on('connection', socket => {
    sockets.add(socket.on('error', () => {}));
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: typeof address === 'object' && address !== null ? address.port : 0, close };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  arrived: Arrival[],
): Promise<void> {
  const body = (await buffer(request)).toString();
  arrived.push({ url: urlOf(request), method: request.method ?? '', headers: headersOf(request), body });
  play(site[request.url ?? ''] ?? { status: 404 }, response);
}

const urlOf = ({ socket, headers, url }: IncomingMessage) =>
  `${'encrypted' in socket ? 'https' : 'http'}://${headers.host}${url}`;

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function play(reply: Reply, response: ServerResponse): void {
  if (reply === 'silence') return;
  if (reply === 'hang-up') return void response.destroy();
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  response.writeHead(reply.status ?? 200);
  response.flushHeaders();
  for (const piece of piecesOf(reply)) response.write(piece);
  if (reply.ending === 'hang-up') response.write('', () => response.socket?.destroy());
  else if (reply.ending !== 'silence') response.end();
}
