import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { everythingIn, type Home } from '../support/run-command.js';
import { aHomeOfAda, aLine, aMemory, brought, bytesIn, filesOfLilith, lay } from '../support/importing.js';

const inDatabase = (home: Home, sql: string) => {
  const db = new Sqlite(join(home.path, 'tzurot.db'));
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
};

const imported = async () => {
  const home = await aHomeOfAda();
  const { batch } = await brought(home, lay(home, 'backup', filesOfLilith({ history: [aLine(0), aLine(1)] })));
  return { home, batch };
};

const archived = (home: Home) =>
  Object.keys(everythingIn(home.path)).filter(name => /^archive\/.*[0-9a-f]{64}$/.test(name));

type Verified = { readonly ok: boolean; readonly mismatches: object[]; readonly changedSince: object[] };

const verified = async (home: Home, batch: string): Promise<Verified & { code: number }> => {
  const { code, stdout } = await home.run(`import verify ${batch} --json`);
  return { code, ...JSON.parse(stdout) };
};

describe('import verify', () => {
  it('finds everything as it was', async () => {
    const { home, batch } = await imported();
    expect(await verified(home, batch)).toEqual({ code: 0, ok: true, files: 3, mismatches: [], changedSince: [] });
    expect(await home.run(`import verify ${batch}`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('byte for byte'),
    });
  });

  it('finds one byte that flipped in the archive, wherever: exit code 7', async () => {
    const { home, batch } = await imported();
    const [file = ''] = archived(home);
    const path = join(home.path, file);
    const bytes = readFileSync(path);
    for (const at of [0, 5, 20, 40, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(path, flipped);
      const found = await verified(home, batch);
      expect(found).toMatchObject({ code: 7, ok: false });
      expect(found.mismatches).toHaveLength(1);
    }
  });

  it('finds a file that was cut, or is gone', async () => {
    const { home, batch } = await imported();
    const [one = '', other = ''] = archived(home);
    writeFileSync(join(home.path, one), readFileSync(join(home.path, one)).subarray(0, -1));
    writeFileSync(join(home.path, other), '');
    const found = await verified(home, batch);
    expect(found).toMatchObject({ code: 7, ok: false });
    expect(found.mismatches).toHaveLength(2);
  });

  it('finds files that were exchanged', async () => {
    const { home, batch } = await imported();
    const [one = '', other = ''] = archived(home);
    writeFileSync(join(home.path, one), readFileSync(join(home.path, other)));
    expect(await verified(home, batch)).toMatchObject({ code: 7, ok: false });
  });

  it.each([
    [
      'a record that is remembered no more',
      'DELETE FROM import_records WHERE seq = (SELECT min(seq) FROM import_records)',
    ],
    [
      'a record that is said to be something else',
      "UPDATE import_records SET outcome = 'archived' WHERE kind = 'memories' AND seq = (SELECT max(seq) FROM import_records WHERE kind = 'memories')",
    ],
    ['a file that is remembered no more', 'DELETE FROM import_files WHERE seq = (SELECT max(seq) FROM import_files)'],
    [
      'another number in the report',
      `UPDATE import_batches SET report = replace(report, '"memories":{"read":2,"created":2', '"memories":{"read":3,"created":3')`,
    ],
  ])('finds %s: exit code 7', async (_, sql) => {
    const { home, batch } = await imported();
    inDatabase(home, sql);
    expect(await verified(home, batch)).toMatchObject({ code: 7, ok: false });
  });

  it('lists what people changed and deleted since, which is no mismatch', async () => {
    const { home, batch } = await imported();
    const [memory] = await home.json<{ id: string }[]>('memory list lilith');
    await home.run(`memory delete ${memory?.id} --yes`);
    await home.run('personality edit lilith --set "errorMessage=Mine."');
    const found = await verified(home, batch);
    expect(found).toMatchObject({ code: 0, ok: true, mismatches: [] });
    expect(found.changedSince).toHaveLength(2);
    expect(found.changedSince).toContainEqual(
      expect.objectContaining({ kind: 'memories', id: memory?.id, what: 'deleted' }),
    );
  });

  it('of an earlier batch is sound also when a later one brought news', async () => {
    const { home, batch } = await imported();
    const later = await brought(
      home,
      lay(
        home,
        'later',
        filesOfLilith({ config: { error_message: 'New.' }, memories: [aMemory(1, { result: 'Anew.' })] }),
      ),
    );
    expect(await verified(home, batch)).toMatchObject({ code: 0, ok: true });
    expect(await verified(home, later.batch)).toMatchObject({ code: 0, ok: true, changedSince: [] });
  });

  it('does not know batches that are not there, or were taken back', async () => {
    const { home, batch } = await imported();
    expect(await home.failure('import verify nothing')).toMatchObject({ exit: 3 });
    await home.run(`import undo ${batch} --yes`);
    expect(await home.failure(`import verify ${batch}`)).toMatchObject({ exit: 4 });
  });
});

describe('import extract', () => {
  it('gives back every file, byte for byte, under its own path', async () => {
    const { home, batch } = await imported();
    expect(await home.json(`import extract ${batch} -o ${home.folder}/out`)).toMatchObject({ files: 3 });
    expect(bytesIn(join(home.folder, 'out'))).toEqual(bytesIn(join(home.folder, 'backup')));
  });

  it('does not write where there is something already', async () => {
    const { home, batch } = await imported();
    const before = bytesIn(join(home.folder, 'backup'));
    expect((await home.failure(`import extract ${batch} -o ${home.folder}/backup`)).exit).toBeGreaterThan(1);
    expect(bytesIn(join(home.folder, 'backup'))).toEqual(before);
  });

  it('gives a single file that was named its own name', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', {
      'lilith.json': JSON.stringify({ spec: 'chara_card_v2', spec_version: '2.0', data: { name: 'Lilith' } }),
    });
    const { batch } = await brought(home, `${place}/lilith.json`);
    await home.json(`import extract ${batch} -o ${home.folder}/out`);
    expect(bytesIn(join(home.folder, 'out'))).toEqual(bytesIn(place));
  });

  it('keeps files apart that lie under the same name in two folders that were named', async () => {
    const home = await aHomeOfAda();
    const one = lay(home, 'one', {
      'same/lilith.json': { spec: 'chara_card_v2', spec_version: '2.0', data: { name: 'Lilith' } },
    });
    const two = lay(home, 'two', {
      'same/lilith.json': { spec: 'chara_card_v2', spec_version: '2.0', data: { name: 'Azazel' } },
    });
    const { batch } = await brought(home, `${one}/same ${two}/same`);
    await home.json(`import extract ${batch} -o ${home.folder}/out`);
    expect(Object.values(bytesIn(join(home.folder, 'out'))).toSorted()).toEqual(
      [...Object.values(bytesIn(one)), ...Object.values(bytesIn(two))].toSorted(),
    );
  });

  it('gives a file its own path also when the same bytes lie under two', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', {
      ...filesOfLilith(),
      'copy/lilith.json': filesOfLilith()['lilith/lilith.json'],
    });
    const { batch } = await brought(home, place);
    await home.json(`import extract ${batch} -o ${home.folder}/out`);
    expect(bytesIn(join(home.folder, 'out'))).toEqual(bytesIn(place));
  });
});
