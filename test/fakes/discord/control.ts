import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Faults, Rule } from './faults.ts';
import type { GatewayFaults } from './gateway-faults.ts';
import type { Journal } from './journal.ts';
import type { People } from './people.ts';
import { isObject, listIn, numberIn, parsed, textIn, type Json } from './wire.ts';
import type { Message, World } from './world.ts';

type Reach = {
  readonly people: People;
  readonly faults: Faults & { readonly gateway: GatewayFaults };
  readonly journal: Journal;
  readonly visible: (channel: string) => Message[];
  readonly world: World;
};

/**
 * `POST /_control` with `{ "do": "people.say", "with": ["general", "ada", "hello"] }` calls what goes by that name here
 * and answers with what it returned. Beside the people's deeds there are `faults.*`, `faults.gateway.*`, `journal.since`
 * (a number), `visible` (a channel) and `id` (a name).
 */
export const controlled =
  ({ people, faults, journal, visible, world }: Reach) =>
  async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    if (url.pathname !== '/_control') return false;
    const reply = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
    const body = parsed(await text(request));
    const name = isObject(body) ? (textIn(body, 'do') ?? '') : '';
    const values = isObject(body) ? (listIn(body, 'with') ?? []) : [];
    const own: Readonly<Record<string, (...given: readonly Json[]) => unknown>> = {
      'journal.since': from => journal.entries.slice(Number(from ?? 0)),
      'journal.invalidRequests': () => journal.invalidRequests,
      visible: channel => visible(String(channel)),
      id: of => world.names.get(String(of)) ?? null,
      'faults.add': (...rules) => faults.add(...rules.flatMap(rule => ruleIn(rule) ?? [])),
      'faults.clear': () => faults.clear(),
    };
    const [side, ...rest] = name.split('.');
    const act =
      own[name] ??
      (side === 'people' && rest.length === 1 ? methodOf(people, rest[0]) : undefined) ??
      (name.startsWith('faults.gateway.') ? methodOf(faults.gateway, rest[1]) : undefined);
    if (act === undefined) reply(404, { message: `There is no “${name}” here.` });
    else
      try {
        reply(200, act(...values));
      } catch (error) {
        reply(400, { message: error instanceof Error ? error.message : String(error) });
      }
    return true;
  };

function methodOf(of: object, name = ''): ((...given: readonly Json[]) => unknown) | undefined {
  const found: unknown = Object.entries(of).find(([key]) => key === name)?.[1];
  return typeof found === 'function' ? (...given) => found(...given) : undefined;
}

/** Whoever writes rules by hand may err in them; that a rule does not say what to do shows at once. */
function ruleIn(value: Json): Rule | undefined {
  if (!isObject(value) || textIn(value, 'on') === undefined || !isObject(value['fault'])) return undefined;
  const fault = value['fault'];
  const [times, skip, chance] = [numberIn(value, 'times'), numberIn(value, 'skip'), numberIn(value, 'chance')];
  const rule = {
    on: textIn(value, 'on') ?? '',
    ...(times === undefined ? {} : { times }),
    ...(skip === undefined ? {} : { skip }),
    ...(chance === undefined ? {} : { chance }),
  };
  const slowBy = numberIn(fault, 'slowBy');
  if (slowBy !== undefined) return { ...rule, fault: { slowBy } };
  const answer = answerIn(fault['before'] ?? fault['after'] ?? null);
  if (answer === undefined) return undefined;
  return { ...rule, fault: 'before' in fault ? { before: answer } : { after: answer } };
}

type Answering = Extract<Rule['fault'], { before: unknown }>['before'];

function answerIn(value: Json): Answering | undefined {
  if (value === 'hang' || value === 'reset' || value === 'cut' || value === 'malformed') return value;
  if (!isObject(value)) return undefined;
  const status = numberIn(value, 'status');
  if (status === undefined) return undefined;
  const headers = isObject(value['headers'])
    ? Object.fromEntries(Object.entries(value['headers']).map(([name, each]) => [name, String(each)]))
    : undefined;
  const body = value['body'];
  const [code, message] = [numberIn(value, 'code'), textIn(value, 'message')];
  return {
    status,
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(typeof body === 'string' || isObject(body) ? { body } : {}),
    ...(headers ? { headers } : {}),
  };
}
