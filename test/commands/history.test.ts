import { expect, it } from 'vitest';
import { aHome, idOf } from '../support/run-command.js';

const bob = idOf('bob');

type Line = { readonly text: string; readonly personality: string };

const aHomeWithTalk = async () => {
  const home = await aHome();
  for (const slug of ['lilith', 'tamar'])
    await home.run(`personality create ${slug} --name ${slug} --set isPublic=true`);
  for (const line of ['lilith -m One.', 'tamar -m Two.', 'lilith -m Three.']) await home.run(`chat ${line}`);
  await home.run(`chat lilith -m "From bob." --as ${bob}`);
  return home;
};

it('is empty before the first word', async () => {
  const home = await aHome();
  expect(await home.json('history')).toEqual([]);
  expect(await home.run('history')).toEqual({ code: 0, stdout: 'Nothing was said yet.\n', stderr: '' });
});

it('has what was said, the oldest first, both sides of it', async () => {
  const lines = await (await aHomeWithTalk()).json<Line[]>('history');
  expect(lines.filter((_, index) => index % 2 === 0).map(({ text }) => text)).toEqual(['One.', 'Two.', 'Three.']);
  expect(lines[0]).toEqual({
    id: expect.any(String),
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    personality: 'lilith',
    speaker: { kind: 'person', name: null },
    text: 'One.',
    venue: { platform: 'terminal', kind: 'dm' },
  });
  expect(lines[1]).toMatchObject({ personality: 'lilith', speaker: { kind: 'personality', name: 'lilith' } });
});

it('can be that with one personality', async () => {
  const home = await aHomeWithTalk();
  const lines = await home.json<Line[]>('history tamar');
  expect(lines.map(({ personality }) => personality)).toEqual(['tamar', 'tamar']);
  expect(await home.failure('history tamara')).toMatchObject({ exit: 3, message: expect.stringContaining('“tamar”') });
});

it('can be the newest lines only, still the oldest first', async () => {
  const lines = await (await aHomeWithTalk()).json<Line[]>('history --limit 3');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatchObject({ text: 'Three.' });
});

it('is read like a book, with a heading for the day', async () => {
  const { code, stdout, stderr } = await (await aHomeWithTalk()).run('history tamar');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\d{4}-\d\d-\d\d \(UTC\)\n\d\d:\d\d you → tamar: Two\.\n\d\d:\d\d tamar: /);
});

it('is a person’s own, and the owner’s to read', async () => {
  const home = await aHomeWithTalk();
  const own = await home.json<Line[]>('history');
  expect(own.map(({ text }) => text)).not.toContain('From bob.');
  const bobs = await home.json<Line[]>(`history --as ${bob}`);
  expect(bobs.map(({ text }) => text)).toContain('From bob.');
  expect(await home.json(`history --user ${bob}`)).toEqual(bobs);
  expect(await home.failure(`history --as ${bob} --user local`)).toMatchObject({ exit: 5, code: 'denied' });
});
