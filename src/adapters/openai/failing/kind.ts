import type { Failure } from '../../../domain/calling/failure.js';
import type { Said } from '../wire/errors.js';

/** What services call failures. It says more than a status, which many of them use for several. */
const byName: ReadonlyMap<string, Failure> = new Map(
  Object.entries({
    authentication_error: 'authentication',
    billing_hard_limit_reached: 'out-of-credit',
    content_filter: 'moderation',
    content_policy_violation: 'moderation',
    context_length_exceeded: 'too-long',
    exceed_context_size_error: 'too-long',
    insufficient_quota: 'out-of-credit',
    invalid_api_key: 'authentication',
    model_not_found: 'model-missing',
    overloaded_error: 'overloaded',
    provider_overloaded: 'overloaded',
    rate_limit_error: 'rate-limit',
    rate_limit_exceeded: 'rate-limit',
    refusal: 'moderation',
    request_too_large: 'too-long',
    timeout: 'timeout',
  } satisfies Record<string, Failure>),
);

const byStatus: Readonly<Record<number, Failure>> = {
  401: 'authentication',
  402: 'out-of-credit',
  403: 'moderation',
  404: 'model-missing',
  408: 'timeout',
  413: 'too-long',
  429: 'rate-limit',
  504: 'timeout',
  524: 'timeout',
};

type Clue = { readonly statuses: readonly number[]; readonly words: RegExp; readonly failure: Failure };

/** Where a status alone does not say enough, what the words beside it give away. The first that fits counts. */
const clues: readonly Clue[] = [
  { statuses: [402], words: /can only afford|requires more credits|fewer max_tokens/i, failure: 'too-dear' },
  { statuses: [403, 429], words: /(?:key|spend|credit|total) limit exceeded/i, failure: 'out-of-credit' },
  { statuses: [403], words: /permission|not allowed to use|no access|do not have access/i, failure: 'authentication' },
  { statuses: [429], words: /free-models-per-(?:day|month)|free model.{0,40}per day/i, failure: 'free-quota' },
  {
    statuses: [400, 413, 422, 500],
    words: /maximum context length|context[ _-](?:length|size|window)|prompt is too long|input is too long|too many tokens/i,
    failure: 'too-long',
  },
  { statuses: [400, 404, 422], words: /not a valid model|model.{0,200}(?:not found|does not exist)/i, failure: 'model-missing' },
  { statuses: [503], words: /no .{0,40}provider|no endpoints/i, failure: 'model-missing' },
]; // prettier-ignore

const waitedFor = 'openrouter_in_flight_budget';

/** What kind of failure it is that a service tells of. */
export function kindOf(status: number | null, { limitSource, names, message, raw }: Said): Failure {
  if (status === 402 && limitSource === waitedFor) return 'in-flight';
  const words = `${message}\n${raw}`;
  const clue = clues.find(each => status !== null && each.statuses.includes(status) && each.words.test(words));
  return clue?.failure ?? named(names) ?? byNumber(status);
}

const named = (names: readonly string[]): Failure | undefined =>
  names.flatMap(name => byName.get(name.toLowerCase()) ?? [])[0];

function byNumber(status: number | null): Failure {
  if (status === null) return 'broken';
  return byStatus[status] ?? (status >= 500 ? 'overloaded' : 'bad-request');
}

/** The model is known, but nobody who runs it does so within what was asked for. */
export const isForNobody = ({ message }: Said): boolean => /no endpoints|meets? your routing/i.test(message);

/** Of these, that it is for what may be done with the data. */
export const isAboutData = ({ message }: Said): boolean => /data policy/i.test(message);
