import type { ServerResponse } from 'node:http';

/** What goes back, whole. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

const always = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** A word or two, which nobody is to keep. */
export const told = (status: number, words: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: `${words}\n`,
});

const words = {
  400: 'This request is not understood.',
  403: 'This is not for pages from elsewhere.',
  404: 'There is nothing at this address.',
  405: 'Here one can only look.',
  421: 'This is not the place of that name.',
  500: 'Something went wrong.',
  503: 'Not now. Try again later.',
} as const;

/** After a refusal nobody knows where the next request would begin, so there is none. */
export function refused(status: keyof typeof words): Reply {
  const more = {
    ...(status === 405 && { allow: 'GET, HEAD' }),
    ...(status === 503 && { 'retry-after': '10' }),
    ...(status !== 404 && { connection: 'close' }),
  };
  return told(status, words[status], more);
}

/** Sends it. Of an answer to HEAD the server leaves the body out by itself. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...always, ...length, ...headers });
  response.end(body);
}
