import { describe, expect, it } from 'vitest';
import { aHome, everythingIn, idOf } from '../support/run-command.js';
import { atTerminal } from '../support/run-command-terminal.js';

const bob = idOf('bob');
const mallory = idOf('mallory');

type Persona = { readonly id: string; readonly name: string; readonly isDefault: boolean };

/** Somebody who is Ada by default and Byron at times. */
async function aHomeOfTwoPersonas() {
  const home = await aHome();
  await home.run('persona create Ada --set pronouns=she/her --set "about=Keeps bees."');
  await home.run('persona create Byron');
  return home;
}

const anId = expect.stringMatching(/^[0-9a-z]{16}$/);

describe('persona create', () => {
  it('makes somebody, who is the default when it is the first', async () => {
    const home = await aHome();
    expect(await home.json('persona create Ada --set pronouns=she/her')).toEqual({
      id: anId,
      name: 'Ada',
      pronouns: 'she/her',
      about: null,
      isDefault: true,
    });
    expect(await home.run('persona create Byron')).toEqual({ code: 0, stdout: 'Byron is here.\n', stderr: '' });
    expect(await home.json('persona create Countess --default')).toMatchObject({ isDefault: true });
    expect(await home.json('persona list')).toMatchObject([
      { name: 'Ada', isDefault: false },
      { name: 'Byron', isDefault: false },
      { name: 'Countess', isDefault: true },
    ]);
  });

  it.each([
    ['a name that is taken', 'persona create ada', 4, 'conflict'],
    ['an empty name', 'persona create ""', 2, 'invalid'],
    ['a field that there is not', 'persona create Eve --set age=7', 2, 'invalid'],
    ['no field', 'persona create Eve --set age', 2, 'invalid'],
  ])('refuses %s', async (_, line, exit, code) => {
    const home = await aHomeOfTwoPersonas();
    expect(await home.failure(line)).toMatchObject({ exit, code });
    expect(await home.json('persona list')).toHaveLength(2);
  });
});

describe('persona list', () => {
  it('is empty at first, and says what to do about that beside the answer', async () => {
    const home = await aHome();
    expect(await home.run('persona list')).toEqual({
      code: 0,
      stdout: 'You are nobody in particular yet.\n',
      stderr: 'Try this: npx tzurot persona create Ada --set pronouns=she/her\n',
    });
    expect(await home.json('persona list')).toEqual([]);
  });

  it('is a table to a person', async () => {
    const { code, stdout } = await (await aHomeOfTwoPersonas()).run('persona list');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^id +name +pronouns +about +default\n\w{16} +Ada +she\/her +Keeps bees\. +yes\n\w{16} +Byron +– +–\n$/,
    );
  });

  it('has one’s own only, and makes nobody known', async () => {
    const home = await aHomeOfTwoPersonas();
    await home.run(`persona create Bobby --as ${bob}`);
    expect(await home.json(`persona list --as ${bob}`)).toMatchObject([{ name: 'Bobby' }]);
    expect(await home.json('persona list --limit 1')).toMatchObject([{ name: 'Ada' }]);
    const before = everythingIn(home.path);
    expect(await home.json(`persona list --as ${mallory}`)).toEqual([]);
    expect(everythingIn(home.path)).toEqual(before);
  });
});

describe('persona show', () => {
  it('finds one by name or by id', async () => {
    const home = await aHomeOfTwoPersonas();
    const [ada] = await home.json<Persona[]>('persona list');
    expect(await home.json('persona show ada')).toEqual({ ...ada, personalities: [] });
    expect(await home.json(`persona show ${ada?.id}`)).toEqual({ ...ada, personalities: [] });
    expect(await home.run('persona show Ada')).toMatchObject({
      stdout: `Ada, who you are by default\nid: ${ada?.id}\npronouns: she/her\n\nKeeps bees.\n`,
    });
  });

  it('does not know those of other people', async () => {
    const home = await aHomeOfTwoPersonas();
    expect(await home.failure(`persona show Ada --as ${bob}`)).toMatchObject({
      exit: 3,
      code: 'not_found',
      try: 'persona list',
    });
  });

  it('shows no control characters to a terminal', async () => {
    const home = await aHome();
    await home.run(`persona create Ada --set 'about=\u001b[31mred\u001b[0m'`);
    for (const line of ['persona show Ada', 'persona list'])
      expect((await home.run(line)).stdout).not.toContain('\u001b');
  });
});

describe('persona edit', () => {
  it('changes fields, and takes them away', async () => {
    const home = await aHomeOfTwoPersonas();
    expect(await home.json('persona edit Ada --set name=Augusta --set pronouns= --set about=Counts.')).toMatchObject({
      name: 'Augusta',
      pronouns: null,
      about: 'Counts.',
      isDefault: true,
    });
    expect(await home.json('persona show Augusta')).toMatchObject({ about: 'Counts.' });
  });

  it('changes nothing at all when something does not fit', async () => {
    const home = await aHomeOfTwoPersonas();
    expect(await home.failure('persona edit Ada --set about=x --set name=')).toMatchObject({ exit: 2 });
    expect(await home.json('persona show Ada')).toMatchObject({ about: 'Keeps bees.' });
  });

  it('without a field needs a terminal', async () => {
    expect(await (await aHomeOfTwoPersonas()).failure('persona edit Ada')).toMatchObject({
      exit: 2,
      try: expect.stringMatching(/^persona edit \w{16} --set pronouns=she\/her$/),
    });
  });
});

describe('persona edit without a field, at a terminal', () => {
  it('opens a form in the person’s editor, and takes what they made of it', async () => {
    const home = await aHomeOfTwoPersonas();
    const terminal = atTerminal(home, 'persona edit Ada', { EDITOR: 'sed -i s/bees/wasps/' });
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(await home.json('persona show Ada')).toMatchObject({
      about: 'Keeps wasps.',
      pronouns: 'she/her',
      isDefault: true,
    });
  });

  it('changes nothing where the form does not fit', async () => {
    const home = await aHomeOfTwoPersonas();
    const terminal = atTerminal(home, 'persona edit Ada', { EDITOR: 'sed -i s/pronouns/pronoun/' });
    expect(await terminal.ended).toMatchObject({ code: 2 });
    expect(await home.json('persona show Ada')).toMatchObject({ about: 'Keeps bees.', pronouns: 'she/her' });
  });
});

describe('persona delete', () => {
  it('asks first', async () => {
    const home = await aHomeOfTwoPersonas();
    expect(await home.failure('persona delete Ada')).toMatchObject({ exit: 2, try: 'persona delete Ada --json --yes' });
    expect(await home.json('persona list')).toHaveLength(2);
  });

  it('removes one, and says when nobody takes its place', async () => {
    const home = await aHomeOfTwoPersonas();
    expect(await home.run('persona delete Byron --yes')).toEqual({ code: 0, stdout: 'Byron is gone.\n', stderr: '' });
    expect(await home.run('persona delete Ada -y')).toEqual({
      code: 0,
      stdout: 'Ada is gone.\n',
      stderr: 'You are nobody in particular now: npx tzurot persona default NAME\n',
    });
    expect(await home.json('persona list')).toEqual([]);
    expect(await home.failure('persona delete Ada --yes')).toMatchObject({ exit: 3 });
  });
});

describe('persona default', () => {
  it('shows, chooses and takes back who one is', async () => {
    const home = await aHomeOfTwoPersonas();
    expect(await home.run('persona default')).toMatchObject({ stdout: 'You are Ada.\n' });
    expect(await home.json('persona default byron')).toMatchObject({ persona: { name: 'Byron', isDefault: true } });
    expect(await home.json('persona default')).toMatchObject({ persona: { name: 'Byron' } });
    expect(await home.json('user show')).toMatchObject({ persona: { name: 'Byron' } });
    expect(await home.json('persona default --none')).toEqual({ persona: null });
    expect(await home.run('persona default')).toMatchObject({ stdout: 'You are nobody in particular.\n' });
  });

  it('refuses somebody and nobody at once', async () => {
    expect(await (await aHomeOfTwoPersonas()).failure('persona default Ada --none')).toMatchObject({ exit: 2 });
  });
});

it('a persona is who the personality is told one is', async () => {
  const home = await aHomeOfTwoPersonas();
  await home.run('personality create lilith --name Lilith');
  const { reference } = await home.json<{ reference: string }>('chat lilith -m hello');
  const { parts } = await home.json<{ parts: { text: string }[] }>(`trace ${reference}`);
  expect(parts.some(({ text }) => text.includes('Keeps bees.'))).toBe(true);
});
