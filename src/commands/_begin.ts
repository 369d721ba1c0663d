import type { Config as OclifConfig } from '@oclif/core/config';
import { makeHome } from '../app/home.js';
import { openApp, type App } from '../app.js';
import { readConfig } from '../config.js';
import { harmless } from '../domain/text/harmless.js';
import { ago } from '../domain/time.js';
import { inDollars } from '../domain/usage/money.js';
import type { Arguments } from './_arguments.js';
import { ask, onTerminal } from './_ask.js';
import { actorFor } from './_base.js';
import { terminalOf } from './_memory.js';
import { paintFor, type Paint } from './_view/paint.js';

/** The program without a command: how things stand, or a welcome, or a short help where nobody is looking. */
export async function begin(oclif: OclifConfig, args: Arguments): Promise<void> {
  if (!onTerminal()) return shortHelp(oclif);
  const config = readConfig(args);
  const isNew = await makeHome(config);
  const paint = paintFor(args.color && config.color);
  const choice = isNew
    ? await welcome(config.paths.home, config.program, paint)
    : await standing(await openApp(config), config.program, paint);
  if (choice === 'talk') await oclif.runCommand('chat', ['--demo', ...args.rest]);
}

function shortHelp({ bin, version }: OclifConfig): void {
  console.log(`tzurot ${version}: a home for AI personalities.

  ${bin} chat --demo      talk to the demo personality
  ${bin} personality list see who lives here
  ${bin} doctor           look whether everything is well
  ${bin} help             everything else`);
}

async function welcome(home: string, program: string, paint: Paint): Promise<'talk' | undefined> {
  console.log(`${paint('bold', 'Welcome to tzurot.')} A home was made for you in ${home}\n`);
  console.log(
    '  1  talk to somebody now (the demo, offline and free)\n  2  bring your personalities home from elsewhere\n  3  make a personality of your own\n  4  look around\n',
  );
  const answer = await ask('What would you like? [1] ');
  if (answer === undefined) return undefined;
  if (answer === '' || answer === '1') return 'talk';
  console.log(`Type: ${program} ${nextSteps.get(answer) ?? 'help'}`);
  return undefined;
}

const nextSteps: ReadonlyMap<string, string> = new Map([
  ['2', 'import FILE-OR-FOLDER --dry-run'],
  ['3', 'personality create lilith --name Lilith'],
]);

async function standing(app: App, program: string, paint: Paint): Promise<undefined> {
  await using _ = app;
  const owner = await app.user.owner();
  const personalities = await app.personality.list(actorFor(owner, app.config));
  const [last] = await app.conversation.history({ userId: owner.id, channelId: terminalOf(owner).channelId, limit: 1 });
  const { requests, costNanoUsd } = await app.usage.totals({});
  const names = personalities
    .slice(0, 5)
    .map(({ displayName }) => harmless(displayName))
    .join(', ');
  console.log(`${paint('bold', 'tzurot')}  ${paint('dim', app.config.paths.home)}\n`);
  console.log(
    `  personalities  ${personalities.length === 0 ? 'none yet' : `${personalities.length}: ${names}${personalities.length > 5 ? ', …' : ''}`}`,
  );
  console.log(
    `  last talk      ${last === undefined ? 'never' : `${ago(last.saidAt, app.clock.now())}, with ${last.personality}`}`,
  );
  console.log(`  answers        ${requests}, ${inDollars(costNanoUsd)} in all`);
  const next =
    personalities.length === 0
      ? 'personality create lilith --name Lilith'
      : last === undefined
        ? `chat ${personalities[0]?.slug ?? ''}`
        : 'chat';
  console.log(`\nNext: ${paint('cyan', `${program} ${next}`)}`);
}
