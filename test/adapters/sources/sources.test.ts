import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contentOf, entriesAt, sourcesContract } from '../../contracts/sources.js';
import { lay } from './laying.js';

sourcesContract(lay);

describe('files on a disk', () => {
  it('are not reached through links in a folder', async () => {
    const laid = lay({ 'secret/key': 'x', 'b/a.json': '1' });
    symlinkSync(laid.at('secret/key'), laid.at('b/link'));
    symlinkSync(laid.at('secret'), laid.at('b/folder'));
    symlinkSync('nowhere', laid.at('b/dangling'));
    expect(await entriesAt(laid, 'b')).toMatchObject([
      { path: 'a.json', kind: 'file' },
      { path: 'dangling', kind: 'refused', code: 'symlink' },
      { path: 'folder', kind: 'refused', code: 'symlink' },
      { path: 'link', kind: 'refused', code: 'symlink' },
    ]);
  });

  it('are reached through a link that a person named', async () => {
    const laid = lay({ 'real/a.json': '1' });
    symlinkSync(laid.at('real'), laid.at('link'));
    symlinkSync(laid.at('real/a.json'), laid.at('link.json'));
    expect((await entriesAt(laid, 'link', 'link.json')).map(({ path, kind }) => [path, kind])).toEqual([
      ['a.json', 'file'],
      ['link.json', 'file'],
    ]);
  });

  it('are not read when they have become links meanwhile', async () => {
    const laid = lay({ 'secret/key': 'x', 'b/a.json': '1' });
    const [entry] = await entriesAt(laid, 'b');
    if (entry === undefined) throw new Error('There is no entry.');
    rmSync(laid.at('b/a.json'));
    symlinkSync(laid.at('secret/key'), laid.at('b/a.json'));
    await expect(contentOf(entry)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('link'),
    });
  });

  it('are refused when they are no files', async () => {
    const laid = lay({ 'b/a.json': '1' });
    const server = createServer().listen(laid.at('b/socket'));
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const socket = { path: 'socket', kind: 'refused', code: 'special' };
    expect(await entriesAt(laid, 'b')).toMatchObject([{ path: 'a.json' }, socket]);
    expect(await entriesAt(laid, 'b/socket')).toMatchObject([socket]);
  });

  it.skipIf(process.getuid?.() === 0)('are refused when they may not be read', async () => {
    const laid = lay({ 'b/a.json': '1', 'b/c/d.json': '' });
    chmodSync(laid.at('b/a.json'), 0);
    chmodSync(laid.at('b/c'), 0);
    expect(await entriesAt(laid, 'b')).toMatchObject([
      { path: 'a.json', kind: 'refused', code: 'unreadable' },
      { path: 'c', kind: 'refused', code: 'unreadable' },
    ]);
    chmodSync(laid.at('b/c'), 0o700);
  });

  it('are not there in an empty folder', async () => {
    const laid = lay({});
    mkdirSync(laid.at('empty'));
    expect(await entriesAt(laid, 'empty')).toEqual([]);
  });

  it('are refused alone when their names are no text', async () => {
    const laid = lay({ 'b/a.json': '1', 'b/z.json': '2' });
    writeFileSync(Buffer.concat([Buffer.from(laid.at('b/m')), Buffer.from([0xff])]), 'x');
    expect((await entriesAt(laid, 'b')).map(entry => (entry.kind === 'refused' ? entry.code : entry.path))).toEqual([
      'a.json',
      'unreadable',
      'z.json',
    ]);
  });

  it('are given to their end when they have grown', async () => {
    const laid = lay({ 'b/a.json': '1' });
    const [entry] = await entriesAt(laid, 'b');
    if (entry === undefined) throw new Error('There is no entry.');
    writeFileSync(laid.at('b/a.json'), '12345');
    expect([entry.bytes, await contentOf(entry)]).toEqual([1, '12345']);
  });

  it('are left as they are, and nothing is put beside them', async () => {
    const laid = lay({ 'b/a.json': '1', 'b/c/d.json': '2' });
    for (const entry of await entriesAt(laid, 'b')) await contentOf(entry);
    expect(readdirSync(laid.at('b'), { recursive: true }).toSorted()).toEqual(['a.json', 'c', 'c/d.json']);
  });
});
