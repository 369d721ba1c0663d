import { expect, it } from 'vitest';
import { aHome, idOf, type Home } from '../support/run-command.js';

const mallory = idOf('mallory');
const forget = `user forget ${mallory}`;

/** A home of ada's, in which mallory has a persona and a memory. */
async function aHomeWithMallory(): Promise<Home> {
  const home = await aHome();
  await home.json(`init --owner ${idOf('ada')}`);
  await home.json('personality create lilith --name Lilith --set isPublic=true');
  await home.json(`persona create Malvolio --as ${mallory}`);
  await home.json(`memory add lilith "Likes cheese." --as ${mallory}`);
  return home;
}

const isKnown = async (home: Home) =>
  (await home.json<readonly { id: string }[]>('user list')).some(({ id }) => id === mallory);

it('forgets everything about a person', async () => {
  const home = await aHomeWithMallory();
  expect(await home.json(`${forget} --yes`)).toEqual({
    id: mallory,
    dryRun: false,
    forgotten: { lines: 0, memories: 1, personas: 1, keys: 0 },
  });
  expect(await isKnown(home)).toBe(false);
  expect(await home.json('memory list lilith')).toEqual([]);
  expect(await home.failure(`${forget} --yes`)).toMatchObject({ exit: 3, code: 'not_found' });
});

it('says what would be forgotten, and forgets nothing', async () => {
  const home = await aHomeWithMallory();
  const outcome = await home.run(`${forget} --dry-run`);
  expect(outcome.stdout).toBe(`Would forget ${mallory} with 0 lines, 1 memories, 1 personas and 0 keys.\n`);
  expect(await isKnown(home)).toBe(true);
});

it('asks first', async () => {
  const home = await aHomeWithMallory();
  expect(await home.failure(forget)).toMatchObject({ exit: 2, try: `${forget} --json --yes` });
  expect(await isKnown(home)).toBe(true);
});

it('lets people forget themselves, and nobody else', async () => {
  const home = await aHomeWithMallory();
  expect(await home.failure(`${forget} --yes --as ${idOf('bob')}`)).toMatchObject({ exit: 5, code: 'denied' });
  expect(await isKnown(home)).toBe(true);
  await home.json(`${forget} --yes --as ${mallory}`);
  expect(await isKnown(home)).toBe(false);
});

it('does not leave a personality without its owner, nor the home', async () => {
  const home = await aHomeWithMallory();
  await home.json(`personality create mara --name Mara --as ${mallory}`);
  expect(await home.failure(`${forget} --yes`)).toMatchObject({
    exit: 4,
    code: 'conflict',
    try: 'personality delete mara',
  });
  expect(await home.failure(`user forget ${idOf('ada')} --yes`)).toMatchObject({ exit: 5, code: 'denied' });
  expect(await isKnown(home)).toBe(true);
});

it('leaves a store that is sound', async () => {
  const home = await aHomeWithMallory();
  await home.json(`${forget} --yes`);
  const { code, stdout } = await home.run('doctor');
  expect({ code, stdout }).toMatchObject({ code: 0 });
});
