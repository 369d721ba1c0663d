import type { Clock } from '../../ports/clock.js';
import type { Conversations } from '../../ports/conversations.js';
import type { Inbox } from '../../ports/inbox.js';
import type { Personalities } from '../../ports/personalities.js';
import { microsPerDay } from '../time.js';
import { isOpenTo } from '../personality/personality.js';
import type { User } from '../user/user.js';
import { ofOperator } from '../settings/operator.js';
import { textOf } from '../settings/resolve.js';
import type { SettingPorts } from '../settings/actions.js';
import { isInTime, type RestraintPorts } from '../turn/restraint/actions.js';
import type { Accepted } from './accepted.js';
import { inOne } from './in-one.js';
import { helpText } from './help.js';
import type { Edited, Erased, Said } from './said.js';
import { sayNotice, sayText, type SayingPorts } from './saying/actions.js';
import { isTooOld } from './too-old.js';
import { settleAll } from './settling/actions.js';

export { accept, isKeptOut, wayIn } from './accepting/actions.js';
export { work } from './working/actions.js';

export type InboxPorts = SayingPorts & {
  readonly inbox: Inbox;
  readonly conversations: Conversations;
  readonly personalities: Personalities;
  readonly clock: Clock;
};

/** What was taken in before and is not done. */
export const waiting = ({ inbox }: InboxPorts): Promise<Accepted[]> => inbox.waiting();

/** Takes a message for ignored whoever was to answer it: it is not there any more. */
export const drop = (ports: InboxPorts, accepted: Accepted): Promise<void> => settleAll(ports, accepted, 'ignored');

/** Whether what somebody says in one breath gets one answer. */
export const answersTogether = ({ operatorSettings }: Pick<SettingPorts, 'operatorSettings'>): boolean =>
  textOf(ofOperator(operatorSettings, 'answer.together')) === 'on';

/** Several messages as the last of them, with the words of all. The others are merged into it. */
export async function merge(ports: InboxPorts, breath: readonly [Accepted, ...Accepted[]]): Promise<Accepted> {
  const last = breath.at(-1) ?? breath[0];
  for (const earlier of breath.slice(0, -1)) await settleAll(ports, earlier, 'merged');
  return {
    ...last,
    said: inOne(
      breath.map(({ said }) => said),
      last.said,
    ),
  };
}

/** Says what there is to know for somebody who called the program itself, as long as they do not call too often. */
export async function help(ports: InboxPorts & RestraintPorts, said: Said, user: User): Promise<void> {
  if (isTooOld(said, ports.clock.now())) return;
  const message = { id: said.id, venue: said.where.venue, author: { userId: user.id } };
  try {
    if (!(await isInTime(ports, message))) return;
  } catch (error) {
    return sayNotice(ports, message, error);
  }
  const all = await ports.personalities.all();
  const { kind } = said.where.venue;
  const reader = kind === 'dm' ? user.id : ''; // Where others read along, only who is open to everybody is named.
  const names = all.filter(each => isOpenTo(each, reader)).map(({ displayName }) => displayName);
  await sayText(ports, message, helpText(names));
}

/** A message says something else now: so do history and memory. */
export const reword = ({ conversations }: InboxPorts, { channelId, id, text }: Edited): Promise<boolean> =>
  conversations.reword(channelId, id, text);

/** Messages are gone: from history and memory as well. */
export const withdraw = ({ conversations }: InboxPorts, { channelId, ids }: Erased): Promise<number> =>
  conversations.withdraw(channelId, ids);

const guildDays = 30;
const closeDays = 7;
const keptDays = 14;

/** Where something may have been missed, and up to where each of these was seen. */
export async function unattended({ inbox, clock }: InboxPorts): Promise<ReadonlyMap<string, string | null>> {
  const now = clock.now();
  const since = { guildsSince: now - guildDays * microsPerDay, closeSince: now - closeDays * microsPerDay };
  const marks = await inbox.marks();
  return new Map((await inbox.attended(since)).map(channelId => [channelId, marks.get(channelId) ?? null]));
}

/** Notes up to where channels were seen. */
export const noteSeen = ({ inbox }: InboxPorts, seen: ReadonlyMap<string, string>): Promise<void> => inbox.mark(seen);

/** Forgets that messages came which nobody sends again. */
export const prune = ({ inbox, clock }: InboxPorts): Promise<number> =>
  inbox.prune(clock.now() - keptDays * microsPerDay);
