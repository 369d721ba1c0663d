import type { Prompt } from '../../calling/prompt.js';
import type { Place } from '../../lore/place.js';
import { limited } from '../mentions.js';
import { attached, channels } from './attached.js';
import { fillsFor } from './fill.js';
import { identity, reminder, rules, self } from './identity.js';
import { isSame, writerOf } from '../company/member.js';
import type { Composed, Knowledge } from './knowledge.js';
import { fitting, memories, noteOf, type Note } from './notes.js';
import { confided, participants } from './participants.js';
import { place } from './place.js';
import { quotes } from './quotes.js';
import { present } from './section.js';
import { ledBy, promptLine, withNames } from './speakers.js';
import { roles } from './standing.js';
import { birthday, time } from './today.js';
import { lore } from './told.js';

/** Puts the prompt together, ordered by how often a part changes. */
export function compose(knowledge: Knowledge): Composed {
  const { personality, recalled, timezone, memoryRoom } = knowledge;
  const all = recalled.map(each => noteOf(each, personality, timezone));
  const notes = fitting(all, memoryRoom);
  return { used: notes.map(note => note.recalled), prompt: promptOf(knowledge, notes) };
}

function promptOf(knowledge: Knowledge, notes: readonly Note[]): Prompt {
  const { personality, company, message, timezone } = knowledge;
  const author = writerOf(message.author);
  const { steady, fresh } = fillsFor(personality, userIn(knowledge), message);
  const isAlone = knowledge.venue.kind === 'dm';
  const toldIn = (where: Place) => knowledge.lore.filter(entry => entry.place === where);
  const text = withNames(message.text, limited(message.mentions, knowledge.limits), company);
  const pictures = knowledge.shown.flatMap(shown => (shown.kind === 'picture' ? (shown.seen ?? []) : []));
  return {
    system: present([
      ['rules', rules(personality.displayName)],
      ['identity', identity(personality, steady)],
      ['self', self(personality.displayName)],
      ['instructions', steady(personality.prompt.system ?? '', 'system')],
      ['lore', lore(toldIn('system'), steady)],
      ['place', place(knowledge.venue, message.place)],
      ['participants', participants(company, knowledge.contextTokens, isAlone)],
    ]),
    history: knowledge.history.map(line => promptLine(line, knowledge)),
    turn: present([
      ['time', time(message.saidAt, timezone, nameOf(knowledge) ?? 'the user')],
      ['birthday', birthday(personality, message.saidAt, timezone)],
      ['roles', roles(message.roles, knowledge.limits.roles, nameOf(knowledge) ?? 'the user')],
      ['confided', confided(authorIn(knowledge), knowledge.contextTokens, isAlone)],
      ['memories', notes.length === 0 ? '' : memories(notes)],
      ['triggered-lore', lore(toldIn('turn'), fresh)],
      ['quotes', quotes(knowledge)],
      ['channels', channels(knowledge)],
      ['attachments', attached(knowledge.shown)],
      ['reminder', reminder(personality, fresh)],
      ['message', ledBy(author, text, knowledge)],
    ]),
    ...(pictures.length > 0 && { pictures }),
  };
}

/** What whoever speaks now is called here. Undefined for somebody without a name. */
function nameOf(knowledge: Knowledge): string | undefined {
  const author = authorIn(knowledge);
  return author?.name == null ? undefined : author.label;
}

const authorIn = ({ company, message }: Knowledge) => company.find(member => isSame(member, writerOf(message.author)));

/** Who is meant by “user” in constant texts: one person where there is only one. */
const userIn = (knowledge: Knowledge): string =>
  (knowledge.venue.kind === 'dm' ? nameOf(knowledge) : undefined) ?? 'the user';
