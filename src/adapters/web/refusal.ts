import type { IncomingMessage } from 'node:http';
import { bracketed, nameIn, nameOfOrigin } from './names.js';

/** Why a request is not looked at any further. */
export type Refusal = 400 | 403 | 405 | 421;

const methods: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD']);

/** What is wrong with a request, whatever it asks for. Undefined where nothing is. */
export function refusalOf(request: IncomingMessage, names: ReadonlySet<string>): Refusal | undefined {
  if (!methods.has(request.method)) return 405;
  if (hasBody(request)) return 400;
  const { host, origin } = request.headersDistinct;
  if (host?.length !== 1) return 400;
  const name = nameIn(host[0] ?? '');
  if (name === undefined) return 400;
  const isOurs = (one: string | undefined) =>
    one !== undefined && (names.has(one) || one === bracketed(request.socket.localAddress ?? ''));
  if (!isOurs(name)) return 421;
  return origin === undefined || origin.every(one => isOurs(nameOfOrigin(one))) ? undefined : 403;
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
