import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { keys } from '../adapters/log/keys.ts';
import { fakeProvider, neverAnswers, refuses, says, type Act } from '../fakes/provider.ts';
import { encodings, leaksOf } from '../support/leaks.ts';
import type { Drill, Failure } from './drill.ts';
import { copyHome, homeOfLilith } from './homes.ts';
import { troublesOf } from './inspection.ts';
import type { Program } from './program.ts';

type Key = { readonly kind: string; readonly whole: string; readonly secret: string };
type Found = { readonly where: string; readonly bytes: string };

const shapeless = 'correct horse battery staple'.replaceAll(' ', '_');
const all: readonly Key[] = [
  ...keys.map(([kind, whole, secret]) => ({ kind, whole, secret })),
  { kind: 'no shape at all', whole: shapeless, secret: shapeless.slice(0, -4) },
];

/** Keys of all shapes go through the program, past services that repeat them. They are then looked for wherever there is something to be read. */
export const leaks: Drill = {
  name: 'leaks',
  what: 'keys in everything that can be read afterwards, or meanwhile',
  traces: false,
  async run({ program, folder, each }) {
    const original = join(folder, 'original');
    await homeOfLilith(original);
    let searched = 0;
    const findings = await each(all, async (key, index) => {
      const place = join(folder, String(index));
      mkdirSync(place);
      const home = copyHome(original, join(place, 'home'));
      const found = [...(await everythingSaid(program, home, place, key)), ...everythingIn(home)];
      searched += found.reduce((sum, { bytes }) => sum + bytes.length, 0);
      const troubles = [
        ...found.flatMap(({ where, bytes }) => leaksOf(key.secret, bytes).map(how => `stands ${how} in ${where}`)),
        ...blindSpots(place, key),
        ...(await troublesOf(home)),
      ];
      rmSync(place, { recursive: true });
      return troubles.map((trouble): Failure => ({ at: key.kind, trouble }));
    });
    const note = `${all.length} keys, ${Object.keys(encodings).length} encodings, ${Math.round(searched / 1e6)} MB searched`;
    return { ...findings, note };
  },
};

/** A service that repeats whatever it was told. */
const echoes =
  (status: number): Act =>
  (response, { headers, body }) =>
    refuses(status, { error: { code: status, message: JSON.stringify(headers), metadata: { body } }, detail: { status: String(headers['xi-api-key']) } })(response, { headers, body, method: '', path: '' }); // prettier-ignore

const takes: Act = response => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ data: { limit: null, label: 'a key' }, tier: 'free', object: 'list' }));
};

const redirects: Act = (response, { headers }) => {
  response.writeHead(307, { location: `http://127.0.0.1:9/${encodeURIComponent(JSON.stringify(headers))}` });
  response.end();
};

/** What is done with a key: the command, and what the service does meanwhile. */
const deeds: readonly (readonly [line: string, act: Act])[] = [
  ...[401, 402, 403, 404, 429, 500, 200].map(
    status => ['wallet set openrouter --from-file KEY', echoes(status)] as const,
  ),
  ['wallet set openrouter --from-file KEY --json', echoes(401)],
  ['wallet set elevenlabs --from-file KEY', echoes(401)],
  ['wallet set openai-compatible --from-file KEY', echoes(500)],
  ['wallet set openrouter --from-file KEY', redirects],
  ['wallet set openrouter --from-file KEY', takes],
  ['wallet set elevenlabs --from-file KEY --no-verify', takes],
  ['wallet list --json', takes],
  ['wallet test openrouter', takes],
  ['wallet test openrouter --json', echoes(401)],
  ['wallet test elevenlabs', echoes(500)],
  ['wallet set openrouter --key WHOLE', takes],
  ['wallet set openrouter=WHOLE', takes],
  ['wallet set WHOLE', takes],
  ['walet set openrouter WHOLE', takes],
  ['wallet set openrouter --from-file WHOLE', takes],
  ['chat lilith -m hello', echoes(401)],
  ['chat lilith -m hello', echoes(500)],
  ['chat lilith -m hello', (response, asked) => says(`You sent ${JSON.stringify(asked.headers)}.`)(response, asked)],
  ['wallet remove elevenlabs', takes],
  ['key status', takes],
  ['verify', takes],
];

async function everythingSaid(program: Program, home: string, place: string, { whole }: Key): Promise<Found[]> {
  const file = join(place, 'key');
  writeFileSync(file, whole);
  const found: Found[] = [];
  for (const [line, act] of deeds) {
    await using provider = await fakeProvider(act);
    const words = line.split(' ').map(word => word.replace('KEY', file).replace('WHOLE', whole));
    const operator: Record<string, string> = line.startsWith('chat') ? { OPENROUTER_API_KEY: whole } : { TZUROT_LLM_URL: provider.url }; // prettier-ignore
    const { stdout, stderr } = await program.run(home, words, {
      env: { ...environmentFor(provider.url), ...operator },
    });
    found.push({ where: `what “${line}” says`, bytes: stdout + stderr });
  }
  return [...found, ...(await meanwhile(program, home, file))];
}

const environmentFor = (url: string): Record<string, string> => ({
  TZUROT_OPENROUTER_URL: url,
  TZUROT_ELEVENLABS_URL: new URL(url).origin,
  LOG_LEVEL: 'debug',
});

/** What others on the machine can see while a key is in use. */
async function meanwhile(program: Program, home: string, file: string): Promise<Found[]> {
  await using provider = await fakeProvider(neverAnswers);
  const running = program.start(home, ['wallet', 'set', 'openrouter', '--from-file', file], {
    env: environmentFor(provider.url),
  });
  await Promise.race([provider.asked(1), running.ended]); // What cannot be a key is refused without asking anybody.
  const seen = [...everythingIn(home), ...processesIn(home)];
  running.kill('SIGTERM');
  const { stdout, stderr } = await running.ended;
  const isBlind =
    provider.requests.length > 0 && existsSync('/proc/self') && !seen.some(({ where }) => where.startsWith('/proc'));
  if (isBlind) throw new Error('The process that works in this home is not to be seen.');
  return [...seen, { where: 'what is said when it is stopped', bytes: stdout + stderr }];
}

/** The arguments and the environment of every process that works in this home, where there is /proc. */
function processesIn(home: string): Found[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(id => ['cmdline', 'environ'].flatMap(name => readable(`/proc/${id}/${name}`)))
    .filter(found => found.some(({ bytes }) => bytes.includes(home)))
    .flat();
}

function readable(path: string): Found[] {
  try {
    return [{ where: path.replace(/\d+/, 'PID'), bytes: readFileSync(path, 'latin1') }];
  } catch {
    return [];
  }
}

/** Every file of a folder, also what is packed in it. */
const everythingIn = (folder: string): Found[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true)
    .flatMap(name =>
      readable(join(folder, name)).map(({ bytes }) => ({ where: name, bytes: bytes + unpacked(bytes) })),
    );

function unpacked(bytes: string): string {
  if (!bytes.startsWith('\u001f\u008b')) return '';
  try {
    return gunzipSync(Buffer.from(bytes, 'latin1')).toString('latin1');
  } catch {
    return '';
  }
}

/** What the search would not have found, had it been there. */
function blindSpots(place: string, { whole, secret }: Key): string[] {
  const planted = join(place, 'planted');
  mkdirSync(planted);
  return Object.entries(encodings).flatMap(([name, spell]) => {
    const bytes = Buffer.from(`before ${spell(whole).join(' ')} after`, 'latin1');
    writeFileSync(join(planted, 'plain'), bytes);
    writeFileSync(join(planted, 'packed'), gzipSync(bytes));
    const unseen = everythingIn(planted).filter(found => leaksOf(secret, found.bytes).length === 0);
    return unseen.map(({ where }) => `the search does not see what stands ${name} in a file that is ${where}`);
  });
}
