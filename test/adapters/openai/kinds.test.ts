import { expect, it } from 'vitest';
import { kindOf } from '../../../src/adapters/openai/failing/kind.js';
import { retryAfterMs } from '../../../src/adapters/openai/failing/retry-after.js';
import { errorIn, nothingSaid } from '../../../src/adapters/openai/wire/errors.js';
import type { Failure } from '../../../src/domain/calling/failure.js';
import { parsedJson } from '../../../src/domain/text/json.js';
import { refuses } from '../../fakes/provider.js';
import { key, open, outcome, transcript } from './world.js';

const rows: readonly (readonly [number, string | object, Failure])[] = [
  [400, 'Bad things.', 'bad-request'],
  [400, "This model's maximum context length is 4096 tokens.", 'too-long'],
  [400, 'prompt is too long: 210000 tokens > 200000 maximum', 'too-long'],
  [400, 'the request exceeds the available context size. try increasing it', 'too-long'],
  [400, { message: 'Too much.', code: 'context_length_exceeded' }, 'too-long'],
  [400, { message: 'Provider returned error', metadata: { raw: '{"error":"input is too long"}' } }, 'too-long'],
  [400, 'foo/bar is not a valid model ID', 'model-missing'],
  [400, { message: 'Refused.', metadata: { error_type: 'content_policy_violation' } }, 'moderation'],
  [401, 'No auth credentials found', 'authentication'],
  [402, 'Insufficient credits', 'out-of-credit'],
  [402, 'You requested up to 4096 tokens, but can only afford 12.', 'too-dear'],
  [402, { metadata: { limit_source: 'openrouter_in_flight_budget' } }, 'in-flight'],
  [402, { metadata: { error_type: 'payment_required' } }, 'out-of-credit'],
  [403, { message: 'Flagged.', metadata: { reasons: ['violence'] } }, 'moderation'],
  [403, 'Key limit exceeded (total limit).', 'out-of-credit'],
  [403, 'You have no permission to use this model.', 'authentication'],
  [404, 'No endpoints found for some/model.', 'model-missing'],
  [404, 'model "x" not found, try pulling it first', 'model-missing'],
  [405, 'No.', 'bad-request'],
  [307, '', 'bad-request'],
  [408, '', 'timeout'],
  [413, '', 'too-long'],
  [422, 'Bad things.', 'bad-request'],
  [429, 'Slow down.', 'rate-limit'],
  [429, { message: 'Quota.', code: 'insufficient_quota' }, 'out-of-credit'],
  [429, { message: 'Rate limit exceeded: free-models-per-day', code: 'rate_limit_exceeded' }, 'free-quota'],
  [429, 'Rate limit exceeded: free-models-per-min', 'rate-limit'],
  [500, '', 'overloaded'],
  [500, 'the context window is full', 'too-long'],
  [502, 'Provider returned error', 'overloaded'],
  [503, 'There is no available model provider that meets your routing requirements', 'model-missing'],
  [503, 'Loading model', 'overloaded'],
  [504, '', 'timeout'],
  [524, '', 'timeout'],
  [529, 'Overloaded', 'overloaded'],
];

it.each(rows)('takes %i with %j for %s', (status, error, failure) => {
  expect(kindOf(status, errorIn({ error }) ?? nothingSaid)).toBe(failure);
});

it.each([
  ['constructor', 'broken'],
  ['__proto__', 'broken'],
  ['overloaded_error', 'overloaded'],
  ['TIMEOUT', 'timeout'],
])('takes a failure without a number that is called %s for %s', (name, failure) => {
  expect(kindOf(null, { ...nothingSaid, names: [name] })).toBe(failure);
});

it('understands how vLLM says it', async () => {
  const said = errorIn(parsedJson(transcript('openai/vllm-error.json')));
  expect(kindOf(400, said ?? nothingSaid)).toBe('too-long');
});

it('says what the one said to whom it was passed on, without the key', async () => {
  const error = { code: 502, message: 'Provider returned error', metadata: { raw: `No ${key} here.` } };
  const { failure } = await outcome(await open(refuses(502, { error })));
  expect(String(failure)).toContain('Provider returned error No [key] here.');
});

it('is not read to its end where nobody comes to one', () => {
  expect(errorIn({ error: 'model'.repeat(100_000) })?.message).toHaveLength(4000);
});

it('tells a refusal for the sake of data from a model that is missing', async () => {
  const error = { code: 404, message: 'No endpoints found matching your data policy.' };
  const { failure } = await outcome(await open(refuses(404, { error })));
  expect(failure).toMatchObject({
    facts: { failure: 'model-missing', dataPolicy: true },
    message: expect.stringContaining('has nobody who runs the model'),
  });
});

const now = Date.UTC(2026, 0, 1) * 1000;

it.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0.25' }, 250],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5000],
  [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '120', 'retry-after': '1' }, 120],
  [{ 'x-ratelimit-reset': String(Date.UTC(2026, 0, 1, 1)) }, 3_600_000],
  [{ 'retry-after': '3', 'x-ratelimit-reset': String(Date.UTC(2026, 0, 1, 1)) }, 3000],
  [{ 'x-ratelimit-reset': '60' }, undefined],
  [{ 'retry-after': '-3' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '99999999999' }, undefined],
  [{}, undefined],
])('reads %j as a wait of %s ms', (headers, wait) => {
  expect(retryAfterMs(headers, now)).toBe(wait);
});
