import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { asked, type Asked } from './asked.ts';
import type { Core } from './core.ts';
import type { Answer, Faults } from './faults.ts';
import { headersOf, limiting, type Limits, type Standing } from './limits.ts';
import { notFound, Problem, unauthorized } from './problems.ts';
import { routing, type Reply, type Route } from './route.ts';
import { given, isObject, textIn, type Json, type JsonObject } from './wire.ts';

type Way = {
  readonly routes: readonly Route[];
  readonly faults: Faults;
  readonly limits: Limits;
  /** Anything that is neither REST nor a file. Says whether it was. */
  readonly aside: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;
};

/** REST, and the files beside it. */
export function restServer(core: Core, { routes, faults, limits, aside }: Way): Server {
  const route = routing(routes);
  const use = limiting(limits, () => core.now());

  return createServer((request, response) => {
    response.setHeader('date', new Date(core.now()).toUTCString());
    serve(request, response).catch((error: unknown) => {
      // Who is killed in the middle of a request is not our mistake.
      if (response.socket?.destroyed === false) console.error(error);
      response.destroy();
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/cdn/')) return file(core, url.pathname.slice(4), response);
    if (await aside(request, response, url)) return;
    const began = core.now();
    const what = await asked(request, url).catch(problemIn);
    if (what instanceof Problem) return send(response, { status: what.status, body: what.body });
    const found = route(what.method, what.path);
    const pattern = found?.route.pattern ?? what.path;
    const fault = faults.take(what.method, pattern, what.path);
    const note = (reply: Reply, more: JsonObject = {}) =>
      core.journal.note('request', {
        ...described(what, pattern),
        ...outcome(reply),
        ...more,
        took: core.now() - began,
      });

    const act = (): void => {
      if (fault !== undefined && 'before' in fault) {
        note(replyOf(fault.before), { fault: named(fault.before), acted: false, ...scopeOf(fault.before) });
        return misbehave(response, fault.before, { status: 200, body: {} });
      }
      const standing = use(what.method, pattern, majorOf(found?.params));
      const headers = standing ? headersOf(standing, core.now()) : {};
      if (standing?.isOver) {
        const reply = { status: 429, body: refusalOf(standing, core.now()) };
        note(reply, { scope: standing.scope });
        return send(response, reply, headers);
      }
      const reply = attempt(() => {
        const isOpen = found?.route.isOpen === true;
        if (!isOpen && what.headers['authorization'] !== `Bot ${core.world.token}`) throw unauthorized();
        if (found === undefined) throw notFound();
        return found.route.act(core, what, found.params);
      });
      if (fault !== undefined && 'after' in fault) {
        note(reply, { fault: named(fault.after), acted: reply.status < 400 });
        return misbehave(response, fault.after, reply);
      }
      note(reply);
      send(response, reply, headers);
    };
    if (fault !== undefined && 'slowBy' in fault) core.later(fault.slowBy, act);
    else act();
  }
}

function attempt(act: () => Reply): Reply {
  try {
    return act();
  } catch (error) {
    const problem = problemOf(error);
    return { status: problem.status, body: problem.body };
  }
}

const problemIn = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  throw error;
};

/** Anything else is a mistake in here, and is to be seen. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  console.error(error);
  return new Problem(500, 0, `500: Internal Server Error`);
}

/** Channel, guild or webhook: what a bucket is by itself for. */
const majorOf = (params: Readonly<Record<string, string>> = {}): string =>
  params['channel'] ?? params['guild'] ?? `${params['webhook'] ?? ''}/${params['token'] ?? ''}`;

const described = (what: Asked, route: string): JsonObject => ({
  method: what.method,
  path: what.path,
  route: `${what.method} ${route}`,
  ...(what.query.size === 0 ? {} : { query: Object.fromEntries(what.query) }),
  authorization: what.headers['authorization'] === undefined ? 'none' : what.headers['authorization'].split(' ')[0],
  ...given({ reason: what.headers['x-audit-log-reason'], agent: what.headers['user-agent'] }),
  ...(what.list.length > 0 ? { body: what.list } : Object.keys(what.body).length > 0 ? { body: what.body } : {}),
  ...(what.files.length > 0
    ? { files: what.files.map(({ name, type, bytes }) => ({ name, type, size: bytes.length })) }
    : {}),
  saysWhoIsPinged: 'allowed_mentions' in (isObject(what.body['data']) ? what.body['data'] : what.body),
});

const outcome = ({ status, body }: Reply): JsonObject => ({
  status,
  ...(status >= 400 && isObject(body) ? { code: body['code'], message: textIn(body, 'message') } : {}),
});

const named = (answer: Answer): string => (typeof answer === 'string' ? answer : String(answer.status));

const scopeOf = (answer: Answer): JsonObject =>
  typeof answer === 'string' ? {} : given({ scope: answer.headers?.['x-ratelimit-scope'] });

const replyOf = (answer: Answer): Reply =>
  typeof answer === 'string' ? { status: 0 } : { status: answer.status, body: { code: answer.code ?? 0 } };

const refusalOf = ({ resetsAt, scope }: Standing, now: number): JsonObject => ({
  message: scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.',
  retry_after: Number((Math.max(0, resetsAt - now) / 1000).toFixed(3)),
  global: scope === 'global',
});

function send(response: ServerResponse, { status, body }: Reply, headers: Readonly<Record<string, string>> = {}): void {
  if (response.destroyed) return;
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function misbehave(response: ServerResponse, how: Answer, truly: Reply): void {
  if (how === 'hang') return;
  if (how === 'reset') return void response.socket?.resetAndDestroy();
  if (how === 'malformed') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "12');
    return;
  }
  if (how === 'cut') {
    const text = JSON.stringify(truly.body ?? {});
    response.writeHead(truly.status, { 'content-type': 'application/json', 'content-length': text.length + 1 });
    response.write(text.slice(0, text.length / 2), () => response.socket?.resetAndDestroy());
    return;
  }
  const body: Json = how.body ?? { message: how.message ?? `${how.status}: as arranged`, code: how.code ?? 0 };
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  response
    .writeHead(how.status, { 'content-type': type, ...how.headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
}

function file(core: Core, path: string, response: ServerResponse): void {
  const found = core.world.files.get(path);
  if (found === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': found.type, 'content-length': found.bytes.length }).end(found.bytes);
}
