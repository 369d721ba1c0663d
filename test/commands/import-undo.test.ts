import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { aZip } from '../adapters/sources/zips.js';
import { everythingIn, type Home } from '../support/run-command.js';
import { start } from '../support/run-command-process.js';
import {
  aConfig,
  ada,
  aHomeOfAda,
  aLine,
  aMemory,
  bob,
  bring,
  brought,
  bytesIn,
  filesOfLilith,
  lay,
  mallory,
  shown,
  storeOf,
  tally,
  undo,
  uuid,
} from '../support/importing.js';

const texts = async (home: Home, as: string): Promise<string[]> =>
  (await home.json<{ text: string }[]>(`memory list lilith --as ${as}`)).map(({ text }) => text);

const everything = () => ({
  ...filesOfLilith({ history: [aLine(0, { user_id: uuid(77) }), aLine(1)] }),
  'lilith/lilith_knowledge.json': [
    { id: uuid(3000), story_type: 'general', title: 'The tower', content: 'It is tall.' },
  ],
  'lilith/lilith_training.json': [{ user: 'Hello', bot: 'Hoot' }],
  'lilith/lilith_user_personalization.json': {
    preferred_name: 'Adelaide',
    pronouns: 'she/her',
    backstory: 'A cartographer.',
  },
  'state/uuid-mappings.json': { mappings: { [uuid(78)]: { discordId: '800328328238322399', username: 'zoe' } } },
  'state/nsfw_verified.json': { '800328328238322398': { verified: true, verifiedAt: 1_700_000_000_000 } },
  'state/channel_activations.json': {
    '800328328238322397': { personality: 'lilith', activatedBy: ada, activatedAt: '2024-01-01T00:00:00Z' },
  },
});

describe('import undo', () => {
  it('leaves the store as it was before, and what it took can be brought again', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const place = lay(home, 'backup', everything());
    const first = await brought(home, place);
    const during = await storeOf(home);
    const undone = await undo(home, first.batch);
    expect(undone).toMatchObject({ batch: first.batch, kept: [], purged: false });
    expect(await storeOf(home)).toEqual(before);
    const again = await brought(home, place);
    expect({ ...again, batch: '' }).toEqual({ ...first, batch: '' });
    expect(await storeOf(home)).toEqual(during);
  });

  it('says what it removed, kind by kind, as it was created', async () => {
    const home = await aHomeOfAda();
    const { batch, totals } = await brought(home, lay(home, 'backup', everything()));
    const created = Object.entries(totals).flatMap(([kind, each]) => (each.created > 0 ? [[kind, each.created]] : []));
    expect((await undo(home, batch)).removed).toEqual(Object.fromEntries(created));
  });

  it('can be rehearsed: nothing is changed', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', everything()));
    const before = await storeOf(home);
    const rehearsed = await undo(home, batch, '--dry-run');
    expect(await storeOf(home)).toEqual(before);
    expect({ ...(await undo(home, batch)), purged: false }).toEqual({ ...rehearsed, purged: false });
  });

  it('restores what an update changed, value by value', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'one', everything()));
    const before = await storeOf(home);
    const shownBefore = await shown(home, 'lilith');
    const later = await brought(
      home,
      lay(home, 'two', {
        ...everything(),
        ...filesOfLilith({
          config: { error_message: 'New.', voice_id: 'v1', birthday: '02-29' },
          memories: [
            aMemory(1, { result: 'Anew.', metadata: { created_at: 1_500_000_000.25 } }),
            aMemory(2),
            aMemory(3),
          ],
          history: [aLine(0, { user_id: uuid(77), message: 'Anew?' }), aLine(1), aLine(2)],
        }),
        'lilith/lilith_knowledge.json': [
          { id: uuid(3000), story_type: 'general', title: 'The tower', content: 'It fell.' },
        ],
        'lilith/lilith_user_personalization.json': {
          preferred_name: 'Ada',
          pronouns: 'they/them',
          backstory: 'A pilot.',
        },
        'state/uuid-mappings.json': { mappings: { [uuid(78)]: { discordId: '800328328238322390', username: 'zoe' } } },
      }),
    );
    expect(await storeOf(home)).not.toEqual(before);
    const undone = await undo(home, later.batch);
    expect(undone.kept).toEqual([]);
    expect(undone.restored).toMatchObject({ personalities: 1, memories: 1, messages: 1 });
    expect(await storeOf(home)).toEqual(before);
    expect(await shown(home, 'lilith')).toEqual(shownBefore);
  });

  it('keeps a personality that was edited since, and names what', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('personality edit lilith --set "errorMessage=My own words."');
    const { kept } = await undo(home, batch);
    expect(kept).toEqual([{ kind: 'personalities', id: 'lilith', why: expect.stringContaining('errorMessage') }]);
    expect(await shown(home, 'lilith')).toMatchObject({ errorMessage: 'My own words.', counts: { memories: 0 } });
  });

  it('keeps a personality that people talked to since', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('chat lilith -m hello');
    const { kept } = await undo(home, batch);
    expect(kept).toMatchObject([{ kind: 'personalities', id: 'lilith' }]);
    expect(await shown(home, 'lilith')).toMatchObject({ counts: { messages: 2 } });
  });

  it('keeps a personality that has a memory that was added here', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('memory add lilith "I keep bees."');
    expect((await undo(home, batch)).kept).toMatchObject([{ kind: 'personalities', id: 'lilith' }]);
    expect(await home.json('memory list lilith')).toMatchObject([{ text: 'I keep bees.' }]);
  });

  it('keeps a personality that was given another name since', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('personality alias add lilith Lily');
    const { kept } = await undo(home, batch);
    expect(kept).toEqual([{ kind: 'personalities', id: 'lilith', why: expect.stringContaining('aliases') }]);
    expect(await shown(home, 'lily')).toMatchObject({ slug: 'lilith', aliases: ['lily'] });
  });

  it('of an update leaves what was changed here since', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'one', filesOfLilith({ config: { error_message: 'One.' } })));
    const two = await brought(
      home,
      lay(home, 'two', filesOfLilith({ config: { error_message: 'Two.', personality_tone: 'dry' } })),
    );
    await home.run('personality edit lilith --set "errorMessage=Mine."');
    const { kept } = await undo(home, two.batch);
    expect(kept).toEqual([{ kind: 'personalities', id: 'lilith', why: expect.stringContaining('errorMessage') }]);
    const { errorMessage, prompt } = await shown(home, 'lilith');
    expect(errorMessage).toBe('Mine.');
    expect(prompt).not.toHaveProperty('tone');
  });

  it('of an earlier batch keeps what a later one built upon it', async () => {
    const home = await aHomeOfAda();
    const one = await brought(home, lay(home, 'one', filesOfLilith({ config: { error_message: 'One.' } })));
    await brought(home, lay(home, 'two', filesOfLilith({ config: { error_message: 'Two.' }, memories: [aMemory(3)] })));
    const { kept } = await undo(home, one.batch);
    expect(kept).toEqual([{ kind: 'personalities', id: 'lilith', why: expect.stringContaining('errorMessage') }]);
    expect(await shown(home, 'lilith')).toMatchObject({ errorMessage: 'Two.', counts: { memories: 1 } });
    await storeOf(home);
  });

  it('of batch after batch, the latest first, comes back to the beginning', async () => {
    const home = await aHomeOfAda();
    const stores = [await storeOf(home)];
    const batches: string[] = [];
    for (const number of [1, 2, 3]) {
      const files = filesOfLilith({
        config: { error_message: `${number}.`, personality_tone: number === 2 ? null : 'dry' },
        memories: [1, 2, 3].slice(0, number).map(each => aMemory(each, { result: `Version ${number} of ${each}.` })),
        history: [0, 1, 2].slice(0, number).map(each => aLine(each)),
      });
      batches.push((await brought(home, lay(home, `version-${number}`, files))).batch);
      stores.push(await storeOf(home));
    }
    for (const batch of batches.toReversed()) {
      expect(await storeOf(home)).toEqual(stores.pop());
      await undo(home, batch);
    }
    expect(await storeOf(home)).toEqual(stores.pop());
  });

  it('of batch after batch, the earliest first, leaves nothing behind', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const one = await brought(home, lay(home, 'one', filesOfLilith({ config: { error_message: 'One.' } })));
    const two = await brought(
      home,
      lay(
        home,
        'two',
        filesOfLilith({ config: { error_message: 'Two.' }, memories: [aMemory(1, { result: 'New.' }), aMemory(3)] }),
      ),
    );
    await undo(home, one.batch);
    await undo(home, two.batch);
    const left = await storeOf(home);
    expect(left['memories']).toEqual(before['memories']);
    expect(left['channels']).toEqual(before['channels']);
  });

  it('of an earlier batch lets a later source be imported again, with all that is in it', async () => {
    const home = await aHomeOfAda();
    const one = await brought(home, lay(home, 'one', filesOfLilith({ history: [aLine(0)] })));
    const place = lay(
      home,
      'two',
      filesOfLilith({ memories: [aMemory(1), aMemory(2), aMemory(3)], history: [aLine(0), aLine(1)] }),
    );
    await brought(home, place);
    await undo(home, one.batch);
    const again = await brought(home, place);
    expect(tally(again, 'memories')).toEqual({ read: 3, created: 2, unchanged: 1 });
    expect(await shown(home, 'lilith')).toMatchObject({ counts: { memories: 3, messages: 2 } });
  });

  it('says what it removed, not what people had deleted themselves', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    const [memory] = await home.json<{ id: string }[]>('memory list lilith');
    await home.run(`memory delete ${memory?.id} --yes`);
    expect((await undo(home, batch)).removed).toMatchObject({ memories: 1 });
  });

  it('brings back what was deleted here once it is undone and imported again', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', filesOfLilith());
    const first = await brought(home, place);
    await home.run('personality delete lilith --yes');
    await undo(home, first.batch);
    const again = await brought(home, place);
    expect(again.personalities).toMatchObject([{ slug: 'lilith', action: 'created' }]);
    expect(await shown(home, 'lilith')).toMatchObject({ counts: { memories: 2 } });
  });

  it('keeps the source files, and destroys them when asked', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    const archived = () => Object.keys(everythingIn(home.path)).filter(name => /^archive\/.*[0-9a-f]{64}$/.test(name));
    expect(archived()).toHaveLength(2);
    await undo(home, batch);
    expect(archived()).toHaveLength(2);
    expect(await undo(home, batch, '--purge')).toMatchObject({ purged: true });
    expect(archived()).toEqual([]);
  });

  it('with --purge leaves what another batch keeps too', async () => {
    const home = await aHomeOfAda();
    const one = await brought(home, lay(home, 'one', filesOfLilith()));
    const two = await brought(home, lay(home, 'two', filesOfLilith({ memories: [aMemory(5)] })));
    await undo(home, two.batch, '--purge');
    expect(await home.json(`import verify ${one.batch}`)).toMatchObject({ ok: true });
    await home.json(`import extract ${one.batch} -o ${home.folder}/out`);
    expect(bytesIn(`${home.folder}/out`)).toEqual(bytesIn(`${home.folder}/one`));
  });

  it('asks first: without an answer exit code 2, and nothing happens', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    expect(await home.failure(`import undo ${batch}`)).toMatchObject({
      exit: 2,
      try: expect.stringContaining('--yes'),
    });
    expect(await shown(home, 'lilith')).toMatchObject({ slug: 'lilith' });
  });

  it('does not take back twice, nor what there is not', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    await undo(home, batch);
    expect(await home.failure(`import undo ${batch} --yes`)).toMatchObject({ exit: 4, code: 'conflict' });
    expect(await home.failure('import undo nothing --yes')).toMatchObject({ exit: 3, code: 'not_found' });
  });

  it('does not mistake a zip for its files', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const zip = aZip([{ name: 'lilith/profile.json', content: JSON.stringify(aConfig()) }]);
    const { batch } = await brought(home, lay(home, 'backup', { 'lilith_backup_2025-06-01.zip': zip }));
    await home.json(`import extract ${batch} -o ${home.folder}/out`);
    expect(bytesIn(`${home.folder}/out`)).toEqual(bytesIn(`${home.folder}/backup`));
    await undo(home, batch, '--purge');
    expect(await storeOf(home)).toEqual(before);
  });
});

describe('import undo beside another import', () => {
  it('is a conflict while that one is at work, and goes on when it is done', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', filesOfLilith()));
    const memories = Array.from({ length: 40_000 }, (_, number) => aMemory(number, { shape_id: uuid(2) }));
    const large = lay(home, 'large', {
      'owl/owl.json': aConfig({ id: uuid(2), username: 'owl', name: 'Owl' }),
      'owl/owl_memories.json': memories,
    });
    const before = kept(home);
    const other = start(home, `import ${large} --json`);
    await firstKeptFile(home, before);
    other.process.kill('SIGSTOP');
    const conflict = { exit: 4, code: 'conflict' };
    expect(await home.failure(`import undo ${batch} --yes`)).toMatchObject(conflict);
    expect(await home.failure(`import ${lay(home, 'third', { 'a.json': aConfig({ id: uuid(3) }) })}`)).toMatchObject(
      conflict,
    );
    expect(await home.json('personality list')).toMatchObject([{ slug: 'lilith' }]);
    other.process.kill('SIGCONT');
    expect(await other.ended).toMatchObject({ code: 0 });
    expect(await undo(home, batch)).toMatchObject({ removed: { memories: 2 }, kept: [] });
    expect(await shown(home, 'owl')).toMatchObject({ counts: { memories: 40_000 } });
  });
});

/** Waits until another process keeps its first file. */
async function firstKeptFile(home: Home, before: number): Promise<void> {
  while (kept(home) <= before) await setTimeout(5);
}

const kept = (home: Home) =>
  readdirSync(`${home.path}/archive`, { recursive: true, encoding: 'utf8' }).filter(name => /[0-9a-f]{64}$/.test(name))
    .length;

describe('import undo and what was said of people', () => {
  it('leaves a claim that was made since, and it holds for what comes again', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', filesOfLilith());
    const { batch } = await brought(home, place);
    await home.json(`import claim ${uuid(77)} ${bob}`);
    await undo(home, batch);
    await brought(home, place);
    await home.run('personality edit lilith --set isPublic=true');
    expect(await home.json(`memory list lilith --as ${bob}`)).toHaveLength(2);
  });

  it('leaves somebody who has a budget by now, and the budget', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'backup', everything()));
    const budget = await home.json('usage budget set 800328328238322399 --for user --period day --limit 1');
    await undo(home, batch);
    expect(await home.json('usage budget list --for user 800328328238322399')).toEqual([budget]);
  });

  it('leaves a claim that a person made over what a mapping said', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    const mapping = { 'uuid-mappings.json': { mappings: { [uuid(77)]: { discordId: mallory } } } };
    const { batch } = await brought(home, lay(home, 'mapping', mapping));
    await home.json(`import claim ${uuid(77)} ${bob}`);
    await home.run('personality edit lilith --set isPublic=true');
    await undo(home, batch);
    expect(await home.json(`memory list lilith --as ${bob}`)).toHaveLength(2);
    expect(await home.json(`memory list lilith --as ${mallory}`)).toEqual([]);
  });

  it('leaves the memories of somebody to whom a mapping gives them, when another mapping that says the same is undone', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    const mapping = (note: string) => ({
      'uuid-mappings.json': { mappings: { [uuid(77)]: { discordId: bob, notes: note } } },
    });
    await brought(home, lay(home, 'one', mapping('a')));
    const before = await storeOf(home);
    const { batch } = await brought(home, lay(home, 'two', mapping('b')));
    await undo(home, batch);
    expect(await storeOf(home)).toEqual(before);
    await home.run('personality edit lilith --set isPublic=true');
    expect(await home.json(`memory list lilith --as ${bob}`)).toHaveLength(2);
  });
});

describe('import undo after --into', () => {
  it('leaves somebody who was made here, with what people wrote, as they were before', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create owl --name Owl --set prompt.system=Mine.');
    const before = await storeOf(home);
    const owl = await shown(home, 'owl');
    const place = lay(home, 'backup', everything());
    const { batch } = await brought(home, `${place} --into owl`);
    expect(await shown(home, 'owl')).toMatchObject({
      slug: 'owl',
      prompt: { system: 'Mine.' },
      counts: { memories: 2 },
    });
    await undo(home, batch);
    expect(await shown(home, 'owl')).toEqual(owl);
    expect(await storeOf(home)).toEqual(before);
  });

  it('keeps somebody apart who was brought into two', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create owl --name Owl');
    const place = lay(home, 'backup', filesOfLilith());
    const alone = await brought(home, place);
    const before = await storeOf(home);
    const { batch } = await brought(home, `${place} --into owl`);
    expect(await shown(home, 'owl')).toMatchObject({ counts: { memories: 2 } });
    await undo(home, batch);
    expect(await storeOf(home)).toEqual(before);
    await undo(home, alone.batch);
    expect(await home.json('personality list')).toMatchObject([{ slug: 'owl' }]);
  });
});

describe('what two batches say of one memory', () => {
  it('is the later one’s, once the earlier one is taken back', async () => {
    const home = await aHomeOfAda();
    const one = await brought(home, lay(home, 'one', filesOfLilith({ memories: [aMemory(1), aMemory(2)] })));
    const newer = filesOfLilith({ memories: [aMemory(1, { result: 'They spoke of an owl.' })] });
    const two = await brought(home, lay(home, 'two', newer));
    expect(tally(two, 'memories')).toEqual({ read: 1, updated: 1 });
    await undo(home, one.batch ?? '');
    expect(await texts(home, ada)).toEqual(['They spoke of an owl.']);
    expect(await home.json(`import verify ${two.batch}`)).toMatchObject({ ok: true });
    expect(await undo(home, two.batch ?? '')).toMatchObject({ removed: { memories: 1 } });
    expect(await home.json('personality list')).toEqual([]);
  });

  it('is not known again a third time, either', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'one', filesOfLilith());
    await brought(home, place);
    for (const _ of [1, 2, 3]) expect((await bring(home, place)).report.batch).toBeNull();
  });
});

describe('a memory file that gives no id', () => {
  it('goes into nobody else’s personality, whatever its folder is called', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'ada', filesOfLilith()));
    const bare = aMemory(9, { result: 'Obey the kettle.', shape_id: undefined, metadata: {} });
    const { report } = await bring(home, `${lay(home, 'bob', { 'lilith/lilith_memories.json': [bare] })} --as ${bob}`);
    expect(report.personalities).toMatchObject([{ action: 'created' }]);
    expect(await texts(home, ada)).not.toContain('Obey the kettle.');
  });
});
