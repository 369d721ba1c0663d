import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aPng, text } from '../domain/png/pictures.js';
import { aHome, aHomeWithLilith, everythingIn, idOf, laid, type Home } from '../support/run-command.js';

const bob = idOf('bob');
const gif = Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.from([7, 0, 5, 0])]);

const avatarOf = async (home: Home, slug = 'lilith') =>
  (await home.json<{ avatar: object | null }>(`personality show ${slug}`)).avatar;

describe('personality avatar set', () => {
  it('keeps a picture by what is in it, whatever its file is called', async () => {
    const home = await aHomeWithLilith();
    const bytes = aPng();
    const set = await home.json<{ sha256: string }>(`personality avatar set lilith ${laid(home, 'a.txt', bytes)}`);
    const kept = { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), type: 'image/png', bytes: bytes.length };
    expect(set).toEqual({ ...kept, width: 1, height: 1 });
    expect(await avatarOf(home)).toEqual({ ...kept, sha256: set.sha256 });
    expect(await home.json('verify')).toMatchObject({ ok: true, tables: { avatars: { rows: 1 } } });
  });

  it('says so, and the page of the personality does too', async () => {
    const home = await aHomeWithLilith();
    expect(await home.run(`personality avatar set lilith ${laid(home, 'a.gif', gif)}`)).toEqual({
      code: 0,
      stdout: 'Lilith has a new picture (image/gif, 7 × 5).\n',
      stderr: '',
    });
    expect((await home.run('personality show lilith')).stdout).toMatch(/^picture +image\/gif, 10 bytes$/m);
  });

  it('replaces the picture before, which is kept for nobody', async () => {
    const home = await aHomeWithLilith();
    await home.run(`personality avatar set lilith ${laid(home, 'a.gif', gif)}`);
    await home.run(`personality avatar set lilith ${laid(home, 'b.png', aPng())}`);
    expect(await avatarOf(home)).toMatchObject({ type: 'image/png' });
    expect(home.read('tzurot.db')).not.toContain(gif.toString('latin1'));
  });

  it.each([
    ['something that is no picture', Buffer.from('{}'), /neither a PNG, JPEG, GIF nor WebP/],
    ['a damaged one', aPng().subarray(0, 20), /./],
    ['one with too many pixels', Buffer.concat([gif.subarray(0, 6), Buffer.from([1, 16, 1, 16])]), /4097 by 4097/],
    ['one that is too large a file', aPng(text('a', 'x'.repeat(10 * 1024 * 1024))), /10\.0 MB, and 10 MB are the most/],
  ])('refuses %s, and changes nothing', async (_, bytes, message) => {
    const home = await aHomeWithLilith();
    await home.run(`personality avatar set lilith ${laid(home, 'a.gif', gif)}`);
    const before = await avatarOf(home);
    const path = laid(home, 'b.png', bytes);
    expect(await home.failure(`personality avatar set lilith ${path}`)).toMatchObject({
      exit: 2,
      message: expect.stringMatching(message),
    });
    expect(await avatarOf(home)).toEqual(before);
  });

  it('refuses what is no file, or not there', async () => {
    const home = await aHomeWithLilith();
    mkdirSync(join(home.folder, 'folder'));
    const set = (name: string) => home.failure(`personality avatar set lilith ${join(home.folder, name)}`);
    expect(await set('folder')).toMatchObject({ exit: 2, code: 'invalid' });
    expect(await set('nothing.png')).toMatchObject({ exit: 3, code: 'not_found' });
  });

  it('is for the owner of a personality only', async () => {
    const home = await aHomeWithLilith();
    await home.run('personality edit lilith --set isPublic=true');
    const before = everythingIn(home.path);
    const path = laid(home, 'a.gif', gif);
    expect(await home.failure(`personality avatar set lilith ${path} --as ${bob}`)).toMatchObject({ exit: 5 });
    expect(await home.failure(`personality avatar remove lilith --as ${bob}`)).toMatchObject({ exit: 5 });
    expect(everythingIn(home.path)).toEqual(before);
  });
});

describe('personality avatar remove', () => {
  it('takes the picture away', async () => {
    const home = await aHomeWithLilith();
    const path = laid(home, 'a.gif', gif);
    const { sha256 } = await home.json<{ sha256: string }>(`personality avatar set lilith ${path}`);
    expect(await home.json('personality avatar remove lilith')).toEqual({ slug: 'lilith', removed: sha256 });
    expect(await avatarOf(home)).toBeNull();
    expect(await home.failure('personality avatar remove lilith')).toMatchObject({
      exit: 3,
      try: 'personality avatar set lilith FILE',
    });
  });

  it('leaves it to another who has the same', async () => {
    const home = await aHomeWithLilith();
    await home.run('personality create luna --name Luna');
    const path = laid(home, 'a.gif', gif);
    for (const slug of ['lilith', 'luna']) await home.run(`personality avatar set ${slug} ${path}`);
    await home.run('personality avatar remove lilith');
    await home.run('personality delete lilith --yes');
    expect(await avatarOf(home, 'luna')).toMatchObject({ type: 'image/gif', bytes: gif.length });
  });

  it('is not undone by taking an import back, when the picture was put in by hand', async () => {
    const home = await aHomeWithLilith();
    const card = laid(home, 'card.json', Buffer.from('{"spec":"chara_card_v2","data":{"name":"Luna"}}'));
    const { batch } = await home.json<{ batch: string }>(`import ${card}`);
    await home.run(`personality avatar set lilith ${laid(home, 'a.gif', gif)}`);
    await home.run(`import undo ${batch} --yes`);
    expect(await avatarOf(home)).toMatchObject({ type: 'image/gif' });
  });
});

/** A picture with a card of somebody in it. */
const cardOf = (name: string, description: string) =>
  aPng(text('chara', Buffer.from(JSON.stringify({ spec: 'chara_card_v2', data: { name, description, extensions: { tzurot: { id: name } } } })).toString('base64'))); // prettier-ignore

const imported = async (home: Home, name: string, bytes: Uint8Array) =>
  (await home.json<{ batch: string }>(`import ${laid(home, name, bytes)}`)).batch;

it('a picture that an import replaced comes back with the taking back, whatever was taken back before', async () => {
  const home = await aHome();
  await imported(home, '1.png', cardOf('Luna', 'A moth.'));
  const first = await avatarOf(home, 'luna');
  const second = await imported(home, '2.png', cardOf('Luna', 'A hawk moth.'));
  expect(await avatarOf(home, 'luna')).not.toEqual(first);
  const other = await imported(home, '3.png', cardOf('Sol', 'The sun.'));
  for (const batch of [other, second]) await home.run(`import undo ${batch} --yes`);
  expect(await avatarOf(home, 'luna')).toEqual(first);
});

it('a picture that an import may have to put back stays when another is put in by hand', async () => {
  const home = await aHome();
  await imported(home, '1.png', cardOf('Luna', 'A moth.'));
  const first = await avatarOf(home, 'luna');
  const second = await imported(home, '2.png', cardOf('Luna', 'A hawk moth.'));
  for (const name of ['1.png', '2.png']) await home.run(`personality avatar set luna ${join(home.folder, name)}`);
  await home.run(`import undo ${second} --yes`);
  expect(await avatarOf(home, 'luna')).toEqual(first);
});
