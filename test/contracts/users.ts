import { describe, expect } from 'vitest';
import { aPersona, aUser, after, anAccount, anOverride } from '../support/builders.js';
import { ids, people, speakers, storesTest, type OpenStores } from './stores.js';

/** What every Users promises. Run it against each adapter, and against the fake. */
export function usersContract(open: OpenStores) {
  describe('keeps the Users contract', () => {
    accounts(open);
    personas(open);
    overrides(open);
  });
}

const local = { platform: 'local', foreignId: 'local', name: null } as const;

function accounts(open: OpenStores) {
  const it = storesTest(open);

  it('lists people by when they were first seen', async ({ stores: { users } }) => {
    await users.create(aUser({ id: 'ada', createdAt: after(2) }));
    await users.create(aUser({ id: 'bob', createdAt: after(1) }));
    await users.create(aUser({ id: 'mallory', createdAt: after(3) }));
    expect(ids(await users.all())).toEqual(['bob', 'ada', 'mallory']);
  });

  it('gives a person back as they were', async ({ stores: { users } }) => {
    const ada = aUser({ timezone: 'Europe/Berlin', accounts: [local, anAccount('ada')] });
    await users.create(ada);
    expect(await users.find('ada')).toEqual(ada);
    expect(await users.all()).toEqual([ada]);
  });

  it('finds nobody under an id that nobody has', async ({ stores: { users } }) => {
    expect(await users.find('ada')).toBeUndefined();
  });

  it('finds a person by any of their accounts', async ({ stores: { users } }) => {
    await users.create(aUser({ accounts: [local, anAccount('ada')] }));
    expect(await users.findByAccount(local)).toMatchObject({ id: 'ada' });
    expect(await users.findByAccount(anAccount('ada'))).toMatchObject({ id: 'ada' });
  });

  it('finds a person by their account, whatever it is called by now', async ({ stores: { users } }) => {
    await users.create(aUser());
    expect(await users.findByAccount(anAccount('ada', { name: 'countess' }))).toMatchObject({ id: 'ada' });
  });

  it('does not take an account for one of another platform', async ({ stores: { users } }) => {
    const { foreignId } = anAccount('ada');
    await users.create(aUser());
    expect(await users.findByAccount({ platform: 'local', foreignId })).toBeUndefined();
  });

  it('refuses to create a person with an account of somebody else', async ({ stores: { users } }) => {
    await users.create(aUser());
    const bob = aUser({ id: 'bob', accounts: [anAccount('ada', { name: 'bob' })] });
    await expect(users.create(bob)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('changes nothing when it refuses to create a person', async ({ stores: { users } }) => {
    await users.create(aUser());
    const bob = aUser({ id: 'bob', accounts: [anAccount('bob'), anAccount('ada')] });
    await expect(users.create(bob)).rejects.toThrow();
    expect(await users.all()).toEqual([aUser()]);
    expect(await users.findByAccount(anAccount('bob'))).toBeUndefined();
  });

  it('adds an account after the ones there are', async ({ stores: { users } }) => {
    await users.create(aUser());
    await users.link('ada', local);
    await users.link('ada', anAccount('countess'));
    expect(await users.find('ada')).toMatchObject({ accounts: [anAccount('ada'), local, anAccount('countess')] });
    expect(await users.findByAccount(local)).toMatchObject({ id: 'ada' });
  });

  it('changes only the name when an account is linked again', async ({ stores: { users } }) => {
    await users.create(aUser({ accounts: [anAccount('ada'), local] }));
    await users.link('ada', anAccount('ada', { name: 'countess' }));
    expect(await users.all()).toEqual([aUser({ accounts: [anAccount('ada', { name: 'countess' }), local] })]);
  });

  it('refuses to link an account of somebody else, and changes nothing', async ({ stores: { users } }) => {
    await users.create(aUser({ id: 'ada' }));
    await users.create(aUser({ id: 'bob' }));
    await expect(users.link('bob', anAccount('ada', { name: 'bob' }))).rejects.toMatchObject({ code: 'conflict' });
    expect(await users.find('ada')).toEqual(aUser({ id: 'ada' }));
    expect(await users.find('bob')).toEqual(aUser({ id: 'bob' }));
  });

  it('gives an account to one person when two ask for it at once', async ({ stores: { users } }) => {
    await users.create(aUser({ id: 'ada' }));
    await users.create(aUser({ id: 'bob' }));
    const asked = await Promise.allSettled([users.link('ada', local), users.link('bob', local)]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const linked = (await users.all()).flatMap(user => user.accounts.filter(({ platform }) => platform === 'local'));
    expect(linked).toEqual([local]);
  });

  it('sets a time zone and takes it away again', async ({ stores: { users } }) => {
    await users.create(aUser({ id: 'ada' }));
    await users.create(aUser({ id: 'bob' }));
    await users.setTimezone('ada', 'Asia/Tokyo');
    expect(await users.find('ada')).toEqual(aUser({ id: 'ada', timezone: 'Asia/Tokyo' }));
    expect(await users.find('bob')).toMatchObject({ timezone: null });
    await users.setTimezone('ada', null);
    expect(await users.find('ada')).toMatchObject({ timezone: null });
  });
}

function personas(open: OpenStores) {
  const it = storesTest(open, people);

  it('has no personas of a person who made none', async ({ stores: { users } }) => {
    expect(await users.personas('ada')).toEqual([]);
  });

  it('lists the personas of one person by name', async ({ stores: { users } }) => {
    await users.putPersona(aPersona({ id: '1', name: 'Countess' }));
    await users.putPersona(aPersona({ id: '2', name: 'Augusta' }));
    await users.putPersona(aPersona({ id: '3', name: 'Byron' }));
    await users.putPersona(aPersona({ userId: 'bob' }));
    expect((await users.personas('ada')).map(({ name }) => name)).toEqual(['Augusta', 'Byron', 'Countess']);
  });

  it('gives a persona back as it was', async ({ stores: { users } }) => {
    const persona = aPersona({ pronouns: 'she/her', about: 'Counts.\nOn engines.', isDefault: true });
    await users.putPersona(persona);
    expect(await users.personas('ada')).toEqual([persona]);
  });

  it('replaces a persona of the same id', async ({ stores: { users } }) => {
    await users.putPersona(aPersona({ name: 'Augusta', pronouns: 'she/her', isDefault: true }));
    await users.putPersona(aPersona({ name: 'Countess' }));
    expect(await users.personas('ada')).toEqual([aPersona({ name: 'Countess' })]);
  });

  it('takes being the default from the other personas of that person, and of nobody else', async ({ stores }) => {
    const { users } = stores;
    await users.putPersona(aPersona({ id: '1', name: 'Augusta', isDefault: true }));
    await users.putPersona(aPersona({ userId: 'bob', isDefault: true }));
    await users.putPersona(aPersona({ id: '2', name: 'Byron', isDefault: true }));
    expect((await users.personas('ada')).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ['1', false],
      ['2', true],
    ]);
    expect(await users.personas('bob')).toMatchObject([{ isDefault: true }]);
  });

  it('leaves the default where it is when another persona is added', async ({ stores: { users } }) => {
    await users.putPersona(aPersona({ id: '1', name: 'Augusta', isDefault: true }));
    await users.putPersona(aPersona({ id: '2', name: 'Byron' }));
    expect(await users.personas('ada')).toMatchObject([{ isDefault: true }, { isDefault: false }]);
  });

  it('removes a persona, and no other takes its place', async ({ stores: { users } }) => {
    await users.putPersona(aPersona({ id: '1', name: 'Augusta', isDefault: true }));
    await users.putPersona(aPersona({ id: '2', name: 'Byron' }));
    await users.putPersona(aPersona({ userId: 'bob' }));
    await users.removePersona('1');
    await users.removePersona('unheard-of');
    expect(await users.personas('ada')).toEqual([aPersona({ id: '2', name: 'Byron' })]);
    expect(await users.personas('bob')).toHaveLength(1);
  });
}

function overrides(open: OpenStores) {
  const it = storesTest(open, people, speakers);

  it('gives an override back as it was', async ({ stores: { users } }) => {
    await users.putPersona(aPersona());
    const override = anOverride({
      personaId: 'ada-persona',
      sidecar: 'Bees.',
      params: { temperature: 0, stop: ['.'] },
    });
    await users.putOverride(override);
    expect(await users.override('ada', 'lilith')).toEqual(override);
  });

  it('knows of none with another personality, or of another person', async ({ stores: { users } }) => {
    await users.putOverride(anOverride());
    expect(await users.override('ada', 'luna')).toBeUndefined();
    expect(await users.override('bob', 'lilith')).toBeUndefined();
    expect(await users.overrides('bob')).toEqual([]);
  });

  it('replaces an override of the same two', async ({ stores: { users } }) => {
    await users.putOverride(anOverride({ sidecar: 'Bees.', model: 'some/model', params: { top_k: 4 } }));
    await users.putOverride(anOverride({ sidecar: 'Wasps.' }));
    expect(await users.override('ada', 'lilith')).toEqual(anOverride({ sidecar: 'Wasps.' }));
  });

  it('lists a person’s overrides by personality', async ({ stores: { users } }) => {
    await users.putOverride(anOverride({ personalityId: 'luna' }));
    await users.putOverride(anOverride());
    await users.putOverride(anOverride({ userId: 'bob' }));
    expect(await users.overrides('ada')).toEqual([anOverride(), anOverride({ personalityId: 'luna' })]);
  });

  it('leaves the rest of an override when its persona is removed', async ({ stores: { users } }) => {
    await users.putPersona(aPersona());
    await users.putOverride(anOverride({ personaId: 'ada-persona', sidecar: 'Bees.' }));
    await users.removePersona('ada-persona');
    expect(await users.override('ada', 'lilith')).toEqual(anOverride({ sidecar: 'Bees.' }));
  });

  it('removes overrides with their personality', async ({ stores: { users, personalities } }) => {
    await users.putOverride(anOverride());
    await users.putOverride(anOverride({ personalityId: 'luna' }));
    await personalities.remove('lilith');
    expect(await users.overrides('ada')).toEqual([anOverride({ personalityId: 'luna' })]);
  });
}
