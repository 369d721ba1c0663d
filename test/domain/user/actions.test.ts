import { describe, expect, it } from 'vitest';
import {
  actor,
  defaultPersona,
  known,
  list,
  meet,
  owner,
  setTimezone,
  whom,
} from '../../../src/domain/user/actions.js';
import { localAccount } from '../../../src/domain/user/user.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeUsers } from '../../fakes/users.js';
import { anAccount, aPersona, aUser, noon } from '../../support/builders.js';

const ada = anAccount('ada', { name: null });
const bob = anAccount('bob', { name: null });

const open = (ownerId: string | null = null) => ({
  users: fakeUsers(),
  clock: fakeClock(noon),
  entropy: fakeEntropy(),
  ownerId,
});

describe('somebody', () => {
  it('becomes known when they are met for the first time', async () => {
    const ports = open();
    const met = await meet(ports, ada);
    expect(met).toMatchObject({ accounts: [ada], timezone: null, createdAt: noon });
    expect(await ports.users.all()).toEqual([met]);
  });

  it('is the same when they are met again', async () => {
    const ports = open();
    expect(await meet(ports, ada)).toEqual(await meet(ports, ada));
    expect(await ports.users.all()).toHaveLength(1);
  });

  it('who has not been here is not known', async () => {
    await expect(known(open(), ada.foreignId)).rejects.toMatchObject({ code: 'not_found', try: 'user list' });
  });
});

describe('the owner', () => {
  it('is whoever sits at the machine, while nobody is named', async () => {
    expect(await owner(open())).toMatchObject({ accounts: [localAccount] });
  });

  it('is the one who is named', async () => {
    const ports = open(ada.foreignId);
    const met = await meet(ports, ada);
    expect(await owner(ports)).toEqual(met);
  });

  it('stays the same person when they are named after the first talk', async () => {
    const before = open();
    const local = await owner(before);
    const after = { ...before, ownerId: ada.foreignId };
    expect(await owner(after)).toMatchObject({ id: local.id, accounts: [localAccount, ada] });
    expect(await owner(after)).toMatchObject({ id: local.id });
  });

  it('who is named and was met elsewhere before is not taken for the one at the machine', async () => {
    const before = open();
    const local = await owner(before);
    const named = await meet(before, ada);
    expect(await owner({ ...before, ownerId: ada.foreignId })).toMatchObject({ id: named.id });
    expect(named.id).not.toBe(local.id);
  });
});

describe('who acts', () => {
  it.each([undefined, 'local'])('is the owner when %s is named', async name => {
    const ports = open();
    expect(await actor(ports, name)).toEqual(await owner(ports));
  });

  it('is whoever is named', async () => {
    const ports = open();
    expect(await actor(ports, ada.foreignId)).toMatchObject({ accounts: [ada] });
  });
});

describe('whom it is about', () => {
  it('is oneself, where nobody is named', async () => {
    const { actor: acting, subject } = await whom(open(), { as: ada.foreignId });
    expect(subject).toEqual(acting);
  });

  it('is oneself, where one names oneself', async () => {
    const { actor: acting, subject } = await whom(open(), { as: ada.foreignId, user: ada.foreignId });
    expect(subject).toEqual(acting);
  });

  it('is anybody the owner names', async () => {
    const ports = open();
    const met = await meet(ports, ada);
    expect((await whom(ports, { user: ada.foreignId })).subject).toEqual(met);
  });

  it('is nobody else for anybody else', async () => {
    const ports = open();
    await meet(ports, ada);
    await expect(whom(ports, { as: bob.foreignId, user: ada.foreignId })).rejects.toMatchObject({ code: 'denied' });
  });

  it('is not told to anybody else by whether they have been here', async () => {
    const ports = open();
    await meet(ports, ada);
    const asked = (user: string) => whom(ports, { as: bob.foreignId, user }).catch((error: Error) => error.message);
    expect(await asked(ada.foreignId)).toBe(await asked(anAccount('mallory').foreignId));
  });
});

describe('the people', () => {
  it('are listed for the owner, and for others as themselves', async () => {
    const ports = open();
    const local = await owner(ports);
    const met = await meet(ports, ada);
    expect(await list(ports, local)).toHaveLength(2);
    expect(await list(ports, met)).toEqual([met]);
  });
});

describe('a time zone', () => {
  it('is kept in its own spelling, until it is forgotten', async () => {
    const ports = open();
    const met = await meet(ports, ada);
    expect(await setTimezone(ports, met, 'europe/berlin')).toBe('Europe/Berlin');
    expect(await ports.users.find(met.id)).toMatchObject({ timezone: 'Europe/Berlin' });
    expect(await setTimezone(ports, met, null)).toBeNull();
    expect(await ports.users.find(met.id)).toMatchObject({ timezone: null });
  });

  it('that is none is refused, and nothing is changed', async () => {
    const ports = open();
    const met = await meet(ports, ada);
    await expect(setTimezone(ports, met, 'Berlin')).rejects.toMatchObject({ code: 'invalid' });
    expect(await ports.users.find(met.id)).toEqual(met);
  });
});

describe('who a person is to the personalities', () => {
  it('is their default persona', async () => {
    const ports = open();
    await ports.users.create(aUser());
    await ports.users.putPersona(aPersona({ id: '1', name: 'Augusta' }));
    await ports.users.putPersona(aPersona({ id: '2', name: 'Countess', isDefault: true }));
    expect(await defaultPersona(ports, 'ada')).toMatchObject({ name: 'Countess' });
  });

  it('is nobody in particular where they did not choose', async () => {
    const ports = open();
    await ports.users.create(aUser());
    await ports.users.putPersona(aPersona());
    expect(await defaultPersona(ports, 'ada')).toBeNull();
  });
});
