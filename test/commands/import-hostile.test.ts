import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aZip } from '../adapters/sources/zips.js';
import type { Home } from '../support/run-command.js';
import {
  aConfig,
  aHomeOfAda,
  aLine,
  aMemory,
  bring,
  brought,
  bytesIn,
  codesOf,
  filesOfLilith,
  lay,
  shown,
  storeOf,
  tally,
  uuid,
} from '../support/importing.js';

const token = 'mfa.THIS-IS-A-TOKEN-NOBODY-MAY-KEEP';
const isAnywhere = (folder: string) => Object.values(bytesIn(folder)).some(bytes => bytes.includes(token));

/** What is kept, by its SHA-256: the archive is sealed, so its names have to tell. */
const kept = (home: Home) => Object.keys(bytesIn(join(home.path, 'archive'))).map(path => path.slice(-64));
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

describe('files with tokens', () => {
  const auth = JSON.stringify({ userTokens: { '800328328238322398': { token, createdAt: 1 } } });

  it.each(['auth.json', 'auth_tokens.json', 'authentication.json', 'AUTH.json', 'auth-2024.json', 'secrets.json'])(
    'are never kept: %s',
    async name => {
      const home = await aHomeOfAda();
      const report = await brought(home, lay(home, 'backup', { ...filesOfLilith(), [`state/${name}`]: auth }));
      expect(report.issues.filter(({ code }) => code === 'token_file')).toMatchObject([
        { severity: 'warn', file: `state/${name}` },
      ]);
      expect(isAnywhere(home.path)).toBe(false);
      expect(kept(home)).toHaveLength(2);
      expect(kept(home)).not.toContain(sha256(auth));
      const { files } = await home.json<{ files: { path: string; state: string }[] }>(`import show ${report.batch}`);
      expect(files).toContainEqual(expect.objectContaining({ path: `state/${name}`, state: 'secret' }));
      await home.json(`import extract ${report.batch} -o ${home.folder}/out`);
      expect(Object.keys(bytesIn(`${home.folder}/out`))).not.toContain(`state/${name}`);
    },
  );

  it('keep what is no token; a token in a config stays in the sealed archive, and is nowhere else', async () => {
    const home = await aHomeOfAda();
    const config = { ...aConfig(), x_auth_token: token, x_auth_url: token, engine: { api_key: token } };
    const report = await brought(
      home,
      lay(home, 'backup', { ...filesOfLilith(), 'lilith/lilith.json': JSON.stringify(config) }),
    );
    expect(report.personalities.map(({ slug }) => slug)).toEqual(['lilith']);
    expect(isAnywhere(home.path)).toBe(false);
  });

  it('are never kept inside a zip either; the files beside them are', async () => {
    const home = await aHomeOfAda();
    const zip = aZip([
      { name: 'lilith/profile.json', content: JSON.stringify(aConfig()) },
      { name: 'auth.json', content: auth, isStored: true },
    ]);
    const place = lay(home, 'backup', { 'all.zip': zip });
    const report = await brought(home, place);
    expect(codesOf(report)).toEqual(expect.arrayContaining(['token_file', 'token_file_inside']));
    expect(isAnywhere(home.path)).toBe(false);
    expect(kept(home)).toEqual([sha256(JSON.stringify(aConfig()))]);
    expect(await shown(home, 'lilith')).toMatchObject({ displayName: 'Lilith' });
    expect(await home.json(`import verify ${report.batch}`)).toMatchObject({ ok: true });
    await home.json(`import extract ${report.batch} -o ${home.folder}/out`);
    expect(Object.values(bytesIn(`${home.folder}/out`))).toEqual([JSON.stringify(aConfig())]);
  });

  it('are never kept inside a zip that is refused', async () => {
    const home = await aHomeOfAda();
    const zip = aZip([
      { name: 'auth.json', content: auth, isStored: true },
      { name: '../escape.json', content: '{}' },
    ]);
    const { code } = await bring(home, lay(home, 'backup', { ...filesOfLilith(), 'bad.zip': zip }));
    expect(code).toBe(8);
    expect(isAnywhere(home.path)).toBe(false);
    expect(kept(home)).not.toContain(sha256(zip));
  });

  it('are never kept inside a zip inside a zip', async () => {
    const home = await aHomeOfAda();
    const inner = aZip([
      { name: 'auth.json', content: auth, isStored: true },
      { name: 'lilith/profile.json', content: JSON.stringify(aConfig()) },
    ]);
    await brought(
      home,
      lay(home, 'backup', { 'outer.zip': aZip([{ name: 'inner.zip', content: inner, isStored: true }]) }),
    );
    expect(isAnywhere(home.path)).toBe(false);
    expect(kept(home)).toEqual([sha256(JSON.stringify(aConfig()))]);
  });

  it('are known again: the second time there is no news', async () => {
    const home = await aHomeOfAda();
    const place = lay(home, 'backup', { ...filesOfLilith(), 'auth.json': auth });
    await brought(home, place);
    const again = await brought(home, place);
    expect(again.batch).toBe('none');
  });

  it('are none when they hold what a shape holds: somebody is called so', async () => {
    const home = await aHomeOfAda();
    const report = await brought(
      home,
      lay(home, 'backup', { 'auth-demon/auth-demon.json': aConfig({ username: 'auth-demon', name: 'Auth' }) }),
    );
    expect(report.personalities).toMatchObject([{ slug: 'auth-demon' }]);
  });

  it('keep the secrets of an elizaOS character out of the store', async () => {
    const home = await aHomeOfAda();
    const eliza = {
      name: 'Eliza', bio: ['A listener.'], lore: ['She was first.'], messageExamples: [], postExamples: [], adjectives: ['calm'],
      topics: ['you'], style: { all: ['Be brief.'], chat: [], post: [] }, settings: { secrets: { DISCORD_API_TOKEN: token }, model: 'some/model' },
    }; // prettier-ignore
    const { report } = await bring(home, lay(home, 'backup', { 'eliza.character.json': eliza }));
    expect(report.personalities).toMatchObject([{ action: 'created' }]);
    const tables = JSON.stringify(await home.json('personality show eliza'));
    expect(tables).not.toContain(token);
    expect(isAnywhere(home.path)).toBe(false);
  });
});

describe('keys that mean something to JavaScript', () => {
  it('are names like any other', async () => {
    const home = await aHomeOfAda();
    const config = JSON.stringify(aConfig()).replace(
      /}$/,
      ',"__proto__":{"isPublic":true,"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    const files = filesOfLilith();
    const memories = JSON.stringify([aMemory(1)]).replace(/}]$/, ',"__proto__":{"deleted":true}}]');
    const report = await brought(
      home,
      lay(home, 'backup', {
        ...files,
        'lilith/lilith.json': config,
        'lilith/lilith_memories.json': memories,
        'uuid-mappings.json': `{"mappings":{"__proto__":{"discordId":"800328328238322398"},"${uuid(78)}":{"discordId":"800328328238322397","__proto__":{"name":"x"}}}}`,
      }),
    );
    expect(tally(report, 'memories')).toEqual({ read: 1, created: 1 });
    expect(await shown(home, 'lilith')).toMatchObject({ isPublic: false });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'may be the slug, the alias and the name: %s',
    async name => {
      const home = await aHomeOfAda();
      const { code, report } = await bring(
        home,
        lay(home, 'backup', { 'x/profile.json': aConfig({ username: name, name }) }),
      );
      expect({ code, read: report.totals.personalities.read }).toEqual({ code: 0, read: 1 });
      expect(report.personalities).toMatchObject([{ action: 'created' }]);
      await storeOf(home);
    },
  );
});

describe('JSON that is too much or too little', () => {
  it('is refused when it is deeper than anybody can mean, and the rest goes in', async () => {
    const home = await aHomeOfAda();
    const deep = JSON.stringify(aConfig({ id: uuid(9), username: 'deep' })).replace(
      /}$/,
      `,"x":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    );
    const { code, report } = await bring(home, lay(home, 'backup', { ...filesOfLilith(), 'deep/deep.json': deep }));
    expect(code).toBe(8);
    expect(report.issues.filter(({ severity }) => severity === 'error')).toMatchObject([{ file: 'deep/deep.json' }]);
    expect(report.personalities.map(({ slug }) => slug)).toEqual(['lilith']);
  });

  it('quarantines one memory that is too deep, and takes the others', async () => {
    const home = await aHomeOfAda();
    const rows = `[${JSON.stringify(aMemory(1))},${JSON.stringify(aMemory(2)).replace(/}$/, `,"x":${'['.repeat(200)}${']'.repeat(200)}}`)},${JSON.stringify(aMemory(3))}]`;
    const { code, report } = await bring(
      home,
      lay(home, 'backup', { ...filesOfLilith(), 'lilith/lilith_memories.json': rows }),
    );
    expect(code).toBe(8);
    expect(report.issues.filter(({ file }) => file === 'lilith/lilith_memories.json')).toMatchObject([
      { severity: 'warn' },
    ]);
    expect(tally(report, 'memories')).toEqual({ read: 3, created: 2, quarantined: 1 });
    await storeOf(home);
  });

  it('gives the whole elements of a list that was cut', async () => {
    const home = await aHomeOfAda();
    const rows = JSON.stringify([aMemory(1), aMemory(2), aMemory(3)]).slice(0, -40);
    const report = await brought(
      home,
      lay(home, 'backup', { ...filesOfLilith(), 'lilith/lilith_memories.json': rows }),
    );
    expect(tally(report, 'memories')).toEqual({ read: 2, created: 2 });
    expect(report.issues).toContainEqual(
      expect.objectContaining({ code: 'cut_list', file: 'lilith/lilith_memories.json' }),
    );
  });

  it('gives nothing of an object that was cut', async () => {
    const home = await aHomeOfAda();
    const { code, report } = await bring(
      home,
      lay(home, 'backup', {
        ...filesOfLilith(),
        'other/other.json': JSON.stringify(aConfig({ username: 'other', id: uuid(2) })).slice(0, -10),
      }),
    );
    expect(code).toBe(8);
    expect(report.personalities.map(({ slug }) => slug)).toEqual(['lilith']);
  });

  it('is mended and imported: only what is mended is new', async () => {
    const home = await aHomeOfAda();
    const whole = [aMemory(1), aMemory(2), aMemory(3)];
    await brought(
      home,
      lay(home, 'backup', { ...filesOfLilith(), 'lilith/lilith_memories.json': JSON.stringify(whole).slice(0, -40) }),
    );
    const mended = await brought(
      home,
      lay(home, 'mended', { ...filesOfLilith(), 'lilith/lilith_memories.json': whole }),
    );
    expect(tally(mended, 'memories')).toEqual({ read: 3, created: 1, unchanged: 2 });
  });
});

describe('a zip with something forbidden', () => {
  it.each([
    ['a way out', [{ name: '../escape.json', content: '{}' }]],
    ['a link', [{ name: 'link', content: '/etc/passwd', mode: 0o120777 }]],
    [
      'two of a name',
      [
        { name: 'a.json', content: '{}' },
        { name: 'a.json', content: '[]' },
      ],
    ],
    ['a sum that is wrong', [{ name: 'a.json', content: '{}', crc32: 1 }]],
  ])('is refused whole, and the rest goes in: %s', async (_, entries) => {
    const home = await aHomeOfAda();
    const inside = {
      name: 'azazel/profile.json',
      content: JSON.stringify(aConfig({ id: uuid(2), username: 'azazel' })),
    };
    const { code, report } = await bring(
      home,
      lay(home, 'backup', { ...filesOfLilith(), 'bad.zip': aZip([inside, ...entries]) }),
    );
    expect(code).toBe(8);
    expect(report.personalities.map(({ slug }) => slug)).toEqual(['lilith']);
    expect(report.issues).toContainEqual(
      expect.objectContaining({ severity: 'error', file: expect.stringMatching(/^bad\.zip/) }),
    );
    await home.json(`import extract ${report.batch} -o ${home.folder}/out`);
    expect(bytesIn(`${home.folder}/out`)).toEqual(bytesIn(`${home.folder}/backup`));
  });
});

describe('foreign text', () => {
  it('is data: nothing in it is looked up, opened or put in', async () => {
    const home = await aHomeOfAda();
    const name = '${HOME} ~ $(id) {{env.HOME}} %PATH%';
    await brought(
      home,
      lay(
        home,
        'backup',
        filesOfLilith({
          config: { name, error_message: '~/${HOME}/../`id`', personality_tone: '../../etc/passwd' },
          memories: [aMemory(1, { result: name })],
          history: [aLine(0, { message: name })],
        }),
      ),
    );
    expect(await shown(home, 'lilith')).toMatchObject({
      displayName: name,
      errorMessage: '~/${HOME}/../`id`',
      prompt: { tone: '../../etc/passwd' },
    });
    expect(await home.json('memory list lilith')).toMatchObject([{ text: name }]);
  });

  it('keeps numbers as they are spelled', async () => {
    const home = await aHomeOfAda();
    const config = JSON.stringify(aConfig()).replace(/}$/, ',"unknown_big":12345678901234567890,"unknown_small":1.10}');
    const { batch } = await brought(home, lay(home, 'backup', { 'lilith/lilith.json': config }));
    await home.json(`import extract ${batch} -o ${home.folder}/out`);
    expect(Object.values(bytesIn(`${home.folder}/out`))).toEqual([config]);
  });

  it('keeps microseconds', async () => {
    const home = await aHomeOfAda();
    await brought(
      home,
      lay(
        home,
        'backup',
        filesOfLilith({ memories: [aMemory(1, { metadata: { created_at: 1_717_171_717.123456 } })] }),
      ),
    );
    expect(await home.json('memory list lilith')).toMatchObject([{ createdAt: '2024-05-31T16:08:37.123456Z' }]);
  });
});
