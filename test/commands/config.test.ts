import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHome, anEmptyPlace, everythingIn, idOf } from '../support/run-command.js';

const ada = idOf('ada');
const bob = idOf('bob');
const mallory = idOf('mallory');

const aHomeWithLilith = async () => {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith --set llm.limits.memoryMax=4');
  return home;
};

describe('a setting', () => {
  it('has a default that nobody set', async () => {
    const home = await aHome();
    expect(await home.json('config get history.messages')).toEqual({
      key: 'history.messages',
      state: 'value',
      value: 50,
      from: 'default',
    });
    expect(await home.run('config get history.messages')).toEqual({ code: 0, stdout: '50\n', stderr: '' });
  });

  it('has a value, is off, or is inherited, and these are three things', async () => {
    const home = await aHome();
    expect(await home.json('config set recall.memories 5')).toEqual({
      key: 'recall.memories',
      state: 'value',
      value: 5,
    });
    expect(await home.json('config get recall.memories')).toMatchObject({ state: 'value', value: 5, from: 'file' });
    expect(await home.json('config set recall.memories off')).toMatchObject({ state: 'off', value: null });
    expect(await home.json('config get recall.memories')).toMatchObject({ state: 'off', value: null, from: 'file' });
    expect(await home.run('config get recall.memories')).toMatchObject({ stdout: 'off\n' });
    expect(await home.json('config unset recall.memories')).toEqual({ key: 'recall.memories', changed: true });
    expect(await home.json('config get recall.memories')).toMatchObject({ value: 10, from: 'default' });
    expect(await home.json('config unset recall.memories')).toMatchObject({ changed: false });
  });

  it('says to a person what it is now', async () => {
    const home = await aHome();
    expect(await home.run('config set recall.memories off')).toMatchObject({
      code: 0,
      stdout: 'recall.memories is off now.\n',
    });
    expect(await home.run('config unset recall.memories')).toMatchObject({
      stdout: 'recall.memories is inherited again.\n',
    });
    expect(await home.run('config unset recall.memories')).toMatchObject({
      stdout: 'recall.memories was not set here.\n',
    });
  });

  it('keeps what else stands in the config file', async () => {
    const home = await aHome();
    await home.run('config set recall.memories off');
    await home.run('config set timezone Europe/Berlin');
    await home.run('config set history.messages 7');
    expect(JSON.parse(home.read('config.json'))).toEqual({
      'recall.memories': 'off',
      timezone: 'Europe/Berlin',
      'history.messages': 7,
    });
  });
});

describe('a value of a tier nearer to the person', () => {
  it('wins over those farther away, and unsetting it brings them back', async () => {
    const home = await aHomeWithLilith();
    const shown = async (flags = '') => home.json(`config get recall.memories ${flags}`);
    await home.run('config set recall.memories 9');
    expect(await shown()).toMatchObject({ value: 9, from: 'file' });
    expect(await shown('--personality lilith')).toMatchObject({ value: 4, from: 'personality' });
    await home.run('config set recall.memories 3 --user local');
    expect(await shown()).toMatchObject({ value: 3, from: 'person' });
    await home.run('config set recall.memories off --personality lilith');
    expect(await shown('--personality lilith')).toMatchObject({ state: 'off', from: 'person-personality' });
    expect(await shown()).toMatchObject({ value: 3, from: 'person' });
    await home.run('config unset recall.memories --personality lilith');
    await home.run('config unset recall.memories --user local');
    expect(await shown('--personality lilith')).toMatchObject({ value: 4, from: 'personality' });
  });

  it('is one person’s only', async () => {
    const home = await aHomeWithLilith();
    expect(await home.run(`config set history.messages 3 --as ${bob} --user ${bob}`)).toMatchObject({ code: 0 });
    expect(await home.json(`config get history.messages --as ${bob}`)).toMatchObject({ value: 3, from: 'person' });
    expect(await home.json('config get history.messages')).toMatchObject({ value: 50, from: 'default' });
  });

  it('is the owner’s to read and to set for other people, and nobody else’s', async () => {
    const home = await aHome();
    await home.run(`config set recall.memories 5 --as ${bob} --user ${bob}`);
    await home.json(`config set history.messages 3 --user ${bob}`);
    expect(await home.json(`config get history.messages --user ${bob}`)).toMatchObject({ value: 3 });
    const lines = [
      `config get history.messages --as ${mallory} --user ${bob}`,
      `config set history.messages 4 --as ${mallory} --user ${bob}`,
      `config unset history.messages --as ${mallory} --user ${bob}`,
      `config explain history.messages --as ${mallory} --user ${bob}`,
      `config list --as ${mallory} --user ${bob}`,
    ];
    for (const line of lines) expect(await home.failure(line)).toMatchObject({ exit: 5, code: 'denied' });
    expect(await home.json(`config get history.messages --user ${bob}`)).toMatchObject({ value: 3 });
  });

  it('cannot be given to what is the operator’s alone', async () => {
    const home = await aHome();
    expect(await home.failure('config set llm.url http://127.0.0.1/v1 --user local')).toMatchObject({
      exit: 2,
      message: '“llm.url” cannot be set for one person.',
      try: 'config set llm.url',
    });
  });
});

describe('config explain', () => {
  it('shows what every tier says, and which one won', async () => {
    const home = await aHomeWithLilith();
    await home.run('config set recall.memories 9');
    await home.run('config set recall.memories off --user local');
    expect(await home.json('config explain recall.memories --personality lilith')).toEqual({
      key: 'recall.memories',
      state: 'off',
      value: null,
      from: 'person',
      config: null,
      tiers: [
        { tier: 'person-personality', state: 'inherit', value: null, config: null },
        { tier: 'person', state: 'off', value: null, config: null },
        { tier: 'personality', state: 'value', value: 4, config: null },
        { tier: 'file', state: 'value', value: 9, config: null },
        { tier: 'default', state: 'value', value: 10, config: null },
      ],
    });
  });

  it('shows a person the same, with an arrow', async () => {
    const home = await aHomeWithLilith();
    await home.run('config set recall.memories 9');
    const { code, stdout } = await home.run('config explain recall.memories');
    expect(code).toBe(0);
    expect(stdout).toContain('How many memories may come to mind');
    expect(stdout).toMatch(/^→ the config file +9$/m);
    expect(stdout).toMatch(/^ {2}you +says nothing$/m);
    expect(stdout).toMatch(/^ {2}the default +10$/m);
  });
});

describe('the environment', () => {
  it('wins over the config file', async () => {
    const home = await aHome();
    await home.run('config set log.level error');
    const env = { LOG_LEVEL: 'debug' };
    expect(await home.json('config get log.level', { env })).toMatchObject({ value: 'debug', from: 'environment' });
    expect(await home.json('config explain log.level', { env })).toMatchObject({
      tiers: [
        { tier: 'environment', value: 'debug' },
        { tier: 'file', value: 'error' },
        { tier: 'default', value: 'info' },
      ],
    });
    expect(await home.json('config get log.level')).toMatchObject({ value: 'error', from: 'file' });
  });

  it('says nothing with a variable that is empty', async () => {
    const home = await aHome();
    expect(await home.json('config get log.level', { env: { LOG_LEVEL: '' } })).toMatchObject({ from: 'default' });
  });

  it.each(['localhost', 'ftp://127.0.0.1/v1', '127.0.0.1:11434'])('may not name %s as an address', async url => {
    expect(await (await aHome()).failure('config list', { env: { TZUROT_LLM_URL: url } })).toMatchObject({
      exit: 2,
      message: expect.stringContaining('llm.url'),
    });
  });

  it('is told why a value will not do', async () => {
    const home = await aHome();
    expect(await home.failure('config list', { env: { LOG_LEVEL: 'loud' } })).toMatchObject({
      exit: 2,
      message: expect.stringMatching(/“loud” will not do for “log\.level”: .*debug/),
    });
  });

  it.each([
    ['two variables', { TZUROT_OWNER: ada, BOT_OWNER_ID: mallory }, ['TZUROT_OWNER', 'BOT_OWNER_ID']],
    ['an old name and a new one', { BOT_OWNER_ID: ada, BOT_OWNER_DISCORD_ID: mallory }, ['BOT_OWNER_DISCORD_ID']],
  ])('may not name two owners, by %s', async (_, env, names) => {
    const failure = await anEmptyPlace().failure('init', { env });
    expect(failure).toMatchObject({ exit: 2, code: 'invalid' });
    for (const name of names) expect(failure.message).toContain(name);
  });

  it('may name the same owner twice', async () => {
    const env = { TZUROT_OWNER: ada, BOT_OWNER_ID: ada };
    expect(await anEmptyPlace().json('init', { env })).toMatchObject({ owner: ada });
  });

  it('may not disagree with the config file about the owner', async () => {
    const home = await aHome();
    await home.run(`init --owner ${ada}`);
    const failure = await home.failure('personality list', { env: { TZUROT_OWNER: mallory } });
    expect(failure).toMatchObject({ exit: 2, code: 'invalid' });
    expect(failure.message).toContain(ada);
    expect(failure.message).toContain(mallory);
  });
});

it('does not choose a config that there is not: exit code 3', async () => {
  const home = await aHome();
  const before = everythingIn(home.path);
  for (const whose of ['', ' --user local'])
    expect(await home.failure(`config set llm.config nothing${whose}`)).toMatchObject({
      exit: 3,
      message: 'There is no config “nothing”.',
      try: 'llm-config list',
    });
  expect(everythingIn(home.path)).toEqual(before);
});

describe('what makes no sense', () => {
  it.each(['config get history.message', 'config set history.mesages 5', 'config explain histroy.messages'])(
    'is met with the setting that was probably meant: %s',
    async line => {
      expect(await (await aHome()).failure(line)).toMatchObject({
        exit: 2,
        message: expect.stringContaining('Did you mean “history.messages”?'),
        try: 'config list',
      });
    },
  );

  it.each([
    ['history.messages', '0', 'The least is 1.'],
    ['history.messages', '501', 'The most is 500.'],
    ['history.messages', '2.5', 'a whole number'],
    ['history.messages', 'many', 'number'],
    ['history.messages', 'off', 'cannot be off'],
    ['recall.memories', '51', 'The most is 50.'],
    ['recall.turns', '11', 'The most is 10.'],
    ['references.messages', '0', 'The least is 1.'],
    ['references.channels', '21', 'The most is 20.'],
    ['timezone', 'Mars/Olympus', 'Europe/Berlin'],
    ['owner', 'ada', '15 to 20 digits'],
    ['openrouter.url', 'http://127.0.0.1/v1', 'in the environment only, as TZUROT_OPENROUTER_URL'],
    ['log.level', 'loud', 'debug'],
    ['memory', 'sometimes', 'on'],
  ])('is refused with a reason, and nothing is written: %s = %s', async (key, value, reason) => {
    const home = await aHome();
    const before = everythingIn(home.path);
    const failure = await home.failure(`config set ${key} ${value}`);
    expect(failure).toMatchObject({ exit: 2, code: 'invalid', message: expect.stringContaining(reason) });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it.each([
    ['no JSON', 'history: 5', 'is not JSON'],
    ['a list', '[]', 'JSON object'],
    ['a setting that is none', '{"history.message":5}', 'Did you mean “history.messages”?'],
    ['a value that will not do', '{"history.messages":0}', 'The least is 1.'],
  ])('may stand in the config file, and is named: %s', async (_, content, reason) => {
    const home = await aHome();
    writeFileSync(join(home.path, 'config.json'), content, { mode: 0o600 });
    expect(await home.failure('config list')).toMatchObject({ exit: 2, message: expect.stringContaining(reason) });
    expect(home.read('config.json')).toBe(content);
  });
});

describe('config list', () => {
  it('has every setting, who said so, and what it is', async () => {
    const home = await aHome();
    await home.run('config set recall.memories off');
    const listed = await home.json<{ key: string }[]>('config list');
    expect(listed.map(({ key }) => key)).toEqual([...new Set(listed.map(({ key }) => key))]);
    expect(listed).toContainEqual({
      key: 'recall.memories',
      state: 'off',
      value: null,
      from: 'file',
      summary: expect.stringMatching(/\.$/),
    });
    for (const setting of listed)
      expect(setting).toEqual({
        key: expect.any(String),
        state: expect.toBeOneOf(['value', 'off']),
        value: expect.toBeOneOf([expect.anything(), null]),
        from: expect.any(String),
        summary: expect.any(String),
      });
  });

  it('is a table to a person', async () => {
    const { code, stdout, stderr } = await (await aHome()).run('config list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^setting +value +from +what it is$/m);
    expect(stdout).toMatch(/^history\.messages +50 +default /m);
  });
});

it('says where the config file is, even where there is no home', async () => {
  const home = anEmptyPlace();
  const config = join(home.path, 'config.json');
  expect(await home.run('config path')).toEqual({ code: 0, stdout: `${config}\n`, stderr: '' });
  expect(await home.json('config path')).toMatchObject({ home: home.path, config });
});
