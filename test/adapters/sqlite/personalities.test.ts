import { expect, it } from 'vitest';
import { mentionsIn } from '../../../src/domain/personality/alias.js';
import { people, speakers } from '../../contracts/stores.js';
import { aMemory, aPersonality } from '../../support/builders.js';
import { aDatabaseFile, anOpenDatabase } from './files.js';
import { storesOver } from './stores.js';

/** Two who have the same file open. */
async function two() {
  const path = aDatabaseFile();
  const [mine, theirs] = [storesOver(anOpenDatabase(path)), storesOver(anOpenDatabase(path))];
  for (const seed of [people, speakers]) await seed(mine);
  return { mine, theirs };
}

const slugs = (all: readonly { readonly slug: string }[]) => all.map(({ slug }) => slug);

it('knows at once whom somebody else has added', async () => {
  const { mine, theirs } = await two();
  expect(slugs(await mine.personalities.all())).toEqual(['lilith', 'luna']);
  await theirs.personalities.create(aPersonality({ id: 'selene' }));
  expect(slugs(await mine.personalities.all())).toEqual(['lilith', 'luna', 'selene']);
});

it('knows at once by what name somebody else has called one', async () => {
  const { mine, theirs } = await two();
  const called = async () => slugs(mentionsIn('@She Who Waits', await mine.personalities.directory()));
  expect(await called()).toEqual([]);
  await theirs.personalities.update(aPersonality({ aliases: ['She Who Waits'] }));
  expect(await called()).toEqual(['lilith']);
});

it('knows at once whom somebody else has removed', async () => {
  const { mine, theirs } = await two();
  await mine.personalities.all();
  await theirs.personalities.remove('luna');
  expect(slugs(await mine.personalities.all())).toEqual(['lilith']);
});

it('reads nobody anew while nobody has changed', async () => {
  const { mine } = await two();
  const [all, directory] = [await mine.personalities.all(), await mine.personalities.directory()];
  await mine.memories.add(aMemory());
  expect(await mine.personalities.all()).toBe(all);
  expect(await mine.personalities.directory()).toBe(directory);
});

it('knows the truth after a change that was refused', async () => {
  const { mine } = await two();
  await mine.personalities.all();
  await expect(mine.personalities.create(aPersonality({ id: 'selene', aliases: ['Luna'] }))).rejects.toThrow();
  expect(slugs(await mine.personalities.all())).toEqual(['lilith', 'luna']);
});
