import { describe, expect, it } from 'vitest';
import { aHome, everythingIn, idOf, type Home } from '../support/run-command.js';

const bob = idOf('bob');
const mallory = idOf('mallory');

type Memory = { readonly id: string; readonly text: string; readonly createdAt: string };
type Part = { readonly value: number; readonly weight: number; readonly product: number };
type Found = Memory & { readonly score: number; readonly parts: Readonly<Record<string, Part>> };

const aHomeWithLilith = async (...notes: readonly string[]): Promise<Home> => {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith --set isPublic=true');
  for (const note of notes) expect(await home.run(`memory add lilith "${note}"`)).toMatchObject({ code: 0 });
  return home;
};

const texts = (memories: readonly Memory[]) => memories.map(({ text }) => text);

describe('memory add', () => {
  it('puts a note into a memory, word for word', async () => {
    const home = await aHomeWithLilith();
    const added = await home.json<Memory>('memory add lilith " I am allergic to <walnuts> & 胡桃. "');
    expect(added).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{16}$/),
      text: 'I am allergic to <walnuts> & 胡桃.',
      role: 'note',
      sector: 'semantic',
      sectors: ['semantic'],
      venue: { platform: 'terminal', kind: 'dm', guildId: null },
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      source: 'note',
    });
    expect(await home.json(`memory show ${added.id}`)).toEqual(added);
  });

  it('says so to a person', async () => {
    const { code, stdout, stderr } = await (await aHomeWithLilith()).run('memory add lilith "I keep bees."');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Lilith will remember that \([0-9a-z]{16}\)\.\n$/);
  });

  it.each([
    ['nothing', '"  "', 'nothing to remember'],
    ['too much', `"${'x'.repeat(20_001)}"`, 'at most 20000 characters'],
  ])('refuses %s', async (_, text, reason) => {
    const home = await aHomeWithLilith();
    expect(await home.failure(`memory add lilith ${text}`)).toMatchObject({
      exit: 2,
      message: expect.stringContaining(reason),
    });
    expect(await home.json('memory list lilith')).toEqual([]);
  });

  it('needs somebody who remembers', async () => {
    expect(await (await aHomeWithLilith()).failure('memory add tamar "I keep bees."')).toMatchObject({ exit: 3 });
  });
});

describe('memory list', () => {
  it('has the newest first, and as many as one asks for', async () => {
    const home = await aHomeWithLilith('One.', 'Two.', 'Three.');
    expect(texts(await home.json('memory list lilith'))).toEqual(['Three.', 'Two.', 'One.']);
    expect(texts(await home.json('memory list lilith --limit 2'))).toEqual(['Three.', 'Two.']);
  });

  it('is a table to a person', async () => {
    const home = await aHomeWithLilith('I keep\nbees.');
    const { code, stdout, stderr } = await home.run('memory list lilith');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^id +when +what +text\n[0-9a-z]{16} +just now +note +I keep bees\.\n$/);
    expect((await home.run(`memory list lilith --as ${bob}`)).stdout).toBe('Nothing is remembered yet.\n');
  });

  it('has both halves of what was said', async () => {
    const home = await aHomeWithLilith();
    await home.run('chat lilith -m "I keep bees."');
    expect(await home.json('memory list lilith')).toMatchObject([
      { role: 'personality', sector: 'episodic', source: 'turn' },
      { role: 'person', sector: 'episodic', source: 'turn', text: 'I keep bees.' },
    ]);
  });
});

describe('memory search', () => {
  it('finds what shares a word, the best first', async () => {
    const home = await aHomeWithLilith('My sister keeps bees.', 'I like rain.', 'My sister moved to Haifa.');
    expect(texts(await home.json('memory search lilith "where did my sister move?"'))).toEqual([
      'My sister moved to Haifa.',
      'My sister keeps bees.',
    ]);
    expect(await home.json('memory search lilith chess')).toEqual([]);
    expect(await home.run('memory search lilith chess')).toMatchObject({ code: 0, stdout: 'Nothing comes to mind.\n' });
  });

  it('says what each score is made of, and the sums are right', async () => {
    const home = await aHomeWithLilith('My sister keeps bees.', 'I like rain.', 'My sister moved to Haifa.');
    await home.run('chat lilith -m "My sister keeps bees and wasps."');
    const found = await home.json<Found[]>('memory search lilith "does my sister keep bees?" --explain');
    expect(found.length).toBeGreaterThan(2);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
    for (const { score, parts } of found) {
      expect(Object.keys(parts)).toEqual(['similarity', 'overlap', 'waypoint', 'recency']);
      let sum = 0;
      for (const { value, weight, product } of Object.values(parts)) {
        expect(product).toBe(value * weight);
        sum += product;
      }
      expect(score).toBe(sum);
    }
  });

  it('has exactly these fields for a script', async () => {
    const [found] = await (await aHomeWithLilith('I keep bees.')).json<Found[]>('memory search lilith bees');
    const part = {
      value: expect.any(Number),
      weight: expect.any(Number),
      product: expect.any(Number),
      inside: expect.any(Object),
    };
    expect(found).toEqual({
      id: expect.any(String),
      text: 'I keep bees.',
      role: 'note',
      score: expect.any(Number),
      parts: { similarity: part, overlap: part, waypoint: part, recency: part },
      sector: 'semantic',
      sectors: ['semantic'],
      venue: { platform: 'terminal', kind: 'dm', guildId: null },
      createdAt: expect.any(String),
      source: 'note',
    });
  });

  it('shows a person a bar, and with --explain the parts', async () => {
    const home = await aHomeWithLilith('I keep bees.');
    const plain = await home.run('memory search lilith bees');
    expect(plain.stdout).toMatch(/^█\S* +0\.\d\d {2}I keep bees\.\n +[0-9a-z]{16}, just now\n$/);
    const explained = await home.run('memory search lilith bees --explain');
    expect(explained.stdout).toMatch(/^ +similarity +0\.\d{3} × 0\.60 = 0\.\d{3}$/m);
    expect(explained.stdout).toMatch(/^ +recency +1\.000 × 0\.05 = 0\.050$/m);
  });

  it('takes whatever a person types for words, never for a query', async () => {
    const home = await aHomeWithLilith('I keep bees.');
    for (const query of ['bees OR 1=1', 'NEAR(bees', 'scope:bees', 'bees*', '^bees', 'AND', '-bees', "'; DROP TABLE"])
      expect(await home.run(`memory search lilith -- "${query}"`)).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(['--limit 0', '--limit 1001', '--limit x'])('refuses %s', async limit => {
    expect(await (await aHomeWithLilith()).failure(`memory search lilith bees ${limit}`)).toMatchObject({ exit: 2 });
  });

  it('gives ten, unless one asks for another number', async () => {
    const home = await aHomeWithLilith(...Array.from({ length: 12 }, (_, index) => `Bee number ${index}.`));
    expect(await home.json('memory search lilith bee')).toHaveLength(10);
    expect(await home.json('memory search lilith bee --limit 12')).toHaveLength(12);
    expect(await home.json('memory search lilith bee --limit 1')).toHaveLength(1);
  });
});

describe('memory delete', () => {
  const aHomeWithOne = async () => {
    const home = await aHomeWithLilith('I keep bees.');
    const [memory] = await home.json<Memory[]>('memory list lilith');
    return { home, id: memory?.id ?? '' };
  };

  it('asks, and where nobody can answer names the command that needs no answer', async () => {
    const { home, id } = await aHomeWithOne();
    const before = everythingIn(home.path);
    const failure = await home.failure(`memory delete ${id}`);
    expect(failure).toMatchObject({ exit: 2, message: expect.stringContaining('Forget “I keep bees.”?') });
    expect(everythingIn(home.path)).toEqual(before);
    expect(await home.run(failure.try ?? '')).toMatchObject({ code: 0 });
    expect(await home.json('memory list lilith')).toEqual([]);
  });

  it('forgets it in the text index too', async () => {
    const { home, id } = await aHomeWithOne();
    expect(await home.json(`memory delete ${id} --yes`)).toMatchObject({ id, text: 'I keep bees.' });
    expect(await home.json('memory search lilith bees')).toEqual([]);
    expect(await home.json('verify')).toMatchObject({ ok: true, tables: { memories: { rows: 0 } } });
    expect(await home.failure(`memory show ${id}`)).toMatchObject({ exit: 3, try: 'memory list' });
    expect(await home.failure(`memory delete ${id} --yes`)).toMatchObject({ exit: 3 });
  });

  it('names a command that forgets the same memory of the same person', async () => {
    const { home } = await aHomeWithOne();
    const { id } = await home.json<Memory>(`memory add lilith "I keep wasps." --as ${bob}`);
    const failure = await home.failure(`memory delete ${id} --user ${bob}`);
    expect(failure).toMatchObject({ exit: 2 });
    expect(await home.run(failure.try ?? '')).toMatchObject({ code: 0 });
    expect(await home.json(`memory list lilith --user ${bob}`)).toEqual([]);
  });
});

describe('what one person told', () => {
  const aHomeOfTwo = async () => {
    const home = await aHomeWithLilith('I keep bees.');
    const { id } = await home.json<Memory>(`memory add lilith "I keep wasps." --as ${bob}`);
    await home.run(`user show --as ${mallory}`);
    return { home, id };
  };

  it('does not come to the mind of another', async () => {
    const { home } = await aHomeOfTwo();
    expect(texts(await home.json('memory list lilith'))).toEqual(['I keep bees.']);
    expect(texts(await home.json('memory search lilith keep'))).toEqual(['I keep bees.']);
    expect(texts(await home.json(`memory search lilith keep --as ${bob}`))).toEqual(['I keep wasps.']);
    expect(await home.json(`memory list lilith --as ${mallory}`)).toEqual([]);
  });

  it('is there for the owner who asks about that person', async () => {
    const { home, id } = await aHomeOfTwo();
    expect(texts(await home.json(`memory list lilith --user ${bob}`))).toEqual(['I keep wasps.']);
    expect(texts(await home.json(`memory search lilith keep --user ${bob}`))).toEqual(['I keep wasps.']);
    expect(await home.json(`memory show ${id} --user ${bob}`)).toMatchObject({ text: 'I keep wasps.' });
    expect(texts([await home.json<Memory>(`memory add lilith "From the owner." --user ${bob}`)])).toEqual([
      'From the owner.',
    ]);
  });

  it('is nobody else’s to ask for: exit code 5', async () => {
    const { home, id } = await aHomeOfTwo();
    const before = await home.json(`memory list lilith --user ${bob}`);
    const lines = [
      'memory list lilith',
      'memory search lilith keep',
      'memory add lilith "From mallory."',
      `memory show ${id}`,
      `memory delete ${id} --yes`,
      'history',
    ];
    for (const line of lines)
      expect(await home.failure(`${line} --as ${mallory} --user ${bob}`)).toMatchObject({ exit: 5, code: 'denied' });
    expect(await home.json(`memory list lilith --user ${bob}`)).toEqual(before);
  });

  it('is not found by its id by anybody else: exit code 3', async () => {
    const { home, id } = await aHomeOfTwo();
    for (const line of [`memory show ${id}`, `memory delete ${id} --yes`])
      for (const as of ['', `--as ${mallory}`])
        expect(await home.failure(`${line} ${as}`)).toMatchObject({ exit: 3, code: 'not_found' });
  });
});
