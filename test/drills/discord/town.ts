import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeOperatorSetting } from '../../../dist/app/operator-setting.js';
import type { Plan } from '../../fakes/discord/build.ts';
import type { Rule } from '../../fakes/discord/faults.ts';
import type { GatewayOptions } from '../../fakes/discord/gateway.ts';
import { configOf, homeOfLilith, withHome } from '../homes.ts';
import type { Ended, Program, Started } from '../program.ts';
import { startDiscord, type FakeDiscord } from './fake.ts';
import { startModel } from './model.ts';
import { watchedInto } from './watching.ts';

/** A Discord with many channels, a home in which lilith lives, and the program that brings the two together. */
export type Town = AsyncDisposable & {
  readonly discord: FakeDiscord;
  readonly home: string;
  readonly channels: readonly string[];
  readonly people: readonly string[];
  /** Where the program tells how it does. */
  readonly watched: string;
  serve(): Started;
  run(...argv: readonly string[]): Promise<Ended>;
};

export type TownOptions = {
  readonly channels: number;
  readonly people?: number;
  readonly modelMs?: number;
  readonly gateway?: GatewayOptions;
  readonly limits?: boolean;
  readonly faults?: readonly Rule[];
};

export async function openTown(program: Program, folder: string, options: TownOptions): Promise<Town> {
  const { people: crowd = 40, modelMs = 0, ...rest } = options;
  mkdirSync(folder, { recursive: true });
  const channels = named('channel', options.channels);
  const people = named('person', crowd);
  const home = join(folder, 'home');
  await populate(home);
  const model = await startModel(modelMs);
  const discord = await startDiscord(folder, { ...rest, plan: planOf(people, channels) });
  const watched = join(folder, 'watched.jsonl');
  const { node, env } = watchedInto(watched);
  const around = {
    ...env,
    DISCORD_TOKEN: discord.token,
    TZUROT_DISCORD_API_URL: discord.apiUrl,
    TZUROT_PLURALKIT_URL: 'http://127.0.0.1:9',
    TZUROT_LLM_URL: model.url,
  };
  return {
    discord,
    home,
    channels,
    people,
    watched,
    serve: () => program.start(home, ['serve'], { node, env: around }),
    run: (...argv) => program.run(home, argv),
    async [Symbol.asyncDispose]() {
      model[Symbol.dispose]();
      await discord[Symbol.asyncDispose]();
    },
  };
}

const named = (word: string, count: number) => Array.from({ length: count }, (_, index) => `${word}-${index}`);

export const planOf = (people: readonly string[], channels: readonly string[]): Plan => ({
  people,
  guilds: [{ name: 'Harbour', owner: 'person-0', members: people, channels }],
});

/** A home in which lilith lives, and answers whoever calls as often as they do. */
export async function populate(home: string): Promise<void> {
  await homeOfLilith(home);
  await open(home);
  unlimited(home);
}

/** Whoever calls is to be answered. */
const open = (home: string) =>
  withHome(home, async app => {
    const actor = { userId: (await app.user.owner()).id, isOwner: true };
    await app.personality.edit(actor, 'lilith', [{ path: 'isPublic', text: 'true' }]);
  });

/** So much at once would be held back. */
function unlimited(home: string): void {
  const config = configOf(home);
  for (const key of ['limits.person', 'limits.channel', 'limits.fuse'] as const)
    writeOperatorSetting(config, key, { state: 'off' });
  for (const key of ['calls.atOnce', 'calls.perKey'] as const)
    writeOperatorSetting(config, key, { state: 'value', value: 128 });
}
