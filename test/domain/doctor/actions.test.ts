import { describe, expect, it } from 'vitest';
import { examine, mend } from '../../../src/domain/doctor/actions.js';
import { checkIds, type Diagnosis } from '../../../src/domain/doctor/check.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakePatient, homeless, type Condition } from '../../fakes/patient.js';
import { noon } from '../../support/builders.js';
import { aChannelSight, aDiscordSight, anApplication } from '../../support/discord.js';
import { manageWebhooks } from '../../../src/domain/discord/permission.js';

const open = (ills: Partial<Condition> = {}) => ({ patient: fakePatient(ills), clock: fakeClock(noon) });
const examined = (ills: Partial<Condition> = {}) => examine(open(ills), { offline: false });
const found = ({ checks }: Diagnosis) => checks.filter(({ status }) => status === 'fail' || status === 'warn');

describe('an examination', () => {
  it('finds nothing where nothing is wrong', async () => {
    const diagnosis = await examined();
    expect(diagnosis.ok).toBe(true);
    expect(new Set(diagnosis.checks.map(({ status }) => status))).toEqual(new Set(['ok']));
  });

  it.each([
    ['a healthy home', {}],
    ['no home', homeless],
  ])('looks at everything, in order, with %s', async (_, ills) => {
    expect((await examined(ills)).checks.map(({ id }) => id)).toEqual(checkIds);
  });

  const broken = new TzurotError('corrupt', 'It is broken.', { try: 'migrate status' });

  it.each<[string, Partial<Condition>, object]>([
    ['an old Node', { node: '18.0.0' }, { id: 'node', status: 'fail' }],
    ['an old SQLite', { sqlite: '3.40.0' }, { id: 'sqlite', status: 'fail' }],
    ['an SQLite that does not load', { sqlite: new Error('No such module.') }, { id: 'sqlite', status: 'fail', message: 'No such module.' }],
    ['open files', { openFiles: ['/home/ada/.tzurot/master.key'] }, { id: 'permissions', status: 'fail', try: 'doctor --fix' }],
    ['a migration that is missing', { pendingMigrations: 1 }, { id: 'schema', status: 'fail', message: '1 migration is missing.', try: 'migrate up' }],
    ['migrations that are missing', { pendingMigrations: 2 }, { id: 'schema', status: 'fail', message: '2 migrations are missing.' }],
    ['a database that is not ours', { pendingMigrations: broken }, { id: 'schema', status: 'fail', message: 'It is broken.', try: 'migrate status' }],
    ['damage', { damage: ['a', 'b', 'c', 'd'] }, { id: 'integrity', status: 'fail', message: 'a; b; c', try: 'doctor --fix' }],
    ['a master key that is gone', { masterKey: broken }, { id: 'master-key', status: 'fail' }],
    ['a master key that is set twice', { masterKey: { from: 'x', createdAt: noon, rotation: null, warnings: ['Two keys.'] } }, { id: 'master-key', status: 'warn', message: 'Two keys.' }],
    ['little room', { freeBytes: 2 ** 30 }, { id: 'disk', status: 'warn' }],
    ['a clock behind the store', { newestLine: noon * 2 }, { id: 'clock', status: 'warn' }],
    ['a service that does not answer', { provider: new Error('Nobody answered.') }, { id: 'provider', status: 'fail', message: 'Nobody answered.' }],
    ['an address that is not sealed on the way', { addresses: [{ name: 'Discord', url: 'http://bees.example/api', isOwn: false }] }, { id: 'addresses', status: 'warn', message: expect.stringContaining('plain http') }],
    ['a bot in no server', { discord: aDiscordSight({ guilds: [] }) }, { id: 'discord', status: 'warn', try: 'discord setup' }],
    ['an intent that is missing', { discord: aDiscordSight({ application: anApplication({ flags: 0 }) }) }, { id: 'discord-intents', status: 'fail' }],
    ['a permission that is missing', { discord: aDiscordSight({ channels: [aChannelSight({ missing: [manageWebhooks] })] }) }, { id: 'discord-channels', status: 'warn', message: expect.stringContaining('Manage Webhooks') }],
    ['a channel that is full of webhooks', { discord: aDiscordSight({ channels: [aChannelSight({ webhooks: { all: 15, ours: 0 } })] }) }, { id: 'discord-webhooks', status: 'warn' }],
    ['a clock that Discord does not share', { discord: aDiscordSight({ skewMs: 90_000 }) }, { id: 'discord-clock', status: 'warn' }],
    ['a token that is refused', { discord: new TzurotError('unavailable', 'No.') }, { id: 'discord', status: 'fail', message: 'No.' }],
  ])('finds %s, and nothing else', async (_, ills, check) => {
    expect(found(await examined(ills))).toMatchObject([check]);
  }); // prettier-ignore

  it('goes on whatever cannot be answered', async () => {
    const error = new Error('It is dark.');
    const dark = {
      sqlite: error,
      pendingMigrations: error,
      damage: error,
      masterKey: error,
      newestLine: error,
      provider: error,
      discord: error,
    };
    const { checks } = await examined(dark);
    expect(checks).toHaveLength(checkIds.length);
    expect(checks.filter(({ status }) => status === 'ok').map(({ id }) => id)).toEqual([
      'node',
      'home',
      'permissions',
      'disk',
      'addresses',
    ]);
  });

  it('does not tell to call the doctor, who is here', async () => {
    const error = new TzurotError('corrupt', 'It is broken.', { try: 'doctor' });
    expect(found(await examined({ damage: error }))[0]).not.toHaveProperty('try');
  });

  it('looks at the machine only, where there is no home', async () => {
    const { ok, checks } = await examined(homeless);
    expect(ok).toBe(false);
    const skipped = checks.filter(({ status }) => status === 'skip').map(({ id }) => id);
    expect(skipped).toEqual([
      'permissions', 'schema', 'integrity', 'master-key', 'provider',
      'discord', 'discord-intents', 'discord-channels', 'discord-webhooks', 'discord-clock',
    ]); // prettier-ignore
  });

  it('asks no service when it is to stay offline', async () => {
    const ports = open({ provider: new Error('Nobody answered.'), discord: new Error('Nobody answered.') });
    const { ok, checks } = await examine(ports, { offline: true });
    expect(ok).toBe(true);
    const asked = checks.filter(({ message }) => message !== 'not asked').map(({ id }) => id);
    expect(checkIds.filter(id => !asked.includes(id))).toEqual([
      'provider', 'discord', 'discord-intents', 'discord-channels', 'discord-webhooks', 'discord-clock',
    ]); // prettier-ignore
  });

  it('says which service answered', async () => {
    const { checks } = await examined({ provider: 'openrouter' });
    expect(checks.find(({ id }) => id === 'provider')).toMatchObject({ status: 'ok', message: 'openrouter' });
  });

  it('leaves Discord alone where there is no token', async () => {
    const { ok, checks } = await examined({ discord: null });
    expect(ok).toBe(true);
    for (const { status, message } of checks.filter(({ id }) => id.startsWith('discord')))
      expect({ status, message }).toEqual({ status: 'skip', message: 'no token is set' });
  });

  it('changes nothing', async () => {
    const ports = open({ openFiles: ['a'], damage: ['b'] });
    expect(await examine(ports, { offline: true })).toEqual(await examine(ports, { offline: true }));
  });
});

describe('a treatment', () => {
  const treated = async (ills: Partial<Condition>) => {
    const ports = open(ills);
    const done = await mend(ports, await examine(ports, { offline: true }));
    return { done, after: await examine(ports, { offline: true }) };
  };

  it('does nothing where nothing is wrong', async () => {
    expect((await treated({})).done).toEqual([]);
  });

  it('closes files to others', async () => {
    const { done, after } = await treated({ openFiles: ['a', 'b'] });
    expect(done).toEqual(['closed 2 files to others']);
    expect(after.ok).toBe(true);
  });

  it('closes one file to others', async () => {
    expect((await treated({ openFiles: ['a'] })).done).toEqual(['closed 1 file to others']);
  });

  it('builds a broken index anew', async () => {
    const { done, after } = await treated({ damage: ['the index is torn'] });
    expect(done).toEqual(['built the text index anew']);
    expect(after.ok).toBe(true);
  });

  it('does both where both are needed', async () => {
    expect((await treated({ openFiles: ['a'], damage: ['b'] })).done).toHaveLength(2);
  });

  it('leaves alone what it cannot mend without losing something', async () => {
    const { done, after } = await treated({
      pendingMigrations: 1,
      freeBytes: 0,
      damage: new Error('It cannot be opened.'),
    });
    expect(done).toEqual([]);
    expect(after.ok).toBe(false);
  });
});
