import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { makeHistoric } from '../adapters/sqlite/history.js';
import { aHome, anEmptyPlace, everythingIn, type Home } from '../support/run-command.js';

const other = 'ab'.repeat(32);
const keyFileOf = (home: Home) => join(home.path, 'keys', 'master.key');
const databaseOf = (home: Home) => join(home.path, 'tzurot.db');

type Status = {
  readonly id: string;
  readonly file: string;
  readonly rows: Record<string, number>;
  readonly rotation: unknown;
};
type Rotated = {
  readonly from: string;
  readonly to: string;
  readonly rows: Record<string, number>;
  readonly verified: number;
};

const statusOf = (home: Home, env = {}) => home.json<Status>('key status', { env });

async function aHomeWithTraces(circumstances: Parameters<typeof aHome>[0] = {}): Promise<Home> {
  const home = await aHome(circumstances);
  await home.run('personality create lilith --name Lilith', circumstances);
  for (const text of ['hello', 'good evening']) await home.run(`chat lilith -m "${text}"`, circumstances);
  return home;
}

/** Does something to the store that no command does. */
function inStore(home: Home, statement: string): void {
  const sql = new Sqlite(databaseOf(home));
  sql.exec(statement);
  sql.close();
}

const isWhole = async (home: Home, env = {}) => (await home.json<{ ok: boolean }>('verify', { env })).ok;

/** As if a process that is gone had begun to bring in a key. */
const begun = (keyId: string, location: string | null = null) =>
  `INSERT INTO key_epochs VALUES ('${keyId}', '${'0'.repeat(64)}', 'incoming', 1, NULL, '999999999:1',
    ${location === null ? 'NULL' : `'${location}'`})`;

describe('key rotate', () => {
  it('seals everything with a new key, puts it in the place of the old one, and keeps that beside it', async () => {
    const home = await aHomeWithTraces();
    const before = home.read('keys/master.key');
    const { id } = await statusOf(home);
    const rotated = await home.json<Rotated>('key rotate --yes');
    expect(rotated).toEqual({
      from: id,
      to: expect.stringMatching(/^[0-9a-f]{8}$/),
      rows: { traces: 2 },
      verified: 2,
      file: keyFileOf(home),
      resumed: false,
      dryRun: false,
    });
    expect(await statusOf(home)).toMatchObject({
      id: rotated.to,
      rows: { [rotated.to]: 2 },
      canary: true,
      rotation: null,
    });
    expect(home.read('keys/master.key')).not.toBe(before);
    expect(home.read(`keys/master.key.${id}`)).toBe(before);
    expect(readdirSync(join(home.path, 'keys'))).toHaveLength(2);
    expect(await isWhole(home)).toBe(true);
  });

  it('says to a person what it did, where the keys are, and what is to be done now', async () => {
    const home = await aHomeWithTraces();
    const { id } = await statusOf(home);
    const { code, stdout, stderr } = await home.run('key rotate --yes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const words of [
      '2 in traces',
      'All that is sealed, 2 in number, opens',
      keyFileOf(home),
      `master.key.${id}`,
      'key recovery -o',
    ])
      expect(stdout).toContain(words);
    expect(stdout).not.toContain('TZUROT_MASTER_KEY_FILE');
    for (const key of ['keys/master.key', `keys/master.key.${id}`]) expect(stdout).not.toContain(home.read(key).trim());
  });

  it('leaves every file for its owner alone', async () => {
    const home = await aHomeWithTraces();
    await home.run('key rotate --yes');
    const open = readdirSync(home.path, { recursive: true, encoding: 'utf8' }).filter(
      name => (statSync(join(home.path, name)).mode & 0o077) !== 0,
    );
    expect(open).toEqual([]);
  });

  it('asks first, and names the command that answers where nobody can be asked', async () => {
    const home = await aHomeWithTraces();
    const before = everythingIn(home.path);
    expect(await home.failure('key rotate')).toMatchObject({
      exit: 2,
      code: 'invalid',
      try: 'key rotate --json --yes',
    });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('tells what it would do, and writes nothing, with --dry-run', async () => {
    const home = await aHomeWithTraces();
    const { id } = await statusOf(home);
    const before = everythingIn(home.path);
    expect(await home.json('key rotate --dry-run')).toEqual({
      from: id,
      to: null,
      rows: { traces: 2 },
      verified: 2,
      file: keyFileOf(home),
      resumed: false,
      dryRun: true,
    });
    expect((await home.run('key rotate --dry-run')).stdout).toContain('Would seal 2 sealed values (2 in traces)');
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('can be done in a home in which nothing is sealed', async () => {
    const home = await aHome();
    expect(await home.json('key rotate --yes')).toMatchObject({ rows: {}, verified: 0 });
    expect(await isWhole(home)).toBe(true);
  });

  it('can be done again and again', async () => {
    const home = await aHomeWithTraces();
    for (const keys of [2, 3, 4]) {
      await home.json('key rotate --yes');
      expect(readdirSync(join(home.path, 'keys'))).toHaveLength(keys);
    }
    expect(await isWhole(home)).toBe(true);
  });

  it('can be done in a home from before there were keys of one’s own', async () => {
    const home = await aHomeWithTraces();
    makeHistoric(join(home.path, 'tzurot.db'));
    expect(await home.failure('key rotate --yes')).toMatchObject({ exit: 4, try: 'migrate up' });
    await home.json('migrate up');
    expect(await home.json<Rotated>('key rotate --yes')).toMatchObject({ rows: { traces: 2 }, verified: 2 });
    expect(await isWhole(home)).toBe(true);
  });

  it('leaves a home in which people go on talking', async () => {
    const home = await aHomeWithTraces();
    await home.json('key rotate --yes');
    const { reference } = await home.json<{ reference: string }>('chat lilith -m hello');
    expect(await home.json(`trace ${reference}`)).toMatchObject({ reference });
  });
});

describe('key rotate where the key is not in the home', () => {
  const namedFile = (home: Home) => {
    const path = join(home.folder, 'named.key');
    writeFileSync(path, other, { mode: 0o600 });
    return path;
  };

  it('changes the file that the operator names', async () => {
    const home = anEmptyPlace();
    const file = namedFile(home);
    const env = { TZUROT_MASTER_KEY_FILE: file };
    await home.run('init', { env });
    expect(await home.json('key rotate --yes', { env })).toMatchObject({ file });
    expect(await statusOf(home, env)).toMatchObject({ file, warnings: [] });
    expect(readFileSync(file, 'utf8')).not.toBe(other);
    expect(readdirSync(home.folder).filter(name => name.startsWith('named.key.'))).toHaveLength(1);
  });

  it.each(['APP_MASTER_KEY', 'ENCRYPTION_KEY'])('must be told where to put it, when it is in %s', async name => {
    const home = anEmptyPlace();
    const env = { [name]: other };
    await home.run('init', { env });
    const before = everythingIn(home.path);
    expect(await home.failure('key rotate --yes', { env })).toMatchObject({
      exit: 2,
      code: 'invalid',
      message: expect.stringContaining(name),
      try: 'key rotate -o FILE',
    });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('opens from there, warns of the old one in the environment, and stops when both are set', async () => {
    const env = { APP_MASTER_KEY: other };
    const home = await aHomeWithTraces({ env });
    const file = join(home.folder, 'new.key');
    const said = await home.run(`key rotate --yes -o ${file}`, { env });
    expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining(`TZUROT_MASTER_KEY_FILE=${file}`) });
    const after = await home.run('key status', { env });
    expect(after).toMatchObject({ code: 0, stderr: expect.stringMatching(/APP_MASTER_KEY holds.*new\.key/) });
    expect(await isWhole(home, { TZUROT_MASTER_KEY_FILE: file })).toBe(true);
    expect(await isWhole(home)).toBe(true);
    const both = { ...env, TZUROT_MASTER_KEY_FILE: file };
    expect(await home.failure('key status', { env: both })).toMatchObject({ exit: 2, code: 'invalid' });
  });

  it('moves the key out of the home when it is told so', async () => {
    const home = await aHomeWithTraces();
    const { id } = await statusOf(home);
    const file = join(home.folder, 'new.key');
    await home.json(`key rotate --yes -o ${file}`);
    expect(readdirSync(join(home.path, 'keys'))).toEqual([]);
    expect(readdirSync(home.folder)).toEqual(expect.arrayContaining(['new.key', `new.key.${id}`]));
    for (const env of [{}, { TZUROT_MASTER_KEY_FILE: file }]) expect(await isWhole(home, env)).toBe(true);
  });

  it('leaves a file alone that is there already', async () => {
    const home = await aHomeWithTraces();
    const file = join(home.folder, 'letter.txt');
    writeFileSync(file, 'Dear Bob');
    expect(await home.failure(`key rotate --yes -o ${file}`)).toMatchObject({ exit: 4, code: 'conflict' });
    expect(readFileSync(file, 'utf8')).toBe('Dear Bob');
    expect(await statusOf(home)).toMatchObject({ rotation: null });
  });
});

describe('a change of master keys that was not finished', () => {
  it('is said by key status and by the doctor, who know what helps', async () => {
    const home = await aHomeWithTraces();
    inStore(home, begun('4e5f6071'));
    expect(await statusOf(home)).toMatchObject({
      rotation: { to: '4e5f6071', since: expect.any(String), worker: '999999999:1' },
      warnings: [expect.stringContaining('not finished')],
    });
    expect((await home.run('key status')).stderr).toContain('key rotate');
    const { ok, checks } = await home.json<{ ok: boolean; checks: { id: string }[] }>('doctor --offline');
    expect(ok).toBe(true);
    expect(checks.find(({ id }) => id === 'master-key')).toMatchObject({ status: 'warn', try: 'key rotate' });
  });

  it('of which the key was never used is begun anew', async () => {
    const home = await aHomeWithTraces();
    inStore(home, begun('4e5f6071'));
    expect(await home.json('key rotate --yes')).toMatchObject({ resumed: false, verified: 2 });
    expect(await statusOf(home)).toMatchObject({ rotation: null, warnings: [] });
  });

  it('is refused with exit code 4 while the one who began it is alive, who is named', async () => {
    const home = await aHomeWithTraces();
    inStore(home, begun('4e5f6071').replace('999999999:1', `${process.ppid}:${beginningOf(process.ppid)}`));
    expect(await home.failure('key rotate --yes')).toMatchObject({
      exit: 4,
      code: 'conflict',
      message: expect.stringContaining(String(process.ppid)),
    });
  });

  it('is refused with exit code 7 when a key that is needed is gone, and goes on when it is back', async () => {
    const home = await aHomeWithTraces();
    const { from, to } = await home.json<Rotated>('key rotate --yes');
    const [oldFile, aside] = [`${keyFileOf(home)}.${from}`, join(home.folder, 'aside')];
    inStore(home, `UPDATE key_epochs SET state = 'incoming', worker = '999999999:1' WHERE key_id = '${to}'`);
    inStore(home, `UPDATE key_epochs SET state = 'active', retired_at = NULL WHERE key_id = '${from}'`);
    renameSync(oldFile, aside);
    const before = everythingIn(home.path);
    expect(await home.failure('key rotate --yes')).toMatchObject({
      exit: 7,
      code: 'corrupt',
      details: { needs: from },
    });
    expect(everythingIn(home.path)).toEqual(before);
    renameSync(aside, oldFile);
    expect(await home.json('key rotate --yes')).toMatchObject({ from, to, resumed: true, verified: 2 });
    expect(await isWhole(home)).toBe(true);
  });

  it('is finished when only the files were left to be put in order', async () => {
    const home = await aHomeWithTraces();
    const { from, to } = await home.json<Rotated>('key rotate --yes');
    renameSync(keyFileOf(home), `${keyFileOf(home)}.${to}`);
    copyFileSync(`${keyFileOf(home)}.${from}`, keyFileOf(home));
    expect(await statusOf(home)).toMatchObject({ id: to, rotation: { to, worker: null } });
    expect(await isWhole(home)).toBe(true);
    expect(await home.json('key rotate --yes')).toMatchObject({ from, to, resumed: true, rows: {} });
    expect(readdirSync(join(home.path, 'keys')).toSorted()).toEqual(['master.key', `master.key.${from}`]);
  });
});

describe('a value that does not open', () => {
  it('is named with exit code 7, and the old key stays in use', async () => {
    const home = await aHomeWithTraces();
    const { id } = await statusOf(home);
    inStore(home, `UPDATE traces SET sealed = substr(sealed, 1, length(sealed) - 4) || 'AAAA' WHERE rowid = 1`);
    const failure = await home.failure('key rotate --yes');
    expect(failure).toMatchObject({
      exit: 7,
      code: 'corrupt',
      message: expect.stringContaining('1 sealed value does not open: traces '),
      details: { locked: [{ table: 'traces' }] },
    });
    expect(await statusOf(home)).toMatchObject({ id, rotation: null });
  });
});

describe('after a change of master keys', () => {
  it('a recovery copy gives back the new key, and one from before does not', async () => {
    const home = await aHomeWithTraces();
    const [old, recent] = ['old.txt', 'new.txt'].map(name => join(home.folder, name));
    await home.json(`key recovery -o ${old}`);
    const { to } = await home.json<Rotated>('key rotate --yes');
    await home.json(`key recovery -o ${recent}`);
    rmSync(keyFileOf(home));
    expect(await home.failure('key status')).toMatchObject({
      exit: 7,
      message: expect.stringMatching(/is gone.*key rotate.*2 sealed values need it/),
    });
    expect(await home.failure(`init --recovery ${old}`)).toMatchObject({ exit: 7, details: { needs: to } });
    await home.json(`init --recovery ${recent}`);
    expect(await statusOf(home)).toMatchObject({ id: to, warnings: [] });
    expect(await isWhole(home)).toBe(true);
  });

  it('a snapshot from before opens with the old key, and the next change puts that right', async () => {
    const home = await aHomeWithTraces();
    mkdirSync(join(home.path, 'snapshots'), { mode: 0o700 });
    inStore(home, `VACUUM INTO '${join(home.path, 'snapshots', 'before.db')}'`);
    chmodSync(join(home.path, 'snapshots', 'before.db'), 0o600);
    const { from, to } = await home.json<Rotated>('key rotate --yes');
    await home.run('migrate restore before.db --yes');
    expect(await statusOf(home)).toMatchObject({
      id: from,
      rotation: null,
      warnings: [expect.stringMatching(new RegExp(`holds the master key ${to}.*Take the first one away`))],
    });
    const advised = { TZUROT_MASTER_KEY_FILE: join(home.path, 'keys', `master.key.${from}`) };
    renameSync(join(home.path, 'keys', 'master.key'), join(home.folder, 'taken-away'));
    expect(await home.json('key status', { env: advised })).toMatchObject({ id: from, warnings: [] });
    renameSync(join(home.folder, 'taken-away'), join(home.path, 'keys', 'master.key'));
    const rotated = await home.json<Rotated>('key rotate --yes');
    expect(rotated).toMatchObject({ from, resumed: false, verified: 2 });
    expect(readdirSync(join(home.path, 'keys')).toSorted()).toEqual(
      ['master.key', `master.key.${from}`, `master.key.${to}`].toSorted(),
    );
    expect(await statusOf(home)).toMatchObject({ id: rotated.to, warnings: [] });
  });

  it('the wrong key is still refused before anything is touched', async () => {
    const home = await aHomeWithTraces();
    const { to } = await home.json<Rotated>('key rotate --yes');
    writeFileSync(keyFileOf(home), other);
    const before = everythingIn(home.path);
    expect(await home.failure('chat lilith -m hello')).toMatchObject({ exit: 7, details: { needs: to } });
    expect(everythingIn(home.path)).toEqual(before);
  });
});

it('warns of a master key that is older than 90 days, in key status and in doctor', async () => {
  const home = await aHome();
  inStore(home, 'UPDATE key_epochs SET created_at = created_at - 91 * 86400000000');
  const { stderr } = await home.run('key status');
  expect(stderr).toMatch(/91 days old.*key rotate/);
  const { checks } = await home.json<{ checks: { id: string }[] }>('doctor --offline');
  expect(checks.find(({ id }) => id === 'master-key')).toMatchObject({ status: 'warn', try: 'key rotate' });
});

function beginningOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
