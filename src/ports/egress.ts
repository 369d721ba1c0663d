/**
 * Whose address it is. What the operator set may be private and plain http, and is sent as it is. What came from a
 * person, a file or a redirect is `foreign`: https only, and only to public addresses, checked again at each redirect.
 */
export type Trust = 'operator' | 'foreign';

export type EgressRequest = {
  readonly url: string;
  readonly trust: Trust;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the call to the last byte received, with everything in between. */
  readonly deadlineMs: number;
  /** The longest silence between two pieces of the body. */
  readonly idleMs?: number;
  /** Of the body as it is read, after decompression. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
};

export type EgressResponse = {
  readonly status: number;
  /** Names in lower case. Of repeated headers the last one. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it arrives. Reading it throws `unavailable` past the deadline or the size. Must be read or cancelled. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Stops the transfer. Harmless after the end; reading the body afterwards throws `unavailable`. */
  cancel(): void;
};

/**
 * The one way out to the network. An answer of any status is a value. Refused addresses, credentials in an address
 * among them, throw `denied` before anything is connected; no answer, a broken one or a late one throws `unavailable`;
 * a header that cannot be sent throws `invalid`. Only a GET without a body follows redirects, and an operator's request
 * with headers of its own never does. An aborted signal throws its reason.
 */
export interface Egress {
  request(request: EgressRequest): Promise<EgressResponse>;
}
