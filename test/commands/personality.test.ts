import { describe, expect, it } from 'vitest';
import { aHome, aHomeWithLilith, everythingIn, idOf, type Home } from '../support/run-command.js';

const ada = idOf('ada');
const bob = idOf('bob');

type Personality = { readonly slug: string; readonly [field: string]: unknown };

const show = (home: Home, name = 'lilith') => home.json<Personality>(`personality show ${name}`);

describe('personality create', () => {
  it('makes somebody of whom only the name is known', async () => {
    const home = await aHome();
    const made = await home.json('personality create lilith --name "Lilith the Owl"');
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{16}$/),
      slug: 'lilith',
      name: 'Lilith the Owl',
      displayName: 'Lilith the Owl',
      aliases: [],
      aliasesDisplay: [],
      ownerId: 'local',
      isPublic: false,
      isStateless: false,
      errorMessage: null,
      birthday: null,
      prompt: {},
      manner: {},
      llm: { provider: null, model: null, fallbackModel: null, params: {}, limits: {} },
      voice: null,
      avatar: null,
      counts: { memories: 0, messages: 0, lore: 0, samples: 0 },
      source: null,
    });
    expect(await show(home)).toEqual(made);
  });

  it('says so, and how to say hello', async () => {
    const home = await aHome();
    expect(await home.run('personality create lilith --name Lilith')).toEqual({
      code: 0,
      stdout: 'Lilith is here.\n',
      stderr: 'Say hello: npx tzurot chat lilith\n',
    });
  });

  it('takes every field that show names', async () => {
    const fields = {
      displayName: 'Lilith the Owl',
      isPublic: true,
      isStateless: true,
      errorMessage: 'The kettle boiled over.',
      prompt: { system: 'Be kind = be brief.', tone: 'dry, kind', examples: 'Lilith: Tea?', greeting: 'Tea?' },
      llm: {
        provider: 'openrouter',
        model: 'some/model',
        fallbackModel: 'some/other',
        params: { temperature: 0.7, seed: 7, stop: ['END'] },
        limits: { historyMessages: 30, memoryMax: 0 },
      },
    };
    const sets = pathsIn(fields).map(([path, value]) => `--set '${path}=${value}'`);
    const home = await aHomeWithLilith(sets.join(' '));
    expect(await show(home)).toMatchObject(fields);
  });

  it('knows nought and no from nothing', async () => {
    const home = await aHomeWithLilith('--set llm.params.temperature=0 --set llm.limits.memoryMax=0');
    const { llm, isPublic } = await show(home);
    expect({ llm, isPublic }).toMatchObject({ isPublic: false, llm: { params: { temperature: 0 } } });
    expect(llm).toMatchObject({ params: { temperature: 0 }, limits: { memoryMax: 0 } });
  });

  it.each([
    ['02-29', { year: null, month: 2, day: 29 }],
    ['2000-02-29', { year: 2000, month: 2, day: 29 }],
    ['1999-12-31', { year: 1999, month: 12, day: 31 }],
    ['3-1', { year: null, month: 3, day: 1 }],
  ])('knows that %s is a birthday', async (day, birthday) => {
    expect(await show(await aHomeWithLilith(`--set birthday=${day}`))).toMatchObject({ birthday });
  });

  it.each(['02-30', '1999-02-29', '13-01', '00-10', 'tomorrow', '{"month":2,"day":30}'])(
    'knows that %s is none, and makes nobody',
    async day => {
      const home = await aHome();
      expect(await home.failure(`personality create lilith --name Lilith --set 'birthday=${day}'`)).toMatchObject({
        exit: 2,
        message: expect.stringContaining('is not a day'),
      });
      expect(await home.json('personality list')).toEqual([]);
    },
  );

  it('belongs to whoever made it', async () => {
    const home = await aHome();
    expect(await home.json(`personality create lilith --name Lilith --as ${bob}`)).toMatchObject({ ownerId: bob });
  });

  it.each([
    ['Lilith', '“lilith” would do'],
    ['"Lilith the Owl"', '“lilith-the-owl” would do'],
    ['li--lith', '“li-lith” would do'],
    ['9lives', '“lives” would do'],
    ['"!"', 'lower-case letters'],
  ])('refuses %s as a slug, and says what would be one', async (slug, hint) => {
    expect(await (await aHome()).failure(`personality create ${slug} --name Lilith`)).toMatchObject({
      exit: 2,
      code: 'invalid',
      message: expect.stringContaining(hint),
    });
  });

  it('takes no slug that is taken', async () => {
    const home = await aHomeWithLilith();
    const before = await home.json('personality list');
    expect(await home.failure('personality create lilith --name Other')).toMatchObject({
      exit: 4,
      code: 'conflict',
      message: expect.stringContaining('“lilith”'),
    });
    expect(await home.json('personality list')).toEqual(before);
  });

  it('needs a name', async () => {
    expect(await (await aHome()).failure('personality create lilith')).toMatchObject({
      exit: 2,
      message: expect.stringContaining('name'),
    });
  });
});

describe('personality edit', () => {
  it('changes the fields it names, and no other', async () => {
    const home = await aHomeWithLilith('--set prompt.tone=dry --set birthday=02-29');
    const before = await show(home);
    const after = await home.json('personality edit lilith --set prompt.tone=warm --set displayName=Lil');
    expect(after).toEqual({ ...before, displayName: 'Lil', prompt: { tone: 'warm' } });
    expect(await home.run('personality edit lilith --set isPublic=true')).toMatchObject({
      code: 0,
      stdout: 'Lil is changed.\n',
    });
  });

  it('takes a field away with an empty value', async () => {
    const fields = [
      'prompt.tone=dry',
      'birthday=02-29',
      'errorMessage=Oh.',
      'llm.params.seed=7',
      'llm.model=some/model',
    ];
    const home = await aHomeWithLilith(fields.map(field => `--set ${field}`).join(' '));
    const empty = fields.map(field => `--set ${field.replace(/=.*/, '=')}`).join(' ');
    expect(await home.json(`personality edit lilith ${empty}`)).toMatchObject({
      prompt: {},
      birthday: null,
      errorMessage: null,
      llm: { model: null, params: {} },
    });
    expect(await show(home)).not.toHaveProperty('llm.params.seed');
  });

  it.each(['name', 'displayName', 'isPublic', 'llm.params', 'prompt'])('cannot take %s away', async path => {
    expect(await (await aHomeWithLilith()).failure(`personality edit lilith --set ${path}=`)).toMatchObject({
      exit: 2,
      message: expect.stringContaining('cannot be taken away'),
    });
  });

  it.each([
    ['prompt.chracter', '“prompt.character”'],
    ['tone', '“prompt.tone”'],
    ['displayname', '“displayName”'],
    ['llm.params.temprature', '“llm.params.temperature”'],
  ])('suggests a field for %s', async (path, meant) => {
    expect(await (await aHomeWithLilith()).failure(`personality edit lilith --set ${path}=x`)).toMatchObject({
      exit: 2,
      message: expect.stringContaining(`Did you mean ${meant}?`),
    });
  });

  it('lists the fields when nothing is near', async () => {
    const { message } = await (await aHomeWithLilith()).failure('personality edit lilith --set nonsense=x');
    for (const path of ['prompt.tone', 'llm.params.temperature', 'birthday']) expect(message).toContain(path);
  });

  it.each(['id', 'slug', 'ownerId', 'counts.memories', 'source', 'createdAt'])('leaves %s to us', async path => {
    expect(await (await aHomeWithLilith()).failure(`personality edit lilith --set ${path}=x`)).toMatchObject({
      exit: 2,
      message: expect.stringContaining(`no field “${path}”`),
    });
  });

  it.each([
    ['llm.params.temperature=3', 'The most is 2.'],
    ['llm.params.seed=1.5', 'a whole number'],
    ['isPublic=perhaps', 'true or false'],
    ['llm.limits.historyMessages=0', 'The least is 1.'],
    [`errorMessage=${'x'.repeat(501)}`, '500'],
    ['tone', 'field=value'],
  ])('says why %s will not do, and changes nothing at all', async (field, reason) => {
    const home = await aHomeWithLilith();
    const before = everythingIn(home.path);
    expect(await home.failure(`personality edit lilith --set prompt.tone=warm --set ${field}`)).toMatchObject({
      exit: 2,
      message: expect.stringContaining(reason),
    });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('without a field needs a terminal', async () => {
    expect(await (await aHomeWithLilith()).failure('personality edit lilith')).toMatchObject({
      exit: 2,
      try: 'personality edit lilith --set prompt.tone=warm',
    });
  });

  it('is for the one it belongs to, and for the owner of the home', async () => {
    const home = await aHome();
    await home.run(`personality create lilith --name Lilith --as ${bob} --set isPublic=true`);
    expect(await home.json('personality edit lilith --set prompt.tone=warm')).toMatchObject({ ownerId: bob });
    expect(await home.failure(`personality edit lilith --set prompt.tone=cold --as ${ada}`)).toMatchObject({
      exit: 5,
      code: 'denied',
    });
    expect(await show(home)).toMatchObject({ prompt: { tone: 'warm' } });
  });
});

describe('personality show', () => {
  it.each(['lilith', '"lilith the OWL"', '"dr. l"', '"Dr. L"'])('finds her as %s', async name => {
    const home = await aHomeWithLilith('--set "displayName=Lilith the Owl"');
    await home.run('personality alias add lilith "Dr. L"');
    expect(await show(home, name)).toMatchObject({ slug: 'lilith' });
  });

  it('counts what is remembered and what was said', async () => {
    const home = await aHomeWithLilith();
    await home.run('chat lilith -m hello');
    await home.run('memory add lilith "I keep bees."');
    expect(await show(home)).toMatchObject({ counts: { memories: 3, messages: 2, lore: 0, samples: 0 } });
  });

  it('counts for a guest what is the guest’s', async () => {
    const home = await aHomeWithLilith('--set isPublic=true');
    await home.run('memory add lilith "I keep bees."');
    await home.run(`memory add lilith "I keep wasps." --as ${bob}`);
    expect(await show(home)).toMatchObject({ counts: { memories: 2 } });
    expect(await home.json(`personality show lilith --as ${bob}`)).toMatchObject({ counts: { memories: 1 } });
  });

  it('is a page to a person', async () => {
    const home = await aHomeWithLilith('--set birthday=02-29 --set prompt.tone=dry --set errorMessage=Oh.');
    await home.run('personality alias add lilith "Dr. L"');
    const { code, stdout, stderr } = await home.run('personality show lilith');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Lilith\n/);
    for (const line of [
      /^slug +lilith$/m,
      /^aliases +Dr\. L$/m,
      /^birthday +2-29$/m,
      /^when failing +Oh\.$/m,
      /^tone\n {2}dry$/m,
    ])
      expect(stdout).toMatch(line);
  });

  it('shows no control characters to a terminal', async () => {
    const home = await aHomeWithLilith(`--set 'prompt.tone=\u001b[31mred\u001b[0m'`);
    expect((await home.run('personality show lilith')).stdout).not.toContain('\u001b');
    expect(await show(home)).toMatchObject({ prompt: { tone: '\u001b[31mred\u001b[0m' } });
  });

  it('suggests who was probably meant', async () => {
    expect(await (await aHomeWithLilith()).failure('personality show lilit')).toMatchObject({
      exit: 3,
      code: 'not_found',
      message: expect.stringContaining('Did you mean “lilith”?'),
      try: 'personality list',
    });
  });

  it('does not tell a stranger of a private one, in any words', async () => {
    const home = await aHomeWithLilith();
    const hidden = await home.failure(`personality show lilith --as ${bob}`);
    const missing = await home.failure(`personality show tamara --as ${bob}`);
    expect(hidden).toEqual({ ...missing, message: missing.message.replace('tamara', 'lilith') });
    expect(await home.failure(`personality show lilit --as ${bob}`)).toMatchObject({
      message: 'There is no personality “lilit”.',
    });
  });
});

describe('personality list', () => {
  it('is empty at first, and says what to do about that beside the answer', async () => {
    const home = await aHome();
    expect(await home.run('personality list')).toEqual({
      code: 0,
      stdout: 'There is nobody here yet.\n',
      stderr: 'Try this: npx tzurot personality create lilith --name Lilith\n',
    });
    expect(await home.json('personality list')).toEqual([]);
  });

  it('has those one may talk to, by slug', async () => {
    const home = await aHome();
    for (const slug of ['tamar', 'lilith']) await home.run(`personality create ${slug} --name ${slug}`);
    await home.run(`personality create bobs-own --name Own --as ${bob}`);
    await home.run(`personality create bobs-gift --name Gift --as ${bob} --set isPublic=true`);
    const slugs = async (flags = '') =>
      (await home.json<Personality[]>(`personality list ${flags}`)).map(({ slug }) => slug);
    expect(await slugs()).toEqual(['bobs-gift', 'bobs-own', 'lilith', 'tamar']);
    expect(await slugs(`--as ${bob}`)).toEqual(['bobs-gift', 'bobs-own']);
    expect(await slugs(`--as ${ada}`)).toEqual(['bobs-gift']);
    expect(await slugs('--limit 2')).toEqual(['bobs-gift', 'bobs-own']);
    expect(await slugs('--all')).toHaveLength(4);
  });

  it('says what is left out beside the answer', async () => {
    const home = await aHome();
    for (const slug of ['tamar', 'lilith']) await home.run(`personality create ${slug} --name ${slug}`);
    const { stdout, stderr } = await home.run('personality list --limit 1');
    expect(stdout).toMatch(/^slug +name +aliases +open to\nlilith +lilith +you\n$/);
    expect(stderr).toBe('1 more: --all\n');
  });

  it.each(['--limit 0', '--limit many', '--limit 1 --all'])('refuses %s', async flags => {
    expect(await (await aHome()).failure(`personality list ${flags}`)).toMatchObject({ exit: 2, code: 'invalid' });
  });
});

describe('personality delete', () => {
  const aHomeToLose = async () => {
    const home = await aHomeWithLilith();
    await home.run('chat lilith -m hello');
    await home.run('memory add lilith "I keep bees."');
    return home;
  };
  const going = { memories: 3, messages: 2, lore: 0, samples: 0 };

  it('says with --dry-run what would go, and lets it be', async () => {
    const home = await aHomeToLose();
    const before = everythingIn(home.path);
    expect(await home.json('personality delete lilith --dry-run')).toEqual({
      slug: 'lilith',
      dryRun: true,
      removed: going,
    });
    expect(await home.run('personality delete lilith --dry-run')).toMatchObject({
      code: 0,
      stdout: 'Would remove Lilith with 3 memories, 2 lines and 0 pieces of lore.\n',
    });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('asks, and where nobody can answer names the command that needs no answer', async () => {
    const home = await aHomeToLose();
    const before = everythingIn(home.path);
    const failure = await home.failure('personality delete lilith');
    expect(failure).toMatchObject({
      exit: 2,
      code: 'invalid',
      message: expect.stringContaining('Remove Lilith with 3 memories, 2 lines and 0 pieces of lore?'),
    });
    expect(everythingIn(home.path)).toEqual(before);
    expect(await home.run(failure.try ?? '')).toMatchObject({ code: 0 });
    expect(await home.json('personality list')).toEqual([]);
  });

  it('names a command that does the same for the same person in the same home', async () => {
    const home = await aHome();
    await home.run(`personality create lilith --name Lilith --as ${bob}`);
    await home.run('personality alias add lilith "Dr. L"');
    const { exit, try: again } = await home.failure(`personality delete "Dr. L" --as ${bob} --home ${home.path}`);
    expect(exit).toBe(2);
    expect(again).toContain(`--as ${bob}`);
    expect(again).toContain(`--home ${home.path}`);
    expect(await home.run(again ?? '', { env: { TZUROT_HOME: '/nowhere' } })).toMatchObject({ code: 0 });
  });

  it('takes everything with it, and leaves a sound store', async () => {
    const home = await aHomeToLose();
    expect(await home.json('personality delete lilith --yes')).toEqual({
      slug: 'lilith',
      dryRun: false,
      removed: going,
    });
    expect(await home.failure('personality show lilith')).toMatchObject({ exit: 3 });
    expect(await home.json('history')).toEqual([]);
    expect(await home.json('verify')).toMatchObject({
      ok: true,
      tables: { memories: { rows: 0 }, messages: { rows: 0 } },
    });
    expect(await home.json('personality create lilith --name Lilith')).toMatchObject({ counts: { memories: 0 } });
  });

  it('is for the one it belongs to, and for the owner of the home', async () => {
    const home = await aHomeWithLilith('--set isPublic=true');
    expect(await home.failure(`personality delete lilith --yes --as ${bob}`)).toMatchObject({ exit: 5 });
    expect(await home.failure(`personality delete lilith --dry-run --as ${bob}`)).toMatchObject({ exit: 5 });
    expect(await home.json('personality list')).toHaveLength(1);
  });
});

describe('personality alias', () => {
  const aHomeWithTwo = async () => {
    const home = await aHomeWithLilith();
    await home.run('personality create tamar --name Tamar');
    return home;
  };

  it('gives another name, which is kept as it was typed and found however it is', async () => {
    const home = await aHomeWithLilith();
    expect(await home.run('personality alias add lilith "Dr. L"')).toMatchObject({
      code: 0,
      stdout: 'Lilith is also called “Dr. L”.\n',
    });
    await home.run('personality alias add lilith Boss');
    expect(await show(home, '"DR. L"')).toMatchObject({
      aliases: ['boss', 'dr. l'],
      aliasesDisplay: ['Boss', 'Dr. L'],
    });
    expect(await home.run('personality alias list lilith')).toMatchObject({ stdout: 'Boss\nDr. L\n' });
    expect(await home.json('personality alias list lilith')).toEqual(['Boss', 'Dr. L']);
  });

  it('is heard at once', async () => {
    const home = await aHomeWithLilith();
    await home.run('personality alias add lilith "The Keeper of the Seven Kettles"');
    expect(await home.json('route explain "good evening @the keeper of the seven kettles"')).toMatchObject({
      answers: [{ slug: 'lilith', rule: 'addressed' }],
    });
  });

  it('given twice is one', async () => {
    const home = await aHomeWithLilith();
    await home.run('personality alias add lilith Boss');
    expect(await home.json('personality alias add lilith BOSS')).toEqual({ slug: 'lilith', aliases: ['Boss'] });
  });

  it('is taken away again, however it is typed', async () => {
    const home = await aHomeWithLilith();
    await home.run('personality alias add lilith Boss');
    expect(await home.run('personality alias remove lilith BOSS')).toMatchObject({
      code: 0,
      stdout: 'Lilith is no longer called “BOSS”.\n',
    });
    expect(await home.json('personality alias list lilith')).toEqual([]);
    expect(await home.run('personality alias list lilith')).toMatchObject({ stdout: 'Lilith has no other names.\n' });
    expect(await home.failure('personality alias remove lilith BOSS')).toMatchObject({
      exit: 3,
      try: 'personality alias list lilith',
    });
  });

  it.each([
    ['the alias of another', 'personality alias add lilith Boss', 'personality alias add tamar BOSS'],
    ['the slug of another', '', 'personality alias add lilith tamar'],
    ['the slug of another, written large', '', 'personality alias add lilith TAMAR'],
  ])('does not steal %s: exit code 4', async (_, before, line) => {
    const home = await aHomeWithTwo();
    if (before !== '') await home.run(before);
    const state = everythingIn(home.path);
    expect(await home.failure(line)).toMatchObject({ exit: 4, code: 'conflict' });
    expect(everythingIn(home.path)).toEqual(state);
  });

  it('is not stolen by a new slug: exit code 4', async () => {
    const home = await aHomeWithLilith();
    await home.run('personality alias add lilith Boss');
    expect(await home.failure('personality create boss --name Boss')).toMatchObject({ exit: 4, code: 'conflict' });
    expect(await home.json('personality list')).toHaveLength(1);
  });

  it('is free again when its bearer is gone', async () => {
    const home = await aHomeWithTwo();
    await home.run('personality alias add lilith Boss');
    await home.run('personality delete lilith --yes');
    expect(await home.json('personality alias add tamar Boss')).toEqual({ slug: 'tamar', aliases: ['Boss'] });
  });

  it.each([
    [`"${'x'.repeat(51)}"`, 'at most 50 characters'],
    ['"***"', 'nothing in it to call somebody by'],
    ['"  "', 'nothing in it to call somebody by'],
  ])('cannot be %s', async (alias, reason) => {
    expect(await (await aHomeWithLilith()).failure(`personality alias add lilith ${alias}`)).toMatchObject({
      exit: 2,
      message: expect.stringContaining(reason),
    });
  });

  it('is given and taken by the one it belongs to', async () => {
    const home = await aHomeWithLilith('--set isPublic=true');
    await home.run('personality alias add lilith Boss');
    for (const line of ['personality alias add lilith Owl', 'personality alias remove lilith Boss'])
      expect(await home.failure(`${line} --as ${bob}`)).toMatchObject({ exit: 5, code: 'denied' });
    expect(await home.json(`personality alias list lilith --as ${bob}`)).toEqual(['Boss']);
  });
});

/** Every path into an object, with its value as it would be typed. */
function pathsIn(fields: object, prefix = ''): (readonly [path: string, value: string])[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value === 'object' && !Array.isArray(value)) return pathsIn(value, `${prefix}${name}.`);
    return [[prefix + name, typeof value === 'string' ? value : JSON.stringify(value)] as const];
  });
}
