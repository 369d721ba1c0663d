import { once } from 'node:events';
import type { Server } from 'node:http';
import { TzurotError } from '../../domain/errors.js';
import { bracketed } from './names.js';

/** Listens, and says where. Throws `unavailable` with what to do instead. */
export async function listening(server: Server, host: string, port: number): Promise<string> {
  try {
    server.listen({ host: host.replace(/^\[(.*)\]$/, '$1'), port });
    await once(server, 'listening');
  } catch (cause) {
    throw refusedTo(host, port, cause);
  }
  const address = server.address();
  if (typeof address !== 'object' || address === null) return `http://${bracketed(host)}:${port}`;
  return `http://${bracketed(address.address)}:${address.port}`;
}

function refusedTo(host: string, port: number, cause: unknown): TzurotError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = words[code]?.(host, port) ?? `This machine does not let us listen at port ${port} of ${host}.`;
  return new TzurotError('unavailable', why, { try: 'config explain http.port', cause, facts: { host, port } });
}

const words: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `Another program listens at port ${port} of ${host} already. End it, or set another port (TZUROT_HTTP_PORT).`,
  EACCES: (host, port) =>
    `We may not listen at port ${port} of ${host}. Set one from 1024 on (TZUROT_HTTP_PORT), and let a proxy stand before it.`,
  EADDRNOTAVAIL: host => `This machine does not have the address ${host}. Set another one (TZUROT_HTTP_HOST).`,
  ENOTFOUND: host => `There is no address called ${host}. Set another one (TZUROT_HTTP_HOST).`,
};
