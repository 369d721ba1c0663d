import { createInterface, type Interface } from 'node:readline/promises';
import type { App } from '../../app.js';
import { messageOf, referenceIn, TzurotError } from '../../domain/errors.js';
import type { Personality } from '../../domain/personality/personality.js';
import { harmlessButColours } from '../../domain/text/harmless.js';
import type { Attachment } from '../../domain/turn/seeing/attachment.js';
import { terminalOf } from '../_memory.js';
import { endQuietly, stopped } from '../_signals.js';
import type { Paint } from '../_view/paint.js';
import { sayOwnWords } from './own-words.js';
import { partnerOf } from './partner.js';
import { runSlash } from './slash.js';
import type { Standing, Talking } from './talking.js';
import { talk } from './talk.js';

type Options = {
  readonly personality: string | undefined;
  readonly as?: string | undefined;
  readonly continue: boolean;
  readonly attached: readonly Attachment[];
  readonly paint: Paint;
};

/** A conversation at a terminal, until the person leaves. */
export async function converse(app: App, options: Options) {
  endQuietly();
  const person = await app.user.newcomer(options.as);
  const venue = terminalOf(person);
  const talking: Talking = {
    app,
    person,
    venue,
    paint: options.paint,
    say: text => void process.stdout.write(`${harmlessButColours(text)}\n`),
  };
  const partner = await partnerOf(app, person, venue, options.personality);
  const late = await app.turn.recover(venue.channelId);
  if (late.length > 0) talking.say(options.paint('dim', '(from before: it never arrived)'));
  if (!options.continue) await app.conversation.begin(venue);
  await welcome(talking, partner);
  await sayOwnWords(talking, partner, partner.prompt.greeting);
  const lines = createInterface({ input: process.stdin, output: process.stdout, historySize: 500 });
  const ahead: string[] = [];
  lines.on('line', line => ahead.push(line));
  try {
    await untilTheyLeave(talking, { lines, ahead }, { partner, last: null, attached: options.attached });
  } finally {
    lines.close();
  }
  const { costNanoUsd, requests } = await app.usage.totals({ userId: person.id });
  talking.say(
    options.paint(
      'dim',
      `Until next time. (${requests} ${requests === 1 ? 'request' : 'requests'} so far; everything is in ${app.config.paths.database})`,
    ),
  );
  return { personality: partner.slug, requests, costNanoUsd };
}

async function welcome({ paint, say, app, person }: Talking, partner: Personality): Promise<void> {
  const host = await app.llmConfig.hostWith(person, partner);
  const model = host === 'built-in' ? 'the built-in demo model, offline and free' : host;
  say(paint('dim', `Talking to ${partner.displayName} (${model}). /help shows what else you can type; Ctrl-D leaves.`));
}

async function untilTheyLeave(talking: Talking, keyboard: Keyboard, standing: Standing): Promise<void> {
  const line = await nextLine(talking, keyboard);
  if (line === undefined || /^\/(quit|exit|bye)$/.test(line)) return;
  const next =
    line === '' ? standing : await softened(talking, standing, () => heard(talking, keyboard.lines, standing, line));
  await untilTheyLeave(talking, keyboard, next);
}

/** Where a person types, and what they typed while nobody was listening: before an answer was there. */
type Keyboard = { readonly lines: Interface; readonly ahead: string[] };

/** What a person types next. Undefined when they leave: Ctrl-D, Ctrl-C, or the end of the program. */
async function nextLine({ paint, say }: Talking, { lines, ahead }: Keyboard): Promise<string | undefined> {
  const prompt = `\n${paint('green', 'you')}: `;
  const typed = ahead.shift();
  if (typed !== undefined) {
    say(prompt + typed);
    return typed.trim();
  }
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  lines.once('SIGINT', leave).once('close', leave);
  try {
    return (await lines.question(prompt, { signal: AbortSignal.any([leaving.signal, stopped]) })).trim();
  } catch {
    process.stdout.write('\n');
    return undefined;
  } finally {
    lines.off('SIGINT', leave).off('close', leave);
  }
}

async function heard(talking: Talking, lines: Interface, standing: Standing, line: string): Promise<Standing> {
  if (line.startsWith('/') && !line.startsWith('//')) return runSlash(talking, standing, line);
  const { app, person, venue } = talking;
  const interrupted = new AbortController();
  const onInterrupt = () => interrupted.abort(new TzurotError('unavailable', 'Interrupted. Nothing of it was kept.'));
  lines.on('SIGINT', onInterrupt);
  try {
    const id = app.newMessageId();
    const signal = AbortSignal.any([interrupted.signal, stopped]);
    const talked = await talk(
      app,
      { id, text: line, person, name: null, venue, partner: standing.partner, attachments: standing.attached },
      { signal, streams: true },
    );
    if (typeof talked === 'string') {
      talking.say(talking.paint('dim', `(not answered: ${talked})`));
      return standing;
    }
    for (const remark of talked.flatMap(({ made }) => made?.remarks ?? []))
      talking.say(talking.paint('dim', `(${remark})`));
    return { ...standing, attached: [], last: { messageId: id, answers: talked } };
  } finally {
    lines.off('SIGINT', onInterrupt);
  }
}

/** One failed answer does not end a conversation. A bug does. */
async function softened(talking: Talking, standing: Standing, work: () => Promise<Standing>): Promise<Standing> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TzurotError) && !stopped.aborted) throw error;
    talking.app.log.warn('An answer failed', { error });
    const isTheirs = error instanceof TzurotError && error.code === 'unavailable';
    if (isTheirs) await sayOwnWords(talking, standing.partner, standing.partner.errorMessage);
    const failed = referenceIn(error);
    const hint = failed === undefined ? '' : ' /why shows more.';
    talking.say(talking.paint('yellow', `(${messageOf(error)}${hint})`));
    return failed === undefined ? standing : { ...standing, failed };
  }
}
