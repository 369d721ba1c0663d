import { clockForScript, readDemo } from '../../app/demo.js';
import { openApp } from '../../app.js';
import type { Config } from '../../config.js';
import { harmless, harmlessButColours } from '../../domain/text/harmless.js';
import { microsOf } from '../../domain/time.js';
import { inDollars, microUsd } from '../../domain/usage/money.js';
import { paid } from '../../domain/usage/usage.js';
import type { Venue } from '../../domain/conversation/venue.js';
import type { Paint } from '../_view/paint.js';
import { stopped } from '../_signals.js';
import { partnerOf } from './partner.js';
import { talk } from './talk.js';

type Options = { readonly paint: Paint; readonly silent: boolean; readonly bin: string };

const venue: Venue = { channelId: 'terminal:demo', platform: 'terminal', kind: 'dm', guildId: null, isPublic: false };

/** Plays the shipped conversation through the real pipeline, and shows what was remembered and what it cost. */
export async function replay(config: Config, { paint, silent, bin }: Options) {
  const { script } = await readDemo();
  const clock = clockForScript();
  const say = (text: string) => void (silent || process.stdout.write(`${harmlessButColours(text)}\n`));
  await using app = await openApp(config, { overrides: { clock } });
  const visitor = await app.user.meet({ platform: 'local', foreignId: `demo:${script.visitor}`, name: script.visitor });
  const partner = await partnerOf(app, visitor, venue, undefined);
  await app.demo.forgetVisitor(partner.id, visitor.id);

  say(`This is a conversation with ${partner.displayName}, played for you because there is no terminal to talk in.\n`);
  const turns = [];
  for (const { heading, at, lines } of script.conversations) {
    clock.set(microsOf(at) ?? clock.now());
    await app.conversation.begin(venue);
    say(paint('dim', `— ${heading} —`));
    for (const text of lines) {
      stopped.throwIfAborted();
      say(`\n${paint('green', script.visitor)}: ${text}`);
      const talked = await talk(
        app,
        { id: app.newMessageId(), text, person: visitor, name: script.visitor, venue, partner },
        { signal: stopped, streams: false },
      );
      if (typeof talked === 'string') continue;
      const [answer] = talked;
      const memory = answer.made?.memories.find(each => each.memory.role === 'person')?.memory.text;
      if (memory !== undefined) say(paint('dim', `  (what comes to mind: “${harmless(memory)}”)`));
      say(`${paint('magenta', partner.displayName)}: ${harmless(answer.reply)}`);
      turns.push({ said: text, reply: answer.reply, remembered: memory ?? null, spent: answer.made?.spent });
    }
    say('');
  }

  const cost = turns.reduce((sum, { spent }) => sum + (spent ? paid(spent) : 0), 0);
  const tokens = turns.reduce((sum, { spent }) => sum + (spent?.tokensIn ?? 0) + (spent?.tokensOut ?? 0), 0);
  say(
    `It cost ${inDollars(cost)} (${turns.length} answers, about ${tokens} tokens) and is stored in ${config.paths.database}`,
  );
  say(
    `\nHow to go on:\n${nextSteps(bin, partner.displayName)
      .map(([what, how]) => `  ${what.padEnd(36)} ${how}`)
      .join('\n')}`,
  );
  return {
    personality: partner.slug,
    database: config.paths.database,
    costMicroUsd: microUsd(cost),
    turns: turns.map(({ spent: _, ...turn }) => turn),
  };
}

const nextSteps = (bin: string, name: string): readonly (readonly [string, string])[] => [
  [`talk to ${name} yourself`, `npm start        (in a terminal)`],
  ['make a personality of your own', `${bin} personality create lilith --name Lilith`],
  ['bring others home', `${bin} import FOLDER`],
  ['let a real model speak, with a key', 'OPENROUTER_API_KEY=… npm start'],
  ['or a model on your own machine', 'TZUROT_LLM_URL=http://localhost:11434/v1 TZUROT_LLM_MODEL=llama3.2 npm start'],
  ['bring them to Discord', `${bin} serve   (a later release)`],
];
