import { expect, it } from 'vitest';
import { systemHash } from '../../../src/adapters/system/hash.js';
import { forgetVisitor, moveIn } from '../../../src/domain/demo/actions.js';
import { demoPersonalitySchema, type DemoPersonality } from '../../../src/domain/demo/demo.js';
import { blankSketch } from '../../../src/domain/personality/personality.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeStores } from '../../fakes/stores.js';
import { aMemory, aPersonality, noon } from '../../support/builders.js';

const tower = { title: 'The tower', keys: ['tower'], content: 'It has no door.', constant: false };
const demo: DemoPersonality = { slug: 'selene', aliases: ['Sel'], sketch: blankSketch('Selene'), lore: [tower] };

async function open() {
  const stores = fakeStores();
  for (const seed of [people, speakers]) await seed(stores);
  return { ...stores, clock: fakeClock(noon), hash: systemHash() };
}

it('moves in with its names and its lore', async () => {
  const ports = await open();
  const selene = await moveIn(ports, 'ada', demo);
  expect(await ports.personalities.find('selene')).toEqual(selene);
  expect(selene).toMatchObject({ ownerId: 'ada', aliases: ['Sel'], createdAt: noon });
  expect(await ports.personalities.lore(selene.id)).toMatchObject([{ ...tower, enabled: true, order: 0 }]);
});

it('is brought up to date when it is there already, and stays who it is', async () => {
  const ports = await open();
  const before = await moveIn(ports, 'ada', demo);
  await ports.clock.advance(1000);
  const after = await moveIn(ports, 'bob', { ...demo, sketch: { ...demo.sketch, isPublic: true }, lore: [] });
  expect(after).toEqual({ ...before, isPublic: true, updatedAt: noon + 1_000_000 });
  expect(await ports.personalities.lore(before.id)).toEqual([]);
});

it('is the same on every machine', async () => {
  const [one, other] = [await open(), await open()];
  expect((await moveIn(one, 'ada', demo)).id).toBe((await moveIn(other, 'bob', demo)).id);
});

it('does not take the name of somebody who lives there', async () => {
  const ports = await open();
  await ports.personalities.create(aPersonality({ id: 'other', aliases: ['Sel'] }));
  await expect(moveIn(ports, 'ada', demo)).rejects.toMatchObject({ code: 'conflict' });
});

it('forgets what one visitor said to it, and nothing else', async () => {
  const ports = await open();
  await ports.memories.add(aMemory({ id: 'said' }));
  await ports.memories.add(aMemory({ id: 'by-bob', userId: 'bob' }));
  await ports.memories.add(aMemory({ id: 'to-luna', personalityId: 'luna' }));
  await forgetVisitor(ports, 'lilith', 'ada');
  expect(await ports.memories.find('said')).toBeUndefined();
  expect(await ports.memories.find('by-bob')).toBeDefined();
  expect(await ports.memories.find('to-luna')).toBeDefined();
});

it('is read strictly: what it does not know it refuses', () => {
  expect(demoPersonalitySchema.safeParse(demo).success).toBe(true);
  expect(demoPersonalitySchema.safeParse({ ...demo, mood: 'x' }).success).toBe(false);
});
