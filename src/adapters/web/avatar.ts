import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gallery, Shown } from './gallery.js';
import { refused, type Reply } from './reply.js';

/** What a browser shows as a picture, and never runs. */
const types: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** The address says what is there, so that never changes. */
const forGood = 'public, max-age=31536000, immutable';

/** The answer to somebody who asks for a picture. It is in memory until the response is over. */
export async function avatarReply(
  { gallery, shown }: { readonly gallery: Gallery; readonly shown: Shown },
  sha256: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply> {
  const found = await gallery.find(sha256);
  if (found === undefined || !types.has(found.type)) return refused(404);
  const etag = `"${sha256}"`;
  const kept = { etag, 'cache-control': forGood };
  if (knows(request.headers['if-none-match'], etag)) return { status: 304, headers: kept };
  const headers = { ...kept, 'content-type': found.type, 'content-length': String(found.size) };
  if (request.method === 'HEAD' || response.destroyed) return { status: 200, headers };
  response.once('close', () => shown.letGo(sha256));
  const body = await shown.take(sha256);
  return body === undefined ? refused(404) : { status: 200, headers, body };
}

/** Whether somebody has it already. */
const knows = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some(each => ['*', etag].includes(each.trim().replace(/^W\//, '')));
