import { describe, expect } from 'vitest';
import {
  aMemory,
  anOverride,
  aPersona,
  aReservation,
  aSealedKey,
  aSealedTrace,
  aSpent,
  aTurnRecord,
  aUser,
  after,
  anAccount,
} from '../support/builders.js';
import { ids, people, speakers, storesTest, talks, type OpenStores, type Stores } from './stores.js';

/** What every Users promises. Run it against each adapter, and against the fake. */
export function usersContract(open: OpenStores) {
  describe('keeps the Users contract', () => {
    accounts(open);
    personas(open);
    overrides(open);
    forgetting(open);
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

/** Something of everything that a person can leave behind. */
async function leaveTraces(stores: Stores, userId: string): Promise<void> {
  const { users, turns, memories, settings, keyStore, outbox } = stores;
  const said = aTurnRecord({ triggerId: `hello-${userId}`, userId, trace: aSealedTrace({ reference: `hello-${userId}-lilith`, userId }) }); // prettier-ignore
  await turns.record(said);
  await outbox.attempting(said.outboxId, 0, after(1));
  await outbox.posted(said.outboxId, 0, `post-${userId}`);
  await memories.add(aMemory({ id: `note-${userId}`, userId, role: 'note', messageId: null }));
  await users.putPersona(aPersona({ id: `${userId}-persona`, userId }));
  await users.putOverride(anOverride({ userId }));
  await settings.write({ userId, personalityId: null }, 'history.messages', { state: 'value', value: 7 });
  await keyStore.put(aSealedKey({ id: `key-${userId}`, userId }));
}

async function tracesOf(stores: Stores, userId: string) {
  const { users, turns, memories, settings, keyStore, outbox, conversations } = stores;
  return {
    user: await users.find(userId),
    belongings: await users.belongings(userId),
    lines: await conversations.history({ userId }),
    answer: await turns.find(`hello-${userId}`, 'lilith'),
    trace: await turns.trace(`hello-${userId}-lilith`, after(0)),
    posted: await outbox.sentAs('dm-ada', `post-${userId}`),
    memories: await memories.list({ personalityId: 'lilith', userId }),
    personas: await users.personas(userId),
    overrides: await users.overrides(userId),
    settings: [...(await settings.read({ userId, personalityId: null }))],
    keys: await keyStore.list(userId),
  };
}

const nothing = {
  user: undefined,
  belongings: { lines: 0, memories: 0, personas: 0, keys: 0 },
  lines: [],
  answer: undefined,
  trace: undefined,
  posted: undefined,
  memories: [],
  personas: [],
  overrides: [],
  settings: [],
  keys: [],
};

function forgetting(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('says how much of a person is kept', async ({ stores }) => {
    await leaveTraces(stores, 'mallory');
    expect(await stores.users.belongings('mallory')).toEqual({ lines: 2, memories: 3, personas: 1, keys: 1 });
    expect(await stores.users.belongings('nobody')).toEqual(nothing.belongings);
  });

  it('forgets all of a person, and nothing of anybody else', async ({ stores }) => {
    await leaveTraces(stores, 'mallory');
    await leaveTraces(stores, 'bob');
    const before = await tracesOf(stores, 'bob');
    await stores.users.forget('mallory');
    expect(await tracesOf(stores, 'mallory')).toEqual(nothing);
    expect(await tracesOf(stores, 'bob')).toEqual(before);
    expect(ids(await stores.users.all()).toSorted()).toEqual(['ada', 'bob']);
  });

  it('meets whoever was forgotten as somebody new', async ({ stores: { users } }) => {
    await users.forget('mallory');
    expect(await users.findByAccount(anAccount('mallory'))).toBeUndefined();
    await users.create(aUser({ id: 'another', accounts: [anAccount('mallory')] }));
    expect(await users.findByAccount(anAccount('mallory'))).toMatchObject({ id: 'another' });
  });

  it('counts on what they cost, as nobody’s', async ({ stores: { users, ledger } }) => {
    await ledger.reserve(aReservation({ userId: 'mallory', payer: 'system' }), []);
    await ledger.close('request', 'settled', aSpent(), after(1));
    const before = await ledger.total({});
    await users.forget('mallory');
    expect(await ledger.total({})).toEqual(before);
    expect(await ledger.rows({ userId: 'mallory' })).toEqual([]);
    expect(ids(await users.all())).not.toContain('forgotten');
  });

  it('forgets nobody to whom a personality belongs', async ({ stores }) => {
    await leaveTraces(stores, 'bob');
    const before = await tracesOf(stores, 'bob');
    await expect(stores.users.forget('bob')).rejects.toMatchObject({ code: 'conflict' });
    expect(await tracesOf(stores, 'bob')).toEqual(before);
  });

  it('has forgotten already who was never here', async ({ stores: { users } }) => {
    await users.forget('nobody');
    expect(ids(await users.all()).toSorted()).toEqual(['ada', 'bob', 'mallory']);
  });
}
