import { describe, expect, it } from 'vitest';
import { aHome, idOf, type Home } from '../support/run-command.js';

/** Nobody lists models there. */
const env = { TZUROT_OPENROUTER_URL: 'http://127.0.0.1:9/v1' };

async function homeOfLilith(): Promise<Home> {
  const home = await aHome();
  await home.json('personality create lilith --name Lilith --set llm.model=own/model --set llm.params.temperature=0.5');
  await home.json('llm-config create creative --model wild/model --param temperature=1.5');
  return home;
}

const explained = (home: Home, key: string) => home.json(`config explain ${key} --personality lilith`, { env });

describe('model set', () => {
  it('chooses a config for oneself with one personality', async () => {
    const home = await homeOfLilith();
    expect(await home.json('model set lilith Creative', { env })).toEqual({
      personality: 'lilith',
      config: 'creative',
      model: 'wild/model',
      from: 'person-personality (config “creative”)',
      warnings: [],
    });
    expect(await explained(home, 'llm.model')).toMatchObject({
      value: 'wild/model',
      from: 'person-personality',
      config: 'creative',
      tiers: [
        { tier: 'person-personality', value: 'wild/model', config: 'creative' },
        { tier: 'person', state: 'inherit', config: null },
        { tier: 'personality', value: 'own/model', config: null },
        { tier: 'environment' },
        { tier: 'file' },
        { tier: 'default' },
      ],
    });
  });

  it('chooses a model by itself in place of it', async () => {
    const home = await homeOfLilith();
    await home.json('model set lilith creative', { env });
    expect(await home.json('model set lilith another/model', { env })).toMatchObject({
      config: null,
      model: 'another/model',
      from: 'person-personality',
    });
    expect(await explained(home, 'llm.config')).toMatchObject({ value: null });
  });

  it('shows a person who says what, with the config', async () => {
    const home = await homeOfLilith();
    expect(await home.run('model set lilith creative', { env })).toEqual({
      code: 0,
      stdout: 'Lilith answers you with wild/model (creative) now.\n',
      stderr: '',
    });
    const { stdout } = await home.run('config explain llm.model --personality lilith', { env });
    expect(stdout).toMatch(/^→ you, with this personality +wild\/model \(config “creative”\)$/m);
  });

  it.each([
    ['neither a config nor a model', 'model set lilith craetive', 3],
    ['a personality that there is not', 'model set selene creative', 3],
  ])('refuses %s', async (_, line, exit) => {
    const home = await homeOfLilith();
    expect(await home.failure(line, { env })).toMatchObject({ exit });
    expect(await explained(home, 'llm.model')).toMatchObject({ value: 'own/model' });
  });

  it('changes nothing for anybody else', async () => {
    const home = await homeOfLilith();
    await home.json('personality edit lilith --set isPublic=true');
    await home.json(`model set lilith another/model --as ${idOf('bob')}`, { env });
    expect(await explained(home, 'llm.model')).toMatchObject({ value: 'own/model', from: 'personality' });
  });
});

describe('model reset', () => {
  it('goes back to what is inherited, and says what that is', async () => {
    const home = await homeOfLilith();
    await home.json('model set lilith creative', { env });
    const now = { personality: 'lilith', config: null, model: 'own/model', from: 'personality', warnings: [] };
    expect(await home.json('model reset lilith', { env })).toEqual({ ...now, changed: true });
    expect(await home.json('model reset lilith', { env })).toEqual({ ...now, changed: false });
    const { stdout } = await home.run('model reset lilith', { env });
    expect(stdout).toBe('Nothing was chosen here: Lilith answers you with own/model, says the personality.\n');
  });
});

describe('config explain llm.params', () => {
  it('says of each parameter who set it', async () => {
    const home = await homeOfLilith();
    await home.json('personality edit lilith --set llm.params.seed=7');
    await home.json('model set lilith creative', { env });
    const from = 'person-personality (config “creative”)';
    expect(await explained(home, 'llm.params')).toEqual({
      key: 'llm.params',
      model: 'wild/model',
      params: [
        { name: 'max_tokens', value: 1024, from: 'default', note: null, isSent: true },
        { name: 'temperature', value: 1.5, from, note: null, isSent: true },
        { name: 'seed', value: 7, from: 'personality', note: null, isSent: true },
      ],
    });
    const { stdout } = await home.run('config explain llm.params --personality lilith', { env });
    expect(stdout).toMatch(/^✓ +temperature +1\.5 +person-personality \(config “creative”\)$/m);
  });
});

type Listed = {
  readonly id: string;
  readonly perMillionUsd: { readonly in: number | null; readonly out: number | null } | null;
  readonly isFree: boolean;
  readonly inputs: readonly string[];
  readonly isChosen: boolean;
};

describe('model list', () => {
  const ids = (models: readonly Listed[]) => models.map(({ id }) => id);

  it('is the whole list for a script, with prices for a million tokens', async () => {
    const home = await aHome();
    const all = await home.json<Listed[]>('model list', { env });
    expect(all.length).toBeGreaterThan(300);
    expect(all.find(({ id }) => id === 'anthropic/claude-sonnet-4.5')).toMatchObject({
      perMillionUsd: { in: 3, out: 15, cached: 0.3 },
      isFree: false,
      contextTokens: 1_000_000,
      inputs: ['text', 'image'],
      createdAt: null,
      isChosen: false,
    });
    expect(await home.json<Listed[]>('model list --limit 3', { env })).toEqual(all.slice(0, 3));
  });

  it('is searched and narrowed', async () => {
    const home = await aHome();
    const found = await home.json<Listed[]>('model list --search "claude sonnet"', { env });
    expect(found.length).toBeGreaterThan(0);
    for (const id of ids(found)) expect(id).toMatch(/claude-sonnet/);
    const free = await home.json<Listed[]>('model list --free --sees', { env });
    expect(free.length).toBeGreaterThan(0);
    for (const model of free) expect(model).toMatchObject({ isFree: true, inputs: expect.arrayContaining(['image']) });
    expect(await home.json('model list --search no-such-model-anywhere', { env })).toEqual([]);
  });

  it('marks the model that is chosen', async () => {
    const home = await homeOfLilith();
    await home.json('model set lilith anthropic/claude-sonnet-4.5', { env });
    const chosen = async (flags: string) =>
      ids((await home.json<Listed[]>(`model list ${flags}`, { env })).filter(({ isChosen }) => isChosen));
    expect(await chosen('--personality lilith')).toEqual(['anthropic/claude-sonnet-4.5']);
    expect(await chosen('')).toEqual([]);
  });

  it('fits on a terminal, and says beside it how old the list is', async () => {
    const home = await aHome();
    await home.json('config set llm.model anthropic/claude-sonnet-4.5');
    const { code, stdout, stderr } = await home.run('model list --search claude-sonnet-4.5', { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^→ +anthropic\/claude-sonnet-4\.5 +3\.00 +15\.00 +1M +sees$/m);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stderr).toMatch(/^\d of \d+ models, as they came with this program: of \d{4}-\d\d-\d\d\.$/m);
  });
});
