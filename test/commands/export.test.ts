import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../src/domain/png/chunks.js';
import { textsOf } from '../../src/domain/png/texts.js';
import { aPng, inflate, text } from '../domain/png/pictures.js';
import { aHome, idOf, type Home } from '../support/run-command.js';

const bob = idOf('bob');

async function aHomeWithLilith(): Promise<Home> {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith --set "prompt.character=An owl." --set prompt.tone=dry');
  return home;
}

const card = (more = '') =>
  `{"spec":"chara_card_v2","spec_version":"2.0","unheard":{"of":12345678901234567890},"data":{"name":"Luna",` +
  `"description":"A moth.","extensions":{"elsewhere":[1.0]},"odd":null,"character_book":{"entries":[` +
  `{"keys":["lamp"],"content":"It is warm.","enabled":true,"insertion_order":3,"extensions":{},"x":1e2}]}${more}}}`;

/** A home into which luna came with a card. */
async function aHomeWithLuna(bytes: Uint8Array = Buffer.from(card()), name = 'luna.json') {
  const home = await aHome();
  writeFileSync(join(home.folder, name), bytes);
  expect(await home.run(`import ${join(home.folder, name)}`)).toMatchObject({ code: 0 });
  return home;
}

type Card = { readonly spec: string; readonly data: Readonly<Record<string, unknown>> };

const exported = (home: Home, line: string) => home.json<Card>(`personality export ${line}`);
const file = (home: Home, name: string) => join(home.folder, name);

/** The cards in a picture, by their keywords. */
function cardsIn(png: Uint8Array): Record<string, Card> {
  const { texts } = textsOf(chunksOf(png).chunks, ['chara', 'ccv3'], inflate);
  const parsed = [...texts].map(
    ([keyword, value]) => [keyword, JSON.parse(Buffer.from(Buffer.from(value).toString('latin1'), 'base64').toString())] as const,
  ); // prettier-ignore
  return Object.fromEntries(parsed);
}

describe('personality export', () => {
  it.each([
    ['', 'chara_card_v3'],
    ['--format card-v3', 'chara_card_v3'],
    ['--format card-v2', 'chara_card_v2'],
  ])('writes a card with %s', async (flags, spec) => {
    const document = await exported(await aHomeWithLilith(), `lilith ${flags}`);
    expect(document).toMatchObject({ spec, data: { name: 'Lilith', description: 'An owl.' } });
    expect(document.data['extensions']).toMatchObject({ tzurot: { prompt: { tone: 'dry' } } });
  });

  it('writes a lorebook, and all that is known', async () => {
    const home = await aHomeWithLuna();
    expect(await exported(home, 'luna --format lorebook')).toMatchObject({
      spec: 'lorebook_v3',
      data: { entries: [{ keys: ['lamp'], content: 'It is warm.' }] },
    });
    expect(await exported(home, 'luna --format json')).toMatchObject({
      format: 'tzurot',
      personality: { slug: 'luna', prompt: { character: 'A moth.' } },
      lore: [{ keys: ['lamp'], content: 'It is warm.' }],
    });
  });

  it('writes the document itself where no file is named', async () => {
    const home = await aHomeWithLilith();
    const { stdout, stderr, code } = await home.run('personality export lilith');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(await exported(home, 'lilith'));
  });

  it('writes what it does not know of a card as it was, letter by letter', async () => {
    const home = await aHomeWithLuna();
    await home.run('personality edit luna --set prompt.character="A hawk moth."');
    const { stdout } = await home.run('personality export luna --format card-v2');
    for (const kept of ['12345678901234567890', '1.0', '1e2', '"odd": null']) expect(stdout).toContain(kept);
    expect(JSON.parse(stdout)).toMatchObject({ data: { description: 'A hawk moth.' } });
  });

  it('has nothing in it of what is remembered or was said', async () => {
    const home = await aHomeWithLilith();
    await home.run('chat lilith -m "My sister Noa keeps bees."');
    for (const format of ['card-v3', 'card-v2', 'lorebook', 'json'])
      expect((await home.run(`personality export lilith --format ${format}`)).stdout).not.toContain('Noa');
  });

  it('comes back as the same in another home', async () => {
    const home = await aHomeWithLuna();
    await home.run('personality edit luna --set prompt.tone=soft --set manner.status=awake --set voice.id=moth');
    await home.run(`personality export luna --format json -o ${file(home, 'own.json')}`);
    const other = await aHome();
    await other.run(`import ${file(home, 'own.json')}`);
    const [before, now] = [await home.json('personality show luna'), await other.json('personality show luna')];
    for (const same of ['slug', 'name', 'prompt', 'manner', 'voice', 'aliases'])
      expect(now).toHaveProperty(same, Object(before)[same]);
  });

  it('is for the owner of a personality only', async () => {
    const home = await aHomeWithLilith();
    expect(await home.failure(`personality export lilith --as ${bob}`)).toMatchObject({ exit: 3 });
    await home.run('personality edit lilith --set isPublic=true');
    expect(await home.failure(`personality export lilith --as ${bob}`)).toMatchObject({ exit: 5 });
  });

  it('knows no other format', async () => {
    expect(await (await aHomeWithLilith()).failure('personality export lilith --format docx')).toMatchObject({
      exit: 2,
    });
  });
});

describe('personality export into a file', () => {
  it('says what it wrote', async () => {
    const home = await aHomeWithLilith();
    const path = file(home, 'lilith.json');
    const answer = await exported(home, `lilith -o ${path}`);
    const written = readFileSync(path);
    expect(answer).toEqual({
      file: path,
      bytes: written.length,
      format: 'card-v3',
      sha256: createHash('sha256').update(written).digest('hex'),
    });
    expect(JSON.parse(written.toString())).toEqual(await exported(home, 'lilith'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves a file alone that is there', async () => {
    const home = await aHomeWithLilith();
    const path = file(home, 'mine.txt');
    writeFileSync(path, 'mine');
    expect(await home.failure(`personality export lilith -o ${path}`)).toMatchObject({ exit: 4, code: 'conflict' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('says so where no file can be made', async () => {
    const home = await aHomeWithLilith();
    expect(await home.failure(`personality export lilith -o ${file(home, 'no/such/folder.json')}`)).toMatchObject({
      exit: 6,
    });
  });
});

describe('personality export --png', () => {
  it('puts both versions of the card into the personality’s own picture', async () => {
    const picture = aPng(text('artist', 'ada'));
    const home = await aHomeWithLilith();
    writeFileSync(file(home, 'own.png'), picture);
    await home.run(`personality avatar set lilith ${file(home, 'own.png')}`);
    await home.run(`personality export lilith --png -o ${file(home, 'card.png')}`);
    const png = readFileSync(file(home, 'card.png'));
    expect(cardsIn(png)).toMatchObject({
      ccv3: { spec: 'chara_card_v3', data: { description: 'An owl.' } },
      chara: { spec: 'chara_card_v2', data: { description: 'An owl.' } },
    });
    const others = chunksOf(png).chunks.filter(({ data }) => !/^(?:ccv3|chara)\0/.test(Buffer.from(data).toString('latin1')));
    expect(others.map(({ whole }) => Buffer.from(whole))).toEqual(
      chunksOf(picture).chunks.map(({ whole }) => Buffer.from(whole)),
    );
  }); // prettier-ignore

  it('draws a plain picture for somebody who has none', async () => {
    const home = await aHomeWithLilith();
    expect(await home.run(`personality export lilith --png -o ${file(home, 'card.png')}`)).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(Object.keys(cardsIn(readFileSync(file(home, 'card.png')))).toSorted()).toEqual(['ccv3', 'chara']);
  });

  it('says so where the picture is no PNG', async () => {
    const home = await aHomeWithLilith();
    const gif = Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.from([7, 0, 5, 0])]);
    writeFileSync(file(home, 'own.gif'), gif);
    await home.run(`personality avatar set lilith ${file(home, 'own.gif')}`);
    expect(await home.run(`personality export lilith --png -o ${file(home, 'card.png')}`)).toMatchObject({
      code: 0,
      stderr: 'Its own picture is no PNG, so a plain one holds the card.\n',
    });
  });

  it('is the same card after it was imported', async () => {
    const png = aPng(text('chara', Buffer.from(card()).toString('base64')));
    const home = await aHomeWithLuna(png, 'luna.png');
    await home.run(`personality export luna --png -o ${file(home, 'again.png')}`);
    expect(cardsIn(readFileSync(file(home, 'again.png')))).toMatchObject({
      chara: { unheard: { of: JSON.parse('12345678901234567890') }, data: { odd: null } },
    });
  });

  it('needs a file, and a card', async () => {
    const home = await aHomeWithLilith();
    expect(await home.failure('personality export lilith --png')).toMatchObject({
      exit: 2,
      try: 'personality export lilith --png -o FILE.png',
    });
    const path = file(home, 'card.png');
    expect(await home.failure(`personality export lilith --png --format json -o ${path}`)).toMatchObject({ exit: 2 });
    expect(existsSync(path)).toBe(false);
  });
});
