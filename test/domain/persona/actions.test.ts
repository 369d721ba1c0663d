import { describe, expect, it } from 'vitest';
import * as persona from '../../../src/domain/persona/actions.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeUsers } from '../../fakes/users.js';
import { aPersona, aUser } from '../../support/builders.js';

const ada = aUser();
const bob = aUser({ id: 'bob' });

async function open() {
  const ports = { users: fakeUsers(), entropy: fakeEntropy() };
  await ports.users.create(ada);
  await ports.users.create(bob);
  return ports;
}

/** Ada, who is Augusta by default and Byron at times; and bob, who is somebody else. */
async function openWithSome() {
  const ports = await open();
  await ports.users.putPersona(aPersona({ id: '1', name: 'Augusta', pronouns: 'she/her', isDefault: true }));
  await ports.users.putPersona(aPersona({ id: '2', name: 'Byron' }));
  await ports.users.putPersona(aPersona({ id: '3', userId: 'bob', name: 'Bobby' }));
  return ports;
}

type Ports = Awaited<ReturnType<typeof open>>;

const wanted = (name: string, fields = {}) => ({ name, patches: [], isDefault: false, ...fields });
const defaultOf = async (ports: Ports) =>
  (await persona.list(ports, ada)).filter(each => each.isDefault).map(each => each.name);

describe('a new persona', () => {
  it('is who one is when it is the first, or when that is wanted', async () => {
    const ports = await open();
    await persona.create(ports, ada, wanted('Augusta'));
    expect(await defaultOf(ports)).toEqual(['Augusta']);
    await persona.create(ports, ada, wanted('Byron'));
    expect(await defaultOf(ports)).toEqual(['Augusta']);
    await persona.create(ports, ada, wanted('Countess', { isDefault: true }));
    expect(await defaultOf(ports)).toEqual(['Countess']);
  });

  it('has what was said of it, and an id of its own', async () => {
    const ports = await open();
    const patches = [
      { path: 'pronouns', text: 'they/them' },
      { path: 'about', text: 'Keeps bees.' },
    ];
    const made = await persona.create(ports, ada, wanted('Augusta', { patches }));
    expect(made).toMatchObject({ userId: 'ada', name: 'Augusta', pronouns: 'they/them', about: 'Keeps bees.' });
    expect(await persona.list(ports, ada)).toEqual([made]);
  });

  it.each(['Augusta', 'augusta', 'ＡＵＧＵＳＴＡ'])('is not called %s like another', async name => {
    const ports = await openWithSome();
    await expect(persona.create(ports, ada, wanted(name))).rejects.toMatchObject({ code: 'conflict' });
    expect(await persona.list(ports, ada)).toHaveLength(2);
    await expect(persona.create(ports, bob, wanted(name))).resolves.toBeDefined();
  });

  it.each(['', ' ', 'Au\ngusta', 'x'.repeat(201)])('is not called %j', async name => {
    await expect(persona.create(await open(), ada, wanted(name))).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a persona', () => {
  it.each([
    ['its name', 'Byron'],
    ['its name in another case', 'BYRON'],
    ['its id', '2'],
  ])('is found by %s', async (_, name) => {
    expect(await persona.find(await openWithSome(), ada, name)).toMatchObject({ id: '2' });
  });

  it.each([
    ['Bobby', 'You have no persona “Bobby”.'],
    ['3', 'You have no persona “3”.'],
    ['Byro', 'You have no persona “Byro”. Did you mean “Byron”?'],
  ])('of somebody else or of nobody is not found: %s', async (name, message) => {
    await expect(persona.find(await openWithSome(), ada, name)).rejects.toMatchObject({ code: 'not_found', message });
  });

  it('that shares its name is found by its id', async () => {
    const ports = await openWithSome();
    await ports.users.putPersona(aPersona({ id: '4', name: 'byron' }));
    await expect(persona.find(ports, ada, 'Byron')).rejects.toMatchObject({ code: 'conflict', try: 'persona list' });
    expect(await persona.find(ports, ada, '4')).toMatchObject({ name: 'byron' });
    await expect(persona.edit(ports, ada, '4', [{ path: 'about', text: 'Writes.' }])).resolves.toBeDefined();
  });

  it('is changed field by field, and stays who one is', async () => {
    const ports = await openWithSome();
    const patches = [
      { path: 'name', text: 'Ada' },
      { path: 'pronouns', text: '' },
    ];
    expect(await persona.edit(ports, ada, 'Augusta', patches)).toEqual(
      aPersona({ id: '1', name: 'Ada', isDefault: true }),
    );
    expect(await defaultOf(ports)).toEqual(['Ada']);
  });

  it.each([
    [{ path: 'name', text: '' }, 'cannot be taken away'],
    [{ path: 'pronoun', text: 'x' }, 'Did you mean “pronouns”?'],
    [{ path: '__proto__', text: 'x' }, 'There are: name, pronouns, about.'],
    [{ path: 'isDefault', text: 'true' }, 'has no field'],
    [{ path: 'pronouns', text: 'a\nb' }, 'pronouns: This is one line'],
  ])('is not changed by %j', async (patch, message) => {
    const ports = await openWithSome();
    await expect(persona.edit(ports, ada, 'Augusta', [patch])).rejects.toThrow(message);
    expect(await persona.find(ports, ada, '1')).toMatchObject({ name: 'Augusta', pronouns: 'she/her' });
  });

  it('is not renamed to what another is called', async () => {
    const patches = [{ path: 'name', text: 'byron' }];
    await expect(persona.edit(await openWithSome(), ada, 'Augusta', patches)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is redrawn from a form', async () => {
    const ports = await openWithSome();
    const form = { name: 'Augusta', pronouns: null, about: 'Counts.' };
    expect(await persona.redraw(ports, ada, '1', form)).toMatchObject({ ...form, isDefault: true });
    for (const bad of [{ ...form, id: '9' }, { name: 'Augusta' }, 'Augusta', null])
      await expect(persona.redraw(ports, ada, '1', bad)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is removed, and nobody takes its place', async () => {
    const ports = await openWithSome();
    await persona.remove(ports, ada, 'Augusta');
    expect(await persona.list(ports, ada)).toEqual([aPersona({ id: '2', name: 'Byron' })]);
    await expect(persona.remove(ports, ada, 'Bobby')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('who one is', () => {
  it('is chosen, and taken back', async () => {
    const ports = await openWithSome();
    expect(await persona.choose(ports, ada, 'Byron')).toMatchObject({ name: 'Byron', isDefault: true });
    expect(await defaultOf(ports)).toEqual(['Byron']);
    expect(await persona.choose(ports, ada, null)).toBeNull();
    expect(await defaultOf(ports)).toEqual([]);
    expect(await persona.choose(ports, ada, null)).toBeNull();
  });
});
