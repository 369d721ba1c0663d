import type * as z from 'zod';
import { tokenRefused } from '../../../domain/discord/refusal.js';
import { TzurotError } from '../../../domain/errors.js';
import { addressBelow } from '../../../domain/text/address.js';
import { parsedJson } from '../../../domain/text/json.js';
import type { Secret } from '../../../domain/wallet/secret.js';
import type { Clock } from '../../../ports/clock.js';
import type { Egress, EgressRequest } from '../../../ports/egress.js';
import { problemSchema, waitSchema } from './wire.js';

const version = 'v10';
const deadlineMs = 10_000;
const longestAnswerBytes = 8 * 1024 * 1024;
const mostWaits = 3;
const longestWaitMs = 15_000;
const troubledWaitMs = 1000;

export type Asking = {
  readonly egress: Egress;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** Without the version. */
  readonly url: string;
  readonly token: Secret;
  readonly signal?: AbortSignal;
};

type Question = Pick<EgressRequest, 'method' | 'body'> & { readonly type?: string };

/** What came back: a document, or Discord's refusal of this one thing. */
export type Answer =
  | { readonly is: 'given'; readonly body: unknown; readonly date: string | undefined }
  | { readonly is: 'refused'; readonly status: number; readonly code: number | null };

/**
 * Asks one thing, and waits where Discord says to. Throws where it is no use to ask anything else either: the token is
 * refused, Discord is not there, or has no time for us.
 */
export async function ask(asking: Asking, path: string, question: Question = {}): Promise<Answer> {
  for (let waits = 0; ; waits += 1) {
    const { status, headers, text } = await sent(asking, path, question);
    if (status >= 200 && status < 300)
      return { is: 'given', body: text === '' ? null : parsedJson(text), date: headers['date'] };
    if (status === 401) throw tokenRefused({ status });
    const waitMs = waitAfter(status, headers, text);
    if (waitMs === undefined) return { is: 'refused', status, code: codeIn(text) };
    if (waits === mostWaits || waitMs > longestWaitMs) throw unwilling(status);
    await asking.clock.sleep(waitMs, asking.signal);
  }
}

/** What a document says, or null where Discord refused it. */
export async function read<T>(asking: Asking, path: string, schema: z.ZodType<T>): Promise<T | null> {
  const answer = await ask(asking, path);
  return answer.is === 'refused' ? null : understood(answer.body, schema);
}

export function understood<T>(body: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new TzurotError('unavailable', 'Something answered in the place of Discord that does not speak as it does.', {
    try: 'config explain discord.url',
  });
}

async function sent({ egress, url, token, signal }: Asking, path: string, { method, body, type }: Question) {
  try {
    const response = await egress.request({
      url: addressBelow(url, `${version}/${path}`),
      trust: 'operator',
      headers: {
        accept: 'application/json',
        authorization: `Bot ${token.reveal()}`,
        // Discord turns away whoever does not introduce themselves in this form.
        'user-agent': 'DiscordBot (tzurot, 1)',
        ...(type !== undefined && { 'content-type': type }),
      },
      deadlineMs,
      maxBytes: longestAnswerBytes,
      ...(method !== undefined && { method }),
      ...(body !== undefined && { body }),
      ...(signal !== undefined && { signal }),
    });
    const bytes = await Array.fromAsync(response.body);
    return { status: response.status, headers: response.headers, text: Buffer.concat(bytes).toString() };
  } catch (error) {
    if (!(error instanceof TzurotError)) throw error;
    const message =
      error.code === 'invalid'
        ? 'The Discord token has a line break or another character in it that no token has.'
        : `Discord could not be asked. ${error.message}`;
    throw new TzurotError('unavailable', message, { try: 'config explain discord.url', cause: error });
  }
}

/** For how long to wait before asking again, or undefined where that would not help. */
function waitAfter(status: number, headers: Readonly<Record<string, string>>, text: string): number | undefined {
  if (status >= 500) return troubledWaitMs;
  if (status !== 429) return undefined;
  const said = waitSchema.safeParse(parsedJson(text));
  const seconds = said.success ? said.data.retry_after : Number(headers['retry-after'] ?? 1);
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds * 1000)) : troubledWaitMs;
}

function codeIn(text: string): number | null {
  const parsed = problemSchema.safeParse(parsedJson(text));
  return parsed.success ? parsed.data.code : null;
}

const unwilling = (status: number): TzurotError =>
  new TzurotError(
    'unavailable',
    status === 429
      ? 'Discord has been asked too often for now. Try again in a few minutes.'
      : `Discord has trouble of its own (${status}). Try again in a while.`,
    { facts: { status } },
  );
