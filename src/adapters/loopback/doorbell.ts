import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { TzurotError } from '../../domain/errors.js';
import type { Door, Doorbell } from '../../ports/doorbell.js';
import { nothingHere, thanks, type Page } from './pages.js';

const loopback = '127.0.0.1';
const longestRequestBytes = 16 * 1024;
const longestRequestMs = 10_000;

/** Doors on a free port of the loopback interface, each with an HTTP server behind it. */
export const loopbackDoorbell = (): Doorbell => ({
  async open(path) {
    const server = createServer({
      maxHeaderSize: longestRequestBytes,
      requestTimeout: longestRequestMs,
      headersTimeout: longestRequestMs,
    });
    const port = await listening(server);
    return doorOf(server, port, path);
  },
});

async function listening(server: Server): Promise<number> {
  try {
    server.listen(0, loopback);
    await once(server, 'listening');
  } catch (cause) {
    throw new TzurotError('unavailable', 'This machine does not let us listen on 127.0.0.1 for your way back.', {
      try: 'wallet set openrouter',
      cause,
    });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function doorOf(server: Server, port: number, path: string): Door {
  const names = [`${loopback}:${port}`, `localhost:${port}`];
  const arrival = Promise.withResolvers<URLSearchParams>();
  let isTaken = false;
  server.on('request', (request, response) => {
    const query = isTaken ? undefined : queryOf(request, names, path);
    if (query === undefined) return answer(response, nothingHere);
    isTaken = true;
    answer(response, thanks);
    response.once('close', () => arrival.resolve(query));
  });
  return {
    address: `http://${loopback}:${port}${path}`,
    visitor: signal => Promise.race([arrival.promise, ending(signal)]),
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What a visitor brought; undefined when it is not the one we wait for. */
function queryOf({ method, url = '', headers }: IncomingMessage, names: readonly string[], path: string) {
  const [asked, ...query] = url.split('?');
  if (method !== 'GET' || asked !== path || !names.includes(headers.host ?? '')) return undefined;
  return new URLSearchParams(query.join('?'));
}

function answer(response: ServerResponse, { status, html }: Page): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(html);
}

const ending = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
