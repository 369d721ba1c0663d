import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { makeHistoric } from '../adapters/sqlite/history.js';
import { aHome, everythingIn, type Home } from '../support/run-command.js';

type Status = { readonly version: number; readonly latest: number; readonly snapshots: readonly string[] };
type Report = { readonly applied: readonly { readonly name: string; readonly snapshot: string | null }[] };

const inDatabase = (home: Home, sql: string) => {
  const db = new Sqlite(join(home.path, 'tzurot.db'));
  db.exec(sql);
  db.close();
};

/** A home in which something was said before there was a text index. */
const anOlderHome = async () => {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith');
  await home.run('memory add lilith "I keep bees."');
  makeHistoric(join(home.path, 'tzurot.db'));
  return home;
};

const snapshotsOf = ({ applied }: Report) => applied.map(({ snapshot }) => snapshot?.split('/').at(-1) ?? '');
const snapshotOf = (report: Report) => snapshotsOf(report)[0] ?? '';

describe('a home of today', () => {
  it('has had every migration', async () => {
    const home = await aHome();
    const status = await home.json<Status>('migrate status');
    expect(status).toEqual({
      version: status.latest,
      latest: status.latest,
      migrations: [
        { name: '0001-foundation', appliedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
        { name: '0002-memory-index', appliedAt: expect.any(String) },
        { name: '0003-imports', appliedAt: expect.any(String) },
        { name: '0004-wallet', appliedAt: expect.any(String) },
        { name: '0005-voice', appliedAt: expect.any(String) },
        { name: '0006-stage', appliedAt: expect.any(String) },
      ],
      snapshots: [],
    });
    expect(await home.run('migrate status')).toMatchObject({ code: 0, stderr: '' });
  });

  it('has nothing pending, and is not touched', async () => {
    const home = await aHome();
    const before = everythingIn(home.path);
    expect(await home.json('migrate up')).toEqual({ dryRun: false, applied: [] });
    expect(await home.json('migrate up --dry-run')).toEqual({ dryRun: true, applied: [] });
    expect(await home.run('migrate up')).toEqual({ code: 0, stdout: 'Nothing is pending.\n', stderr: '' });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('has the schema that the migrations make', async () => {
    const home = await aHome();
    expect(await home.json('migrate verify')).toEqual({
      ok: true,
      migrations: [
        { name: '0001-foundation', ok: true, problems: [] },
        { name: '0002-memory-index', ok: true, problems: [] },
        { name: '0003-imports', ok: true, problems: [] },
        { name: '0004-wallet', ok: true, problems: [] },
        { name: '0005-voice', ok: true, problems: [] },
        { name: '0006-stage', ok: true, problems: [] },
      ],
    });
    expect(await home.json('migrate verify 0001-foundation')).toMatchObject({ migrations: [{ ok: true }] });
    expect(await home.run('migrate verify')).toMatchObject({
      code: 0,
      stdout: ['0001-foundation', '0002-memory-index', '0003-imports', '0004-wallet', '0005-voice', '0006-stage']
        .map(name => `${name}: as it should be\n`)
        .join(''),
    });
  });

  it('is told from one that somebody worked on: exit code 7', async () => {
    const home = await aHome();
    inDatabase(home, 'CREATE TABLE letters (text TEXT); DROP TRIGGER memories_taken');
    const { code, stdout } = await home.run('migrate verify --json');
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 7,
      ok: false,
      migrations: [
        { problems: ['letters is not part of the schema', 'memories_taken is missing'] },
        {},
        {},
        {},
        {},
        {},
      ],
    });
  });

  it('knows no other migrations: exit code 3', async () => {
    expect(await (await aHome()).failure('migrate verify 0009-nothing')).toMatchObject({
      exit: 3,
      try: 'migrate status',
    });
  });
});

describe('an older home', () => {
  it('is not opened, and the way on is named: exit code 4', async () => {
    const home = await anOlderHome();
    const before = everythingIn(home.path);
    for (const line of ['personality list', 'chat lilith -m hello', 'verify', 'init'])
      expect(await home.failure(line)).toMatchObject({ exit: 4, code: 'conflict', try: 'migrate up' });
    expect(everythingIn(home.path)).toEqual(before);
    expect(await home.run('doctor')).toMatchObject({
      code: 7,
      stdout: expect.stringContaining('npx tzurot migrate up'),
    });
  });

  it('says what is pending', async () => {
    const home = await anOlderHome();
    expect(await home.json('migrate status')).toMatchObject({
      version: 1,
      latest: 6,
      migrations: [
        { name: '0001-foundation' },
        { name: '0002-memory-index', appliedAt: null },
        { name: '0003-imports', appliedAt: null },
        { name: '0004-wallet', appliedAt: null },
        { name: '0005-voice', appliedAt: null },
        { name: '0006-stage', appliedAt: null },
      ],
    });
    const { stdout, stderr } = await home.run('migrate status');
    expect(stdout).toMatch(/^0002-memory-index +pending$/m);
    expect(stderr).toBe('Try this: npx tzurot migrate up\n');
    const { code, stdout: verified } = await home.run('migrate verify --json');
    expect({ code, ...JSON.parse(verified) }).toMatchObject({
      code: 7,
      migrations: [
        { ok: true },
        { ok: false, problems: ['not applied yet'] },
        { ok: false, problems: ['not applied yet'] },
        { ok: false, problems: ['not applied yet'] },
        { ok: false, problems: ['not applied yet'] },
        { ok: false, problems: ['not applied yet'] },
      ],
    });
  });

  it('is migrated for show without being touched', async () => {
    const home = await anOlderHome();
    const before = everythingIn(home.path);
    const { applied } = await home.json<Report>('migrate up --dry-run');
    expect(applied).toMatchObject([
      { name: '0002-memory-index', snapshot: null },
      { name: '0003-imports', snapshot: null },
      { name: '0004-wallet', snapshot: null },
      { name: '0005-voice', snapshot: null },
      { name: '0006-stage', snapshot: null },
    ]);
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('is migrated after a snapshot, with every value as it was', async () => {
    const home = await anOlderHome();
    const report = await home.json<Report>('migrate up');
    expect(report).toMatchObject({
      dryRun: false,
      applied: [
        {
          name: '0002-memory-index',
          tables: expect.arrayContaining([{ table: 'memories', rowsBefore: 1, rowsAfter: 1, same: true }]),
        },
        { name: '0003-imports' },
        { name: '0004-wallet' },
        { name: '0005-voice' },
        { name: '0006-stage' },
      ],
    });
    expect(await home.json('migrate status')).toMatchObject({ version: 6, snapshots: snapshotsOf(report) });
    expect(await home.json('memory search lilith bees')).toMatchObject([{ text: 'I keep bees.' }]);
    expect(await home.json('verify')).toMatchObject({ ok: true });
    expect(await home.json('migrate up')).toMatchObject({ applied: [] });
  });

  it('shows a person a table of what became of each table', async () => {
    const { code, stdout } = await (await anOlderHome()).run('migrate up');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Applied 0002-memory-index\. Snapshot: .*\/snapshots\/before-0002-memory-index-.*\.db$/m);
    expect(stdout).toMatch(/^memories +1 +1 +yes$/m);
  });
});

describe('a snapshot', () => {
  it('is the way back, and what is left behind is kept aside', async () => {
    const home = await anOlderHome();
    const snapshot = snapshotOf(await home.json<Report>('migrate up'));
    await home.run('memory add lilith "I keep wasps."');
    const { aside } = await home.json<{ aside: string }>(`migrate restore ${snapshot} --yes`);
    expect(await home.json('migrate status')).toMatchObject({ version: 1 });
    await home.run('migrate up');
    expect(await home.json('memory list lilith')).toMatchObject([{ text: 'I keep bees.' }]);
    await home.run(`migrate restore ${aside.split('/').at(-1)} --yes`);
    expect(await home.json('memory list lilith')).toHaveLength(2);
    expect(await home.json('verify')).toMatchObject({ ok: true });
  });

  it('is not put back without being asked for, and the question names its answer', async () => {
    const home = await anOlderHome();
    const made = snapshotsOf(await home.json<Report>('migrate up'));
    const [snapshot = ''] = made;
    const before = everythingIn(home.path);
    const failure = await home.failure(`migrate restore ${snapshot}`);
    expect(failure).toMatchObject({ exit: 2, code: 'invalid', message: expect.stringContaining(snapshot) });
    expect(everythingIn(home.path)).toEqual(before);
    expect(await home.run(failure.try ?? '')).toMatchObject({ code: 0 });
    const kept = readdirSync(join(home.path, 'snapshots')).filter(name => name.endsWith('.db'));
    expect(kept).toEqual([...made, expect.stringMatching(/^replaced-/)]);
  });

  it('is the way back from a lost database too', async () => {
    const home = await anOlderHome();
    const made = snapshotsOf(await home.json<Report>('migrate up'));
    const [snapshot = ''] = made;
    rmSync(join(home.path, 'tzurot.db'));
    expect(await home.json('migrate status')).toMatchObject({ snapshots: made });
    expect(await home.json(`migrate restore ${snapshot} --yes`)).toMatchObject({ restored: snapshot, aside: null });
    await home.run('migrate up');
    expect(await home.json('memory list lilith')).toMatchObject([{ text: 'I keep bees.' }]);
  });

  it('that is not there is not restored: exit code 3', async () => {
    const home = await aHome();
    for (const name of ['nothing.db', '../tzurot.db', '/etc/passwd'])
      expect(await home.failure(`migrate restore ${name} --yes`)).toMatchObject({ exit: 3, try: 'migrate status' });
  });

  it('is put back only by someone who is alone with the home: exit code 4', async () => {
    const home = await anOlderHome();
    const snapshot = snapshotOf(await home.json<Report>('migrate up'));
    const other = new Sqlite(join(home.path, 'tzurot.db'));
    other.pragma('journal_mode = wal');
    other.prepare('SELECT count(*) FROM memories').get();
    expect(await home.failure(`migrate restore ${snapshot} --yes`)).toMatchObject({ exit: 4, code: 'conflict' });
    other.close();
    expect(await home.json('migrate status')).toMatchObject({ version: 6 });
  });
});

it('leaves a database alone that a newer tzurot wrote: exit code 7', async () => {
  const home = await aHome();
  inDatabase(home, 'PRAGMA user_version = 99');
  const before = everythingIn(home.path);
  for (const line of ['migrate up', 'migrate status', 'migrate verify', 'personality list', 'chat -m hello', 'init'])
    expect(await home.failure(line)).toMatchObject({ exit: 7, message: expect.stringContaining('newer tzurot') });
  expect(everythingIn(home.path)).toEqual(before);
});
