import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import {
  failsAfter,
  fakeProvider,
  refuses,
  resetsAfter,
  says,
  type Act,
  type FakeProvider,
} from '../fakes/provider.js';
import { aHome, idOf, type Circumstances, type Home } from '../support/run-command.js';
import { runProcess } from '../support/run-command-process.js';

const ada = idOf('ada');
const bob = idOf('bob');
const localKey = 'sk-local-0123456789abcdef0123456789abcdef';
const openRouterKey = 'sk-or-v1-fedcba9876543210fedcba9876543210';

const usage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  prompt_tokens_details: { cached_tokens: 100 },
  completion_tokens_details: { reasoning_tokens: 7 },
};

/** A home with Lilith in it, and a service that follows a script. */
async function served(...script: readonly Act[]) {
  const provider = await fakeProvider(...script);
  onTestFinished(provider.close);
  const home = await aHome();
  await home.run(`init --owner ${ada}`);
  await home.run('personality create lilith --name Lilith --set isPublic=true');
  const local: Circumstances = { env: { TZUROT_LLM_URL: provider.url, TZUROT_LLM_KEY: localKey } };
  const openRouter: Circumstances = {
    env: { TZUROT_OPENROUTER_URL: provider.url, OPENROUTER_API_KEY: openRouterKey },
  };
  return { provider, home, local, openRouter };
}

/** What it was asked to say. Without being asked it is also asked, without a key, what its models cost. */
const spokenTo = ({ requests }: FakeProvider) => requests.filter(({ method }) => method === 'POST');

const bodiesOf = (provider: FakeProvider): { model: string; [name: string]: unknown }[] =>
  spokenTo(provider).map(({ body }) => JSON.parse(body));

/** The rows of the ledger. */
function ledgerOf(home: Home): unknown[] {
  const db = new Sqlite(join(home.path, 'tzurot.db'), { readonly: true });
  onTestFinished(() => void db.close());
  return db
    .prepare(
      'SELECT provider, model, payer, state, tokens_in, tokens_out, tokens_cached, cost_nano_usd, cost_text FROM usage ORDER BY opened_at',
    )
    .all();
}

/** Every byte that is stored. */
const storedIn = (home: Home): string =>
  readdirSync(home.path, { recursive: true, encoding: 'utf8' })
    .map(name => join(home.path, name))
    .filter(path => statSync(path).isFile())
    .map(path => readFileSync(path, 'latin1'))
    .join('\n');

describe('an endpoint of one’s own', () => {
  it('answers, and nobody pays', async () => {
    const { provider, home, local } = await served(says('Always, Ada — 🐝.', { model: 'llama3.2:3b', usage }));
    const env = { ...local.env, TZUROT_LLM_MODEL: 'llama3.2' };
    expect(await home.json('chat lilith -m "Are you there?"', { env })).toEqual({
      reply: 'Always, Ada — 🐝.',
      personality: 'lilith',
      model: 'llama3.2:3b',
      usage: {
        model: 'llama3.2:3b',
        provider: 'openai-compatible',
        tokensIn: 120,
        tokensOut: 30,
        tokensCached: 100,
        costMicroUsd: 0,
        payer: 'none',
        estimated: false,
      },
      memories: [],
      reference: expect.any(String),
    });
    expect(provider.requests).toMatchObject([
      { path: '/v1/chat/completions', headers: { authorization: `Bearer ${localKey}` } },
    ]);
    expect(bodiesOf(provider)).toMatchObject([{ model: 'llama3.2', max_tokens: 1024, stream: true }]);
  });

  it('is written in the ledger', async () => {
    const { home, local } = await served(says('Always.', { model: 'llama3.2:3b', usage }));
    await home.json('chat lilith -m hello', local);
    expect(ledgerOf(home)).toMatchObject([
      { provider: 'openai-compatible', payer: 'none', state: 'settled', tokens_in: 120 },
    ]);
  });

  it('costs nothing, whatever it says', async () => {
    const { home, local } = await served(says('Always.', { usage: { ...usage, cost: 0.5 } }));
    expect(await home.json('chat lilith -m hello', local)).toMatchObject({ usage: { costMicroUsd: 0, payer: 'none' } });
    expect(await home.json('usage')).toMatchObject({ totals: { requests: 1, costMicroUsd: 0 } });
  });

  it('may speak to anybody', async () => {
    const { home, local } = await served(says('Always.'));
    expect(await home.json(`chat lilith -m hello --as ${bob}`, local)).toMatchObject({ usage: { payer: 'none' } });
  });

  it('needs no key', async () => {
    const { provider, home } = await served(says('Always.'));
    const env = { TZUROT_LLM_URL: provider.url };
    expect(await home.json('chat lilith -m hello', { env })).toMatchObject({ reply: 'Always.' });
    expect(provider.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('may be named in the config file, but gets no key there', async () => {
    const { provider, home } = await served(says('Always.'));
    await home.run(`config set llm.url ${provider.url}`);
    const env = { TZUROT_LLM_KEY: 'local-key-of-the-operator' };
    expect(await home.json('chat lilith -m hello', { env })).toMatchObject({ reply: 'Always.' });
    expect(provider.requests).toHaveLength(1);
    expect(JSON.stringify(provider.requests)).not.toContain('local-key-of-the-operator');
  });

  it('of OpenRouter is named by the environment alone, where nobody else can lead a key away', async () => {
    const { home } = await served();
    const failure = await home.failure('config set openrouter.url http://127.0.0.1:1/v1');
    expect(failure).toMatchObject({ exit: 2, code: 'invalid' });
  });

  it('comes before OpenRouter, and never sees the key that is meant for it', async () => {
    const { provider, home, openRouter } = await served(says('Always.'));
    const env = { ...openRouter.env, TZUROT_OPENROUTER_URL: 'http://127.0.0.1:1/v1', TZUROT_LLM_URL: provider.url };
    expect(await home.json('chat lilith -m hello', { env })).toMatchObject({
      usage: { provider: 'openai-compatible' },
    });
    expect(JSON.stringify(provider.requests)).not.toContain(openRouterKey);
  });

  it('lets the demo speak too', async () => {
    const { home, local } = await served(says('I keep what people tell me.'));
    expect(await home.json('chat --demo -m hello', local)).toMatchObject({
      personality: 'tamar',
      reply: 'I keep what people tell me.',
    });
  });
});

describe('what is asked', () => {
  it('has what the personality sets, and who set it is told', async () => {
    const { provider, home, local } = await served(says('Always.'));
    const fields = [
      'llm.model=some/model',
      'llm.params.temperature=0',
      'llm.params.max_tokens=99',
      'prompt.system=Xyzzy',
    ];
    await home.run(`personality edit lilith ${fields.map(field => `--set ${field}`).join(' ')}`);
    const { reference } = await home.json<{ reference: string }>('chat lilith -m hello', local);
    expect(bodiesOf(provider)).toMatchObject([
      {
        model: 'some/model',
        temperature: 0,
        max_tokens: 99,
        messages: [{ role: 'system', content: expect.stringContaining('Xyzzy') }, { role: 'user' }],
      },
    ]);
    expect(await home.json(`trace ${reference}`)).toMatchObject({
      params: [
        { name: 'model', value: 'some/model', from: 'personality' },
        { name: 'max_tokens', value: 99, from: 'personality' },
        { name: 'temperature', value: 0, from: 'personality' },
      ],
    });
  });

  it('has the model that a person chose', async () => {
    const { provider, home, local } = await served(says('Always.'));
    await home.run('config set llm.model my/model --personality lilith');
    await home.json('chat lilith -m hello', local);
    await home.json(`chat lilith -m hello --as ${bob}`, local);
    expect(bodiesOf(provider).map(({ model }) => model)).toEqual(['my/model', 'default']);
  });

  it('has what was said before, from both sides', async () => {
    const { provider, home, local } = await served(says('Always.'));
    await home.json('chat lilith -m One.', local);
    await home.json('chat lilith -m Two. --continue', local);
    expect(bodiesOf(provider)[1]).toMatchObject({
      messages: [
        { role: 'system' },
        { role: 'user', content: 'One.' },
        { role: 'assistant', content: 'Always.' },
        { role: 'user', content: expect.stringMatching(/\n\nTwo\.$/) },
      ],
    });
  });
});

it('an answer is cleaned of thoughts and of the name before it', async () => {
  const { home, local } = await served(says('<think>She wants tea.</think>\nLilith: Always.\n', { reasoning: 'Hm.' }));
  expect(await home.run('chat lilith -m hello', local)).toMatchObject({ code: 0, stdout: 'Always.\n' });
});

describe('OpenRouter with the operator’s key', () => {
  const paid = says('Always.', { model: 'some/model', usage: { ...usage, cost: 0.00045 } });

  it('answers the owner, and the operator pays', async () => {
    const { provider, home, openRouter } = await served(paid);
    expect(await home.json('chat lilith -m hello', openRouter)).toMatchObject({
      model: 'some/model',
      usage: { provider: 'openrouter', tokensIn: 120, costMicroUsd: 450, payer: 'system', estimated: false },
    });
    expect(spokenTo(provider)).toMatchObject([{ headers: { authorization: `Bearer ${openRouterKey}` } }]);
    expect(bodiesOf(provider)).toMatchObject([{ model: 'openrouter/auto' }]);
  });

  it('is written in the ledger to the billionth of a dollar, with the service’s own spelling', async () => {
    const { home, openRouter } = await served(paid);
    const { reference } = await home.json<{ reference: string }>('chat lilith -m hello', openRouter);
    expect(ledgerOf(home)).toEqual([
      {
        provider: 'openrouter',
        model: expect.any(String),
        payer: 'system',
        state: 'settled',
        tokens_in: 120,
        tokens_out: 30,
        tokens_cached: 100,
        cost_nano_usd: 450_000,
        cost_text: '0.00045',
      },
    ]);
    expect(await home.json(`trace ${reference}`)).toMatchObject({ payer: 'system', costMicroUsd: 450 });
  });

  it('says to a person what it cost', async () => {
    const { home, openRouter } = await served(paid);
    const { stdout, stderr } = await home.run('chat lilith -m hello', openRouter);
    expect({ stdout, stderr }).toEqual({ stdout: 'Always.\n', stderr: expect.stringContaining('$0.00045') });
  });

  it('does not speak to anybody else at the operator’s cost: exit code 5, and nobody is asked', async () => {
    const { provider, home, openRouter } = await served(paid);
    expect(await home.failure(`chat lilith -m hello --as ${bob}`, openRouter)).toMatchObject({
      exit: 5,
      code: 'denied',
      message: expect.stringContaining('OpenRouter'),
    });
    expect(spokenTo(provider)).toEqual([]);
    expect(ledgerOf(home)).toEqual([]);
    expect(await home.json(`history --as ${bob}`)).toEqual([]);
  });

  it('takes the key from a file', async () => {
    const { provider, home, openRouter } = await served(paid);
    const file = join(home.folder, 'openrouter.key');
    writeFileSync(file, `${openRouterKey}\n`, { mode: 0o600 });
    const env = { ...openRouter.env, OPENROUTER_API_KEY: '', OPENROUTER_API_KEY_FILE: file };
    expect(await home.json('chat lilith -m hello', { env })).toMatchObject({ usage: { payer: 'system' } });
    expect(spokenTo(provider)).toMatchObject([{ headers: { authorization: `Bearer ${openRouterKey}` } }]);
  });

  it.each([
    ['is not there', undefined],
    ['is empty', ' \n'],
  ])('says so where the file of the key %s: exit code 2', async (_, content) => {
    const { provider, home, openRouter } = await served(paid);
    const file = join(home.folder, 'openrouter.key');
    if (content !== undefined) writeFileSync(file, content, { mode: 0o600 });
    const env = { ...openRouter.env, OPENROUTER_API_KEY: '', OPENROUTER_API_KEY_FILE: file };
    expect(await home.failure('chat lilith -m hello', { env })).toMatchObject({
      exit: 2,
      message: expect.stringContaining('OPENROUTER_API_KEY_FILE'),
    });
    expect(provider.requests).toEqual([]);
  });

  it.each(['', '  '])('is not there where the key is “%s”', async key => {
    const { home, openRouter } = await served(paid);
    const env = { ...openRouter.env, OPENROUTER_API_KEY: key };
    expect(await home.json('chat lilith -m hello', { env })).toMatchObject({ usage: { provider: 'built-in' } });
  });

  it('costs what a key left with it was charged besides, wherever one looks', async () => {
    const byok = { ...usage, cost: 0.0001, is_byok: true, cost_details: { upstream_inference_cost: 0.02 } };
    const { home, openRouter } = await served(says('Always.', { usage: byok }));
    const { reference, ...said } = await home.json<{ reference: string }>('chat lilith -m hello', openRouter);
    expect(said).toMatchObject({ usage: { costMicroUsd: 20_100 } });
    expect(await home.json(`trace ${reference}`)).toMatchObject({ costMicroUsd: 20_100 });
    expect(await home.json('usage')).toMatchObject({ totals: { costMicroUsd: 20_100 } });
    expect(await home.json('usage budget list --for system')).toMatchObject([
      { spentMicroUsd: 20_100 },
      { spentMicroUsd: 20_100 },
    ]);
  });
});

describe('a service that fails', () => {
  it.each([
    ['does not accept the key', refuses(401), 5, 'authentication', 1],
    ['wants money', refuses(402), 5, 'out-of-credit', 1],
    ['does not know the model', refuses(404), 2, 'model-missing', 1],
    ['has trouble', refuses(500), 6, 'overloaded', 3],
    ['says nothing', says(''), 6, 'empty', 3],
  ])('because it %s, says so once, and nothing of it is kept', async (_, act, exit, failure, times) => {
    const { provider, home, local } = await served(act);
    expect(await home.failure('chat lilith -m hello', local)).toMatchObject({
      exit,
      details: { failure, attempts: Array.from({ length: times }, () => ({ outcome: failure })) },
    });
    expect(provider.requests).toHaveLength(times);
    expect(await home.json('history')).toEqual([]);
    expect(await home.json('memory list lilith')).toEqual([]);
    const row = { provider: 'openai-compatible', state: failure === 'empty' ? 'settled' : 'failed' };
    expect(ledgerOf(home)).toMatchObject(Array.from({ length: times }, () => row));
    expect(await home.json('verify')).toMatchObject({ ok: true });
  });

  it('is asked again, and nobody notices but the ledger', async () => {
    const { provider, home, local } = await served(resetsAfter('Always the kettle and never'), says('Always.'));
    expect(await home.json('chat lilith -m hello', local)).toMatchObject({ reply: 'Always.' });
    expect(provider.requests).toHaveLength(2);
    expect(ledgerOf(home)).toMatchObject([{ state: 'failed' }, { state: 'settled' }]);
    expect(await home.json('history')).toMatchObject([{ text: 'hello' }, { text: 'Always.' }]);
  });

  it('has another model answer, where the personality names one, and says so', async () => {
    const { provider, home, local } = await served(refuses(404), says('Always.', { model: 'other/model' }));
    await home.run('personality edit lilith --set llm.model=some/model --set llm.fallbackModel=other/model');
    const { stdout, stderr } = await home.run('chat lilith -m hello', local);
    expect(stdout).toBe('Always.\n');
    expect(stderr).toMatch(
      /^\(some\/model did not answer \(not known to its provider\), so other\/model did\.\)\n\(lilith, other\/model, /,
    );
    expect(bodiesOf(provider).map(({ model }) => model)).toEqual(['some/model', 'other/model']);
  });

  it('is told to a person with what to do next', async () => {
    const { home, local } = await served(refuses(404));
    const { code, stdout, stderr } = await home.run('chat lilith -m hello', local);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /does not know the model default\. .*\nTry this: npx tzurot config explain llm\.model\nWhy: npx tzurot trace [0-9a-z]+\n$/,
    );
  });

  it.each([
    ['No endpoints found matching your data policy.', /keeps to what is asked here about the data\. Choose another/],
    [
      'No endpoints found that meet your routing requirements.',
      /in the way it was asked for\. Choose another model, or/,
    ],
  ])('is not said to miss a model that it only has nobody for: %s', async (message, sentence) => {
    const { home, openRouter } = await served(refuses(404, { error: { code: 404, message } }));
    const failure = await home.failure('chat lilith -m hello', openRouter);
    expect(failure).toMatchObject({ message: expect.stringMatching(sentence), details: { failure: 'model-missing' } });
  });

  it('leaves a trace of why, which is sealed from others', async () => {
    const { home, local } = await served(refuses(500));
    const { details } = await home.failure('chat lilith -m "Is the kettle on?"', local);
    const reference = z.object({ reference: z.string() }).parse(details).reference;
    expect(await home.json(`trace ${reference}`)).toMatchObject({
      reference,
      personality: 'lilith',
      failure: { kind: 'overloaded', message: expect.any(String) },
      parts: expect.arrayContaining([expect.objectContaining({ name: 'message', text: 'Is the kettle on?' })]),
      rawAnswer: '',
    });
    expect(await home.failure(`trace ${reference} --as ${bob}`)).toMatchObject({ exit: 3 });
    const { stdout } = await home.run(`trace ${reference}`);
    expect(stdout).toMatch(/^lilith had no answer at /);
    expect(stdout).toContain('overloaded: ');
  });

  it('and writes nothing but a thought leaves what it wrote in the trace', async () => {
    const { home, local } = await served(says('<think>The kettle, the kettle.'));
    const { details } = await home.failure('chat lilith -m hello', local);
    const reference = z.object({ reference: z.string() }).parse(details).reference;
    expect(await home.json(`trace ${reference}`)).toMatchObject({
      failure: { kind: 'empty' },
      rawAnswer: '<think>The kettle, the kettle.',
    });
  });

  it('because nobody is there: exit code 6', async () => {
    const { provider, home, local } = await served(says('Always.'));
    await provider.close();
    expect(await home.failure('chat lilith -m hello', local)).toMatchObject({
      exit: 6,
      details: { failure: 'network' },
    });
  });
});

describe('a key', () => {
  it.each([
    [
      'of one’s own endpoint',
      localKey,
      (provider: FakeProvider) => ({ TZUROT_LLM_URL: provider.url, TZUROT_LLM_KEY: localKey }),
    ],
    [
      'for OpenRouter',
      openRouterKey,
      (provider: FakeProvider) => ({ TZUROT_OPENROUTER_URL: provider.url, OPENROUTER_API_KEY: openRouterKey }),
    ],
  ])('%s is never shown, logged or stored, whatever becomes of it', async (_, key, envFor) => {
    const quoting = { error: { message: `Incorrect API key provided: ${key}` } };
    const { provider, home } = await served(
      says('Always.', { usage }),
      refuses(401, quoting),
      failsAfter('Always the', { code: 401, message: quoting.error.message }),
      resetsAfter('Always the'),
      refuses(500, quoting),
    );
    const env = { ...envFor(provider), LOG_LEVEL: 'debug' };
    const lines = [
      ...Array.from({ length: 5 }, () => 'chat lilith -m hello'),
      'doctor',
      'doctor --json',
      'config list',
      'config list --json',
      'chat lilith -m hello --json',
      'verify',
    ];
    for (const line of lines) {
      const { stdout, stderr } = await runProcess(home, line, { env });
      expect(stdout + stderr).not.toContain(key);
    }
    expect(provider.requests.length).toBeGreaterThan(7);
    for (const spelling of [key, Buffer.from(key).toString('base64'), Buffer.from(key).toString('hex')])
      expect(storedIn(home)).not.toContain(spelling);
  });
});
