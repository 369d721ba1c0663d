import type * as z from 'zod';
import { TzurotError } from '../../errors.js';
import { parsedJson } from '../../text/json.js';

/** Who is asked about a key, in the words of sentences. */
export type Asked = {
  readonly name: string;
  /** The command that stores another key. */
  readonly set: string;
  /** The command that says which address was asked. */
  readonly address: string;
};

/** Of the kinds of failure of a model, those that can befall a key. */
export type KeyFailure =
  | 'authentication' | 'payment' | 'rate-limit' | 'moderation' | 'bad-request' | 'overloaded' | 'timeout'
  | 'network'; // prettier-ignore

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

type Arriving = Omit<Answer, 'body'> & { readonly body: AsyncIterable<Uint8Array> };

/** The whole answer to what is sent, or a failure that says what kind it is. */
export async function answerOf({ name, address }: Asked, send: () => Promise<Arriving>): Promise<Answer> {
  try {
    const { status, headers, body } = await send();
    return { status, headers, body: await textOf(body) };
  } catch (error) {
    if (!(error instanceof TzurotError)) throw error;
    const failure = error.facts?.['failure'] ?? ('network' satisfies KeyFailure);
    const code = error.code === 'invalid' ? 'invalid' : 'unavailable';
    throw new TzurotError(code, `${name} could not be asked about the key. ${error.message}`, {
      facts: { ...error.facts, failure },
      try: address,
      cause: error,
    });
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}

type Words = { readonly failure: KeyFailure; readonly says: string; readonly denied?: true; readonly leads?: true };

const byStatus: Readonly<Record<number, Words>> = {
  400: { failure: 'bad-request', says: 'did not understand the question', leads: true },
  401: { failure: 'authentication', says: 'does not accept this key. It may be mistyped, expired or revoked', denied: true }, // prettier-ignore
  402: { failure: 'payment', says: 'says that this key is out of credit, or over its limit. Top it up, or raise the limit', denied: true }, // prettier-ignore
  403: { failure: 'moderation', says: 'refuses to speak to us at all; a firewall or the country may be why' },
  404: { failure: 'bad-request', says: 'has nothing at the address that was asked', leads: true },
  408: { failure: 'timeout', says: 'took too long. Try again in a while' },
  422: { failure: 'bad-request', says: 'did not understand the question', leads: true },
  504: { failure: 'timeout', says: 'took too long. Try again in a while' },
  524: { failure: 'timeout', says: 'took too long. Try again in a while' },
};

const redirected: Words = {
  failure: 'bad-request',
  says: 'sends us on to another address, and a key goes nowhere but where it is meant for',
  leads: true,
};
const troubled: Words = { failure: 'overloaded', says: 'has trouble of its own. Try again in a while' };
const strange: Words = { failure: 'bad-request', says: 'gave an answer that makes no sense here', leads: true };

/** Passes on an answer that is one. Of the others it says what they mean; it never repeats what stands in them. */
export function accepted(asked: Asked, answer: Answer): Answer {
  if (answer.status === 200) return answer;
  throw refusal(asked, wordsFor(answer), answer.status);
}

function wordsFor({ status, headers }: Answer): Words {
  if (status === 429) return { failure: 'rate-limit', says: `is being asked too often. ${comeBack(headers)}` };
  const known = byStatus[status];
  if (known !== undefined) return known;
  if (status >= 500) return troubled;
  return status >= 300 && status < 400 ? redirected : strange;
}

export function refusal({ name, set, address }: Asked, { failure, says, denied, leads }: Words, status: number) {
  const next = denied === true ? set : leads === true ? address : undefined;
  return new TzurotError(denied === true ? 'denied' : 'unavailable', `${capital(name)} ${says} (${status}).`, {
    facts: { failure, status },
    ...(next === undefined ? {} : { try: next }),
  });
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** When one may ask again, as a service says it: in seconds, or as a date. */
function comeBack({ 'retry-after': after = '' }: Answer['headers']): string {
  if (/^\d{1,6}(?:\.\d{1,6})?$/.test(after)) return `Try again in ${spoken(Math.ceil(Number(after)))}`;
  const moment = /^[A-Z][a-z]{2}, [\w :]{1,40}$/.test(after) ? Date.parse(after) : Number.NaN;
  return Number.isNaN(moment) ? 'Try again in a while' : `Try again after ${new Date(moment).toISOString()}`;
}

function spoken(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3600)} hours`;
}

/** What an answer says, when it is in the form that was expected. */
export function understood<T>(asked: Asked, { body, status }: Answer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parsedJson(body));
  if (parsed.success) return parsed.data;
  throw refusal(asked, strange, status);
}
