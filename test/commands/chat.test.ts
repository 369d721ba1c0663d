import { describe, expect, it } from 'vitest';
import { aHome, anEmptyPlace, everythingIn, idOf, type Home } from '../support/run-command.js';

const bob = idOf('bob');

type Said = {
  readonly reply: string;
  readonly personality: string;
  readonly memories: readonly { readonly id: string; readonly text: string; readonly score: number }[];
  readonly reference: string;
};

const aHomeWith = async (...slugs: readonly string[]): Promise<Home> => {
  const home = await aHome();
  for (const slug of slugs)
    expect(await home.run(`personality create ${slug} --name ${slug}`)).toMatchObject({ code: 0 });
  return home;
};

const isPublic = '--set isPublic=true';

describe('one thing said', () => {
  it('with -m is answered on standard output, with the rest beside it', async () => {
    const home = await aHomeWith('lilith');
    const { code, stdout, stderr } = await home.run('chat lilith -m "I keep bees."');
    expect(code).toBe(0);
    expect(stdout).toContain('Noted: “I keep bees.”');
    expect(stderr).toMatch(/^\(lilith, demo, 0 memories, \$0\. Why: npx tzurot trace [0-9a-z]{8}\)\n$/);
    expect(stdout).not.toContain('trace');
  });

  it('through a pipe is answered alike', async () => {
    const home = await aHomeWith('lilith');
    const { code, stdout } = await home.run('chat lilith', { input: 'I keep bees.\n' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Noted: “I keep bees.”') });
  });

  it('may have many lines and any letters', async () => {
    const home = await aHomeWith('lilith');
    const text = 'Dear Lilith,\n\n  I keep bees 🐝 & <wasps>.\n\nYours, Ada';
    await home.run('chat lilith', { input: `${text}\n` });
    expect(await home.json('history')).toMatchObject([{ text }, {}]);
  });

  it('is told to a script in exactly this form', async () => {
    const home = await aHomeWith('lilith');
    await home.run('chat lilith -m "I keep bees."');
    const said = await home.json('chat lilith -m "Do I keep bees?"');
    expect(said).toEqual({
      reply: expect.stringContaining('“I keep bees.”'),
      personality: 'lilith',
      model: 'demo',
      usage: {
        model: 'demo',
        provider: 'built-in',
        tokensIn: expect.any(Number),
        tokensOut: expect.any(Number),
        tokensCached: 0,
        costMicroUsd: 0,
        payer: 'none',
        estimated: true,
      },
      memories: expect.any(Array),
      reference: expect.stringMatching(/^[0-9a-z]{8}$/),
    });
    expect(said).toMatchObject({ usage: { tokensIn: expect.toSatisfy(Number.isInteger) } });
  });

  it('through a pipe is told to a script in the same form', async () => {
    const home = await aHomeWith('lilith');
    const byFlag = await home.json<Said>('chat lilith -m hello');
    const byPipe = await home.json<Said>('chat lilith', { input: 'hello' });
    expect(Object.keys(byPipe)).toEqual(Object.keys(byFlag));
    expect(byPipe).toMatchObject({ personality: 'lilith' });
  });

  it.each([
    ['-m ""', ''],
    ['-m "  "', ''],
    ['', ''],
    ['', ' \n\n '],
  ])('that is nothing is refused: %o %o', async (flags, input) => {
    const home = await aHomeWith('lilith');
    expect(await home.failure(`chat lilith ${flags}`, { input })).toMatchObject({
      exit: 2,
      code: 'invalid',
      try: 'chat -m "hello"',
    });
    expect(await home.json('history')).toEqual([]);
  });

  it('makes a home where there is none', async () => {
    const home = anEmptyPlace();
    expect(await home.failure('chat -m hello')).toMatchObject({ exit: 3, try: 'chat --demo' });
    expect(await home.json('personality list')).toEqual([]);
  });
});

describe('what was said in an earlier conversation', () => {
  it('comes back as memory', async () => {
    const home = await aHomeWith('lilith');
    await home.run('chat lilith -m "My sister Noa is moving to Haifa."');
    await home.run('chat lilith -m "It rains again."');
    const { reply, memories } = await home.json<Said>('chat lilith -m "Where is my sister moving to?"');
    expect(reply).toContain('“My sister Noa is moving to Haifa.”');
    expect(memories[0]).toEqual({
      id: expect.any(String),
      text: 'My sister Noa is moving to Haifa.',
      score: expect.any(Number),
    });
    expect(await home.json(`memory show ${memories[0]?.id}`)).toMatchObject({ role: 'person' });
  });

  it('is still in sight with --continue, and then is no memory', async () => {
    const home = await aHomeWith('lilith');
    await home.run('chat lilith -m "My sister Noa is moving to Haifa."');
    const { memories, reference } = await home.json<Said>('chat lilith --continue -m "Where is my sister moving to?"');
    expect(memories).toEqual([]);
    const { parts } = await home.json<{ parts: { name: string; text: string }[] }>(`trace ${reference}`);
    expect(parts).toContainEqual(
      expect.objectContaining({ name: 'history (user)', text: 'My sister Noa is moving to Haifa.' }),
    );
  });

  it('is not in sight without it', async () => {
    const home = await aHomeWith('lilith');
    await home.run('chat lilith -m "My sister Noa is moving to Haifa."');
    const { reference } = await home.json<Said>('chat lilith -m hello');
    const { parts } = await home.json<{ parts: { name: string }[] }>(`trace ${reference}`);
    expect(parts.map(({ name }) => name).filter(name => name.startsWith('history'))).toEqual([]);
  });

  it('stays with the one it was said to', async () => {
    const home = await aHomeWith('lilith', 'tamar');
    await home.run('chat lilith -m "My sister Noa is moving to Haifa."');
    expect(await home.json('chat tamar -m "Where is my sister moving to?"')).toMatchObject({ memories: [] });
  });

  it('stays with the one who said it', async () => {
    const home = await aHome();
    await home.run(`personality create lilith --name Lilith ${isPublic}`);
    await home.run('chat lilith -m "My sister Noa is moving to Haifa."');
    const { memories, reply } = await home.json<Said>(`chat lilith -m "Where is my sister moving to?" --as ${bob}`);
    expect(memories).toEqual([]);
    expect(reply).not.toContain('Haifa');
  });

  it('does not come back where memory is off', async () => {
    const home = await aHomeWith('lilith');
    await home.run('chat lilith -m "My sister Noa is moving to Haifa."');
    await home.run('config set memory off --personality lilith');
    expect(await home.json('chat lilith -m "Where is my sister moving to?"')).toMatchObject({ memories: [] });
    expect(await home.json('memory list lilith')).toHaveLength(2);
    await home.run('config unset memory --personality lilith');
    const { memories } = await home.json<Said>('chat lilith -m "Where is my sister moving to?"');
    expect(memories).not.toEqual([]);
  });

  it('is not kept by a personality without memory', async () => {
    const home = await aHome();
    await home.run('personality create lilith --name Lilith --set isStateless=true');
    await home.run('chat lilith -m "My sister Noa is moving to Haifa."');
    expect(await home.json('memory list lilith')).toEqual([]);
    expect(await home.json('history')).toHaveLength(2);
  });
});

describe('what is out of character', () => {
  it.each(['((I am late))', '// I am late', '  ((so late'])('is not answered: %s', async text => {
    const home = await aHomeWith('lilith');
    expect(await home.run(`chat lilith -m "${text}"`)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Not answered: out-of-character.\n',
    });
    expect(await home.json(`chat lilith -m "${text}"`)).toMatchObject({
      reply: null,
      personality: 'lilith',
      ignored: 'out-of-character',
    });
  });

  it('is not remembered, not written down, and costs nothing', async () => {
    const home = await aHomeWith('lilith');
    await home.run('chat lilith -m "((I am late))"');
    expect(await home.json('memory list lilith')).toEqual([]);
    expect(await home.json('history')).toEqual([]);
    expect(await home.json('verify')).toMatchObject({ tables: { usage: { rows: 0 }, traces: { rows: 0 } } });
  });
});

describe('whom to talk to', () => {
  it('need not be named when there is only one', async () => {
    expect(await (await aHomeWith('lilith')).json('chat -m hello')).toMatchObject({ personality: 'lilith' });
  });

  it('is the one last talked to', async () => {
    const home = await aHomeWith('lilith', 'tamar');
    await home.run('chat tamar -m hello');
    expect(await home.json('chat -m hello')).toMatchObject({ personality: 'tamar' });
    await home.run('chat lilith -m hello');
    expect(await home.json('chat -m hello')).toMatchObject({ personality: 'lilith' });
  });

  it('must be said when there are several', async () => {
    expect(await (await aHomeWith('lilith', 'tamar')).failure('chat -m hello')).toMatchObject({
      exit: 2,
      message: expect.stringContaining('lilith, tamar'),
      try: 'chat lilith',
    });
  });

  it('may be told by an alias or a name', async () => {
    const home = await aHome();
    await home.run('personality create lilith --name "Lilith the Owl"');
    await home.run('personality alias add lilith "Dr. L"');
    for (const name of ['"dr. l"', '"LILITH THE OWL"'])
      expect(await home.json(`chat ${name} -m hello`)).toMatchObject({ personality: 'lilith' });
  });

  it('may be called by a mention', async () => {
    const home = await aHomeWith('lilith', 'tamar');
    expect(await home.json('chat lilith -m "And you, @tamar?"')).toMatchObject({ personality: 'tamar' });
  });

  it('is nobody who is not there', async () => {
    const home = await aHomeWith('lilith');
    const before = everythingIn(home.path);
    expect(await home.failure('chat lillith -m hello')).toMatchObject({
      exit: 3,
      message: expect.stringContaining('Did you mean “lilith”?'),
    });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('is nobody private to a stranger, who does not learn that there is one', async () => {
    const home = await aHomeWith('lilith');
    const hidden = await home.failure(`chat lilith -m hello --as ${bob}`);
    const missing = await home.failure(`chat tamara -m hello --as ${bob}`);
    expect(hidden).toMatchObject({ exit: 3 });
    expect(hidden).toEqual({ ...missing, message: missing.message.replace('tamara', 'lilith') });
    expect(await home.failure(`chat -m hello --as ${bob}`)).toMatchObject({ exit: 3, try: 'chat --demo' });
  });

  it('is not somebody else’s private one, even for the owner of the home: exit code 5', async () => {
    const home = await aHome();
    await home.run(`personality create lilith --name Lilith --as ${bob}`);
    expect(await home.failure('chat lilith -m hello')).toMatchObject({ exit: 5, code: 'denied' });
  });

  it('may be anybody’s public one', async () => {
    const home = await aHome();
    await home.run(`personality create lilith --name Lilith ${isPublic}`);
    expect(await home.json(`chat lilith -m hello --as ${bob}`)).toMatchObject({ personality: 'lilith' });
  });

  it.each(['mallory', '123', '"1; DROP TABLE users"', '""'])('cannot be asked in the name of %s', async as => {
    const home = await aHomeWith('lilith');
    expect(await home.failure(`chat lilith -m hello --as ${as}`)).toMatchObject({ exit: 2, code: 'invalid' });
  });
});
