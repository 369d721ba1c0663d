import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aPdf, saying } from '../support/pdf.js';
import { aGif } from '../support/pictures.js';
import { aHomeWithLilith, laid, type Home } from '../support/run-command.js';

type Traced = { readonly parts: readonly { readonly name: string; readonly text: string }[] };

/** What lilith was told of the files that came with the last message. */
async function toldOf(home: Home, chat: string): Promise<string> {
  const { reference } = await home.json<{ reference: string }>(chat);
  const { parts } = await home.json<Traced>(`trace ${reference}`);
  return parts.find(({ name }) => name === 'attachments')?.text ?? '';
}

describe('a file that is shown with --attach', () => {
  it('is read to the personality, and noted in what was said', async () => {
    const home = await aHomeWithLilith();
    const notes = laid(home, 'notes.md', Buffer.from('# Bees\n\nThey dance.'));
    const told = await toldOf(home, `chat lilith -m "What is this?" --attach ${notes}`);
    expect(told).toContain('<document name="notes.md">\n# Bees\n\nThey dance.\n</document>');
    expect(await home.json('history')).toMatchObject([{ text: 'What is this?\n[document: notes.md]' }, {}]);
  });

  it('is read also as a PDF', async () => {
    const home = await aHomeWithLilith();
    const pdf = laid(home, 'tower.pdf', aPdf(saying('The tower has no door.')));
    expect(await toldOf(home, `chat lilith -m "And this?" --attach ${pdf}`)).toContain('The tower has no door.');
  });

  it('may be one of several, and needs no words beside it', async () => {
    const home = await aHomeWithLilith();
    const [cat, archive] = [laid(home, 'cat.gif', aGif()), laid(home, 'a.zip', Buffer.from('PK\x03\x04'))];
    const told = await toldOf(home, `chat lilith -m "" --attach ${cat} --attach ${archive}`);
    expect(told).toContain('cat.gif');
    expect(told).toContain('<file name="a.zip">\nYou cannot read this file.');
    expect(await home.json('history')).toMatchObject([{ text: '[picture: cat.gif]\n[file: a.zip]' }, {}]);
  });

  it('changes nothing of what a script is told', async () => {
    const home = await aHomeWithLilith();
    const cat = laid(home, 'cat.gif', aGif());
    const [without, shown] = [await home.json('chat lilith -m hello'), await home.json(`chat lilith -m hello --attach ${cat}`)]; // prettier-ignore
    expect(Object.keys(Object(shown))).toEqual(Object.keys(Object(without)));
  });
});

describe('a file that cannot be shown', () => {
  it.each([
    ['is not there', () => 'nowhere.png', 3, /There is no file nowhere\.png\./],
    [
      'is a folder',
      (home: Home) => (mkdirSync(join(home.folder, 'folder')), join(home.folder, 'folder')),
      2,
      /is no file/,
    ],
    [
      'is too large',
      (home: Home) => laid(home, 'large', new Uint8Array(10 * 1024 * 1024 + 1)),
      2,
      /10 MB are the most/,
    ],
  ])('because it %s is refused before anything is said', async (_, pathIn, code, message) => {
    const home = await aHomeWithLilith();
    const refused = await home.run(`chat lilith -m hello --attach ${pathIn(home)}`);
    expect(refused).toMatchObject({ code, stderr: expect.stringMatching(message) });
    expect(await home.json('history')).toEqual([]);
  });

  it('because there are too many is refused with what to do', async () => {
    const home = await aHomeWithLilith();
    const cat = laid(home, 'cat.gif', aGif());
    const { code, stderr } = await home.run(`chat lilith -m hello${` --attach ${cat}`.repeat(11)}`);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('at most 10 files') });
  });
});
