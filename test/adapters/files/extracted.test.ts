import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeSources } from '../../../src/adapters/files/extracted.js';
import { aFolder } from './folder.js';

const conflict = expect.objectContaining({ code: 'conflict' });
const corrupt = expect.objectContaining({ code: 'corrupt' });

const source = (path: string, ...pieces: readonly (string | Uint8Array)[]) => ({
  path,
  async *read() {
    for (const piece of pieces) yield Buffer.from(piece);
  },
});

describe('files that are written out', () => {
  it('lie under their paths, byte for byte, for their owner alone', async () => {
    const folder = join(aFolder(), 'new', 'out');
    const bytes = Buffer.from([0, 255, 13, 10]);
    await writeSources(folder, [source('a.json', '{"a":', ' 1}\r\n'), source('b/c/d.bin', bytes), source('empty')]);
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('{"a": 1}\r\n');
    expect(readFileSync(join(folder, 'b/c/d.bin')).equals(bytes)).toBe(true);
    expect(statSync(join(folder, 'empty')).size).toBe(0);
    expect((statSync(join(folder, 'a.json')).mode & 0o777).toString(8)).toBe('600');
  });

  it('have whatever names they had', async () => {
    const folder = join(aFolder(), 'out');
    const names = ['$HOME', '~', '__proto__', '灯台.json', '-rf', 'con.txt', '..dots', 'a b'];
    await writeSources(
      folder,
      names.map(name => source(name, name)),
    );
    expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
  });

  it('may go into a folder that is there and empty', async () => {
    const folder = aFolder();
    await writeSources(folder, [source('a', 'b')]);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('go into no folder in which something is', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'mine'), 'mine');
    await expect(writeSources(folder, [source('mine', 'theirs')])).rejects.toEqual(conflict);
    expect(readFileSync(join(folder, 'mine'), 'utf8')).toBe('mine');
  });

  it.each(['a file', 'a link'])('do not go where %s is', async what => {
    const folder = aFolder();
    const out = join(folder, 'out');
    mkdirSync(join(folder, 'elsewhere'));
    if (what === 'a file') writeFileSync(out, 'mine');
    else symlinkSync(join(folder, 'elsewhere'), out);
    await expect(writeSources(out, [source('a', 'b')])).rejects.toEqual(conflict);
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  it.each(['../out-there', 'a/../../out-there', '..', '', '.', '/'])('never lie outside, as %j would', async path => {
    const folder = aFolder();
    await expect(writeSources(join(folder, 'out'), [source(path, 'x')])).rejects.toEqual(corrupt);
    expect(existsSync(join(folder, 'out-there'))).toBe(false);
  });

  it('end with what goes wrong in reading them', async () => {
    const breaking = {
      path: 'a',
      async *read() {
        yield Buffer.from('x');
        throw new Error('The archive is damaged.');
      },
    };
    await expect(writeSources(join(aFolder(), 'out'), [breaking])).rejects.toThrow('The archive is damaged.');
  });

  it('do not overwrite one another', async () => {
    const folder = join(aFolder(), 'out');
    await expect(writeSources(folder, [source('a', 'first'), source('a', 'second')])).rejects.toEqual(conflict);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('first');
  });
});
