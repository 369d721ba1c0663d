import { describe, expect, it } from 'vitest';
import { aHome, anEmptyPlace, everythingIn, idOf, type Home } from '../support/run-command.js';

const [ada, bob] = [idOf('ada'), idOf('bob')];

/** Ada’s home, with lilith, to whom everybody may talk, and with bob. */
async function adasHome(): Promise<Home> {
  const home = anEmptyPlace();
  await home.json(`init --owner ${ada}`);
  await home.json('personality create lilith --name Lilith --set isPublic=true');
  await home.json(`persona create Bob --as ${bob}`);
  return home;
}

const creative = 'llm-config create Creative --model some/model --fallback other/model --param temperature=1.2';
const anId = expect.stringMatching(/^[0-9a-z]{16}$/);
const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

const theConfig = {
  id: anId,
  name: 'Creative',
  isGlobal: false,
  ownerId: 'local',
  provider: null,
  model: 'some/model',
  fallbackModel: 'other/model',
  params: { temperature: 1.2 },
  createdAt: aTime,
  updatedAt: aTime,
};

describe('llm-config create', () => {
  it('makes a config of one’s own', async () => {
    const home = await aHome();
    expect(await home.json(creative)).toEqual({ ...theConfig, warnings: [] });
    expect(await home.json('llm-config show creative')).toEqual({ ...theConfig, warnings: [] });
  });

  it('makes one for everybody', async () => {
    const home = await adasHome();
    expect(await home.json(`${creative} --global`)).toMatchObject({ isGlobal: true, ownerId: null });
    expect(await home.json(`llm-config list --as ${bob}`)).toMatchObject([{ name: 'Creative', isHidden: false }]);
  });

  it('says what to do with it beside the answer', async () => {
    const home = await aHome();
    expect(await home.run(creative)).toEqual({
      code: 0,
      stdout: 'Creative is here.\n',
      stderr: 'Try this: npx tzurot model set PERSONALITY "Creative"\n',
    });
  });

  it('warns of a parameter that the model does not take, and keeps it', async () => {
    const env = { OPENROUTER_API_KEY: 'sk-or-v1-0123456789abcdef', TZUROT_OPENROUTER_URL: 'http://127.0.0.1:9/v1' };
    const home = await aHome({ env });
    const line = 'llm-config create calm --model anthropic/claude-opus-4.7 --param temperature=0.2';
    const made = await home.json(line, { env });
    expect(made).toMatchObject({
      params: { temperature: 0.2 },
      warnings: ['temperature: anthropic/claude-opus-4.7 does not take it.'],
    });
  });

  it.each([
    ['a name that is taken', 'llm-config create CREATIVE --model m', 4, 'already'],
    ['a name that looks like a model', 'llm-config create a/b --model m', 2, 'slash'],
    ['a parameter that there is not', 'llm-config create x --model m --param temprature=1', 2, 'params.temperature'],
    ['a value out of bounds', 'llm-config create x --model m --param top_p=2', 2, 'params.top_p'],
    ['two ways to think', 'llm-config create x --model m --param reasoning={\\"effort\\":1}', 2, 'params.reasoning'],
    ['a provider that there is not', 'llm-config create x --model m --provider zzz', 2, 'openrouter'],
    ['no model', 'llm-config create x', 2, 'model'],
  ])('refuses %s', async (_, line, exit, words) => {
    const home = await aHome();
    await home.json(creative);
    expect(await home.failure(line)).toMatchObject({ exit, message: expect.stringContaining(words) });
    expect(await home.json('llm-config list')).toHaveLength(1);
  });
});

describe('everybody’s configs', () => {
  it.each([
    ['made', 'llm-config create Mine --model m --global'],
    ['changed', 'llm-config edit Creative --param temperature=0'],
    ['removed', 'llm-config delete Creative --yes'],
    ['looked at for removal', 'llm-config delete Creative --dry-run'],
  ])('are not %s by anybody but the owner: exit code 5', async (_, line) => {
    const home = await adasHome();
    await home.json(`${creative} --global`);
    const before = everythingIn(home.path);
    expect(await home.failure(`${line} --as ${bob}`)).toMatchObject({ exit: 5, code: 'denied' });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('are hidden by one’s own of the same name', async () => {
    const home = await adasHome();
    await home.json(`${creative} --global`);
    await home.json(`llm-config create creative --model my/model --as ${bob}`);
    expect(await home.json(`llm-config list --as ${bob}`)).toMatchObject([
      { name: 'creative', isGlobal: false, ownerId: bob, isHidden: false },
      { name: 'Creative', isGlobal: true, isHidden: true },
    ]);
    expect(await home.json(`llm-config show Creative --as ${bob}`)).toMatchObject({ model: 'my/model' });
    expect(await home.json(`llm-config show Creative --global --as ${bob}`)).toMatchObject({ model: 'some/model' });
  });
});

describe('llm-config list', () => {
  it('is empty at first, and says what to do about that', async () => {
    const home = await aHome();
    expect(await home.json('llm-config list')).toEqual([]);
    expect(await home.run('llm-config list')).toMatchObject({ code: 0, stdout: 'There are no configs yet.\n' });
  });

  it('is a table for a person', async () => {
    const home = await aHome();
    await home.json(creative);
    const { stdout } = await home.run('llm-config list');
    expect(stdout).toMatch(/^name +whose +model +steps in +sets$/m);
    expect(stdout).toMatch(/^Creative +yours +some\/model +other\/model +temperature$/m);
  });
});

describe('llm-config edit', () => {
  it('changes fields and parameters, and takes them away', async () => {
    const home = await aHome();
    await home.json(creative);
    const line =
      'llm-config edit creative --set model=new/model --set fallbackModel= --param temperature= --param reasoning.effort=low';
    const changed = { model: 'new/model', fallbackModel: null, params: { reasoning: { effort: 'low' } } };
    expect(await home.json(line)).toMatchObject(changed);
    expect(await home.json('llm-config show Creative')).toMatchObject(changed);
  });

  it.each([
    ['nothing', '', 2],
    ['its name', '--set name=Other', 2],
    ['away its model', '--set model=', 2],
  ])('does not change %s', async (_, flags, exit) => {
    const home = await aHome();
    await home.json(creative);
    expect(await home.failure(`llm-config edit creative ${flags}`)).toMatchObject({ exit });
    expect(await home.json('llm-config show Creative')).toMatchObject({ name: 'Creative', model: 'some/model' });
  });

  it('knows no other configs: exit code 3', async () => {
    const home = await aHome();
    await home.json(creative);
    const failure = await home.failure('llm-config edit craetive --param seed=1');
    expect(failure).toMatchObject({ exit: 3, message: expect.stringContaining('Did you mean “Creative”?') });
  });
});

describe('llm-config delete', () => {
  async function inUse() {
    const home = await adasHome();
    await home.json(`${creative} --global`);
    await home.json('config set llm.config Creative');
    await home.json(`config set llm.config Creative --user ${bob}`);
    await home.json(`model set lilith Creative --as ${bob}`);
    await home.json('model set lilith Creative');
    return home;
  }

  const fellBack = { everywhere: 1, withPersonality: 2, home: true };

  it('tells how many fall back, and does nothing in a dry run', async () => {
    const home = await inUse();
    const before = everythingIn(home.path);
    expect(await home.json('llm-config delete Creative --dry-run')).toMatchObject({ fellBack, dryRun: true });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('asks, and without anybody there names what to repeat: exit code 2', async () => {
    const home = await inUse();
    const failure = await home.failure('llm-config delete Creative');
    expect(failure).toMatchObject({ exit: 2, try: expect.stringContaining('llm-config delete Creative') });
    expect(failure.message).toContain(
      '1 choice for everywhere, 2 choices for one personality, the choice for everybody',
    );
    expect(await home.json('llm-config list')).toHaveLength(1);
  });

  it('lets everybody fall back at once', async () => {
    const home = await inUse();
    await home.json('personality edit lilith --set llm.model=own/model');
    expect(await home.json('llm-config delete Creative --yes')).toMatchObject({
      name: 'Creative',
      fellBack,
      dryRun: false,
    });
    expect(await home.json('llm-config list')).toEqual([]);
    for (const user of [ada, bob])
      expect(await home.json(`config explain llm.model --personality lilith --as ${user}`)).toMatchObject({
        value: 'own/model',
        from: 'personality',
      });
    expect(await home.json('config get llm.config')).toMatchObject({ value: null, from: 'default' });
    expect(await home.json('verify')).toMatchObject({ ok: true });
  });

  it('leaves alone who has chosen one of their own of the same name', async () => {
    const home = await inUse();
    await home.json(`llm-config create creative --model my/model --as ${bob}`);
    expect(await home.json('llm-config delete Creative --global --yes')).toMatchObject({
      fellBack: { everywhere: 0, withPersonality: 1, home: true },
    });
    expect(await home.json(`config explain llm.model --personality lilith --as ${bob}`)).toMatchObject({
      value: 'my/model',
    });
  });
});
