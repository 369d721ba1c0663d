import { addressBelow } from '../../domain/text/address.js';
import { parsedJson } from '../../domain/text/json.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { Clock } from '../../ports/clock.js';
import type { Egress, EgressRequest, EgressResponse } from '../../ports/egress.js';
import { failureOf, late } from './failing/failure.js';
import { beginningOf } from './reading/body.js';
import { errorIn, nothingSaid } from './wire/errors.js';

export type Machine = { readonly egress: Egress; readonly clock: Clock };

/** Where a service is, and under what name it is counted. */
export type Service = { readonly provider: string; readonly url: string };

type Post = {
  readonly path: string;
  readonly accept: string;
  readonly body: string;
  readonly key: Secret | null;
  readonly deadlineMs: number;
} & Pick<EgressRequest, 'idleMs' | 'maxBytes'>;

const longestErrorBytes = 64 * 1024;

/** Asks once. Resolves when an answer begins; throws what the service says instead of one. */
export async function post({ egress, clock }: Machine, service: Service, asked: Post, signal?: AbortSignal) {
  signal?.throwIfAborted();
  if (!(asked.deadlineMs > 0)) throw late(service.provider, 'was not asked, because no time was left', { sent: false });
  const response = await egress.request({ ...requestOf(service, asked), ...(signal && { signal }) });
  if (response.status === 200) return response;
  const refusal = await refusalIn(response);
  signal?.throwIfAborted();
  throw failureOf(service.provider, { ...refusal, key: asked.key, now: clock.now() });
}

const requestOf = ({ url }: Service, { path, accept, key, ...rest }: Post): EgressRequest => ({
  ...rest,
  url: addressBelow(url, path),
  trust: 'operator',
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    accept,
    ...(key === null ? {} : { authorization: `Bearer ${key.reveal()}` }),
  },
});

async function refusalIn(response: EgressResponse) {
  const said = errorIn(parsedJson(await beginningOf(response, longestErrorBytes))) ?? nothingSaid;
  return { said, status: response.status, headers: response.headers };
}
