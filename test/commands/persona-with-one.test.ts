import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHome, type Home } from '../support/run-command.js';

/** Somebody who is Ada by default and Byron at times, and lilith. */
async function aHomeOfTwo(): Promise<Home> {
  const home = await aHome();
  for (const slug of ['lilith', 'luna']) await home.run(`personality create ${slug} --name ${slug}`);
  await home.run('persona create Ada');
  await home.run('persona create Byron');
  return home;
}

const promptOf = async (home: Home, line: string) => {
  const { reference } = await home.json<{ reference: string }>(line);
  const { parts } = await home.json<{ parts: { name: string; text: string }[] }>(`trace ${reference}`);
  return parts.find(({ name }) => name === 'participants')?.text ?? '';
};

describe('persona default --personality', () => {
  it('is who one is to this personality, and to no other', async () => {
    const home = await aHomeOfTwo();
    expect(await home.run('persona default byron --personality lilith')).toMatchObject({
      code: 0,
      stdout: 'To lilith you are Byron.\n',
    });
    expect(await home.json('persona default --personality lilith')).toMatchObject({ persona: { name: 'Byron' } });
    expect(await home.json('persona default --personality luna')).toMatchObject({ persona: { name: 'Ada' } });
    expect(await home.json('persona default')).toMatchObject({ persona: { name: 'Ada' } });
    expect(await promptOf(home, 'chat lilith -m Hello')).toContain('Byron');
    expect(await promptOf(home, 'chat luna -m Hello')).toContain('Ada');
  });

  it('with --none is who one is by default', async () => {
    const home = await aHomeOfTwo();
    await home.run('persona default Byron --personality lilith');
    expect(await home.json('persona default --none --personality lilith')).toMatchObject({ persona: { name: 'Ada' } });
    expect(await home.json('persona show Byron')).toMatchObject({ personalities: [] });
  });

  it('is who one is by default again when the persona is gone', async () => {
    const home = await aHomeOfTwo();
    await home.run('persona default Byron --personality lilith');
    await home.run('persona delete Byron --yes');
    expect(await home.json('persona default --personality lilith')).toMatchObject({ persona: { name: 'Ada' } });
  });

  it('knows nobody who is not there', async () => {
    const home = await aHomeOfTwo();
    expect(await home.failure('persona default Ada --personality nobody')).toMatchObject({ exit: 3 });
    expect(await home.failure('persona default Eve --personality lilith')).toMatchObject({ exit: 3 });
  });
});

it('persona show names the personalities to whom one is always this persona', async () => {
  const home = await aHomeOfTwo();
  for (const slug of ['luna', 'lilith']) await home.run(`persona default Byron --personality ${slug}`);
  expect(await home.json('persona show Byron')).toMatchObject({ name: 'Byron', personalities: ['lilith', 'luna'] });
  expect((await home.run('persona show Byron')).stdout).toMatch(/^always to: lilith, luna$/m);
  expect(await home.json('persona show Ada')).toMatchObject({ personalities: [] });
});

it('what somebody told a shape about themselves is told it here too, and it alone', async () => {
  const home = await aHomeOfTwo();
  const path = join(home.folder, 'wren-export.json');
  const userPersonalization = { preferred_name: 'Countess', pronouns: 'she/her', backstory: 'Keeps <bees>.' };
  const config = { id: '11111111-2222-3333-4444-555555555555', username: 'wren', name: 'Wren', jailbreak: 'Sing.' };
  writeFileSync(
    path,
    JSON.stringify({ exportedAt: '2026-01-01T00:00:00Z', sourceSlug: 'wren', config, memories: [], stories: [],
      userPersonalization, stats: { memoriesCount: 0, storiesCount: 0, pagesTraversed: 1, hasUserPersonalization: true } }),
  ); // prettier-ignore
  await home.run(`import ${path}`);
  const participants = await promptOf(home, 'chat wren -m Hello');
  expect(participants).toContain('Countess (she/her)');
  expect(participants).toContain('In their own words: Keeps &lt;bees&gt;.');
  expect(await home.json('persona show Countess')).toMatchObject({ personalities: ['wren'] });
  expect(await promptOf(home, 'chat lilith -m Hello')).not.toContain('bees');
});
