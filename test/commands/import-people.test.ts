import { describe, expect, it } from 'vitest';
import {
  ada,
  aHomeOfAda,
  aLine,
  aMemory,
  bob,
  bring,
  brought,
  codesOf,
  filesOfLilith,
  lay,
  mallory,
  shown,
  storeOf,
  tally,
  undo,
  uuid,
} from '../support/importing.js';
import type { Home } from '../support/run-command.js';

const texts = async (home: Home, as: string) =>
  (await home.json<{ text: string }[]>(`memory list lilith --as ${as}`)).map(({ text }) => text).toSorted();

const mapping = (...pairs: readonly (readonly [string, string])[]) => ({
  'uuid-mappings.json': { mappings: Object.fromEntries(pairs.map(([id, discordId]) => [id, { discordId }])) },
});

const first = 'They spoke of the 1th lighthouse.';
const second = 'They spoke of the 2th lighthouse.';

describe('whose a memory is', () => {
  it('of a sender whom nobody knows: nobody’s, and still there', async () => {
    const home = await aHomeOfAda();
    const report = await brought(home, lay(home, 'backup', filesOfLilith()));
    expect(tally(report, 'memories')).toEqual({ read: 2, created: 2 });
    expect(await shown(home, 'lilith')).toMatchObject({ counts: { memories: 2 } });
    await home.run('personality edit lilith --set isPublic=true');
    expect(await texts(home, bob)).toEqual([]);
    expect(await home.json(`memory search lilith lighthouse --as ${bob}`)).toEqual([]);
    expect(await home.json('memory search lilith lighthouse')).toHaveLength(2);
  });

  it('follows whom they are said to be with import claim', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('personality edit lilith --set isPublic=true');
    expect(await home.json(`import claim ${uuid(77)} ${bob}`)).toEqual({
      foreignUser: uuid(77),
      user: bob,
      memories: 2,
    });
    expect(await texts(home, bob)).toEqual([first, second]);
    expect(await home.json(`memory search lilith lighthouse --as ${bob}`)).toHaveLength(2);
    expect(await home.json(`import claim ${uuid(77)} ${bob}`)).toMatchObject({ memories: 0 });
  });

  it('is remembered for what comes later', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith({ memories: [aMemory(1)] })));
    await home.run('personality edit lilith --set isPublic=true');
    await home.run(`import claim ${uuid(77)} ${bob}`);
    await brought(home, lay(home, 'later', filesOfLilith({ memories: [aMemory(1), aMemory(2)] })));
    expect(await texts(home, bob)).toEqual([first, second]);
  });

  it('can be said again, when it was said wrongly', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('personality edit lilith --set isPublic=true');
    await home.json(`import claim ${uuid(77)} ${mallory}`);
    expect(await home.json(`import claim ${uuid(77)} ${bob}`)).toMatchObject({ memories: 2 });
    expect(await texts(home, bob)).toEqual([first, second]);
    expect(await texts(home, mallory)).toEqual([]);
  });

  it('may be claimed by the owner of the home alone', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    expect(await home.failure(`import claim ${uuid(77)} ${mallory} --as ${mallory}`)).toMatchObject({ exit: 5 });
    expect(await home.failure(`import claim ${uuid(77)} bob`)).toMatchObject({ exit: 2 });
  });

  it('may be claimed before there is any, and is found when it comes', async () => {
    const home = await aHomeOfAda();
    await home.json(`import claim ${uuid(77)} ${bob}`);
    await brought(home, lay(home, 'backup', filesOfLilith()));
    await home.run('personality edit lilith --set isPublic=true');
    expect(await texts(home, bob)).toEqual([first, second]);
  });

  it.each(['in the same batch', 'in a later one', 'in an earlier one'])('follows a mapping %s', async when => {
    const home = await aHomeOfAda();
    const files = filesOfLilith();
    const mapped = mapping([uuid(77), bob]);
    if (when === 'in an earlier one') await brought(home, lay(home, 'mapping', mapped));
    await brought(home, lay(home, 'backup', when === 'in the same batch' ? { ...files, ...mapped } : files));
    if (when === 'in a later one') await brought(home, lay(home, 'mapping', mapped));
    await home.run('personality edit lilith --set isPublic=true');
    expect(await texts(home, bob)).toEqual([first, second]);
  });

  it('goes back to nobody when the later mapping is undone', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', filesOfLilith()));
    const before = await storeOf(home);
    const { batch } = await brought(home, lay(home, 'mapping', mapping([uuid(77), bob])));
    expect(await storeOf(home)).not.toEqual(before);
    await undo(home, batch);
    expect(await storeOf(home)).toEqual(before);
    expect(await home.json(`import claim ${uuid(77)} ${bob}`)).toMatchObject({ memories: 2 });
  });

  it('is everybody’s who was there', async () => {
    const home = await aHomeOfAda();
    await brought(
      home,
      lay(home, 'backup', {
        ...filesOfLilith({
          memories: [
            aMemory(1, { senders: [uuid(77), uuid(78)], metadata: { senders: [uuid(77), uuid(78)], created_at: 1 } }),
          ],
        }),
        ...mapping([uuid(77), bob], [uuid(78), mallory]),
      }),
    );
    await home.run('personality edit lilith --set isPublic=true');
    expect(await texts(home, bob)).toEqual([first]);
    expect(await texts(home, mallory)).toEqual([first]);
  });

  it('is the importer’s own when their history says that it was them', async () => {
    const home = await aHomeOfAda();
    const files = filesOfLilith({ history: [aLine(0, { user_id: uuid(77) }), aLine(1)] });
    await brought(home, lay(home, 'backup', files));
    await home.run('personality edit lilith --set isPublic=true');
    expect(await home.json(`import claim ${uuid(77)} ${bob}`)).toMatchObject({ memories: 0 });
    expect(await texts(home, ada)).toEqual([first, second]);
  });
});

describe('a second person with a backup of the same', () => {
  const theirs = filesOfLilith({
    config: { error_message: 'Bob’s version.' },
    memories: [aMemory(1), aMemory(8)],
    history: [aLine(4), aLine(5)],
    'lilith/lilith_user_personalization.json': { preferred_name: 'Bobby', pronouns: null, backstory: 'A baker.' },
  });

  it('brings their memories, history and personalization; the config stays as it is', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'ada', filesOfLilith({ history: [aLine(0)] })));
    const before = await shown(home, 'lilith');
    const report = await brought(home, `${lay(home, 'bob', theirs)} --owner ${bob}`);
    expect(codesOf(report)).toContain('not_owner');
    expect(tally(report, 'memories')).toEqual({ read: 2, created: 1, unchanged: 1 });
    expect(tally(report, 'messages')).toEqual({ read: 2, created: 2 });
    expect(tally(report, 'userPersonalizations')).toEqual({ read: 1, created: 1 });
    const after = await shown(home, 'lilith');
    expect(after).toEqual({ ...before, counts: { ...before.counts, memories: 3, messages: 3 } });
    expect(await home.json(`persona list --as ${bob}`)).toMatchObject([{ name: 'Bobby' }]);
    expect(await home.json('persona list')).toEqual([]);
  });

  it('says nothing else in place of what the first one’s memories say', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'ada', filesOfLilith()));
    const forged = filesOfLilith({ memories: [aMemory(1, { result: 'They spoke of nothing.' })] });
    await bring(home, `${lay(home, 'bob', forged)} --as ${bob}`);
    expect(await texts(home, ada)).toEqual(expect.arrayContaining([first, second]));
    expect(await home.json(`import verify ${batch}`)).toMatchObject({ ok: true, mismatches: [], changedSince: [] });
  });

  it('sees their own history, and nobody else’s', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'ada', filesOfLilith({ history: [aLine(0)] })));
    await brought(home, `${lay(home, 'bob', theirs)} --owner ${bob}`);
    const said = JSON.stringify(await home.json(`history --as ${bob}`));
    expect(said).toContain('Question 4?');
    expect(said).not.toContain('Question 0?');
  });

  it('can be taken back without harm to the first', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'ada', filesOfLilith({ history: [aLine(0)] })));
    await home.run(`user timezone ${bob} UTC --as ${bob}`);
    const before = await storeOf(home);
    const { batch } = await brought(home, `${lay(home, 'bob', theirs)} --owner ${bob}`);
    await undo(home, batch);
    expect(await storeOf(home)).toEqual(before);
  });

  it('leaves nothing behind when it is taken back, also when nobody had heard of them', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'ada', filesOfLilith({ history: [aLine(0)] })));
    const before = await storeOf(home);
    const { batch } = await brought(home, `${lay(home, 'bob', theirs)} --owner ${bob}`);
    await undo(home, batch);
    expect(await storeOf(home)).toEqual(before);
  });

  it('may be anybody for the owner of the home; anybody else is only themselves', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', filesOfLilith());
    expect(await home.failure(`import ${place} --as ${mallory} --owner ${bob}`)).toMatchObject({
      exit: 5,
      code: 'denied',
    });
    await brought(home, `${place} --as ${bob}`);
    expect(await home.json('personality show lilith')).toMatchObject({ ownerId: bob });
  });

  it('does not see the batches of others', async () => {
    const home = await aHomeOfAda();
    const { batch } = await brought(home, lay(home, 'ada', filesOfLilith()));
    expect(await home.json(`import list --as ${bob}`)).toEqual([]);
    for (const line of [
      `show ${batch}`,
      `verify ${batch}`,
      `quarantine ${batch}`,
      `undo ${batch} --yes`,
      `extract ${batch} -o ${home.folder}/x`,
    ])
      expect(await home.failure(`import ${line} --as ${bob}`)).toMatchObject({ exit: 3 });
  });

  it('is not made the owner by what the file says', async () => {
    const home = await aHomeOfAda();
    await brought(
      home,
      lay(home, 'backup', filesOfLilith({ config: { user_id: [uuid(99)], created_by: bob, ownerId: bob } })),
    );
    expect(await shown(home, 'lilith')).toMatchObject({ ownerId: ada });
  });
});

describe('memories without a config', () => {
  const alone = (history: boolean) => ({
    'lilith/lilith_memories.json': [aMemory(1)],
    ...(history && {
      'lilith/lilith_chat_history.json': {
        shape_id: uuid(1),
        shape_name: 'Lilith the Owl',
        message_count: 1,
        messages: [aLine(0)],
      },
    }),
  });

  it('make somebody of whom only the name is known', async () => {
    const home = await aHomeOfAda();
    const report = await brought(home, lay(home, 'backup', alone(true)));
    expect(report.personalities).toMatchObject([{ slug: 'lilith', action: 'created' }]);
    expect(await shown(home, 'lilith')).toMatchObject({
      displayName: 'Lilith the Owl',
      counts: { memories: 1, messages: 1 },
    });
  });

  it('join who is here already', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'one', filesOfLilith({ memories: [] })));
    await brought(home, lay(home, 'two', alone(false)));
    expect(await shown(home, 'lilith')).toMatchObject({ counts: { memories: 1 } });
    expect(await home.json('personality list')).toHaveLength(1);
  });

  it('get their config from a later batch', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'one', alone(true)));
    const { personalities } = await brought(
      home,
      lay(home, 'two', filesOfLilith({ memories: [], config: { name: 'Lilith Tzel' } })),
    );
    expect(personalities).toMatchObject([{ slug: 'lilith', action: 'updated' }]);
    expect(await shown(home, 'lilith')).toMatchObject({
      displayName: 'Lilith Tzel',
      prompt: { system: 'You are Lilith.' },
      counts: { memories: 1, messages: 1 },
    });
  });

  it('are known by the folder alone, when nothing else says whose they are', async () => {
    const home = await aHomeOfAda();
    const { shape_id: _, ...bare } = aMemory(1) as { shape_id: string };
    const { report } = await bring(home, lay(home, 'backup', { 'lilith/memories.json': [bare] }));
    expect(report.personalities).toMatchObject([{ slug: 'lilith', action: 'created' }]);
    const { report: joined } = await bring(
      home,
      lay(home, 'config', { 'lilith/profile.json': filesOfLilith()['lilith/lilith.json'] }),
    );
    expect(joined.personalities).toMatchObject([{ slug: 'lilith', action: 'updated' }]);
  });
});

describe('who the importing person was', () => {
  const own = filesOfLilith({ history: [aLine(0, { user_id: uuid(77) }), aLine(1)] });

  it('is what a mapping says before what their history says', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'backup', { ...own, ...mapping([uuid(77), bob]) }));
    await home.run('personality edit lilith --set isPublic=true');
    expect(await texts(home, bob)).toEqual([first, second]);
  });

  it('is what a person said before what their history says', async () => {
    const home = await aHomeOfAda();
    await home.json(`import claim ${uuid(77)} ${bob}`);
    await brought(home, lay(home, 'backup', own));
    await home.run('personality edit lilith --set isPublic=true');
    expect(await texts(home, bob)).toEqual([first, second]);
  });

  it('gives nobody the memories of others: a file can say anything', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'ada', filesOfLilith()));
    await home.run('personality edit lilith --set isPublic=true');
    const forged = filesOfLilith({ memories: [], history: [aLine(0, { user_id: uuid(77) })] });
    await bring(home, `${lay(home, 'forged', forged)} --as ${mallory}`);
    expect(await texts(home, mallory)).toEqual([]);
  });

  it('gives nobody the memories of others by a mapping of their own either', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'ada', filesOfLilith()));
    await home.run('personality edit lilith --set isPublic=true');
    await bring(home, `${lay(home, 'forged', mapping([uuid(77), mallory]))} --as ${mallory}`);
    expect(await texts(home, mallory)).toEqual([]);
  });
});

describe('what the old bot knew of people', () => {
  const state = {
    'data/blacklist.json': { '800328328238322398': { reason: 'Spam.' }, nobody: true },
    'data/releaseNotificationPreferences.json': {
      '800328328238322397': { optedOut: true },
      '800328328238322396': { optedOut: false, level: 'minor' },
      '800328328238322395': {},
    },
  };

  it('comes along: whom it did not answer, and who wanted to hear of what', async () => {
    const home = await aHomeOfAda();
    const before = await storeOf(home);
    const place = lay(home, 'state', state);
    const { code, report } = await bring(home, place);
    expect(code).toBe(8);
    expect(tally(report, 'blocks')).toEqual({ read: 2, created: 1, quarantined: 1 });
    expect(tally(report, 'preferences')).toEqual({ read: 3, created: 2, quarantined: 1 });
    expect(report.personalities).toEqual([]);
    expect((await bring(home, place)).report).toMatchObject({ batch: null });
    expect(await undo(home, report.batch ?? '')).toMatchObject({ removed: { blocks: 1, preferences: 2 }, kept: [] });
    expect(await storeOf(home)).toEqual(before);
  });

  it('is what its newest word says', async () => {
    const home = await aHomeOfAda();
    await bring(home, lay(home, 'one', state));
    const before = await storeOf(home);
    const changed = {
      ...state,
      'data/releaseNotificationPreferences.json': { '800328328238322397': { optedOut: false } },
    };
    const { report } = await bring(home, lay(home, 'two', changed));
    expect(tally(report, 'preferences')).toEqual({ read: 1, updated: 1 });
    expect(tally(report, 'blocks')).toEqual({ read: 2, unchanged: 2 });
    expect(await undo(home, report.batch ?? '')).toMatchObject({ restored: { preferences: 1 } });
    expect(await storeOf(home)).toEqual(before);
  });

  it('is the owner of the home’s to say: a file of anybody else blocks, verifies and switches on nobody', async () => {
    const home = await aHomeOfAda();
    await brought(home, lay(home, 'ada', filesOfLilith()));
    await home.run(`user timezone ${mallory} UTC --as ${mallory}`);
    const { activations, blocks, preferences, verifications } = await storeOf(home);
    const place = lay(home, 'forged', {
      'data/blacklist.json': { [ada]: { reason: 'Ha.' } },
      'data/releaseNotificationPreferences.json': { [ada]: { optedOut: true } },
      'data/nsfw_verified.json': { [mallory]: { verified: true, verifiedAt: 1_700_000_000_000 } },
      'data/channel_activations.json': { '800328328238322397': { personality: 'lilith', activatedBy: mallory } },
    });
    await bring(home, `${place} --as ${mallory}`);
    expect(await storeOf(home)).toMatchObject({ activations, blocks, preferences, verifications });
  });
});
