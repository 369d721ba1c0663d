import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHome, idOf, type Home } from '../support/run-command.js';

type Listed = { readonly id: string; readonly title: string };
type Verdict = { readonly id: string; readonly title: string; readonly why: string };
type Tested = {
  readonly active: readonly (Verdict & { readonly position: string })[];
  readonly inactive: readonly Verdict[];
};

/** The home of the demo, whose personality has three pieces of lore. */
const aHomeWithTamar = async (): Promise<Pick<Home, 'run' | 'json' | 'failure'>> => {
  const home = await aHome();
  expect(await home.run('chat --demo -m "Good evening."')).toMatchObject({ code: 0 });
  const there = (line: string) => `${line} --home ${join(home.path, 'demo')}`;
  return {
    run: line => home.run(there(line)),
    json: line => home.json(there(line)),
    failure: line => home.failure(there(line)),
  };
};

const titles = (entries: readonly Listed[]) => entries.map(({ title }) => title);

describe('lore list', () => {
  it('lists the lore of a personality, in its order', async () => {
    const home = await aHomeWithTamar();
    const all = await home.json<Listed[]>('lore list tamar');
    expect(titles(all)).toEqual(['The Lantern Archive', 'The Greywater light', 'The rule of the desk']);
    expect(all[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{16}$/),
      title: 'The Lantern Archive',
      keys: ['archive', 'library', 'card index'],
      constant: false,
      enabled: true,
      order: 0,
    });
    expect(titles(await home.json<Listed[]>('lore list tamar --limit 1'))).toEqual(['The Lantern Archive']);
  });

  it('is a table for people', async () => {
    const { code, stdout, stderr } = await (await aHomeWithTamar()).run('lore list tamar --limit 2');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^id +title +comes up +order$/m);
    expect(stdout).toMatch(/The Lantern Archive +archive, library, card index +0$/m);
    expect(stderr).toContain('1 more: --all');
  });

  it('says when there is none', async () => {
    const home = await aHome();
    await home.run('personality create lilith --name Lilith');
    expect(await home.run('lore list lilith')).toMatchObject({ code: 0, stdout: 'There is no lore.\n' });
    expect(await home.json('lore list lilith')).toEqual([]);
    expect(await home.json('lore test lilith Hello')).toEqual({ active: [], inactive: [] });
  });

  it.each(['lore list', 'lore show', 'lore test'])('%s knows nothing of somebody else’s private personality', async command => {
    const home = await aHome();
    await home.run('personality create lilith --name Lilith');
    const hidden = await home.failure(`${command} lilith ${command === 'lore list' ? '' : 'x'} --as ${idOf('mallory')}`);
    expect(hidden).toMatchObject({ exit: 3, code: 'not_found', message: 'There is no personality “lilith”.' });
  }); // prettier-ignore
});

describe('lore show', () => {
  it('shows an entry by its id or its title', async () => {
    const home = await aHomeWithTamar();
    const [first] = await home.json<Listed[]>('lore list tamar');
    const byId = await home.json(`lore show tamar ${first?.id}`);
    expect(byId).toMatchObject({ ...first, content: expect.stringContaining('lends out'), rules: {} });
    expect(await home.json('lore show tamar "the lantern  ARCHIVE"')).toEqual(byId);
  });

  it('is a page for people', async () => {
    const { code, stdout, stderr } = await (await aHomeWithTamar()).run('lore show tamar "The rule of the desk"');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^The rule of the desk\n/);
    expect(stdout).toMatch(/^comes up +always$/m);
  });

  it('says what there is instead', async () => {
    expect(await (await aHomeWithTamar()).failure('lore show tamar "The Lantern Archives"')).toMatchObject({
      exit: 3,
      code: 'not_found',
      message: '“tamar” has no lore “The Lantern Archives”. Did you mean “The Lantern Archive”?',
      try: 'lore list tamar',
    });
  });
});

describe('lore test', () => {
  it('says what a message would bring up, and why', async () => {
    const home = await aHomeWithTamar();
    const { active, inactive } = await home.json<Tested>('lore test tamar "Is the library open?"');
    expect(active.map(({ title, position, why }) => [title, position, why])).toEqual([
      ['The Lantern Archive', 'turn', '“library” is heard.'],
      ['The rule of the desk', 'system', 'It is always there.'],
    ]);
    expect(inactive.map(({ title, why }) => [title, why])).toEqual([
      ['The Greywater light', 'None of its keys is heard.'],
    ]);
  });

  it('takes words as they are typed', async () => {
    const { active } = await (await aHomeWithTamar()).json<Tested>('lore test tamar is the card index there');
    expect(active[0]).toMatchObject({ why: '“card index” is heard.' });
  });

  it('is a table for people', async () => {
    const { code, stdout, stderr } = await (await aHomeWithTamar()).run('lore test tamar "Is the library open?"');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^✓ +The Lantern Archive +with the message +“library” is heard\.$/m);
    expect(stdout).toMatch(/^✓ +The rule of the desk +always in front +It is always there\.$/m);
    expect(stdout).toMatch(/^· +The Greywater light +None of its keys is heard\.$/m);
  });

  it('says nothing and remembers nothing', async () => {
    const home = await aHomeWithTamar();
    const before = await home.json('verify');
    await home.json('lore test tamar "Is the library open?"');
    expect(await home.json('verify')).toEqual(before);
  });
});

it('a trace says what brought lore up', async () => {
  const home = await aHomeWithTamar();
  const { reference } = await home.json<{ reference: string }>('chat tamar -m "Is the library open?"');
  expect(await home.json(`trace ${reference}`)).toMatchObject({
    lore: [
      { title: 'The Lantern Archive', why: '“library” is heard.' },
      { title: 'The rule of the desk', why: 'It is always there.' },
    ],
  });
  expect((await home.run(`trace ${reference}`)).stdout).toContain('✓ lore   The Lantern Archive: “library” is heard.');
});
