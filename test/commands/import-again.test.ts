import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aZip } from '../adapters/sources/zips.js';
import { aPng } from '../domain/png/pictures.js';
import { aGif, aWebp } from '../support/pictures.js';
import type { Home } from '../support/run-command.js';
import {
  aConfig,
  aHomeOfAda,
  aLine,
  aMemory,
  bring,
  brought,
  codesOf,
  filesOfLilith,
  lay,
  shown,
  storeOf,
  tally,
  undo,
  uuid,
} from '../support/importing.js';

type Remembered = { readonly id: string; readonly text: string };

describe('the same once more', () => {
  it('is no news: no batch, all of it unchanged, and not a byte differs', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', filesOfLilith({ history: [aLine(0), aLine(1)] }));
    const first = await brought(home, place);
    const before = await storeOf(home);
    const second = await brought(home, place);
    expect(second.batch).toBe('none');
    for (const [kind, each] of Object.entries(second.totals))
      expect([kind, each.read, each.unchanged]).toEqual([kind, first.totals[kind as 'memories'].read, each.read]);
    expect(second.personalities.map(({ slug, action }) => [slug, action])).toEqual([['lilith', 'unchanged']]);
    expect(await storeOf(home)).toEqual(before);
  });

  it('is known by its bytes, wherever it lies', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    const second = await brought(home, lay(home, 'elsewhere', filesOfLilith()));
    expect(second.batch).toBe('none');
  });

  it('is no news either when a file was refused, or quarantined: exit code 0', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', {
      ...filesOfLilith({ memories: [aMemory(1), { id: 'x', result: 3, senders: [] }] }),
      'torn/torn.json': '{"id": "',
    });
    const first = await bring(home, place);
    expect(first.code).toBe(8);
    const second = await bring(home, place);
    expect(second).toMatchObject({ code: 0, report: { batch: null } });
    expect(tally(second.report, 'memories')).toEqual({ read: 2, unchanged: 2 });
  });

  it('with other spaces in it is the same: every record is unchanged', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith({ history: [aLine(0)] })));
    const before = await storeOf(home);
    const files = filesOfLilith({ history: [aLine(0)] });
    const spaced = Object.fromEntries(
      Object.entries(files).map(([name, value]) => [name, JSON.stringify(value, null, 2)]),
    );
    const second = await brought(home, lay(home, 'spaced', spaced));
    for (const each of Object.values(second.totals)) expect(each.unchanged).toBe(each.read);
    expect(second.personalities).toMatchObject([{ action: 'unchanged' }]);
    expect(await storeOf(home)).toEqual(before);
  });
});

describe('a source that changed', () => {
  it('brings only the difference', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith({ history: [aLine(0), aLine(1)] })));
    const changed = filesOfLilith({
      config: { error_message: 'The owls fled.' },
      memories: [aMemory(1, { result: 'They spoke of the tallest lighthouse.' }), aMemory(2), aMemory(3)],
      history: [aLine(0), aLine(1), aLine(2)],
    });
    const second = await brought(home, lay(home, 'later', changed));
    expect(tally(second, 'memories')).toEqual({ read: 3, created: 1, updated: 1, unchanged: 1 });
    expect(tally(second, 'messages')).toEqual({ read: 3, created: 1, unchanged: 2 });
    expect(tally(second, 'personalities')).toEqual({ read: 1, updated: 1 });
    expect(await shown(home, 'lilith')).toMatchObject({
      errorMessage: 'The owls fled.',
      counts: { memories: 3, messages: 3 },
    });
    const memories = await home.json<Remembered[]>('memory list lilith');
    expect(memories.map(({ text }) => text).toSorted()).toEqual([
      'They spoke of the 2th lighthouse.',
      'They spoke of the 3th lighthouse.',
      'They spoke of the tallest lighthouse.',
    ]);
    const found = await home.json<Remembered[]>('memory search lilith tallest');
    expect(found[0]?.text).toBe('They spoke of the tallest lighthouse.');
  });

  it('leaves what was changed here since, and says so', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith({ config: { error_message: 'Oh no.' } })));
    await home.run(
      'personality edit lilith --set "prompt.character=She keeps bees now." --set llm.params.temperature=0.1',
    );
    const second = await brought(
      home,
      lay(
        home,
        'later',
        filesOfLilith({
          config: { error_message: 'The owls fled.', user_prompt: 'She keeps cats.', engine_temperature: 0.9 },
        }),
      ),
    );
    expect(await shown(home, 'lilith')).toMatchObject({
      errorMessage: 'The owls fled.',
      prompt: { character: 'She keeps bees now.' },
      llm: { params: { temperature: 0.1 } },
    });
    const kept = second.issues.find(({ code }) => code === 'kept_here');
    expect(kept?.message).toContain('prompt.character');
    expect(kept?.message).toContain('llm.params.temperature');
    expect(kept?.message).not.toContain('errorMessage');
  });

  it('does not undo what was changed here when it says nothing new about it', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('personality edit lilith --set "prompt.character=She keeps bees now."');
    await home.run('personality alias add lilith Lily');
    const second = await brought(
      home,
      lay(home, 'later', filesOfLilith({ config: { error_message: 'The owls fled.' } })),
    );
    expect(await shown(home, 'lilith')).toMatchObject({
      errorMessage: 'The owls fled.',
      prompt: { character: 'She keeps bees now.' },
      aliases: ['lily'],
    });
    expect(codesOf(second)).not.toContain('kept_here');
  });

  it('takes a field away that it does not set any more', async () => {
    const home = await aHomeOfAda();
    await brought(
      home,
      lay(home, 'backup', filesOfLilith({ config: { error_message: 'Oh no.', fallback_engine_model: 'some/other' } })),
    );
    await brought(
      home,
      lay(home, 'later', filesOfLilith({ config: { error_message: null, fallback_engine_model: null } })),
    );
    expect(await shown(home, 'lilith')).toMatchObject({ errorMessage: null, llm: { fallbackModel: null } });
  });

  it('that says again what it said first is news too', async () => {
    const home = await aHomeOfAda();
    const first = filesOfLilith({
      config: { error_message: 'One.' },
      memories: [aMemory(1, { result: 'It rained.' })],
    });
    const other = filesOfLilith({
      config: { error_message: 'Two.' },
      memories: [aMemory(1, { result: 'It poured.' })],
    });
    await brought(home, lay(home, 'one', first));
    await brought(home, lay(home, 'two', other));
    expect(await shown(home, 'lilith')).toMatchObject({ errorMessage: 'Two.' });
    expect(await home.json('memory list lilith')).toMatchObject([{ text: 'It poured.' }]);
  });

  it('does not rename anybody who was given another name here', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('personality edit lilith --set displayName=Lily');
    await brought(home, lay(home, 'later', filesOfLilith({ config: { error_message: 'Oh.' } })));
    expect(await shown(home, 'lilith')).toMatchObject({ displayName: 'Lily', slug: 'lilith' });
  });
});

describe('what was deleted here', () => {
  it('stays deleted: a memory', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    const [first] = await home.json<Remembered[]>('memory list lilith');
    await home.run(`memory delete ${first?.id} --yes`);
    const again = await brought(home, lay(home, 'backup', filesOfLilith()));
    expect(codesOf(again)).toContain('deleted_here');
    const news = await brought(
      home,
      lay(home, 'later', filesOfLilith({ memories: [1, 2, 3].map(n => aMemory(n, { result: `Anew: ${n}.` })) })),
    );
    expect(tally(news, 'memories')).toEqual({ read: 3, created: 1, updated: 1, archived: 1 });
    expect(codesOf(news)).toContain('deleted_here');
    expect(await home.json('memory list lilith')).toHaveLength(2);
  });

  it('stays deleted: a personality, with all that is of it', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith({ history: [aLine(0)] })));
    await home.run('personality delete lilith --yes');
    const again = await brought(home, lay(home, 'backup', filesOfLilith({ history: [aLine(0)] })));
    expect(again.batch).toBe('none');
    const news = await brought(
      home,
      lay(
        home,
        'later',
        filesOfLilith({ config: { error_message: 'New.' }, memories: [aMemory(9)], history: [aLine(4)] }),
      ),
    );
    expect(news.personalities).toMatchObject([{ action: 'skipped' }]);
    expect(codesOf(news)).toContain('deleted_here');
    expect(tally(news, 'memories')).toEqual({ read: 1, archived: 1 });
    expect(await home.failure('personality show lilith')).toMatchObject({ exit: 3 });
  });

  it('stays deleted: a persona that a personalization made', async () => {
    const home = await aHomeOfAda();
    const files = (backstory: string) => ({
      ...filesOfLilith(),
      'lilith/lilith_user_personalization.json': { preferred_name: 'Adelaide', pronouns: 'she/her', backstory },
    });
    await brought(home, lay(home, 'backup', files('A cartographer.')));
    expect(await home.json('persona list')).toMatchObject([{ name: 'Adelaide', pronouns: 'she/her' }]);
    await home.run('persona delete Adelaide --yes');
    expect(await home.json('persona list')).toEqual([]);
    await brought(home, lay(home, 'later', files('A cartographer of the moon.')));
    expect(await home.json('persona list')).toEqual([]);
  });
});

describe('a picture', () => {
  const list = (bytes: Buffer) => ({
    lilith: { checksum: createHash('md5').update(bytes).digest('hex'), localFilename: 'x.png' },
  });
  const withPicture = (bytes: Buffer) => ({
    ...filesOfLilith(),
    'avatars/metadata.json': list(bytes),
    'avatars/images/lilith-0123abcd.png': bytes,
  });
  const [old, mine, next] = [aPng(), aGif(), aWebp()];
  const typeOf = async (home: Home) => (await shown(home, 'lilith'))['avatar'];

  it('that is another one at the source now is another one here', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'one', withPicture(old)));
    expect(await typeOf(home)).toMatchObject({ type: 'image/png' });
    const before = await storeOf(home);
    const second = await brought(home, lay(home, 'two', withPicture(next)));
    expect(tally(second, 'avatars')).toEqual({ read: 1, created: 1 });
    expect(await typeOf(home)).toMatchObject({ type: 'image/webp' });
    await undo(home, second.batch);
    expect(await storeOf(home)).toEqual(before);
  });

  it('that was chosen here stays, and is named, when the source has a newer one', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'one', withPicture(old)));
    const place = lay(home, 'mine', { 'a.gif': mine });
    expect(await home.run(`personality avatar set lilith ${place}/a.gif`)).toMatchObject({ code: 0 });
    const second = await brought(home, lay(home, 'two', withPicture(next)));
    expect(second.issues).toContainEqual(
      expect.objectContaining({ code: 'kept_here', message: expect.stringContaining('avatar') }),
    );
    expect(await typeOf(home)).toMatchObject({ type: 'image/gif' });
    await undo(home, second.batch);
    expect(await typeOf(home)).toMatchObject({ type: 'image/gif' });
  });

  it('that was chosen here outlives the undo of the one before it', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'one', withPicture(old)));
    const place = lay(home, 'mine', { 'a.gif': mine });
    await home.run(`personality avatar set lilith ${place}/a.gif`);
    const { kept } = await undo(home, batch);
    expect(kept).toMatchObject([{ kind: 'personalities', id: 'lilith', why: expect.stringContaining('avatar') }]);
    expect(await typeOf(home)).toMatchObject({ type: 'image/gif' });
  });
});

describe('somebody who was deleted here', () => {
  it('keeps no slug from another, who has it at the source too', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'one', filesOfLilith()));
    await home.run('personality delete lilith --yes');
    const other = {
      ...filesOfLilith({ config: { error_message: 'Still here?' } }),
      'other/other.json': aConfig({ id: uuid(2), username: 'lilith' }),
    };
    const { report } = await bring(home, lay(home, 'two', other));
    expect(report.personalities.filter(({ action }) => action === 'created').map(({ slug }) => slug)).toEqual([
      'lilith',
    ]);
  });
});

describe('a source that changes again and again', () => {
  it('comes to the same as one that came once in its last form', async () => {
    const forms = [
      filesOfLilith({ config: { error_message: 'One.', keywords: ['a'] }, history: [aLine(0)] }),
      filesOfLilith({ config: { error_message: null, keywords: ['a', 'b'] }, memories: [aMemory(1), aMemory(3)], history: [aLine(0), aLine(1)] }),
      filesOfLilith({ config: { error_message: 'Three.', birthday: '02-29' }, memories: [aMemory(1), aMemory(2), aMemory(3)], history: [aLine(0), aLine(1), aLine(2)] }),
    ]; // prettier-ignore
    const home = await aHomeOfAda();
    for (const [index, files] of forms.entries()) await brought(home, lay(home, `form${index}`, files));
    const once = await aHomeOfAda();
    await brought(once, lay(once, 'last', forms[2] ?? {}));
    expect(await storeOf(home)).toEqual(await storeOf(once));
  });

  it('says in the end what it says, whichever way it comes: as files, in a zip, in two parts', async () => {
    const files = filesOfLilith({ history: [aLine(0), aLine(1)] });
    const stores = await inSequence([
      async home => void (await brought(home, lay(home, 'x', files))),
      async home => {
        const zip = aZip(Object.entries(files).map(([name, content]) => ({ name, content: JSON.stringify(content) })));
        await brought(home, lay(home, 'x', { 'all.zip': zip }));
      },
      async home => {
        for (const [name, content] of Object.entries(files)) await brought(home, lay(home, `part ${name.length}`.replaceAll(' ', ''), { [name]: content }));
      },
      async home => {
        for (const [name, content] of Object.entries(files).toReversed()) await brought(home, lay(home, `part${name.length}`, { [name]: content }));
      },
    ]); // prettier-ignore
    for (const store of stores) expect(store).toEqual(stores[0]);
  });
});

/** The stores of several homes, one filled after the other. */
async function inSequence(ways: readonly ((home: Home) => Promise<void>)[]) {
  const stores: object[] = [];
  for (const way of ways) {
    const home = await aHomeOfAda();
    await way(home);
    stores.push(await storeOf(home));
  }
  return stores;
}
