import { expect, it } from 'vitest';
import { aHome } from '../support/run-command.js';

const page = async (fields: string) => {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith');
  expect(await home.run(`personality edit lilith ${fields}`)).toMatchObject({ code: 0 });
  return (await home.run('personality show lilith')).stdout;
};

it('shows a voice with all that was chosen, and 0 is a choice', async () => {
  const text = await page('--set voice.id=owl --set voice.stability=0 --set voice.frequency=0.5');
  expect(text).toMatch(/^voice +owl \(stability 0, frequency 0\.5\)$/m);
  expect(await page('--set voice.id=owl')).toMatch(/^voice +owl$/m);
});

it('shows parameters, and nothing of what is not set', async () => {
  const text = await page('--set llm.params.temperature=0 --set llm.params.top_k=4');
  expect(text).toMatch(/^parameters +temperature 0, top_k 4$/m);
  expect(text).not.toMatch(/^(?:voice|picture|comes from|birthday)/m);
});

it('shows how somebody carries themselves after what they are', async () => {
  const text = await page(
    `--set prompt.tone=dry --set manner.status=awake --set manner.isAdult=false --set 'manner.tags=["owl","tea"]'`,
  );
  expect(text).toMatch(/\ntone\n {2}dry\n/);
  expect(text).toMatch(/\nstatus\n {2}awake\n/);
  expect(text).toMatch(/\nisAdult\n {2}no\n/);
  expect(text).toMatch(/\ntags\n {2}- owl\n {2}- tea\n/);
});
