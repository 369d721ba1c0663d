import type { Admissions } from '../../../ports/admissions.js';
import type { Inbox } from '../../../ports/inbox.js';
import { softly } from '../../around.js';
import { TzurotError } from '../../errors.js';
import { mayAnswer, tooOften } from '../../limits/actions.js';
import { tellOfFailure, type TellingPorts } from '../../notice/actions.js';
import type { Personality } from '../../personality/personality.js';
import { explain } from '../../settings/actions.js';
import { textOf } from '../../settings/resolve.js';
import { answerOf, type TurnPorts } from '../../turn/actions.js';
import type { Options } from '../../turn/completion/actions.js';
import type { Incoming } from '../../turn/incoming.js';
import { typingWhile } from '../../turn/typing/actions.js';
import { isInTime, wasTold } from '../../turn/restraint/actions.js';
import { zoneFor } from '../../usage/zone.js';
import { ageRefusal } from '../age.js';
import { warnGuest } from '../guests/actions.js';
import type { Accepted, Unanswered } from '../accepted.js';
import type { Lately } from '../lately.js';
import { isTooOld } from '../too-old.js';
import { settleAll } from '../settling/actions.js';
import { greetFirst, sayFailure, sayNotice, type SayingPorts } from '../saying/actions.js';
import { understood } from '../understanding/actions.js';

export type WorkingPorts = TurnPorts &
  TellingPorts &
  SayingPorts & { readonly inbox: Inbox; readonly admissions: Admissions; readonly lately: Lately };

/**
 * Sees to a message until there is an outcome for each of those who were to answer it, in their order; whoever fails does
 * not hold up the others. What has an outcome already is left alone, so that it can be begun again after a crash.
 */
export async function work(ports: WorkingPorts, accepted: Accepted, options: Options): Promise<void> {
  const { said, answerers, steps } = accepted;
  const reason = await heldBack(ports, accepted);
  if (reason !== undefined) return settleAll(ports, accepted, reason);
  const message = await understood(ports, accepted);
  await typingWhile(ports, said.channelId, async began => {
    for (const { slug } of answerers) {
      if (options.signal?.aborted === true) return;
      const personality = await ports.personalities.find(slug);
      if (personality === undefined) continue;
      await answerOnce(ports, accepted, { message, personality, route: steps }, { ...options, began });
    }
  });
  if (options.signal?.aborted !== true) await ports.inbox.done(said.id, ports.clock.now());
}

type Addressed = Parameters<typeof answerOf>[1];

async function answerOnce(
  ports: WorkingPorts,
  accepted: Accepted,
  addressed: Addressed,
  options: Options,
): Promise<void> {
  const { message, personality } = addressed;
  const question = { messageId: message.id, personalityId: personality.id };
  if (await ports.inbox.isSettled(question)) return;
  const outcome = await outcomeOf(ports, accepted, addressed, options);
  if (outcome === 'gone') return;
  if (outcome !== 'answered') await ports.inbox.settle(question, outcome, ports.clock.now());
}

async function outcomeOf(
  ports: WorkingPorts,
  accepted: Accepted,
  addressed: Addressed,
  options: Options,
): Promise<Unanswered | 'answered' | 'gone'> {
  const { message, personality } = addressed;
  const words = [message.author.userId, message.venue.channelId, personality.id, message.text];
  const isRepeat = message.attachments.length === 0 && ports.lately.isRepeat(words, message.saidAt);
  if (isRepeat) return 'merged';
  const may = await mayAnswer(ports, message.venue.channelId);
  if (!may.ok) {
    const zone = zoneFor(ports.operatorSettings, await ports.users.find(message.author.userId));
    if (may.isFirst) await sayNotice(ports, message, tooOften(may, zone));
    return 'fused';
  }
  const refusal = await refusalFor(ports, accepted, personality);
  if (refusal !== undefined) return failed(ports, message, personality, refusal);
  await softly(ports.log, 'A greeting', () => greetFirst(ports, message, personality));
  await softly(ports.log, 'Telling a guest what may be kept', () => warnGuest(ports, message, personality));
  const streams = await isShownEarly(ports, message.author.userId, personality);
  const result = await answerOf(ports, addressed, { ...options, streams });
  if (result.kind === 'answered') return 'answered';
  if (options.signal?.aborted === true) throw options.signal.reason;
  if (await isGone(ports, addressed)) return 'gone';
  const isThere = (await ports.turns.find(message.id, personality.id)) !== undefined;
  if (isThere) ports.log.warn('An answer has not arrived yet', { error: result.error });
  return isThere ? 'answered' : failed(ports, message, personality, result.error);
}

/** Whether one of the two was deleted meanwhile: then nobody is left to say something, or to whom. */
async function isGone({ personalities, users }: WorkingPorts, { message, personality }: Addressed): Promise<boolean> {
  const [speaker, person] = [await personalities.findById(personality.id), await users.find(message.author.userId)];
  return speaker === undefined || person === undefined;
}

/** Whether this person wants to see this one's answers while they are made. */
async function isShownEarly(ports: WorkingPorts, userId: string, personality: Personality): Promise<boolean> {
  const user = await ports.users.find(userId);
  return textOf(await explain(ports, 'answer.streamed', { user, personality })) === 'on';
}

/** Says that there is no answer, unless whoever asked knows by now. */
async function failed(
  ports: WorkingPorts,
  message: Incoming,
  personality: Personality,
  error: unknown,
): Promise<Unanswered> {
  if ((await ports.users.find(message.author.userId)) === undefined) return 'ignored'; // They were forgotten meanwhile.
  if (!(error instanceof TzurotError)) ports.log.error('A bug kept somebody from answering', { error });
  if (await wasTold(ports, message, error)) return 'ignored';
  await softly(ports.log, 'Telling the owner', () => tellOfFailure(ports, error));
  await softly(ports.log, 'Saying that there is no answer', () => sayFailure(ports, message, personality, error));
  return 'failed';
}

/** Why nobody answers this message at all, if that is so. Whoever has to wait is told, once. */
async function heldBack(ports: WorkingPorts, { said, userId, acceptedAt }: Accepted): Promise<Unanswered | undefined> {
  if (isTooOld(said, ports.clock.now())) return 'too-old';
  const message = { id: said.id, venue: said.where.venue, author: { userId }, saidAt: acceptedAt };
  try {
    return (await isInTime(ports, message)) ? undefined : 'limited';
  } catch (error) {
    await softly(ports.log, 'Saying that somebody has to wait', () => sayNotice(ports, message, error));
    return 'limited';
  }
}

async function refusalFor({ admissions }: WorkingPorts, { said }: Accepted, personality: Personality) {
  if (personality.manner.isAdult !== true) return undefined;
  const isVerified = await admissions.isVerified(said.author.accountId);
  return ageRefusal(personality, { isAgeRestricted: said.where.isAgeRestricted, isVerified });
}
