import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openApp, type App } from '../../src/app.js';
import { makeHome } from '../../src/app/home.js';
import { sqliteActivations } from '../../src/adapters/sqlite/activations.js';
import { openDatabase, type Database } from '../../src/adapters/sqlite/database.js';
import { readConfig, type Config, type Environment } from '../../src/config.js';
import { serve } from '../../src/daemon/serve.js';
import type { Status } from '../../src/daemon/status.js';
import type { Personality } from '../../src/domain/personality/personality.js';
import { slugOf } from '../../src/domain/personality/slug.js';
import { microsPerMs } from '../../src/domain/time.js';
import type { User } from '../../src/domain/user/user.js';
import type { Activations } from '../../src/ports/activations.js';
import { openDiscord, type Discord, type Options as DiscordOptions } from '../fakes/discord/open.js';
import { usualPlan } from '../fakes/discord/build.js';
import type { Message } from '../fakes/discord/world.js';
import { fakePluralKit, type FakePluralKit } from '../fakes/pluralkit.js';
import { diary } from './diary.js';
import { scriptedModel, type Model } from './model.js';
import { passingClock, type PassingClock } from './passing-clock.js';
import { watched, type Deed } from './watched.js';

export type Setting = Omit<DiscordOptions, 'port' | 'journal' | 'now'> & {
  /** What stands in the config file of the home. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: Environment;
  /** Who is there to talk to, all of Ada's and open to everybody: Lilith, when left out. By their names. */
  readonly personalities?: Readonly<Record<string, readonly string[]>>;
  /** Where models are: an endpoint of the operator's, whom nobody pays, or a provider. */
  readonly models?: 'own' | 'openrouter';
  /** Before the program begins for the first time. */
  readonly before?: (home: {
    readonly app: App;
    readonly discord: Discord;
    readonly database: Database;
  }) => Promise<void>;
  readonly isStopped?: boolean;
  /** How many times as fast time runs. */
  readonly pace?: number;
};

export type Stage = {
  readonly discord: Discord;
  readonly people: Discord['people'];
  readonly model: Model;
  readonly pluralKit: FakePluralKit;
  readonly clock: PassingClock;
  readonly config: Config;
  readonly folder: string;
  /** The program, as it runs now. */
  readonly app: App;
  /** What its operator was told. */
  readonly announced: readonly string[];
  /** The store, seen past the program. */
  readonly database: Database;
  readonly activations: Activations;
  start(): Promise<void>;
  /** Tells the program to go, and says how many it answered, once it is gone. */
  stop(): Promise<number>;
  /** How it ended by itself. */
  readonly ended: Promise<number>;
  /** When all that was said here so far, to which the program listens, has come to its end. */
  settled(): Promise<void>;
  /** When it is through with these messages. */
  through(...messages: readonly Message[]): Promise<void>;
  /** When it has followed what became of a message, so many times. */
  followed(what: 'reworded' | 'withdrawn', message: Message, times?: number): Promise<void>;
  /** What stands in a channel: who says what. */
  read(channel: string): string[];
  /** What the program said in a channel. */
  answers(channel: string): Message[];
  personality(name: string): Promise<Personality>;
  /** Who a person is to the program. */
  user(name: string): Promise<User>;
  /** Everything in the log. */
  logged(): string;
  /** What became of a message, by the slugs of those who were to answer it. */
  outcomes(message: Message): Record<string, string>;
};

/** The program's own address, from a person who knows nobody in particular. */
export const mentionUs = (discord: Discord): string => `<@${discord.world.bot.id}>`;

/** The program, a Discord, a model and a home, all on this machine and gone after the test. */
export async function stage(setting: Setting = {}): Promise<Stage> {
  const { config: file = {}, env = {}, personalities = { Lilith: [] }, models = 'own', before, ...rest } = setting;
  const { isStopped = false, plan = usualPlan, pace, ...discordOptions } = rest;
  const clock = passingClock(pace);
  const discord = await openDiscord({ ...discordOptions, plan, now: () => Math.floor(clock.right() / microsPerMs) });
  const [model, pluralKit] = await Promise.all([scriptedModel(), fakePluralKit()]);
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-stage-'));
  const home = join(folder, 'home');
  const owner = discord.id('ada');
  const environment: Environment = {
    HOME: folder,
    TZUROT_OWNER: owner,
    DISCORD_TOKEN: discord.token,
    TZUROT_DISCORD_API_URL: discord.apiUrl,
    TZUROT_PLURALKIT_URL: pluralKit.url,
    TZUROT_OPENROUTER_URL: model.url,
    ...(models === 'own' ? { TZUROT_LLM_URL: model.url } : { OPENROUTER_API_KEY: openRouterKey }),
    ...env,
  };
  await makeHome(readConfig({ home }, environment));
  writeFileSync(join(home, 'config.json'), JSON.stringify({ ...quiet, ...file }), { mode: 0o600 });
  const config = readConfig({ home }, environment);
  const database = openDatabase(config.paths.database, clock);
  {
    await using app = await openApp(config, { overrides: { clock } });
    const ada = await app.user.meet({ platform: 'discord', foreignId: owner, name: 'ada' });
    for (const [name, patches] of Object.entries(personalities))
      await app.personality.create(
        { userId: ada.id, isOwner: true },
        {
          slug: slugOf(name) ?? name,
          name,
          patches: [`prompt.character=Goes by ${name}.`, 'isPublic=true', ...patches].map(patchOf),
        },
      );
    await before?.({ app, discord, database });
  }

  const deeds = diary<Deed>();
  const announced: string[] = [];
  let run: Run | undefined;
  const running = (): Run => {
    if (run === undefined) throw new Error('The program does not run.');
    return run;
  };
  const isThrough = (id: string) => deeds.entries.some(({ what, ids }) => what === 'through' && ids.includes(id));
  const outcomesOf = database.sql.prepare<[string], { readonly slug: string; readonly outcome: string }>(
    'SELECT slug, outcome FROM outcomes o JOIN personalities p ON p.id = o.personality_id WHERE trigger_id = ?',
  );

  const stop = async (): Promise<number> => {
    const { going, over, app } = running();
    run = undefined;
    going.abort();
    try {
      return (await over).answered;
    } finally {
      await app[Symbol.asyncDispose]();
    }
  };

  const self: Stage = {
    discord,
    people: discord.people,
    model,
    pluralKit,
    clock,
    config,
    folder,
    announced,
    database,
    activations: sqliteActivations(database),
    get app() {
      return running().app;
    },
    get ended() {
      return running().over.then(({ answered }) => answered);
    },
    async start() {
      const app = watched(await openApp(config, { onDiscord: true, overrides: { clock } }), deeds);
      const going = new AbortController();
      const { station } = app;
      if (station === null) throw new Error('There is no way to Discord.');
      const connected = Promise.withResolvers<void>();
      const announcer = {
        say: (line: string) => void announced.push(line),
        changed: ({ isConnected }: Status) => isConnected && connected.resolve(),
      };
      const over = serve(app, station, { signal: going.signal, announcer, version: '0.0.0' });
      over.catch(() => {});
      run = { app, going, over };
      await Promise.race([connected.promise, over]);
    },
    stop,
    settled: () =>
      deeds.until(() =>
        [...discord.world.histories.values()].flatMap(each => each.all()).every(({ id }) => isThrough(id)),
      ),
    through: (...messages) => deeds.until(() => messages.every(({ id }) => isThrough(id))),
    followed: (wanted, { id }, times = 1) =>
      deeds.until(() => deeds.entries.filter(({ what, ids }) => what === wanted && ids.includes(id)).length >= times),
    read: channel => discord.visible(channel).map(({ author, content }) => `${author.username}: ${content}`),
    answers(channel) {
      const ours = new Set(discord.journal.sends({ channelId: discord.id(channel) }).map(({ id }) => id));
      return discord.visible(channel).filter(({ id }) => ours.has(id));
    },
    personality: name => running().app.personality.find({ userId: '', isOwner: true }, name),
    user: name => running().app.user.meet({ platform: 'discord', foreignId: discord.id(name), name }),
    logged: () =>
      (existsSync(config.paths.logs) ? readdirSync(config.paths.logs) : [])
        .map(name => readFileSync(join(config.paths.logs, name), 'utf8'))
        .join(''),
    outcomes: ({ id }) => Object.fromEntries(outcomesOf.all(id).map(({ slug, outcome }) => [slug, outcome])),
  };

  onTestFinished(async () => {
    if (run !== undefined) await stop().catch(() => {});
    database.close();
    await Promise.all([discord.close(), model[Symbol.asyncDispose](), pluralKit[Symbol.asyncDispose]()]);
    rmSync(folder, { recursive: true, force: true });
  });
  if (!isStopped) await self.start();
  return self;
}

type Run = {
  readonly app: App;
  readonly going: AbortController;
  readonly over: ReturnType<typeof serve>;
};

export const openRouterKey = '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';

/** Whoever wants to see a footer, or an answer asked for twice, says so. */
const quiet = { 'answer.footer': 'off', 'answer.retries': 0 };

function patchOf(text: string) {
  const at = text.indexOf('=');
  return { path: text.slice(0, at), text: text.slice(at + 1) };
}
