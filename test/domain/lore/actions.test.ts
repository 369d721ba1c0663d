import { beforeEach, describe, expect, it } from 'vitest';
import { find, list, rehearse, type LorePorts } from '../../../src/domain/lore/actions.js';
import { fakeStores } from '../../fakes/stores.js';
import { aPersonality, aUser } from '../../support/builders.js';
import { anEntry } from '../../support/lore.js';

const lilith = aPersonality();
let ports: LorePorts;

beforeEach(async () => {
  const stores = fakeStores();
  await stores.users.create(aUser());
  ports = stores;
  await ports.personalities.create(lilith);
  await ports.personalities.setLore('lilith', [
    anEntry('a', {}, { title: 'The Tower' }),
    anEntry('b', {}, { title: 'The gate', order: 2 }),
    anEntry('c', {}, { title: 'the gate', order: 1 }),
    anEntry('d', {}, { title: 'b', order: 3 }),
    anEntry('e', {}, { title: '!?', order: 4 }),
  ]);
});

it('lore is listed in its order', async () => {
  expect((await list(ports, lilith)).map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd', 'e']);
});

describe('an entry is found', () => {
  it.each([
    ['by its id', 'c', 'c'],
    ['by its id before any title', 'b', 'b'],
    ['by its title', 'the  tower', 'a'],
    ['by a title nobody can say', '!?', 'e'],
  ])('%s', async (_, wanted, id) => {
    expect(await find(ports, lilith, wanted)).toMatchObject({ id });
  });

  it('not by a title that two have', async () => {
    await expect(find(ports, lilith, 'The Gate')).rejects.toMatchObject({
      code: 'conflict',
      message: '2 entries are called “The Gate”. Name one by its id.',
    });
  });

  it.each(['', '??', 'constructor'])('not by %j, which is nobody’s', async wanted => {
    await expect(find(ports, lilith, wanted)).rejects.toMatchObject({ code: 'not_found', try: 'lore list lilith' });
  });
});

describe('a rehearsal', () => {
  it('takes the text for the first line of a talk', async () => {
    await ports.personalities.setLore('lilith', [anEntry('a'), anEntry('b', { delay: 2 })]);
    const { active, inactive } = await rehearse(ports, lilith, 'a b');
    expect(active.map(({ id }) => id)).toEqual(['a']);
    expect(inactive).toMatchObject([{ id: 'b', why: 'It waits until 2 lines are said; this is line 1.' }]);
  });

  it('says the same of the same text', async () => {
    const entries = Array.from({ length: 20 }, (_, id) => anEntry(`k${id}`, { probability: 50 }, { keys: ['a'] }));
    await ports.personalities.setLore('lilith', entries);
    const first = await rehearse(ports, lilith, 'a');
    expect(await rehearse(ports, lilith, 'a')).toEqual(first);
    expect(first.active.length).toBeGreaterThan(0);
    expect(first.inactive.length).toBeGreaterThan(0);
  });

  it('knows the personality by its nickname', async () => {
    await ports.personalities.setLore('lilith', [anEntry('a', {}, { keys: ['{{char}}'] })]);
    const named = aPersonality({ manner: { nickname: 'Lil' } });
    expect((await rehearse(ports, named, 'Dear Lil')).active).toHaveLength(1);
  });
});
