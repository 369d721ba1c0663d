import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Gallery } from '../../../src/adapters/web/gallery.js';
import { usualLimits, type Limits } from '../../../src/adapters/web/limits.js';
import { openWeb } from '../../../src/adapters/web/server.js';
import { fakeLog } from '../../fakes/log.js';

export const face = 'a'.repeat(64);
export const bytes = Buffer.from('89504e470d0a1a0a', 'hex');

type Options = {
  readonly gallery?: Partial<Gallery>;
  readonly isWell?: () => Promise<boolean>;
  readonly publicUrl?: string | null;
  readonly limits?: Partial<Limits>;
};

/** A server of one picture, on a port of its own. */
export async function aWeb({ gallery, isWell = async () => true, publicUrl = null, limits }: Options = {}) {
  const log = fakeLog();
  const web = await openWeb(
    {
      gallery: {
        find: async sha256 => (sha256 === face ? { type: 'image/png', size: bytes.length } : undefined),
        bytes: async () => bytes,
        ...gallery,
      },
      isWell,
      log,
    },
    { host: '127.0.0.1', port: 0, publicUrl },
    { ...usualLimits, ...limits },
  );
  onTestFinished(web.close);
  return { ...web, log, port: Number(new URL(web.address).port) };
}

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

type Manner = { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly from?: string };

/** Asks for a path as it stands: nothing in it is put right first. */
export async function ask(port: number, path: string, { method, headers, from }: Manner = {}): Promise<Answer> {
  const asked = request({
    host: '127.0.0.1',
    port,
    path,
    agent: false,
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers }),
    ...(from !== undefined && { localAddress: from }),
  }).end();
  const [response] = await once(asked, 'response');
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece);
  return { status: Number(response.statusCode), headers: response.headers, body: Buffer.concat(pieces) };
}

/** A connection on which anything may be said. */
export async function aSocket(port: number, from = '127.0.0.1', host = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host, localAddress: from });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** When a connection has ended, whether or not politely. */
export const gone = (socket: Socket): Promise<void> =>
  new Promise(resolve => void (socket.closed ? resolve() : socket.once('close', () => resolve())));

/** Everything that comes back for these bytes until the connection ends. */
export async function said(port: number, words: string, host = '127.0.0.1'): Promise<string> {
  const socket = await aSocket(port, '127.0.0.1', host);
  let heard = '';
  socket.setEncoding('latin1').on('data', (piece: string) => (heard += piece));
  const over = gone(socket);
  socket.write(words);
  await over;
  return heard;
}

/** How each answer among them begins. */
export const statusesIn = (heard: string): string[] =>
  [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code = '']) => code);
