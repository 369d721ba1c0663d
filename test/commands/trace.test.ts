import { describe, expect, it } from 'vitest';
import { aHome, idOf } from '../support/run-command.js';

const bob = idOf('bob');
const mallory = idOf('mallory');
const ada = idOf('ada');

type Trace = {
  readonly parts: readonly { readonly name: string; readonly tokens: number; readonly text: string }[];
  readonly memories: readonly { readonly id: string; readonly score: number; readonly text: string }[];
  readonly timingsMs: Readonly<Record<string, number>>;
};

const secret = 'My sister Noa is moving to Haifa.';

/** Bob told Lilith something, and then asked her about it. */
const aTracedAnswer = async () => {
  const home = await aHome();
  await home.run(`init --owner ${ada}`);
  await home.run('personality create lilith --name Lilith --set isPublic=true --set llm.params.temperature=0.5');
  await home.run(`chat lilith -m "${secret}" --as ${bob}`);
  const { reference } = await home.json<{ reference: string }>(
    `chat lilith -m "Where is my sister moving to?" --as ${bob}`,
  );
  return { home, reference };
};

it('tells a person all about their own answer', async () => {
  const { home, reference } = await aTracedAnswer();
  const trace = await home.json<Trace>(`trace ${reference} --as ${bob}`);
  expect(trace).toMatchObject({
    reference,
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    personality: 'lilith',
    payer: 'none',
    params: [
      { name: 'model', value: 'demo', from: 'default' },
      { name: 'max_tokens', value: 1024, from: 'default' },
      { name: 'temperature', value: 0.5, from: 'personality' },
    ],
    lore: [],
    attempts: [{ model: 'demo', provider: 'built-in', outcome: 'answered' }],
    costMicroUsd: 0,
  });
  expect(trace).toMatchObject({ steps: expect.arrayContaining([{ name: 'trim', changed: false }]) });
  expect(trace.parts.map(({ name }) => name)).toEqual(['rules', 'self', 'place', 'time', 'memories', 'message']);
  for (const { tokens, text } of trace.parts) {
    expect(text).not.toBe('');
    expect(tokens).toBeGreaterThan(0);
  }
  expect(trace.memories[0]).toMatchObject({ text: secret, used: true });
  expect(Object.keys(trace.timingsMs)).toEqual(['terms', 'context', 'recall', 'complete']);
});

it('shows a person a page', async () => {
  const { home, reference } = await aTracedAnswer();
  const { code, stdout, stderr } = await home.run(`trace ${reference} --as ${bob}`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^lilith answered at \S+\nwith demo \(built-in\), paid by none, 0 USD$/m);
  expect(stdout).toMatch(/^→ direct-message +the last one here was lilith$/m);
  expect(stdout).toMatch(/^✓ 0\.\d{3} +[0-9a-z]{16} +My sister Noa is moving to Haifa\.$/m);
  expect(stdout).toMatch(/^✓ +temperature +0\.5 +personality$/m);
  expect(stdout).toMatch(/^demo +built-in +answered +/m);
  expect(stdout).toMatch(/^complete +[█▉▊▋▌▍▎▏]+ +\d+\.\d ms$/m);
  expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
});

describe('somebody else’s answer', () => {
  it('is not there for a stranger: exit code 3', async () => {
    const { home, reference } = await aTracedAnswer();
    const hidden = await home.failure(`trace ${reference} --as ${mallory}`);
    const missing = await home.failure(`trace abcdefgh --as ${mallory}`);
    expect(hidden).toMatchObject({ exit: 3, code: 'not_found' });
    expect(hidden).toEqual({ ...missing, message: missing.message.replace('abcdefgh', reference) });
  });

  it('is figures, ids and scores for the owner, and no text', async () => {
    const { home, reference } = await aTracedAnswer();
    const own = await home.json<Trace>(`trace ${reference} --as ${bob}`);
    const { code, stdout } = await home.run(`trace ${reference} --json`);
    expect(code).toBe(0);
    const seen: Trace = JSON.parse(stdout);
    expect(seen.parts.map(({ name, tokens }) => [name, tokens])).toEqual(
      own.parts.map(({ name, tokens }) => [name, tokens]),
    );
    expect(seen.memories.map(({ id, score }) => [id, score])).toEqual(own.memories.map(({ id, score }) => [id, score]));
    expect(seen.parts.map(({ text }) => text).join('')).toBe('');
    const page = await home.run(`trace ${reference}`);
    for (const words of ['sister', 'Noa', 'Haifa', 'moving'])
      for (const shown of [stdout, page.stdout]) expect(shown).not.toContain(words);
  });
});

it('is kept sealed', async () => {
  const { home, reference } = await aTracedAnswer();
  await home.run(`personality create oracle --name Oracle --set prompt.system=Xyzzyx`);
  const { reference: other } = await home.json<{ reference: string }>('chat oracle -m hello');
  expect(await home.json(`trace ${other}`)).toMatchObject({
    parts: expect.arrayContaining([expect.objectContaining({ text: 'Xyzzyx' })]),
  });
  await home.run('personality delete oracle --yes');
  expect(home.read('tzurot.db')).not.toContain('Xyzzyx');
  expect(await home.json(`trace ${reference} --as ${bob}`)).toMatchObject({ reference });
});

it('is not kept where that is switched off', async () => {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith');
  await home.run('config set trace.keepHours off');
  const { reference } = await home.json<{ reference: string }>('chat lilith -m hello');
  expect(await home.failure(`trace ${reference}`)).toMatchObject({ exit: 3, try: 'config explain trace.keepHours' });
});

it('needs a reference', async () => {
  expect(await (await aHome()).failure('trace')).toMatchObject({
    exit: 2,
    message: expect.stringContaining('reference'),
  });
});
