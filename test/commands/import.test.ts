import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/domain/import/batch.js';
import { kinds } from '../../src/domain/import/kind.js';
import { aZip } from '../adapters/sources/zips.js';
import { anEmptyPlace, everythingIn, root, type Home } from '../support/run-command.js';
import {
  aConfig,
  ada,
  aHomeOfAda,
  aMemory,
  bring,
  brought,
  bytesIn,
  codesOf,
  filesOfLilith,
  lay,
  lilithId,
  shown,
  storeOf,
  tally,
  undo,
  uuid,
  type Shown,
} from '../support/importing.js';

const fixture = join(root, 'test/fixtures/shapes');

type Numbers = Readonly<Record<string, number>>;

type Expected = {
  readonly ownerDiscordId: string;
  readonly totals: Numbers;
  readonly memoryBuckets: Numbers;
  readonly exit: { readonly first: number; readonly second: number };
  readonly files: number;
  readonly broken: readonly string[];
  readonly needles: readonly { readonly personality: string; readonly query: string; readonly contains: string }[];
  readonly personalities: Readonly<Record<string, ExpectedPersonality>>;
};

type ExpectedPersonality = {
  readonly memoryOnly: boolean;
  readonly displayName: string;
  readonly memories: { readonly good: number };
  readonly messages: number;
  readonly stories: number;
  readonly aliases?: readonly string[];
  readonly shapesId: string;
  readonly errorMessage: unknown;
  readonly birthday: unknown;
  readonly model: string;
  readonly fallbackModel: string;
  readonly temperature: number | null;
  readonly voice: unknown;
};

const expected: Expected = JSON.parse(readFileSync(join(fixture, 'expected.json'), 'utf8'));

/** What was left of shapes.inc on somebody's disk, with a bomb in it. */
function layFixture({ folder }: Home): string {
  const place = join(folder, 'input');
  cpSync(join(fixture, 'input'), place, { recursive: true });
  const bomb = aZip([{ name: 'bomb/memories.json', content: Buffer.alloc(64 * 1024 * 1024, ' ') }]);
  lay({ folder } as Home, 'input', { 'broken/bomb.zip': bomb });
  return place;
}

const stripped = ({ batch: _, dryRun: __, bytes: ___, ...rest }: Report) => rest;

/** What is in the archive; nothing when there is none any more. */
const archiveOf = (home: string) => {
  const folder = join(home, 'archive');
  return existsSync(folder) ? everythingIn(folder) : {};
};

describe('a whole backup', () => {
  it('comes home, can be proven, comes back out, and can be taken back', async () => {
    const home = anEmptyPlace();
    const place = layFixture(home);
    const bare = await bring(home, `${place} --dry-run --owner ${expected.ownerDiscordId}`);
    expect(bare.code).toBe(expected.exit.first);
    expect(existsSync(home.path)).toBe(false);

    expect(await home.run(`init --owner ${expected.ownerDiscordId}`)).toMatchObject({ code: 0 });
    const before = await storeOf(home);
    const files = everythingIn(home.path);
    const dry = await bring(home, `${place} --dry-run`);
    expect(dry).toMatchObject({ code: expected.exit.first, report: { dryRun: true, batch: null } });
    expect(stripped(dry.report)).toEqual(stripped(bare.report));
    expect(everythingIn(home.path)).toEqual(files);
    expect(await storeOf(home)).toEqual(before);

    const { code, report } = await bring(home, place);
    const batch = report.batch ?? '';
    expect(code).toBe(expected.exit.first);
    expect(stripped(report)).toEqual(stripped(dry.report));
    expect(report.files).toBe(expected.files);
    expect(Object.keys(report.totals).toSorted()).toEqual(kinds.toSorted());
    for (const [kind, { read, ...outcomes }] of Object.entries(report.totals))
      expect([kind, Object.values(outcomes).reduce((sum, each) => sum + each)]).toEqual([kind, read]);
    const reads = Object.fromEntries(Object.entries(report.totals).map(([kind, { read }]) => [kind, read]));
    expect(reads).toMatchObject(expected.totals);
    expect(report.totals.memories).toMatchObject(expected.memoryBuckets);
    for (const broken of expected.broken)
      expect(report.issues.filter(({ file, severity }) => file === broken && severity !== 'info')).not.toEqual([]);

    const one = await storeOf(home);
    const second = await bring(home, place);
    expect(second).toMatchObject({ code: expected.exit.second, report: { batch: null } });
    for (const [kind, { read, unchanged }] of Object.entries(second.report.totals))
      expect([kind, read, unchanged]).toEqual([kind, reads[kind], read]);
    expect(await storeOf(home)).toEqual(one);

    expect(await home.json(`import verify ${batch}`)).toMatchObject({ ok: true, mismatches: [], changedSince: [] });
    await home.json(`import extract ${batch} -o ${home.folder}/out`);
    expect(bytesIn(join(home.folder, 'out'))).toEqual(bytesIn(place));
    const quarantined = await home.json<object[]>(`import quarantine ${batch}`);
    const unclear = Object.values(report.totals).reduce((sum, each) => sum + each.quarantined, 0);
    const refused = report.issues.filter(({ severity }) => severity === 'error').length;
    expect(quarantined).toHaveLength(unclear + refused);

    expect(await undo(home, batch)).toMatchObject({ kept: [], purged: false });
    expect(await storeOf(home)).toEqual(before);
    const again = await bring(home, place);
    expect(stripped(again.report)).toEqual(stripped(report));
    expect(again.report.batch).not.toBe(null);
    expect(await storeOf(home)).toEqual(one);
    expect(await undo(home, again.report.batch ?? '', '--purge')).toMatchObject({ purged: true });
    expect(await undo(home, batch, '--purge')).toMatchObject({ purged: true });
    expect(Object.keys(archiveOf(home.path)).filter(name => /[0-9a-f]{64}$/.test(name))).toEqual([]);
  }, 180_000);

  it('brings everybody as they were, and what they were told', async () => {
    const home = anEmptyPlace();
    expect(await home.run(`init --owner ${expected.ownerDiscordId}`)).toMatchObject({ code: 0 });
    expect(await bring(home, layFixture(home))).toMatchObject({ code: expected.exit.first });
    for (const [slug, wanted] of Object.entries(expected.personalities))
      expectSomebody(await shown(home, slug), wanted);
    for (const { personality, query, contains } of expected.needles) {
      const search = `memory search ${personality} "${query}"`;
      const [best] = await home.json<{ text: string }[]>(search);
      expect(best?.text).toContain(contains);
      const { stdout } = await home.run(`${search} --as 800328328238322310 --json`);
      expect(stdout).not.toContain(contains);
    }
  });
});

function expectSomebody(found: Shown, wanted: ExpectedPersonality): void {
  const { memories, messages, stories } = wanted;
  expect(found).toMatchObject({
    displayName: wanted.displayName,
    counts: { memories: memories.good, messages, lore: stories },
    avatar: { type: 'image/png' },
    ...(wanted.aliases !== undefined && { aliases: [...wanted.aliases].toSorted() }),
  });
  if (wanted.memoryOnly) return;
  expect(found).toMatchObject({
    source: { foreignId: wanted.shapesId },
    errorMessage: wanted.errorMessage,
    birthday: wanted.birthday,
    voice: wanted.voice,
    llm: { model: wanted.model, fallbackModel: wanted.fallbackModel },
  });
  expect(found.llm.params['temperature'] ?? null).toBe(wanted.temperature);
}

describe('import', () => {
  it('says in its document what it did', async () => {
    const home = await aHomeOfAda();
    const { code, report } = await bring(home, lay(home, 'backup', filesOfLilith()));
    expect(code).toBe(0);
    expect(Object.keys(report).toSorted()).toEqual([
      'batch',
      'bytes',
      'dryRun',
      'files',
      'issues',
      'personalities',
      'totals',
    ]);
    expect(report).toMatchObject({ batch: expect.stringMatching(/^[0-9a-z]{16}$/), dryRun: false, files: 2 });
    expect(report.personalities).toMatchObject([
      { slug: 'lilith', action: 'created', counts: { memories: { read: 2, created: 2 } } },
    ]);
  });

  it('makes a home where there is none; a rehearsal does not', async () => {
    const home = anEmptyPlace();
    const place = lay(home, 'backup', filesOfLilith());
    expect(await bring(home, `${place} --dry-run`)).toMatchObject({ code: 0 });
    expect(existsSync(home.path)).toBe(false);
    expect((await home.run(`import ${place} --json`)).code).toBe(0);
    expect(await shown(home, 'lilith')).toMatchObject({ ownerId: 'local' });
  });

  it('tells a person on one screen', async () => {
    const home = await aHomeOfAda();
    const { code, stdout, stderr } = await home.run(`import ${lay(home, 'backup', filesOfLilith())}`);
    expect(code).toBe(0);
    expect(stdout).toContain('lilith');
    expect(stdout.split('\n').length).toBeLessThan(40);
    expect(stderr).toMatch(/import undo [0-9a-z]{16}/);
  });

  it.each([
    ['nothing at all', '', {}],
    ['a folder with nothing in it', 'empty', { '.keep/x': '' }],
    ['what is of no format', 'strange', { 'notes.txt': 'Buy milk.', 'a.json': { b: 1 } }],
    ['a place where nothing is', 'nowhere', null],
  ])('has nothing to do with %s: exit code 2', async (_, folder, files) => {
    const home = await aHomeOfAda();
    const place = files === null ? `${home.folder}/nowhere` : folder === '' ? '' : lay(home, folder, files);
    const before = everythingIn(join(home.path));
    const failure = await home.failure(`import ${place}`);
    expect([2, 3]).toContain(failure.exit);
    expect(Object.keys(everythingIn(home.path))).toEqual(Object.keys(before));
    expect(await home.json('import list')).toEqual([]);
  });

  it('takes several paths at once, and files beside folders', async () => {
    const home = await aHomeOfAda();
    const one = lay(home, 'one', filesOfLilith());
    const two = lay(home, 'two', {
      'card.json': {
        spec: 'chara_card_v2',
        spec_version: '2.0',
        data: { name: 'Azazel', description: 'A goat.', first_mes: 'Meh.' },
      },
    });
    const report = await brought(home, `${one} ${two}/card.json`);
    expect(report).toMatchObject({ files: 3 });
    expect(report.personalities.map(({ slug }) => slug)).toEqual(['azazel', 'lilith']);
  });

  it('reads files as one format only, when that is asked for', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', {
      ...filesOfLilith(),
      'card.json': {
        spec: 'chara_card_v2',
        spec_version: '2.0',
        data: { name: 'Azazel', description: 'A goat.', first_mes: 'Meh.' },
      },
    });
    const { report } = await bring(home, `${place} --format card`);
    expect(report.personalities.map(({ slug }) => slug)).toEqual(['azazel']);
    const { report: rest } = await bring(home, place);
    expect(rest.personalities.map(({ slug, action }) => [slug, action])).toEqual([
      ['azazel', 'unchanged'],
      ['lilith', 'created'],
    ]);
    expect(tally(rest, 'personalities')).toEqual({ read: 2, created: 1, unchanged: 1 });
    expect(await home.failure(`import ${place} --format word`)).toMatchObject({ exit: 2 });
  });

  it('lists what was imported, newest first, and shows one with its files', async () => {
    const home = await aHomeOfAda();
    const one = await brought(home, lay(home, 'one', filesOfLilith()));
    const two = await brought(home, lay(home, 'two', filesOfLilith({ config: { error_message: 'Oh.' } })));
    const list = await home.json<{ id: string }[]>('import list');
    expect(list.map(({ id }) => id)).toEqual([two.batch, one.batch]);
    expect(list[1]).toEqual({
      id: one.batch,
      state: 'done',
      owner: ada,
      paths: [`${home.folder}/one`],
      format: 'auto',
      into: null,
      startedAt: expect.stringMatching(/Z$/),
      finishedAt: expect.stringMatching(/Z$/),
      report: one,
    });
    const { files, ...rest } = await home.json<{ files: object[] }>(`import show ${one.batch}`);
    expect(rest).toEqual(list[1]);
    expect(files).toMatchObject([
      { path: 'lilith/lilith.json', container: null, state: 'read', format: 'shapes.inc', role: 'config' },
      { path: 'lilith/lilith_memories.json', state: 'read', role: 'memories' },
    ]);
    expect(await home.failure('import show nothing')).toMatchObject({ exit: 3, code: 'not_found' });
  });

  it('quarantines what it does not understand, and tells where, why, and how to mend it: exit code 8', async () => {
    const home = await aHomeOfAda();
    const { code, report } = await bring(
      home,
      lay(home, 'backup', {
        ...filesOfLilith({ memories: [{ id: 'a', result: 7, senders: [] }] }),
        'torn/torn.json': '{"id": "',
      }),
    );
    expect(code).toBe(8);
    const rows = await home.json<Record<string, unknown>[]>(`import quarantine ${report.batch}`);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(Object.keys(row)).toEqual(['id', 'kind', 'file', 'at', 'code', 'message', 'try']);
    expect(rows).toMatchObject([
      {
        kind: 'memories',
        file: 'lilith/lilith_memories.json',
        at: '/0',
        code: 'not_a_memory',
        try: expect.stringContaining('import it again'),
      },
      { file: 'torn/torn.json' },
    ]);
    const { stdout } = await home.run(`import quarantine ${report.batch}`);
    expect(stdout).toContain('mend it:');
  });

  it('gives a slug to one alone, and a number to the next', async () => {
    const home = await aHomeOfAda();
    await home.run('personality create lilith --name "Another Lilith"');
    const report = await brought(home, lay(home, 'backup', filesOfLilith()));
    expect(report.personalities).toMatchObject([{ slug: 'lilith-2', action: 'created' }]);
    expect(await shown(home, 'lilith')).toMatchObject({ displayName: 'Another Lilith' });
  });

  it('derives a name, and says so; the second of two gets more of their slug', async () => {
    const home = await aHomeOfAda();
    const report = await brought(
      home,
      lay(home, 'backup', {
        'a/profile.json': aConfig({ username: 'owl-tzel', name: 'Lilith the Owl' }),
        'b/profile.json': aConfig({ id: uuid(2), username: 'owl-shani', name: 'Lilith the Owl' }),
      }),
    );
    expect(await shown(home, 'owl-tzel')).toMatchObject({ aliases: ['lilith the owl'] });
    expect(await shown(home, 'owl-shani')).toMatchObject({ aliases: ['lilith-shani'] });
    expect(report.issues.filter(({ code }) => code === 'alias_derived')).toHaveLength(2);
  });

  it.each([
    ['a uuid', lilithId, 'lilith'],
    ['its name', 'lilith', undefined],
  ])('leaves a name to who has it, and says so; the list of v2 calls somebody by %s', async (_, id, name) => {
    const home = await aHomeOfAda();
    await home.run('personality create owl --name Owl');
    await home.run('personality alias add owl Lily');
    const aliases = [
      { value: 'lily', originalCase: 'Lily' },
      { value: 'lil', originalCase: 'Lil' },
    ];
    const state = {
      personalities: { [id]: { id, ownerId: ada, profile: { name, displayName: 'Lilith' }, aliases } },
      aliases: { lily: id, lil: id },
      version: '2.0.0',
    };
    const report = await brought(home, lay(home, 'backup', { ...filesOfLilith(), 'personalities.json': state }));
    expect(tally(report, 'aliases')).toEqual({ read: 2, created: 1, archived: 1 });
    expect(report.issues).toContainEqual(expect.objectContaining({ code: 'alias_taken' }));
    expect(await shown(home, 'lilith')).toMatchObject({ aliases: ['lil'], aliasesDisplay: ['Lil'] });
    expect(await shown(home, 'owl')).toMatchObject({ aliases: ['lily'] });
  });

  it('gives another name from the source beside the one that was given here', async () => {
    const home = await aHomeOfAda();
    const state = (...names: string[]) => ({
      'personalities.json': {
        personalities: {
          [lilithId]: { id: lilithId, profile: { name: 'lilith', displayName: 'Lilith' }, aliases: names.map(name => ({ value: name.toLowerCase(), originalCase: name })) },
        },
        aliases: {},
        version: '2.0.0',
      },
    }); // prettier-ignore
    await brought(home, lay(home, 'one', { ...filesOfLilith(), ...state('Lil') }));
    await home.run('personality alias add lilith Owl');
    const report = await brought(home, lay(home, 'two', { ...filesOfLilith(), ...state('Lil', 'Moth') }));
    expect(tally(report, 'aliases')).toEqual({ read: 2, created: 1, unchanged: 1 });
    expect(await shown(home, 'lilith')).toMatchObject({ aliases: ['lil', 'moth', 'owl'] });
    await home.run('personality alias remove lilith Lil');
    await brought(home, lay(home, 'three', { ...filesOfLilith(), ...state('Lil', 'Moth', 'Dove') }));
    expect(await shown(home, 'lilith')).toMatchObject({ aliases: ['dove', 'moth', 'owl'] });
  });

  it('takes the same from two layouts once, and misses nothing', async () => {
    const home = await aHomeOfAda();
    const exported = {
      exportedAt: '2024-01-01T00:00:00Z', sourceSlug: 'lilith', config: aConfig(), memories: [aMemory(1), aMemory(2), aMemory(3)], stories: [],
      userPersonalization: null, stats: { memoriesCount: 3, storiesCount: 0, pagesTraversed: 1, hasUserPersonalization: false },
    }; // prettier-ignore
    const report = await brought(home, lay(home, 'backup', { ...filesOfLilith(), 'lilith-export.json': exported }));
    expect(tally(report, 'memories')).toEqual({ read: 5, created: 3, unchanged: 2 });
    expect(tally(report, 'personalities')).toEqual({ read: 1, created: 1 });
    expect(codesOf(report)).not.toContain('count_mismatch');
  });

  it('tells two shapes of one slug apart by their ids', async () => {
    const home = await aHomeOfAda();
    const report = await brought(
      home,
      lay(home, 'backup', {
        'a/lilith.json': aConfig(),
        'a/lilith_memories.json': [aMemory(1)],
        'b/lilith.json': aConfig({ id: uuid(2), name: 'Other' }),
        'b/lilith_memories.json': [aMemory(2, { shape_id: uuid(2) }), aMemory(3, { shape_id: uuid(2) })],
      }),
    );
    expect(report.personalities.map(({ slug, counts }) => [slug, counts.memories.created])).toEqual([
      ['lilith', 1],
      ['lilith-2', 2],
    ]);
  });
});

describe('the pages about imports', () => {
  const twice = async () => {
    const home = await aHomeOfAda();
    const one = await brought(home, lay(home, 'one', filesOfLilith()));
    const two = await brought(home, lay(home, 'two', filesOfLilith({ config: { error_message: 'Oh.' } })));
    return { home, one, two };
  };
  const page = async (home: Home, line: string, code = 0) => {
    const outcome = await home.run(line);
    expect(outcome).toMatchObject({ code, stderr: '' });
    return outcome.stdout;
  };

  it('list batches, each on a line, with where it came from', async () => {
    const { home, one, two } = await twice();
    const lines = (await page(home, 'import list')).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^batch +when +personalities +created +from$/);
    expect(lines[1]).toMatch(new RegExp(`^${two.batch} .* 1 +0 +.*two$`));
    expect(lines[2]).toMatch(new RegExp(`^${one.batch} .* 1 +3 +.*one$`));
    await undo(home, two.batch);
    expect(await page(home, 'import list')).toMatch(new RegExp(`^${two.batch} +undone `, 'm'));
  });

  it('say so, when there is none', async () => {
    const home = await aHomeOfAda();
    expect(await page(home, 'import list')).toBe('Nothing was imported yet.\n');
  });

  it('list as many as are asked for', async () => {
    const { home, one, two } = await twice();
    const list = (flags: string) => home.json<{ id: string }[]>(`import list ${flags}`);
    expect((await list('--limit 1')).map(({ id }) => id)).toEqual([two.batch]);
    expect((await list('--limit 5')).map(({ id }) => id)).toEqual([two.batch, one.batch]);
    expect((await list('--all')).map(({ id }) => id)).toEqual([two.batch, one.batch]);
    expect(await page(home, 'import list --limit 1')).not.toContain(one.batch);
    for (const flags of ['--limit 0', '--limit x', '--limit 1 --all'])
      expect(await home.failure(`import list ${flags}`)).toMatchObject({ exit: 2, code: 'invalid' });
  });

  it('show a report with its files, and whether it still stands', async () => {
    const { home, one } = await twice();
    const text = await page(home, `import show ${one.batch}`);
    expect(text).toContain(`Batch ${one.batch} 2 files`);
    expect(text).toMatch(/^memories +\S+ +2 +2 +· +· +· +·$/m);
    expect(text).toMatch(/^lilith +created +2 /m);
    expect(text).toContain('2 files are remembered.');
    await undo(home, one.batch);
    expect(await page(home, `import show ${one.batch}`)).toContain('This batch is undone. 2 files are remembered.');
  });

  it('show what is in quarantine, as much of it as is asked for', async () => {
    const home = await aHomeOfAda();
    const memories = [1, 2, 3].map(each => ({ id: `a${each}`, result: each, senders: [] }));
    const { report } = await bring(home, lay(home, 'backup', filesOfLilith({ memories })));
    const text = await page(home, `import quarantine ${report.batch}`);
    expect(text.match(/^not_a_memory memories lilith\/lilith_memories\.json \/\d$/gm)).toHaveLength(3);
    expect(text.match(/^ {2}mend it: /gm)).toHaveLength(3);
    const some = await page(home, `import quarantine ${report.batch} --limit 1`);
    expect(some.match(/mend it/g)).toHaveLength(1);
    expect(some).toContain('… and 2 more; --all shows them');
    expect(await home.json(`import quarantine ${report.batch} --limit 2`)).toHaveLength(2);
  });

  it('say so, when nothing is in quarantine', async () => {
    const { home, one } = await twice();
    expect(await page(home, `import quarantine ${one.batch}`)).toBe('Nothing of this import is in quarantine.\n');
  });

  it('prove that nothing was lost, and tell what was changed since', async () => {
    const { home, two } = await twice();
    expect(await page(home, `import verify ${two.batch}`)).toBe(
      'All 2 files are here byte for byte, and every record is accounted for.\n',
    );
    await home.run('personality edit lilith --set displayName=Lil');
    expect(await page(home, `import verify ${two.batch}`)).toContain(
      '\n1 things were changed or deleted here since.\n',
    );
  });

  it('tell what an undo would take, and what it took', async () => {
    const { home, one, two } = await twice();
    expect(await page(home, `import undo ${two.batch} --dry-run`)).toMatch(
      /^It would be so:\n {2}restored +1 +personalities\n$/,
    );
    await page(home, `import undo ${two.batch} --yes`);
    await home.run('personality edit lilith --set displayName=Lil');
    const text = await page(home, `import undo ${one.batch} --yes`);
    expect(text).toMatch(new RegExp(`^Batch ${one.batch} was taken back\\.\n`));
    expect(text).toMatch(/^ {2}removed +2 +memories$/m);
    expect(text).toMatch(/^ {2}kept +personalities lilith: changed since: displayName$/m);
  });

  it('let no text of a file move the cursor or colour the screen', async () => {
    const home = await aHomeOfAda();
    const nasty = '\u001b[2J\u0007\u202e';
    const files = {
      ...filesOfLilith({ config: { name: `Lil${nasty}`, [`key${nasty}`]: 1 } }),
      [`torn${nasty}.json`]: '{"id": "',
    };
    const place = lay(home, 'backup', files);
    const { report } = await bring(home, place);
    for (const line of ['list', `show ${report.batch}`, `quarantine ${report.batch}`, `verify ${report.batch}`, `undo ${report.batch} --dry-run`])
      expect([line, /[\u001b\u0007\u202e]/.test((await home.run(`import ${line}`)).stdout)]).toEqual([line, false]); // prettier-ignore
  });
});
