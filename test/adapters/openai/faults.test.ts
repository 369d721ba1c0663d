import { expect, it } from 'vitest';
import { cutsAfter, floods, halfLetter, remarksAfter, resetsRefusal } from '../../fakes/faults.js';
import {
  drips,
  endsAfter,
  failsAfter,
  fallsSilentAfter,
  neverAnswers,
  refuses,
  resetsAfter,
  says,
  sends,
  withHeaders,
  writes,
  type Act,
} from '../../fakes/provider.js';
import { asking, open, openSecure, outcome } from './world.js';

type Fault = {
  readonly act: Act;
  readonly failure: string;
  readonly shown?: string;
  readonly facts?: object;
  readonly says?: string;
};

const payment = (message: string, metadata: object = {}) => refuses(402, { error: { code: 402, message, metadata } });

const faults: Readonly<Record<string, Fault>> = {
  'is reset in the middle of JSON': {
    act: resetsAfter('Always the'),
    failure: 'network',
    shown: 'Always the',
    facts: { begun: true },
  },
  'ends cleanly in the middle': { act: endsAfter('Always the'), failure: 'broken', shown: 'Always the' },
  'is cut off in the middle of JSON': { act: cutsAfter('Always the'), failure: 'network', shown: 'Always the' },
  'fails in its middle, with a number': {
    act: failsAfter('Always the', { code: 502, message: 'Provider disconnected' }),
    failure: 'overloaded',
    shown: 'Always the',
    facts: { begun: true, status: 502 },
    says: 'Provider disconnected',
  },
  'fails in its middle, with a name': {
    act: failsAfter('', { code: 'server_error', message: 'Oh.', metadata: { error_type: 'rate_limit_exceeded' } }),
    failure: 'rate-limit',
  },
  'fails in its middle, without a choice': {
    act: sends({ error: { code: 429, message: 'Slow down.' } }),
    failure: 'rate-limit',
  },
  'fails under a status that says that all is well': {
    act: writes({ error: { code: 402, message: 'Insufficient credits.' }, user_id: 'user_x' }),
    failure: 'out-of-credit',
  },
  'ends with an error for a reason': { act: says('Always', { finish: 'error' }), failure: 'broken', shown: 'Always' },
  'is larger than anybody wants': {
    act: floods(100 * 1024 * 1024),
    failure: 'broken',
    shown: expect.stringMatching(/^(?:tea ){100000}/),
    says: 'larger than',
  },
  'is a page': { act: writes('<html><h1>It works</h1></html>'), failure: 'broken' },
  'is half a document': { act: writes('{"choices":[{"message":{"content":"Alw'), failure: 'broken' },
  'is another document': { act: writes({ hello: 'Ada' }), failure: 'broken' },
  'is nothing at all': { act: writes(''), failure: 'broken' },
  'is a page instead of a refusal': {
    act: refuses(502, '<html><h1>Bad gateway</h1></html>'),
    failure: 'overloaded',
    facts: { status: 502 },
  },
  'is a refusal that breaks off': { act: resetsRefusal(503), failure: 'overloaded', facts: { status: 503 } },
  'asks for patience, without saying how long': { act: refuses(429), failure: 'rate-limit' },
  'asks for patience, in seconds': {
    act: withHeaders({ 'retry-after': '7' }, refuses(429)),
    failure: 'rate-limit',
    facts: { retryAfterMs: 7000 },
  },
  'asks for patience, until a date': {
    act: withHeaders({ 'retry-after': 'Thu, 01 Jan 2026 00:01:30 GMT' }, refuses(429)),
    failure: 'rate-limit',
    facts: { retryAfterMs: 90_000 },
  },
  'says that the free answers of the day are used up': {
    act: refuses(429, {
      error: {
        code: 429,
        message: 'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day',
        metadata: { headers: { 'X-RateLimit-Limit': '50', 'X-RateLimit-Reset': String(Date.UTC(2026, 0, 2)) } },
      },
    }),
    failure: 'free-quota',
    facts: { retryAfterMs: 86_400_000 },
  },
  'has no credit': { act: payment('Insufficient credits. Add more.'), failure: 'out-of-credit' },
  'has too little credit for so much': {
    act: payment('This request requires more credits, or fewer max_tokens. You requested up to 8192 tokens.'),
    failure: 'too-dear',
  },
  'waits for other requests to be paid': {
    act: withHeaders({ 'retry-after': '2' }, payment('Wait.', { limit_source: 'openrouter_in_flight_budget' })),
    failure: 'in-flight',
    facts: { retryAfterMs: 2000 },
  },
  'does not accept the key': { act: refuses(401), failure: 'authentication' },
};

it.each(Object.entries(faults))(
  'An answer that %s is none',
  async (_, { act, failure, shown = '', facts, says: words }) => {
    const came = await outcome(await open(act));
    expect(came).toMatchObject({
      draft: undefined,
      failure: { name: 'TzurotError', facts: { failure, ...facts }, message: expect.stringContaining(words ?? '.') },
      shown,
      asked: 1,
    });
  },
);

it('is none either when TLS is cut', async () => {
  const came = await outcome(await openSecure(cutsAfter('Always the')));
  expect(came).toMatchObject({
    failure: { facts: { failure: 'network', begun: true } },
    shown: 'Always the',
    asked: 1,
  });
});

it('is whole over TLS', async () => {
  expect(await outcome(await openSecure(says('Always.')))).toMatchObject({ draft: { text: 'Always.' }, asked: 1 });
});

it.each([
  ['no choices at all', sends({ choices: [] }, { choices: [{ delta: {}, finish_reason: 'stop' }] }), '', 'stop'],
  ['nothing in it', says(''), '', 'stop'],
  ['a length it was held to', says('Always the', { finish: 'length' }), 'Always the', 'length'],
  ['a rule that it met', says('Always', { finish: 'content_filter' }), 'Always', 'filtered'],
])('An answer with %s is one', async (_, act, text, finish) => {
  expect(await outcome(await open(act))).toMatchObject({ draft: { text, finish }, shown: text, asked: 1 });
});

const end = { choices: [{ delta: {}, finish_reason: 'stop' }] };
const piece = { choices: [{ delta: { content: 'Always.' } }] };

it.each([
  ['has no mark at its end', sends(piece, end)],
  ['has no empty line at its end', sends(piece, `data: ${JSON.stringify(end)}`)],
  [
    'is reset after its end',
    (response => (sendsAll(response), void setImmediate(() => response.socket?.resetAndDestroy()))) satisfies Act,
  ],
  ['goes on after the mark', sends(piece, end, 'data: [DONE]\n\n', { choices: [{ delta: { content: ' Not.' } }] })],
  ['has rubbish between its pieces', sends('data: {"choi\n\n', piece, 'data: null\n\n', 'rubbish\n\n', end)],
  ['begins with a mark of byte order', sends('\ufeff', piece, end)],
  [
    'ends its lines in another way',
    sends(`data: ${JSON.stringify(piece)}\r\n\r\n`, `data: ${JSON.stringify(end)}\r\r`),
  ],
])('An answer that %s is whole', async (_, act) => {
  expect(await outcome(await open(act))).toMatchObject({ draft: { text: 'Always.' }, shown: 'Always.', asked: 1 });
});

function sendsAll(response: Parameters<Act>[0]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const each of [piece, end]) response.write(`data: ${JSON.stringify(each)}\n\n`);
}

it('marks the place of a letter that was broken on the way', async () => {
  const broken = halfLetter();
  const act = sends(broken.subarray(0, 100), broken.subarray(100), end);
  const { draft, shown } = await outcome(await open(act));
  expect(draft?.text).toMatch(/^a\ufffd+b$/);
  expect(shown).toBe(draft?.text);
});

/** Lets time pass until something is over. */
async function passing(
  clock: { advance(ms: number): Promise<void> },
  work: Promise<unknown>,
  { stepMs = 20_000, between = async () => {} }: { stepMs?: number; between?: () => Promise<void> } = {},
): Promise<void> {
  const state = { isOver: false };
  const over = work.then(() => void (state.isOver = true));
  while (!state.isOver) {
    await clock.advance(stepMs);
    await Promise.race([between(), over]);
  }
}

it('does not wait for a service that never hangs up, and leaves it', async () => {
  const left = Promise.withResolvers<void>();
  const world = await open((response, asked) => {
    const kept = says('Always.');
    response.end = () => response;
    response.on('close', left.resolve);
    return kept(response, asked);
  });
  const came = outcome(world);
  await world.provider.asked(1);
  await passing(world.clock, came, { stepMs: 1 });
  expect(await came).toMatchObject({ draft: { text: 'Always.' } });
  await left.promise;
});

it.each([
  ['never answers', neverAnswers, ''],
  ['falls silent', fallsSilentAfter(''), ''],
])('gives up a service that %s', async (_, act, shown) => {
  const world = await open(act);
  const came = outcome(world);
  await world.provider.asked(1);
  await passing(world.clock, came);
  expect(await came).toMatchObject({ failure: { facts: { failure: 'timeout' } }, shown, asked: 1 });
});

it.each([
  ['says a letter now and then', drips, expect.stringMatching(/^a+$/), '180 s'],
  ['only shows that it is there', remarksAfter(''), '', '120 s'],
  ['only shows that it is there, after a beginning', remarksAfter('Always the'), 'Always the', '120 s'],
])('gives up a service in time that %s', async (_, act, shown, time) => {
  const world = await open(act);
  const came = outcome(world);
  await world.read();
  await world.read();
  await passing(world.clock, came, { between: world.read });
  expect(await came).toMatchObject({
    failure: { facts: { failure: 'timeout' }, message: expect.stringContaining(time) },
    shown,
    asked: 1,
  });
});

it('takes no longer than there is time', async () => {
  const world = await open(neverAnswers);
  const came = outcome(world, asking(), { deadlineMs: 5000 });
  await world.provider.asked(1);
  await world.clock.advance(5000);
  expect(await came).toMatchObject({
    failure: { facts: { failure: 'timeout' }, message: expect.stringContaining('5 s') },
  });
});

it.each([0, -1])('asks nobody where no time is left: %i ms', async deadlineMs => {
  const came = await outcome(await open(says('Always.')), asking(), { deadlineMs });
  expect(came).toMatchObject({ failure: { facts: { failure: 'timeout', sent: false } }, asked: 0 });
});
