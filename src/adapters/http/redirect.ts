import type { EgressRequest, Trust } from '../../ports/egress.js';
import { sendable } from './headers.js';
import { targetOf } from './target.js';

/** One of the requests that a request turns into when it is redirected. */
export type Hop = {
  readonly url: URL;
  readonly trust: Trust;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>> };

const redirects: readonly number[] = [301, 302, 303, 307, 308];

export const firstHop = (request: EgressRequest, foreignPorts: readonly number[]): Hop => ({
  url: targetOf(request.url, request.trust, foreignPorts),
  trust: request.trust,
  method: request.method ?? 'GET',
  headers: sendable(request.headers ?? {}),
  ...(request.body === undefined ? {} : { body: request.body }),
});

/**
 * Where an answer sends us next. Undefined when it is an answer to be handed over: also a redirect of what carries a
 * body, or of what the operator sends with headers, because neither may reach anybody else.
 */
export function nextHop(hop: Hop, { status, headers }: Answer, foreignPorts: readonly number[]): Hop | undefined {
  const { location } = headers;
  if (location === undefined || !redirects.includes(status) || !mayFollow(hop)) return undefined;
  const url = targetOf(location, 'foreign', foreignPorts, hop.url);
  return { url, trust: 'foreign', method: 'GET', headers: url.origin === hop.url.origin ? hop.headers : {} };
}

const mayFollow = ({ method, body, trust, headers }: Hop): boolean =>
  method === 'GET' && body === undefined && (trust === 'foreign' || Object.keys(headers).length === 0);
