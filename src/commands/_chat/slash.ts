import { assertFewEnough, readAttachment } from '../../app/files.js';
import { TzurotError } from '../../domain/errors.js';
import { nearest } from '../../domain/text/nearest.js';
import { conversationLines } from '../_view/lines.js';
import { traceDocument } from '../_view/trace/document.js';
import { traceInShort } from '../_view/trace/page.js';
import type { Standing, Talking } from './talking.js';
import { sayOwnWords } from './own-words.js';
import { partnerOf } from './partner.js';

type Slash = { readonly summary: string; run(talking: Talking, standing: Standing, rest: string): Promise<Standing> };

/** What can be typed in a conversation besides what one wants to say. */
const slashes: Readonly<Record<string, Slash>> = {
  why: { summary: 'why the last answer was what it was', run: why },
  forget: { summary: 'forget the last thing you said, and its answer', run: forget },
  attach: { summary: 'FILE: show a file with what you say next', run: attach },
  switch: { summary: 'NAME: talk to somebody else', run: switchTo },
  reset: { summary: 'begin a new conversation; memory stays', run: reset },
  history: { summary: 'read what was said', run: history },
  help: { summary: 'show this', run: help },
  quit: { summary: 'leave', run: async (_, standing) => standing },
};

export async function runSlash(talking: Talking, standing: Standing, line: string): Promise<Standing> {
  const [word = ''] = line.slice(1).split(/\s/, 1);
  const slash = Object.hasOwn(slashes, word) ? slashes[word] : undefined;
  if (slash !== undefined) return slash.run(talking, standing, line.slice(1 + word.length).trim());
  const near = nearest(word, Object.keys(slashes));
  throw new TzurotError(
    'invalid',
    `There is no /${word}. ${near === undefined ? '/help shows what there is.' : `Did you mean /${near}?`}`,
  );
}

async function why({ app, person, paint, say }: Talking, standing: Standing): Promise<Standing> {
  const reference = standing.failed ?? standing.last?.answers[0].reference;
  if (reference === undefined) throw new TzurotError('not_found', 'Nothing was answered yet.');
  say(traceInShort(traceDocument(await app.trace.why(person, reference)), paint));
  say(paint('dim', `\nAll of it: ${app.config.program} trace ${reference}`));
  return standing;
}

async function forget({ app, person, venue, say }: Talking, standing: Standing): Promise<Standing> {
  const { messageId, answers } = standing.last ?? { messageId: '', answers: [] };
  const ids = await Promise.all(answers.map(({ slug }) => app.turn.memoriesOf(messageId, slug)));
  if (ids.flat().length === 0) throw new TzurotError('not_found', 'There is nothing left to forget here.');
  for (const id of new Set(ids.flat())) await app.memory.forget(person.id, id);
  await app.conversation.begin(venue);
  say('Forgotten: it will not come to mind again. A new conversation begins.');
  return { ...standing, last: null };
}

async function attach({ say }: Talking, standing: Standing, path: string): Promise<Standing> {
  if (path === '') throw new TzurotError('invalid', 'Which file? Type /attach and where it is.');
  const attached = [...standing.attached, readAttachment(path)];
  assertFewEnough(attached);
  say(`“${attached.at(-1)?.name}” goes along with what you say next.`);
  return { ...standing, attached };
}

async function switchTo(talking: Talking, standing: Standing, name: string): Promise<Standing> {
  if (name === '') throw new TzurotError('invalid', 'To whom? Type /switch and a name.');
  const partner = await partnerOf(talking.app, talking.person, talking.venue, name);
  await talking.app.conversation.begin(talking.venue);
  talking.say(`Now talking to ${partner.displayName}.`);
  return { ...standing, partner, last: null };
}

async function reset(talking: Talking, standing: Standing): Promise<Standing> {
  const { app, venue, say } = talking;
  await app.conversation.begin(venue);
  await sayOwnWords(talking, standing.partner, standing.partner.manner.resetMessage);
  say('A new conversation begins. What was said stays in memory.');
  return { ...standing, last: null };
}

async function history({ app, person, paint, say }: Talking, standing: Standing): Promise<Standing> {
  const lines = await app.conversation.history({ userId: person.id, personalityId: standing.partner.id, limit: 20 });
  say(conversationLines(lines.toReversed(), paint));
  return standing;
}

async function help({ paint, say }: Talking, standing: Standing): Promise<Standing> {
  say(
    Object.entries(slashes)
      .map(([word, { summary }]) => `${paint('cyan', `/${word}`.padEnd(10))} ${summary}`)
      .join('\n'),
  );
  return standing;
}
