import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
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

/** A model service on this machine that speaks OpenAI’s chat completions. It follows a script and repeats its last step. */
export async function fakeProvider(...script: readonly Act[]): Promise<FakeProvider> {
  const requests: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
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
    url: `http://127.0.0.1:${port}/v1`,
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

/** The same, and a header says under what the service remembers the request. */
export const underId =
  (id: string, act: Act): Act =>
  (response, asked) => {
    response.setHeader('x-generation-id', id);
    return act(response, asked);
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

const remark = ': OPENROUTER PROCESSING\n\n';

const begin = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
};

const event = (content: object) => `data: ${JSON.stringify({ object: 'chat.completion.chunk', ...content })}\n\n`;

const delta = (content: object, { model = 'some/model', finish_reason = null, ...rest }: Delta = {}) =>
  event({ ...rest, model, choices: [{ index: 0, delta: content, finish_reason }] });

type Delta = { readonly id?: string; readonly model?: string; readonly finish_reason?: string | null };

const piecesOf = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];
