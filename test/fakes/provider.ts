import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { setImmediate as settled } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';

/** What the service does with one request. */
export type Act = (response: ServerResponse, asked: Asked) => void | Promise<void>;

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type FakeProvider = AsyncDisposable & {
  /** The base URL, as an operator would set it. */
  readonly url: string;
  readonly requests: readonly Asked[];
  /** When so many requests have arrived. */
  asked(times: number): Promise<void>;
  close(): Promise<void>;
};

const fixture = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/** What a client must trust to speak to the secure one. */
export const certificate = (): string => fixture('cert.pem');

/** A model service on this machine that speaks OpenAI’s chat completions. It follows a script and repeats its last step. */
export const fakeProvider = (...script: readonly Act[]): Promise<FakeProvider> =>
  listening(createServer, 'http://127.0.0.1', script);

/** The same behind TLS, under a name that leads here only for who is told so. */
export const secureProvider = (...script: readonly Act[]): Promise<FakeProvider> =>
  listening(
    act => createSecureServer({ key: fixture('key.pem'), cert: certificate() }, act),
    'https://photos.example',
    script,
  );

async function listening(
  serve: (listener: RequestListener) => Server | ReturnType<typeof createSecureServer>,
  origin: string,
  script: readonly Act[],
): Promise<FakeProvider> {
  const requests: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = serve(async (request, response) => {
    const body = (await buffer(request)).toString();
    const asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    requests.push(asked);
    server.emit('asked');
    await script[Math.min(requests.length, script.length) - 1]?.(response, asked);
  });
  server.on('connection', socket => {
    sockets.add(socket.on('error', () => {}));
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `${origin}:${port}/v1`,
    requests,
    async asked(times) {
      while (requests.length < times) await once(server, 'asked');
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

type Answer = {
  readonly model?: string;
  readonly finish?: string;
  readonly reasoning?: string;
  /** Under what the service remembers the request, in each piece. */
  readonly id?: string;
  /** As the service reports it after the last piece. Nothing, when left out. */
  readonly usage?: object;
  /** How many bytes are sent at a time. Few of them cut letters, lines and words of JSON in two. */
  readonly bytesAtATime?: number;
};

/** A whole answer in pieces, with remarks in between, what it used, and the closing mark. */
export const says =
  (text: string, answer: Answer = {}): Act =>
  async response => {
    const { model = 'some/model', finish = 'stop', reasoning, id, usage, bytesAtATime = 7 } = answer;
    const of = { model, ...(id === undefined ? {} : { id }) };
    const events = [
      remark,
      ...(reasoning === undefined ? [] : [delta({ reasoning }, of)]),
      ...piecesOf(text).flatMap(content => [delta({ content }, of), remark]),
      delta({ content: '' }, { ...of, finish_reason: finish }),
      ...(usage === undefined ? [] : [event({ ...of, choices: [], usage })]),
      'data: [DONE]\n\n',
    ];
    begin(response);
    const bytes = Buffer.from(events.join(''));
    for (let at = 0; at < bytes.length; at += bytesAtATime) {
      response.write(bytes.subarray(at, at + bytesAtATime));
      await settled();
    }
    response.end();
  };

/** The same, with headers beside it. */
export const withHeaders =
  (headers: Readonly<Record<string, string>>, act: Act): Act =>
  (response, asked) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return act(response, asked);
  };

/** The same, and a header says under what the service remembers the request. */
export const underId = (id: string, act: Act): Act => withHeaders({ 'x-generation-id': id }, act);

/** These events and no others: texts as they are, anything else as JSON. */
export const sends =
  (...events: readonly (string | Uint8Array | object)[]): Act =>
  async response => {
    begin(response);
    for (const each of events) {
      const isReady = typeof each === 'string' || each instanceof Uint8Array;
      response.write(isReady ? each : event(each));
      await settled();
    }
    response.end();
  };

/** One document. */
export const writes =
  (document: object | string): Act =>
  response => {
    const isText = typeof document === 'string';
    response.writeHead(200, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? document : JSON.stringify(document));
  };

/** A beginning, and then the service says in the stream that it failed. */
export const failsAfter =
  (text: string, error: unknown): Act =>
  response => {
    begin(response);
    response.write(delta({ content: text }));
    response.end(event({ error, choices: [{ delta: { content: '' }, finish_reason: 'error' }] }));
  };

/** A beginning, and then an end as if that were all. */
export const endsAfter =
  (text: string): Act =>
  response => {
    begin(response);
    response.write(delta({ content: text }));
    response.end();
  };

/** A beginning, half a piece of JSON, and a connection that is reset. */
export const resetsAfter =
  (text: string): Act =>
  response => {
    begin(response);
    response.write(delta({ content: text }));
    response.write('data: {"choices":[{"del', () => response.socket?.resetAndDestroy());
  };

/** A beginning, and then nothing any more. */
export const fallsSilentAfter =
  (text: string): Act =>
  response => {
    begin(response);
    response.write(delta({ content: text }));
  };

/** No answer but a status, with a document such as services send, or with any other text. */
export const refuses =
  (status: number, body: object | string = { error: { code: status, message: `No, because of ${status}.` } }): Act =>
  response => {
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? body : JSON.stringify(body));
  };

/** Not a word, for ever. */
export const neverAnswers: Act = () => {};

/** A letter now and then, for ever. */
export const drips: Act = response => {
  begin(response);
  const drip = setInterval(() => response.write(delta({ content: 'a' })), 1);
  response.on('close', () => clearInterval(drip));
};

export const remark = ': OPENROUTER PROCESSING\n\n';

export const begin = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
};

const event = (content: object) => `data: ${JSON.stringify({ object: 'chat.completion.chunk', ...content })}\n\n`;

export const delta = (content: object, { model = 'some/model', finish_reason = null, ...rest }: Delta = {}) =>
  event({ ...rest, model, choices: [{ index: 0, delta: content, finish_reason }] });

type Delta = { readonly id?: string; readonly model?: string; readonly finish_reason?: string | null };

const piecesOf = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];
