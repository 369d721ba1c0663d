import { describe, expect, test } from 'vitest';
import type { Memory } from '../../src/domain/memory/memory.js';
import { termsOf } from '../../src/domain/memory/terms.js';
import type { Imports } from '../../src/ports/imports.js';
import { aBatch, aFileEntry, aReport, aSettled, aSettlement, aStagedLore, aStagedMemory, aStagedMessage, aStagedRest, brought, fingerprintOf, importedAs, sweptUp, takenBack } from '../support/batches.js'; // prettier-ignore
import {
  aLoreEntry,
  aMemory,
  anAcceptance,
  anEnvelope,
  aParcel,
  aPersonality,
  aTurnRecord,
  aUser,
  aVenue,
  after,
} from '../support/builders.js';
import { hall, ids, people, speakers, talks, type Seed } from './stores.js';
import type { CaredFor } from './store-care.js';

/** Stores, and the batches that came into them. */
export type WithImports = CaredFor & { readonly imports: Imports };

export type OpenWithImports = () =>
  | (WithImports & Partial<AsyncDisposable>)
  | Promise<WithImports & Partial<AsyncDisposable>>;

/** What every Imports promises. Run it against each adapter. */
export function importsContract(open: OpenWithImports) {
  describe('keeps the Imports contract', () => {
    beginning(open);
    hiding(open);
    settling(open);
    judging(open);
    rehearsing(open);
    remembering(open);
    takingBack(open);
    sweeping(open);
    keepingFiles(open);
    claiming(open);
  });
}

const importsTest = (open: OpenWithImports, ...seeds: readonly Seed[]) =>
  test.extend('stores', async ({}, { onCleanup }) => {
    const stores = await open();
    for (const seed of [people, speakers, talks, ...seeds]) await seed(stores);
    onCleanup(async () => await stores[Symbol.asyncDispose]?.());
    return stores;
  });

const conflict = expect.objectContaining({ code: 'conflict' });
const library = aVenue({ kind: 'guild', channelId: 'library' });

const found = async ({ memories }: WithImports, userId: string, words: string, venue = aVenue()) => {
  const scope = { userId, personalityId: 'lilith', venue };
  return (await memories.search(scope, termsOf(words), 100)).candidates.map(({ memory }) => memory.id).toSorted();
};

const nova = aPersonality({ id: 'nova', aliases: ['Stella'] });
const carol = aUser({ id: 'carol' });

/** A little of everything that is staged. */
const all = [
  aStagedMemory({ id: 'remembered', text: 'A lantern.', others: ['bob'] }),
  aStagedMemory({ id: 'elsewhere', text: 'A lantern.', venue: library }),
  aStagedMemory({ id: 'of-nova', personalityId: 'nova', userId: 'carol' }),
  aStagedMessage({ id: 'said' }),
  aStagedMessage({ id: 'answered', speaker: 'personality', text: 'Indeed.' }),
  aStagedMessage({ id: 'in-hall' }, { venue: hall, conversation: { id: 'older', startedAt: after(-7200) } }),
  aStagedLore({ id: 'told' }),
  aStagedRest('archived'),
  aStagedRest('quarantined'),
];

async function staged({ imports }: WithImports): Promise<void> {
  await imports.begin(aBatch(), 'worker');
  await imports.prepare('first', { users: [carol], personalities: [nova] });
  await imports.stage('first', all);
}

const arrival = { entity: 'personality', id: 'nova', after: importedAs(nova) } as const;

/** What anybody can see, from every side. */
async function seen(stores: WithImports) {
  const { memories, personalities, users, conversations, storeCare } = stores;
  return {
    memories: [
      ...(await memories.list({ personalityId: 'lilith' })),
      ...(await memories.list({ personalityId: 'nova' })),
    ],
    one: await memories.find('remembered'),
    found: await found(stores, 'ada', 'lantern'),
    foundByOther: await found(stores, 'bob', 'lantern'),
    personalities: await personalities.all(),
    directory: await personalities.directory(),
    bySlug: await personalities.find('nova'),
    byId: await personalities.findById('nova'),
    lore: await personalities.lore('lilith'),
    counts: [await personalities.counts('lilith'), await personalities.counts('lilith', 'ada')],
    users: await users.all(),
    history: await conversations.history({ userId: 'ada' }),
    current: await conversations.current(hall.channelId),
    currentThere: await conversations.current('old-dm'),
    lines: [await conversations.lines('old-talk', 10), await conversations.lines('older', 10)],
    lastSpeaker: await conversations.lastSpeaker('old-dm'),
    digests: (await storeCare.inspect()).tables,
  };
}

function beginning(open: OpenWithImports) {
  const it = importsTest(open);

  it('knows a batch from its beginning on, and who is at it', async ({ stores: { imports } }) => {
    expect(await imports.unfinished()).toBeUndefined();
    await imports.begin(aBatch(), 'worker');
    expect(await imports.find('first')).toEqual(aBatch());
    expect(await imports.unfinished()).toEqual({ batch: aBatch(), holder: 'worker' });
    expect(await imports.find('never')).toBeUndefined();
  });

  it('begins no other one while one is under way', async ({ stores: { imports } }) => {
    await imports.begin(aBatch(), 'worker');
    await expect(imports.begin(aBatch({ id: 'second' }), 'other')).rejects.toEqual(conflict);
    await imports.settle('first', aSettlement());
    await imports.begin(aBatch({ id: 'second' }), 'other');
  });

  it('begins no other one while one is taken back, nor the other way round', async ({ stores: { imports } }) => {
    await brought(imports, 'first', []);
    await brought(imports, 'second', []);
    const takeBack = (id: string) => imports.takeBack(id, 'worker', ({ before }) => ({ value: before, kept: [] }));
    await takeBack('first');
    await expect(imports.begin(aBatch({ id: 'third' }), 'other')).rejects.toEqual(conflict);
    await expect(takeBack('second')).rejects.toEqual(conflict);
    await sweptUp(imports, 'first');
    await imports.begin(aBatch({ id: 'third' }), 'other');
    await expect(takeBack('second')).rejects.toEqual(conflict);
    expect(await imports.find('second')).toMatchObject({ state: 'done' });
  });

  it('lists batches, newest first, with their reports', async ({ stores: { imports } }) => {
    await brought(imports, 'first', [], { report: aReport({ files: 3 }) });
    await brought(imports, 'second', []);
    expect(ids(await imports.batches())).toEqual(['second', 'first']);
    expect(await imports.find('first')).toEqual(
      aBatch({ state: 'done', report: aReport({ files: 3 }), finishedAt: after(60) }),
    );
  });

  it('brings an importer who was never here, and takes them along again', async ({ stores: { imports, users } }) => {
    await imports.begin(aBatch({ userId: 'carol' }), 'worker', carol);
    expect(ids(await users.all())).not.toContain('carol');
    await imports.settle('first', aSettlement());
    expect(ids(await users.all())).toContain('carol');
    await takenBack(imports, 'first');
    expect(ids(await users.all())).not.toContain('carol');
  });

  it('knows of no batch under another name', async ({ stores: { imports } }) => {
    await expect(imports.stage('never', [])).rejects.toEqual(conflict);
  });

  it('takes nothing more from a program that was taken for dead', async ({ stores: { imports } }) => {
    await imports.begin(aBatch(), 'worker');
    await imports.takeOver('first', 'worker', 'other');
    await expect(imports.stage('first', [aStagedMemory()])).rejects.toEqual(conflict);
    await expect(imports.settle('first', aSettlement())).rejects.toEqual(conflict);
    await expect(imports.takeOver('first', 'worker', 'third')).rejects.toEqual(conflict);
  });
}

function hiding(open: OpenWithImports) {
  const it = importsTest(open);

  it('shows nothing of a batch to anybody before it is settled', async ({ stores }) => {
    const before = await seen(stores);
    await staged(stores);
    expect(await seen(stores)).toEqual(before);
  });

  it('keeps a store sound while a batch is under way', async ({ stores }) => {
    await staged(stores);
    expect(await stores.storeCare.inspect()).toMatchObject({ integrity: [], brokenReferences: 0, orphans: 0 });
  });

  it('lets people go on in the same places meanwhile', async ({ stores }) => {
    await staged(stores);
    await stores.turns.record(aTurnRecord({ venue: hall, conversationId: 'gathering', said: 'A raven.' }));
    expect(await found(stores, 'ada', 'raven', hall)).toEqual(['hello-lilith-heard']);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    expect(await found(stores, 'ada', 'raven lantern', hall)).toEqual(['elsewhere', 'hello-lilith-heard']);
    expect(await found(stores, 'ada', 'raven lantern')).toEqual(['elsewhere', 'hello-lilith-heard', 'remembered']);
  });

  it('lets people rewrite lore meanwhile, and adds to it what the batch brings', async ({ stores }) => {
    await staged(stores);
    await stores.personalities.setLore('lilith', [aLoreEntry({ id: 'ours' })]);
    expect(ids(await stores.personalities.lore('lilith'))).toEqual(['ours']);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    expect(ids(await stores.personalities.lore('lilith')).toSorted()).toEqual(['ours', 'told']);
  });

  it('shows nothing any more once a batch is taken back, before it is swept up', async ({ stores }) => {
    const before = await seen(stores);
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    await stores.imports.takeBack('first', 'worker', change => ({ value: change.before, kept: [] }));
    expect(await seen(stores)).toEqual(before);
  });
}

function settling(open: OpenWithImports) {
  const it = importsTest(open);

  it('shows all of a batch once it is settled', async ({ stores }) => {
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    const now = await seen(stores);
    expect(ids(now.memories).toSorted()).toEqual(['elsewhere', 'of-nova', 'remembered']);
    expect([now.found, now.foundByOther]).toEqual([['elsewhere', 'remembered'], ['remembered']]);
    expect(now.one).toEqual(aMemory({ id: 'remembered', text: 'A lantern.', others: ['bob'], source: 'shapes.inc' }));
    expect(now.bySlug).toEqual({ ...nova, updatedAt: after(60) });
    expect(await stores.personalities.directory()).not.toEqual([]);
    expect(ids(now.users)).toContain('carol');
    expect(ids(now.lore)).toEqual(['told']);
    expect(ids(now.history).toSorted()).toEqual(['answered', 'in-hall', 'said']);
    expect(now.counts).toEqual([
      { memories: 2, messages: 3, lore: 1 },
      { memories: 2, messages: 3, lore: 1 },
    ]);
    expect(await stores.storeCare.inspect()).toMatchObject({ integrity: [], brokenReferences: 0, orphans: 0 });
  });

  it('settles all of it or nothing: a name that was taken meanwhile', async ({ stores }) => {
    await staged(stores);
    await stores.personalities.create(aPersonality({ id: 'other', slug: 'nova' }));
    const before = await seen(stores);
    const block = { entity: 'block', id: 'user/1', after: { reason: 'spam' } } as const;
    await expect(stores.imports.settle('first', aSettlement({ changes: [block, arrival] }))).rejects.toEqual(conflict);
    expect(await seen(stores)).toEqual(before);
    expect(await stores.imports.find('first')).toMatchObject({ state: 'open' });
  });

  it('tells of every value what stood there before', async ({ stores: { imports } }) => {
    const block = (reason: string) => ({ entity: 'block', id: 'user/1', after: { reason } }) as const;
    await brought(imports, 'first', [], { changes: [block('spam')] });
    await brought(imports, 'second', [], { changes: [block('worse')] });
    expect(await imports.changes('first')).toEqual([{ ...block('spam'), before: null }]);
    expect(await imports.changes('second')).toEqual([{ ...block('worse'), before: { reason: 'spam' } }]);
    const values = await imports.values('block', ['user/1', 'user/2']);
    expect(values.get('user/1')).toEqual({ now: { reason: 'worse' }, written: { reason: 'worse' }, isGone: false });
    expect(values.get('user/2')).toEqual({ now: null, written: null, isGone: false });
  });

  it('keeps pictures by their content, for whoever has one', async ({ stores }) => {
    const picture = { sha256: 'c'.repeat(64), type: 'image/png', width: 2, height: 1, bytes: Buffer.from('png') };
    await staged(stores);
    await stores.imports.keepPictures([picture, picture]);
    const drawn = { ...arrival, after: importedAs({ ...nova, avatar: picture.sha256 }) };
    await stores.imports.settle('first', aSettlement({ changes: [drawn] }));
    expect(await stores.personalities.picture(picture.sha256)).toEqual(picture);
  });

  const places = [['a block', 'block', 'user/1', { reason: null }], ['a preference', 'preference', '1/a/b', { value: 'off' }], ['a verification', 'verification', '1', { verifiedAt: 0 }], ['an activation', 'activation', 'hall/lilith', { slot: 0, activatedBy: null }], ['a persona', 'persona', 'p', { userId: 'ada', name: 'Ada', pronouns: null, about: '', isDefault: 0 }], ['an override', 'override', 'ada/lilith', { personaId: null, sidecar: '', model: null, params: '{"temperature":0}' }], ['an origin', 'origin', 'lilith', { format: 'card', document: '{"a": 1.0}' }], ['a person', 'person', 'shapes.inc/f1', { userId: 'bob', name: null, note: '', claimed: 0 }]] as const; // prettier-ignore

  it.for(places)('writes %s, and takes it away again', async ([, entity, id, value], { stores: { imports } }) => {
    await brought(imports, 'first', [], { changes: [{ entity, id, after: value }] });
    expect((await imports.values(entity, [id])).get(id)?.now).toEqual(value);
    await takenBack(imports, 'first');
    expect((await imports.values(entity, [id])).get(id)?.now).toBeNull();
  });
}

function judging(open: OpenWithImports) {
  const it = importsTest(open);
  const first = aStagedMemory({ text: 'A lantern.' });
  const newer = aStagedMemory({ text: 'A raven.' });

  it('says what becomes of each record', async ({ stores: { imports } }) => {
    await imports.begin(aBatch(), 'worker');
    expect(await imports.stage('first', [first, aStagedRest('archived'), aStagedRest('quarantined')])).toEqual([
      { outcome: 'created' },
      { outcome: 'archived' },
      { outcome: 'quarantined' },
    ]);
  });

  it('takes the very same record only once, in a batch and after it', async ({ stores: { imports, memories } }) => {
    await imports.begin(aBatch(), 'worker');
    expect(await imports.stage('first', [first, first])).toEqual([{ outcome: 'created' }, { outcome: 'unchanged' }]);
    await imports.settle('first', aSettlement());
    await imports.begin(aBatch({ id: 'second' }), 'worker');
    expect(await imports.stage('second', [first])).toEqual([{ outcome: 'unchanged' }]);
    expect(await memories.list({ personalityId: 'lilith' })).toHaveLength(1);
  });

  it('keeps both where two records have one id, and says so', async ({ stores }) => {
    const { imports, memories } = stores;
    await imports.begin(aBatch(), 'worker');
    expect(await imports.stage('first', [first, newer])).toEqual([
      { outcome: 'created' },
      { outcome: 'created', remark: 'same_id_twice' },
    ]);
    await imports.settle('first', aSettlement());
    expect((await memories.list({ personalityId: 'lilith' })).map(({ text }) => text).toSorted()).toEqual([
      'A lantern.',
      'A raven.',
    ]);
    expect(await found(stores, 'ada', 'raven')).toHaveLength(1);
  });

  const tellings = [
    ['a memory', first, newer, ({ memories }: WithImports) => memories.find('memory')],
    ['a line', aStagedMessage({ text: 'Once.' }), aStagedMessage({ text: 'Twice.' }), async ({ conversations }: WithImports) => (await conversations.lines('old-talk', 1)).lines], // prettier-ignore
    ['lore', aStagedLore({ content: 'It has a door.', rules: { depth: 1 } }), aStagedLore({ content: 'It has none.' }), ({ personalities }: WithImports) => personalities.lore('lilith')], // prettier-ignore
  ] as const;

  it.for(tellings)(
    'tells %s anew only when the batch is settled, and can take that back',
    async ([, one, other, look], { stores }) => {
      const { imports } = stores;
      await brought(imports, 'first', [one]);
      const before = await look(stores);
      await imports.begin(aBatch({ id: 'second' }), 'worker');
      expect(await imports.stage('second', [other])).toEqual([{ outcome: 'updated' }]);
      expect(await look(stores)).toEqual(before);
      await imports.settle('second', aSettlement());
      expect(await look(stores)).not.toEqual(before);
      await takenBack(imports, 'second');
      expect(await look(stores)).toEqual(before);
    },
  );

  it('finds what was told anew by its new words, and by its old ones after all is taken back', async ({ stores }) => {
    await brought(stores.imports, 'first', [first]);
    await brought(stores.imports, 'second', [newer]);
    expect([await found(stores, 'ada', 'lantern'), await found(stores, 'ada', 'raven')]).toEqual([[], ['memory']]);
    await takenBack(stores.imports, 'second');
    expect([await found(stores, 'ada', 'lantern'), await found(stores, 'ada', 'raven')]).toEqual([['memory'], []]);
  });

  it('does not bring back what was taken away here', async ({ stores: { imports, memories } }) => {
    await brought(imports, 'first', [first, aStagedMemory({ id: 'other' })]);
    await memories.remove('memory');
    await imports.begin(aBatch({ id: 'second' }), 'worker');
    expect(await imports.stage('second', [newer, first])).toEqual([
      { outcome: 'archived', remark: 'deleted_here' },
      { outcome: 'unchanged' },
    ]);
    await imports.settle('second', aSettlement());
    expect(ids(await memories.list({ personalityId: 'lilith' }))).toEqual(['other']);
    expect(await imports.goneFrom('first')).toEqual(new Map([['backup/all.json', 1]]));
  });

  it('counts conversations of a place where some were taken back', async ({ stores }) => {
    const { imports, conversations } = stores;
    const talk = (id: string) => aStagedMessage({ id }, { conversation: { id, startedAt: after(-60) } });
    await brought(imports, 'first', [talk('one')]);
    await brought(imports, 'second', [talk('two')]);
    await takenBack(imports, 'first');
    await brought(imports, 'third', [talk('three')]);
    expect((await conversations.lines('three', 10)).lines).toHaveLength(1);
  });
}

function rehearsing(open: OpenWithImports) {
  const it = importsTest(open);

  const records = [
    aStagedMemory({ id: 'known', text: 'Old.' }, { name: 'known' }),
    aStagedMemory({ id: 'known', text: 'New.' }),
    aStagedMemory({ id: 'known', text: 'Newer.' }),
    aStagedMemory({ id: 'gone', text: 'Told again.' }),
    aStagedMemory({ id: 'fresh' }, { name: 'fresh' }),
    aStagedMemory({ id: 'fresh' }, { name: 'fresh' }),
    aStagedMemory({ id: 'fresh', text: 'Another.' }),
    aStagedMessage(),
    aStagedMessage({ text: 'Otherwise.' }),
    aStagedLore(),
    aStagedRest('archived'),
    aStagedRest('archived'),
    aStagedRest('quarantined'),
  ];

  it('says what staging says, and writes nothing', async ({ stores }) => {
    const { imports, memories, storeCare } = stores;
    await brought(imports, 'first', [
      aStagedMemory({ id: 'known', text: 'Old.' }, { name: 'known' }),
      aStagedMemory({ id: 'gone' }),
    ]);
    await memories.remove('gone');
    const before = await storeCare.inspect();
    const rehearsed = await imports.rehearse(records);
    expect(await storeCare.inspect()).toEqual(before);
    await imports.begin(aBatch({ id: 'second' }), 'worker');
    expect(await imports.stage('second', records)).toEqual(rehearsed);
  });
}

function remembering(open: OpenWithImports) {
  const it = importsTest(open);

  it('remembers of every record where it stood and what became of it, page by page', async ({
    stores: { imports },
  }) => {
    const [live, ...rest] = [aStagedMemory({}, { path: 'a.json', at: '/4' }), aStagedRest('archived'), aStagedRest('quarantined')]; // prettier-ignore
    await brought(
      imports,
      'first',
      [live, ...rest].filter(each => each !== undefined),
      { records: [aSettled()] },
    );
    const one = await imports.records('first', { limit: 3 });
    const two = await imports.records('first', { limit: 3, after: one.next ?? 0 });
    expect([...one.records, ...two.records]).toMatchObject([
      { path: 'a.json', at: '/4', kind: 'memories', outcome: 'created', target: 'memory', reason: null },
      {
        at: '/archived',
        outcome: 'archived',
        target: null,
        reason: { code: 'odd', why: 'It is odd.', try: 'mend it' },
      },
      { at: '/quarantined', outcome: 'quarantined' },
      { path: 'backup/blocks.json', kind: 'blocks', outcome: 'created', target: 'user/1' },
    ]);
    expect([one.next, two.next]).toEqual([one.records[2]?.id, null]);
    expect((await imports.records('first', { outcome: 'quarantined', limit: 9 })).records).toHaveLength(1);
  });

  it('knows records by their fingerprints', async ({ stores: { imports } }) => {
    await brought(imports, 'first', [aStagedMemory({}, { name: 'a' })], { records: [aSettled()] });
    const known = await imports.knownRecords([fingerprintOf('a'), fingerprintOf('b'), aSettled().fingerprint]);
    expect(known).toEqual(new Set([fingerprintOf('a'), aSettled().fingerprint]));
  });

  it('names what is missing, and what says something else by now', async ({
    stores: { imports, memories, personalities },
  }) => {
    const block = { entity: 'block', id: 'user/1', after: { reason: 'spam' } } as const;
    const lilith = aPersonality({ id: 'lilith', displayName: 'Imported' });
    await brought(imports, 'first', [aStagedMemory()], { changes: [block, { entity: 'personality', id: 'lilith', after: importedAs(lilith) }] }); // prettier-ignore
    expect(await imports.compared('first')).toEqual({ missing: [], changed: [] });
    await memories.remove('memory');
    await personalities.update({ ...lilith, displayName: 'Ours' });
    expect(await imports.compared('first')).toEqual({
      missing: [{ kind: 'memories', id: 'memory' }],
      changed: [{ kind: 'personality', id: 'lilith' }],
    });
  });
}

function takingBack(open: OpenWithImports) {
  const it = importsTest(open);
  const renamed = importedAs(aPersonality({ id: 'lilith', displayName: 'Imported', aliases: ['Lil'] }));
  const rename = { entity: 'personality', id: 'lilith', after: renamed } as const;

  it('restores value by value as it is told, given what stood, what was written and what stands', async ({
    stores: { imports, personalities },
  }) => {
    await brought(imports, 'first', [], { changes: [rename] });
    const lilith = await personalities.findById('lilith');
    expect(lilith).toMatchObject({ displayName: 'Imported', aliases: ['Lil'] });
    await personalities.update({ ...aPersonality({ id: 'lilith' }), name: 'Ours', displayName: 'Imported' });
    const results = await imports.takeBack('first', 'worker', (change, now, use) => {
      expect([change.before, change.after, now]).toMatchObject([{ displayName: 'Lilith' }, renamed, { name: 'Ours' }]);
      expect(use).toBe('nobody');
      return { value: importedAs(aPersonality({ id: 'lilith', name: 'Ours' })), kept: ['name'] };
    });
    expect(results).toMatchObject([{ change: rename, kept: ['name'] }]);
    expect(await personalities.findById('lilith')).toMatchObject({ name: 'Ours', displayName: 'Lilith', aliases: [] });
  });

  it('restores the latest change first', async ({ stores: { imports } }) => {
    const block = (reason: string) => ({ entity: 'block', id: 'user/1', after: { reason } }) as const;
    await brought(imports, 'first', [], { changes: [block('one'), block('two')] });
    await takenBack(imports, 'first');
    expect((await imports.values('block', ['user/1'])).get('user/1')?.now).toBeNull();
  });

  it('says in a rehearsal what it would come to, and changes nothing', async ({ stores }) => {
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival, rename] }));
    const before = await seen(stores);
    const restore = ({ before: value }: { before: Parameters<typeof JSON.stringify>[0] }) => ({ value, kept: ['it'] });
    const rehearsed = await stores.imports.rehearseTakeBack('first', restore);
    expect(await seen(stores)).toEqual(before);
    expect(await stores.imports.takeBack('first', 'worker', restore)).toEqual(rehearsed);
  });

  it('knows whether people have used a personality since', async ({ stores }) => {
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    const uses: string[] = [];
    const restore = (_: unknown, __: unknown, use: string) => {
      uses.push(use);
      return { value: importedAs(nova), kept: [] };
    };
    await stores.imports.rehearseTakeBack('first', restore);
    await stores.memories.add(aMemory({ id: 'since', personalityId: 'nova' }));
    await stores.imports.takeBack('first', 'worker', restore);
    expect(uses).toEqual(['nobody', 'people']);
    await sweptUp(stores.imports, 'first');
    expect(await stores.personalities.find('nova')).toMatchObject({ id: 'nova' });
    expect(ids(await stores.memories.list({ personalityId: 'nova' }))).toEqual(['since']);
    expect(await stores.storeCare.inspect()).toMatchObject({ integrity: [], brokenReferences: 0, orphans: 0 });
  });

  it('keeps a personality for people who activated it, and not for an activation that came along', async ({
    stores,
  }) => {
    const { imports, activations } = stores;
    const activation = { entity: 'activation', id: 'hall/nova', after: { slot: 0, activatedBy: null } } as const;
    await staged(stores);
    await imports.settle('first', aSettlement({ changes: [arrival, activation] }));
    const use = async () => {
      const uses: string[] = [];
      await imports.rehearseTakeBack('first', ({ entity, before }, _, by) => {
        if (entity === 'personality') uses.push(by);
        return { value: before, kept: [] };
      });
      return uses;
    };
    expect(await use()).toEqual(['nobody']);
    await activations.add({ channelId: 'library', slug: 'nova', activatedBy: null });
    expect(await use()).toEqual(['people']);
  });

  it('knows whether a later batch builds on a personality', async ({ stores }) => {
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    await brought(stores.imports, 'second', [aStagedMemory({ id: 'more', personalityId: 'nova' })]);
    const uses: string[] = [];
    await stores.imports.rehearseTakeBack('first', ({ before }, _, use) => {
      uses.push(use);
      return { value: before, kept: [] };
    });
    expect(uses).toEqual(['another-batch']);
  });

  it('frees the names that a batch brought', async ({ stores }) => {
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    await stores.imports.takeBack('first', 'worker', ({ before }) => ({ value: before, kept: [] }));
    await stores.personalities.create(aPersonality({ id: 'other', slug: 'nova', aliases: ['Stella'] }));
    expect(await stores.personalities.find('nova')).toMatchObject({ id: 'other' });
  });

  it('gives back whose a memory was before the batch said who somebody is', async ({ stores }) => {
    const { imports } = stores;
    await brought(imports, 'first', [aStagedMemory({ text: 'A lantern.', unclaimed: true }, { strangers: ['f1'] })]);
    const person = { userId: 'bob', name: null, note: null, claimed: 0 };
    await brought(imports, 'second', [], { changes: [{ entity: 'person', id: 'shapes.inc/f1', after: person }] });
    expect(await found(stores, 'bob', 'lantern')).toEqual(['memory']);
    await takenBack(imports, 'second');
    expect([await found(stores, 'ada', 'lantern'), await found(stores, 'bob', 'lantern')]).toEqual([['memory'], []]);
    expect(await imports.sendersNamed('f1')).toEqual(['shapes.inc']);
    expect(await imports.claim('shapes.inc', 'f1', 'bob')).toBe(1);
  });
}

function sweeping(open: OpenWithImports) {
  const it = importsTest(open);

  it('leaves nothing of a batch that was never settled', async ({ stores }) => {
    const before = await stores.storeCare.inspect();
    await staged(stores);
    await sweptUp(stores.imports, 'first');
    expect(await stores.storeCare.inspect()).toEqual(before);
    expect(await stores.imports.batches()).toEqual([]);
    expect(await stores.imports.unfinished()).toBeUndefined();
  });

  it('leaves of a batch that was taken back only that it was', async ({ stores }) => {
    const before = await stores.storeCare.inspect();
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival], files: [aFileEntry()] }));
    await takenBack(stores.imports, 'first');
    const { imports, ...said } = await stores.storeCare.inspect();
    expect({ ...said, imports: { ...imports, import_batches: 0, import_files: 0 } }).toEqual(before);
    expect(await stores.imports.batches()).toMatchObject([{ id: 'first', state: 'undone' }]);
    expect(await stores.imports.files('first')).toEqual([aFileEntry()]);
    expect(await stores.imports.unfinished()).toBeUndefined();
  });

  it('lets the same come again afterwards', async ({ stores }) => {
    await staged(stores);
    await sweptUp(stores.imports, 'first');
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    await takenBack(stores.imports, 'first');
    await stores.imports.begin(aBatch({ id: 'second' }), 'worker');
    await stores.imports.prepare('second', { users: [carol], personalities: [nova] });
    expect((await stores.imports.stage('second', all)).map(({ outcome }) => outcome)).toEqual(
      all.map(({ fate }) => (fate.outcome === 'live' ? 'created' : fate.outcome)),
    );
  });

  it('sweeps more rows than fit into one go', async ({ stores }) => {
    const before = await stores.storeCare.inspect();
    const many = Array.from({ length: 1000 }, (_, index) => aStagedMemory({ id: `m${index}` }));
    await stores.imports.begin(aBatch(), 'worker');
    await stores.imports.stage('first', many);
    expect(await stores.imports.sweep('first')).toBe(true);
    await sweptUp(stores.imports, 'first');
    expect(await stores.storeCare.inspect()).toEqual(before);
  });

  it.for([
    ['the first one first', ['first', 'second']],
    ['the last one first', ['second', 'first']],
  ] as const)('leaves nothing of two batches that share places, %s', async ([, order], { stores }) => {
    const { imports, storeCare } = stores;
    const before = (await storeCare.inspect()).tables;
    const more = (id: string) => [
      aStagedMessage({ id: `${id}-line`, userId: 'carol' }),
      aStagedMemory({ id: `${id}-memory`, venue: library, others: ['carol'] }),
    ];
    await imports.begin(aBatch(), 'worker');
    await imports.prepare('first', { users: [carol], personalities: [] });
    await imports.stage('first', more('first'));
    await imports.settle('first', aSettlement());
    await brought(imports, 'second', more('second'));
    for (const id of order) await takenBack(imports, id);
    expect((await storeCare.inspect()).tables).toEqual(before);
  });

  it.for<readonly [string, (stores: WithImports) => Promise<unknown>]>([
    ['is being told something', ({ outbox }) => outbox.put(aParcel({ userId: 'carol', personalityId: null }))],
    ['waits for an answer', ({ inbox }) => inbox.accept(anAcceptance({ userId: 'carol' }))],
  ])('keeps somebody whom a batch brought who %s', async ([, use], { stores }) => {
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    await use(stores);
    await takenBack(stores.imports, 'first');
    expect(ids(await stores.users.all())).toContain('carol');
    expect([...(await stores.outbox.waiting()), ...(await stores.inbox.waiting())]).toMatchObject([
      { userId: 'carol' },
    ]);
  });

  it('touches nothing of what people said meanwhile in places that the batch brought', async ({ stores }) => {
    await staged(stores);
    await stores.imports.settle('first', aSettlement({ changes: [arrival] }));
    const old = aVenue({ channelId: 'old-dm' });
    await stores.turns.record(aTurnRecord({ conversationId: 'old-talk', venue: old, said: 'A raven.' }));
    await stores.memories.add(aMemory({ id: 'hers', userId: 'carol', venue: library }));
    await takenBack(stores.imports, 'first');
    expect((await stores.conversations.lines('old-talk', 10)).lines.map(({ text }) => text)).toEqual([
      'A raven.',
      'Always.',
    ]);
    expect(ids(await stores.users.all())).toContain('carol');
    expect(await stores.memories.find('hers')).toMatchObject({ venue: library });
    expect(await stores.storeCare.inspect()).toMatchObject({ integrity: [], brokenReferences: 0, orphans: 0 });
  });
}

function keepingFiles(open: OpenWithImports) {
  const it = importsTest(open);
  const kept = aFileEntry({ keyId: 'k1', code: 'x', message: 'y', tallies: { lilith: {} } });

  it('gives files back as they were told', async ({ stores: { imports } }) => {
    const files = [
      kept,
      aFileEntry({ path: 'b.zip/a', container: 'b.zip', state: 'refused', format: null, role: null }),
    ];
    await brought(imports, 'first', [], { files });
    expect(await imports.files('first')).toEqual(files);
  });

  it('knows a file under the scope in which it was taken, as long as its batch is there', async ({
    stores: { imports },
  }) => {
    await brought(imports, 'first', [], { files: [kept], scope: 'one' });
    expect(await imports.knownFiles('one', [kept.sha256, 'e'.repeat(64)])).toEqual(
      new Map([[kept.sha256, { ...kept, batch: 'first' }]]),
    );
    expect(await imports.knownFiles('other', [kept.sha256])).toEqual(new Map());
    await takenBack(imports, 'first');
    expect(await imports.knownFiles('one', [kept.sha256])).toEqual(new Map());
  });

  it('forgets files, and names those that no other batch keeps', async ({ stores: { imports } }) => {
    const own = aFileEntry({ sha256: 'a'.repeat(64), keyId: 'k1' });
    await brought(imports, 'first', [], { files: [kept, kept, own, aFileEntry({ sha256: 'b'.repeat(64) })] });
    await brought(imports, 'second', [], { files: [kept] });
    expect(await imports.archived('k1')).toEqual(new Set([kept.sha256, own.sha256]));
    expect(await imports.soleFiles('first')).toEqual([{ keyId: 'k1', sha256: own.sha256 }]);
    await imports.forgetFiles('first');
    expect(await imports.soleFiles('first')).toEqual([]);
    expect(await imports.archived('k1')).toEqual(new Set([kept.sha256]));
    expect(await imports.soleFiles('second')).toEqual([{ keyId: 'k1', sha256: kept.sha256 }]);
    await imports.forgetFiles('second');
    expect(await imports.archived('k1')).toEqual(new Set());
  });

  it('keeps one sealed key for each person, and knows where it opens', async ({ stores: { imports, storeCare } }) => {
    const key = { id: 'k1', userId: 'ada', sealed: anEnvelope(), createdAt: after(1) };
    await imports.keepArchiveKey(key);
    expect(await imports.archiveKey('ada')).toEqual(key);
    expect(await imports.archiveKey('bob')).toBeUndefined();
    await expect(imports.keepArchiveKey({ ...key, id: 'k2' })).rejects.toThrow();
    expect(await storeCare.sealedValues()).toMatchObject([{ sealed: anEnvelope() }]);
  });
}

function claiming(open: OpenWithImports) {
  const it = importsTest(open);
  const stray = (fields: Partial<Memory> = {}, strangers: readonly string[] = ['f1']) =>
    aStagedMemory({ text: 'A lantern.', unclaimed: true, ...fields }, { strangers });

  it('gives somebody what nobody had claimed, and takes it from its keeper', async ({ stores }) => {
    await brought(stores.imports, 'first', [stray()]);
    expect([await found(stores, 'ada', 'lantern'), await found(stores, 'bob', 'lantern')]).toEqual([['memory'], []]);
    expect(await stores.imports.sendersNamed('f1')).toEqual(['shapes.inc']);
    expect(await stores.imports.claim('shapes.inc', 'f1', 'bob')).toBe(1);
    expect([await found(stores, 'ada', 'lantern'), await found(stores, 'bob', 'lantern')]).toEqual([[], ['memory']]);
    const memory = await stores.memories.find('memory');
    expect(memory).toEqual(aMemory({ text: 'A lantern.', userId: 'bob', source: 'shapes.inc' }));
    expect(await stores.imports.claim('shapes.inc', 'f1', 'bob')).toBe(0);
  });

  it('gives to another one what somebody had claimed by mistake', async ({ stores }) => {
    await brought(stores.imports, 'first', [stray(), stray({ id: 'shared', others: ['ada'] }, ['f1'])]);
    await stores.imports.claim('shapes.inc', 'f1', 'mallory');
    expect(await stores.imports.claim('shapes.inc', 'f1', 'bob')).toBe(2);
    expect([await found(stores, 'mallory', 'lantern'), await found(stores, 'bob', 'lantern')]).toEqual([
      [],
      ['memory', 'shared'],
    ]);
    expect(await stores.memories.find('shared')).toMatchObject({ userId: 'bob', others: ['ada'] });
  });

  it('gives somebody a part in what is another’s', async ({ stores }) => {
    await brought(stores.imports, 'first', [aStagedMemory({ text: 'A lantern.' }, { strangers: ['f1'] })]);
    expect(await stores.imports.claim('shapes.inc', 'f1', 'bob')).toBe(1);
    expect([await found(stores, 'ada', 'lantern'), await found(stores, 'bob', 'lantern')]).toEqual([
      ['memory'],
      ['memory'],
    ]);
    expect(await stores.memories.find('memory')).toMatchObject({ userId: 'ada', others: ['bob'] });
  });

  it('lets several people claim what they were part of together', async ({ stores }) => {
    await brought(stores.imports, 'first', [stray({}, ['f1', 'f2'])]);
    await stores.imports.claim('shapes.inc', 'f2', 'mallory');
    await stores.imports.claim('shapes.inc', 'f1', 'bob');
    expect(await stores.memories.find('memory')).toMatchObject({ userId: 'mallory', others: ['bob'] });
    expect(await found(stores, 'ada', 'lantern')).toEqual([]);
  });

  it('lets the keeper claim what is theirs: from then on others can be reminded of it', async ({ stores }) => {
    await brought(stores.imports, 'first', [stray({ venue: hall })]);
    expect(await found(stores, 'bob', 'lantern', hall)).toEqual([]);
    expect(await stores.imports.claim('shapes.inc', 'f1', 'ada')).toBe(1);
    expect(await found(stores, 'bob', 'lantern', hall)).toEqual(['memory']);
  });

  it('tells services apart', async ({ stores }) => {
    await brought(stores.imports, 'first', [stray()]);
    expect(await stores.imports.claim('sillytavern', 'f1', 'bob')).toBe(0);
    expect(await found(stores, 'bob', 'lantern')).toEqual([]);
  });

  it('keeps a store sound', async ({ stores }) => {
    await brought(stores.imports, 'first', [stray({ others: ['mallory'] }, ['f1', 'f2'])]);
    await stores.imports.claim('shapes.inc', 'f1', 'bob');
    await stores.imports.claim('shapes.inc', 'f2', 'mallory');
    expect(await stores.storeCare.inspect()).toMatchObject({ integrity: [], brokenReferences: 0, orphans: 0 });
  });

  it('forgets who a stranger is with the memory itself', async ({ stores }) => {
    await brought(stores.imports, 'first', [stray()]);
    await stores.memories.remove('memory');
    expect(await stores.imports.sendersNamed('f1')).toEqual([]);
  });
}
