import { describe, expect, it } from 'vitest';
import { create, edit, find, list, preview, remove } from '../../../src/domain/llm-config/actions.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeStores } from '../../fakes/stores.js';
import { anLlmConfig, noon } from '../../support/builders.js';

const ada = { userId: 'ada', isOwner: true };
const bob = { userId: 'bob', isOwner: false };
const own = (name: string) => ({ name, isGlobal: false });
const everybodys = (name: string) => ({ name, isGlobal: true });

async function open() {
  const ports = { ...fakeStores(), clock: fakeClock(noon), entropy: fakeEntropy() };
  for (const seed of [people, speakers]) await seed(ports);
  await ports.llmConfigs.create(anLlmConfig());
  await ports.llmConfigs.create(anLlmConfig({ id: 'shared', ownerId: null }));
  return ports;
}

describe('a config', () => {
  it('is made of a model and of what else is said', async () => {
    const ports = await open();
    const patches = [
      { path: 'fallbackModel', text: 'other/model' },
      { path: 'params.reasoning.effort', text: 'high' },
    ];
    const made = await create(ports, bob, own('  Thorough '), { model: 'some/model', patches });
    expect(made).toMatchObject({
      name: 'Thorough',
      ownerId: 'bob',
      fallbackModel: 'other/model',
      provider: null,
      params: { reasoning: { effort: 'high' } },
    });
    expect(await find(ports, bob, own('thorough'))).toEqual(made);
  });

  it.each([
    ['without a name', ' ', {}],
    ['with a name that looks like a model', 'some/model', {}],
    ['with a name of two lines', 'a\nb', {}],
    ['without a model', 'Empty', { model: '' }],
    ['with a parameter that there is not', 'Odd', { patches: [{ path: 'params.mood', text: '1' }] }],
    ['with a parameter out of bounds', 'Odd', { patches: [{ path: 'params.temperature', text: '3' }] }],
  ])('is not made %s', async (_, name, fields) => {
    const wanted = { model: 'some/model', patches: [], ...fields };
    await expect(create(await open(), ada, own(name), wanted)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is one’s own before it is everybody’s', async () => {
    const ports = await open();
    expect((await find(ports, ada, own('creative'))).id).toBe('creative');
    expect((await find(ports, ada, everybodys('creative'))).id).toBe('shared');
    expect((await find(ports, bob, own('creative'))).id).toBe('shared');
    expect((await list(ports, ada)).map(({ id, isHidden }) => [id, isHidden])).toEqual([
      ['creative', false],
      ['shared', true],
    ]);
  });

  it('of everybody’s is the owner’s to make, to change and to remove', async () => {
    const ports = await open();
    const denied = { code: 'denied' };
    await expect(create(ports, bob, everybodys('New'), { model: 'm', patches: [] })).rejects.toMatchObject(denied);
    await expect(edit(ports, bob, own('Creative'), [])).rejects.toMatchObject(denied);
    await expect(remove(ports, bob, own('Creative'))).rejects.toMatchObject(denied);
    await expect(preview(ports, bob, own('Creative'))).rejects.toMatchObject(denied);
    await create(ports, ada, everybodys('New'), { model: 'm', patches: [] });
    expect((await list(ports, bob)).map(({ name }) => name)).toEqual(['Creative', 'New']);
  });

  it('of somebody else is not there', async () => {
    const ports = await open();
    await ports.llmConfigs.create(anLlmConfig({ id: 'his', ownerId: 'bob', name: 'Secret' }));
    for (const look of [find, preview, remove])
      await expect(look(ports, ada, own('secret'))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is met with the one that was probably meant', async () => {
    await expect(find(await open(), ada, own('craetive'))).rejects.toThrow('Did you mean “Creative”?');
  });

  it('is changed in single fields, and at a later time each time', async () => {
    const ports = await open();
    const patches = [
      { path: 'model', text: 'new/model' },
      { path: 'params.temperature', text: '0' },
    ];
    const changed = await edit(ports, ada, own('Creative'), patches);
    expect(changed).toMatchObject({ model: 'new/model', params: { temperature: 0 }, updatedAt: noon + 1 });
    const without = await edit(ports, ada, own('Creative'), [{ path: 'params.temperature', text: '' }]);
    expect(without.params).toEqual({});
    await expect(edit(ports, ada, own('Creative'), [{ path: 'model', text: '' }])).rejects.toMatchObject({ code: 'invalid' }); // prettier-ignore
    await expect(edit(ports, ada, own('Creative'), [{ path: 'name', text: 'x' }])).rejects.toMatchObject({ code: 'invalid' }); // prettier-ignore
  });

  it('says where it is chosen before it goes, and is chosen nowhere then', async () => {
    const ports = await open();
    const place = { userId: 'bob', personalityId: 'lilith' };
    await ports.settings.write(place, 'llm.config', { state: 'value', value: 'Creative' });
    const uses = { everywhere: 0, withPersonality: 1 };
    expect(await preview(ports, ada, everybodys('Creative'))).toMatchObject({ config: { id: 'shared' }, uses });
    expect(await remove(ports, ada, everybodys('Creative'))).toEqual(uses);
    expect(await ports.settings.read(place)).toEqual(new Map());
    await expect(remove(ports, ada, everybodys('Creative'))).rejects.toMatchObject({ code: 'not_found' });
  });
});
