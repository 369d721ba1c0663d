import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = new URL('../../bin/run.js', import.meta.url).pathname;

describe('several at once', () => {
  let home: string;
  beforeEach(() => {
    home = join(mkdtempSync(join(tmpdir(), 'tzurot-together-')), 'home');
  });
  afterEach(() => rmSync(join(home, '..'), { recursive: true }));

  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [program, ...args, '--home', home], { stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
    const [code] = await once(child, 'close');
    return { code, stdout };
  };
  const ok = async () => JSON.parse((await run('verify', '--json')).stdout).ok;

  it('make one home, with one master key, that opens', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => run('init')));
    expect(made.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await ok()).toBe(true);
  });

  it('lose no alias of which they said that it is there', async () => {
    await run('init');
    await run('personality', 'create', 'lilith', '--name', 'Lilith');
    const names = ['one', 'two', 'three', 'four'];
    const added = await Promise.all(names.map(name => run('personality', 'alias', 'add', 'lilith', name)));
    const said = names.filter((_, index) => added[index]?.code === 0);
    const { aliases } = JSON.parse((await run('personality', 'show', 'lilith', '--json')).stdout);
    expect(aliases).toEqual(said.toSorted());
    expect(said.length).toBeGreaterThan(0);
  });

  it('lose no setting', async () => {
    await run('init');
    const settings = [
      ['history.messages', '30'],
      ['recall.memories', '5'],
      ['timezone', 'Europe/Berlin'],
      ['trace.keepHours', '48'],
    ];
    const set = await Promise.all(settings.map(([key = '', value = '']) => run('config', 'set', key, value)));
    expect(set.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const list: { key: string; from: string }[] = JSON.parse((await run('config', 'list', '--json')).stdout);
    expect(
      list
        .filter(({ from }) => from === 'file')
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(settings.map(([key]) => key).toSorted());
  });

  it('change the master key once, and whoever comes second is told so or makes the next change', async () => {
    await run('init');
    await run('personality', 'create', 'lilith', '--name', 'Lilith');
    await Promise.all([1, 2, 3].map(each => run('chat', 'lilith', '-m', `This is number ${each}.`)));
    const changed = await Promise.all([1, 2, 3].map(() => run('key', 'rotate', '--yes', '--json')));
    const done = changed.filter(({ code }) => code === 0).map(({ stdout }) => JSON.parse(stdout));
    expect(changed.every(({ code }) => code === 0 || code === 4)).toBe(true);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ to }) => to)).size).toBe(done.length);
    expect(JSON.parse((await run('key', 'status', '--json')).stdout)).toMatchObject({ rotation: null, warnings: [] });
    expect(await ok()).toBe(true);
  });

  it('talk while the master key is changed, and nothing of it is lost', async () => {
    await run('init');
    await run('personality', 'create', 'lilith', '--name', 'Lilith');
    const [changed, ...talked] = await Promise.all([
      run('key', 'rotate', '--yes'),
      ...[1, 2, 3, 4].map(each => run('chat', 'lilith', '-m', `This is number ${each}.`)),
    ]);
    expect([changed, ...talked].map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(await ok()).toBe(true);
  });

  it('talk at once, and nothing of it is lost', async () => {
    await run('init');
    await run('personality', 'create', 'lilith', '--name', 'Lilith');
    const talked = await Promise.all([1, 2, 3, 4].map(each => run('chat', 'lilith', '-m', `This is number ${each}.`)));
    expect(talked.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const { counts } = JSON.parse((await run('personality', 'show', 'lilith', '--json')).stdout);
    expect(counts).toMatchObject({ memories: 8, messages: 8 });
    expect(await ok()).toBe(true);
  });
});
