import { describe, expect, it } from 'vitest';
import { find, forget, list, note, recall } from '../../../src/domain/memory/actions.js';
import type { Memory } from '../../../src/domain/memory/memory.js';
import type { Scope } from '../../../src/domain/memory/scope.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeStores } from '../../fakes/stores.js';
import { aMemory, aVenue, noon } from '../../support/builders.js';

const scope: Scope = { userId: 'ada', personalityId: 'lilith', venue: aVenue() };

async function open(...memories: readonly Memory[]) {
  const stores = fakeStores();
  for (const seed of [people, speakers]) await seed(stores);
  for (const memory of memories) await stores.memories.add(memory);
  return { memories: stores.memories, clock: fakeClock(noon), entropy: fakeEntropy() };
}

const texts = (found: readonly { readonly memory: Memory }[]) => found.map(({ memory }) => memory.text);

describe('what comes to mind', () => {
  const lanterns = ['One lantern.', 'A lantern, a lantern!', 'A raven.'].map((text, index) =>
    aMemory({ id: `m${index}`, text, messageId: `line-${index}` }),
  );

  it('is what has something to do with the text, best first', async () => {
    const found = await recall(await open(...lanterns), scope, 'Is there a lantern?', { limit: 10 });
    expect(texts(found)).toEqual(['A lantern, a lantern!', 'One lantern.']);
  });

  it('is no more than asked for', async () => {
    expect(texts(await recall(await open(...lanterns), scope, 'lantern', { limit: 1 }))).toHaveLength(1);
  });

  it('is nothing where nothing is asked for', async () => {
    const ports = await open(...lanterns);
    expect(await recall(ports, scope, 'lantern', { limit: 0 })).toEqual([]);
    expect(await recall(ports, scope, 'What of it?', { limit: 10 })).toEqual([]);
  });

  it('is not what is still in sight', async () => {
    const found = await recall(await open(...lanterns), scope, 'lantern', { limit: 10, except: new Set(['line-1']) });
    expect(texts(found)).toEqual(['One lantern.']);
  });

  it('is replaced by the next best where something is still in sight', async () => {
    const found = await recall(await open(...lanterns), scope, 'lantern', { limit: 1, except: new Set(['line-1']) });
    expect(texts(found)).toEqual(['One lantern.']);
  });

  it('is a note, too, which is never in sight', async () => {
    const ports = await open(aMemory({ text: 'Lanterns are hers.', messageId: null }));
    expect(await recall(ports, scope, 'lantern', { limit: 10, except: new Set(['x']) })).toHaveLength(1);
  });
});

describe('a note', () => {
  it('is remembered as it is, without the blanks around it', async () => {
    const ports = await open();
    const made = await note(ports, scope, '  She keeps\nbees. ');
    expect(await ports.memories.find(made.id)).toEqual({
      ...aMemory({ id: made.id, text: 'She keeps\nbees.', saidAt: noon }),
      source: 'note',
    });
  });

  it.each([
    ['empty', ' \n'],
    ['too long', 'x'.repeat(20_001)],
  ])('that is %s is refused, and not remembered', async (_, text) => {
    const ports = await open();
    await expect(note(ports, scope, text)).rejects.toMatchObject({ code: 'invalid' });
    expect(await ports.memories.list({ personalityId: 'lilith' })).toEqual([]);
  });

  it('may be as long as it says', async () => {
    await expect(note(await open(), scope, 'x'.repeat(20_000))).resolves.toBeDefined();
  });
});

describe('a memory of one’s own', () => {
  it('is found and forgotten by its id', async () => {
    const ports = await open(aMemory());
    expect(await find(ports, 'ada', 'memory')).toEqual(aMemory());
    expect(await forget(ports, 'ada', 'memory')).toEqual(aMemory());
    expect(await ports.memories.find('memory')).toBeUndefined();
  });

  it.each([
    ['finds', find],
    ['forgets', forget],
  ] as const)('is one that nobody else %s', async (_, act) => {
    const ports = await open(aMemory());
    await expect(act(ports, 'mallory', 'memory')).rejects.toMatchObject({ code: 'not_found', try: 'memory list' });
    expect(await ports.memories.find('memory')).toBeDefined();
  });

  it('looks to others as if it were not there', async () => {
    const ports = await open(aMemory());
    const words = (id: string) =>
      find(ports, 'mallory', id).catch((error: Error) => error.message.replace(`“${id}”`, ''));
    expect(await words('memory')).toBe(await words('nothing'));
  });

  it('is listed among one’s own', async () => {
    const ports = await open(aMemory(), aMemory({ id: 'his', userId: 'bob' }));
    expect((await list(ports, 'lilith', 'ada', undefined)).map(({ id }) => id)).toEqual(['memory']);
    expect(await list(ports, 'lilith', 'ada', 0)).toEqual([]);
  });
});
