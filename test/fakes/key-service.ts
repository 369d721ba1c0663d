import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Act, Asked } from './provider.js';

type Fields = Readonly<Record<string, unknown>>;

export type KeyService = {
  /** Answers about keys, as OpenRouter, ElevenLabs and OpenAI do. Whoever is refused gets their key repeated. */
  readonly act: Act;
  /** What a person does at the page: they agree, and are sent to the address that is returned. */
  agree(page: string): string;
};

/**
 * The services that know of keys, on one address: `/key` and `/auth/keys` of OpenRouter, the subscription of ElevenLabs,
 * the models of anybody. It knows these keys, and what is to be said of each; who signs in gets `fresh`.
 */
export function keyService(known: Readonly<Record<string, Fields>>, fresh = ''): KeyService {
  const challenges = new Map<string, string>();
  const answers: readonly (readonly [string, (asked: Asked) => Answered])[] = [
    ['GET /v1/key', asked => aboutKey(known, bearerOf(asked))],
    ['GET /v1/models', () => ok({ object: 'list', data: [{ id: 'some/model' }] })],
    ['GET /v1/user/subscription', ({ headers }) => aboutSubscription(known, String(headers['xi-api-key']))],
    ['POST /v1/auth/keys', ({ body }) => exchange(challenges, body, fresh)],
  ];
  return {
    act: (response, asked) => {
      const answer = answers.find(([place]) => place === `${asked.method} ${asked.path}`)?.[1];
      send(response, answer?.(asked) ?? { status: 404, body: {} });
    },
    agree(page) {
      const { searchParams } = new URL(page);
      const code = `code-${challenges.size}-0123456789`;
      challenges.set(code, searchParams.get('code_challenge') ?? '');
      return `${searchParams.get('callback_url')}?code=${code}`;
    },
  };
}

type Answered = { readonly status: number; readonly body: unknown };

const ok = (body: unknown): Answered => ({ status: 200, body });

const send = (response: ServerResponse, { status, body }: Answered) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

const bearerOf = ({ headers }: Asked) => (headers.authorization ?? '').replace(/^Bearer /, '');

const ordinary = {
  limit: 10,
  limit_remaining: 7.5,
  limit_reset: 'monthly',
  is_free_tier: false,
  is_management_key: false,
};

function aboutKey(known: Readonly<Record<string, Fields>>, key: string): Answered {
  if (Object.hasOwn(known, key)) return ok({ data: { label: 'sk-or-v1-012...def', ...ordinary, ...known[key] } });
  return { status: 401, body: { error: { code: 401, message: `There is no such key: Bearer ${key}` } } };
}

function aboutSubscription(known: Readonly<Record<string, Fields>>, key: string): Answered {
  const plan = { tier: 'creator', character_count: 4000, character_limit: 100_000 };
  if (Object.hasOwn(known, key)) return ok({ ...plan, ...known[key] });
  return { status: 401, body: { detail: { status: 'invalid_api_key', message: `There is no such key: ${key}` } } };
}

/** A code is good once, and only together with the verifier of its challenge. */
function exchange(challenges: Map<string, string>, body: string, fresh: string): Answered {
  const { code, code_verifier: verifier }: { code: string; code_verifier: string } = JSON.parse(body);
  const isGood = challenges.get(code) === createHash('sha256').update(verifier).digest('base64url');
  challenges.delete(code);
  return isGood ? ok({ key: fresh, user_id: 'ada' }) : { status: 400, body: { error: { message: `No: ${body}` } } };
}
