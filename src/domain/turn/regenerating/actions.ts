import type { Admissions } from '../../../ports/admissions.js';
import { TzurotError } from '../../errors.js';
import { derivedId } from '../../id.js';
import { ageRefusal } from '../../inbox/age.js';
import type { Author, Said } from '../../inbox/said.js';
import { understood } from '../../inbox/understanding/actions.js';
import { mayAnswer, mayAsk, tooOften, type May } from '../../limits/actions.js';
import { ownAnswer } from '../../outbox/pressed/actions.js';
import type { Parcel } from '../../outbox/parcel.js';
import { isOpenTo, type Personality } from '../../personality/personality.js';
import type { Micros } from '../../time.js';
import { zoneFor } from '../../usage/zone.js';
import { discordIdOf, type User } from '../../user/user.js';
import { answerOf, type TurnPorts } from '../actions.js';
import type { Options } from '../completion/actions.js';
import { typingWhile } from '../typing/actions.js';
import { lineIdsOf, type Outgoing } from '../record.js';
import { before, type Exchange } from './earlier.js';

export type RegeneratingPorts = TurnPorts & { readonly admissions: Admissions };

/** The message that somebody's answer answers. It has to be looked up before there can be another one. */
export async function answeredBy(
  ports: RegeneratingPorts,
  user: User,
  reference: string,
): Promise<{ readonly channelId: string; readonly messageId: string }> {
  const { outgoing } = await standing(ports, user, reference);
  return { channelId: outgoing.channelId, messageId: outgoing.triggerId };
}

/**
 * Gives another answer to the same message, in place of the first one. Who wants it asks like anybody: within the limits,
 * and at their own cost. Where nothing comes of it, the first answer stays as it is.
 */
export async function regenerate(
  ports: RegeneratingPorts,
  user: User,
  reference: string,
  said: Said,
  options: Options = {},
): Promise<void> {
  const { parcel, outgoing, personality } = await standing(ports, user, reference);
  const exchange = lineIdsOf(parcel.venue.platform, outgoing, (...parts) => derivedId(ports.hash.sha256, ...parts));
  const again = { ...said, author: await writerAmong(ports, user, said, exchange) };
  await assertMay(ports, { user, personality, said: again });
  const message = await understood(ports, {
    said: again,
    userId: user.id,
    originalId: null,
    answerers: [],
    steps: [],
    acceptedAt: ports.clock.now(),
  });
  const route = [{ rule: 'regenerate', matched: true, detail: personality.slug }];
  const earlier = asBefore(ports, { ...exchange, askedAt: said.saidAt });
  const result = await typingWhile(ports, outgoing.channelId, began =>
    answerOf(earlier, { message, personality, route }, { ...options, began }),
  );
  if (result.kind === 'failed') throw result.error;
}

type Standing = { readonly parcel: Parcel; readonly outgoing: Outgoing; readonly personality: Personality };

async function standing(ports: RegeneratingPorts, user: User, reference: string): Promise<Standing> {
  const parcel = await ownAnswer(ports, user, reference);
  const outgoing = await ports.turns.findByReference(reference);
  const personality =
    parcel.personalityId === null ? undefined : await ports.personalities.findById(parcel.personalityId);
  if (outgoing === undefined || personality === undefined || !isOpenTo(personality, user.id)) {
    throw new TzurotError('not_found', 'Whoever gave this answer does not speak to you any more.');
  }
  return { parcel, outgoing, personality };
}

/** Who wrote a message: its copy by a proxy does not say by which account, nor who of those that share it. */
async function writerAmong(
  { conversations }: RegeneratingPorts,
  user: User,
  { author, where }: Said,
  { heardId }: Exchange,
): Promise<Author> {
  const accountId = discordIdOf(user) ?? author.accountId;
  const current = await conversations.current(where.venue.channelId);
  const { lines } = current === undefined ? { lines: [] } : await conversations.lines(current.id, furthestBack);
  const speaker = lines.find(({ id }) => id === heardId)?.speaker;
  if (speaker?.kind !== 'person') throw tooLongAgo();
  return {
    ...author,
    accountId,
    ...(speaker.member !== undefined && { member: speaker.member, name: speaker.name ?? author.name }),
  };
}

/** The stores as they were before an answer was given; a new one takes its place in them. */
function asBefore(ports: RegeneratingPorts, exchange: Exchange & { readonly askedAt: Micros }): RegeneratingPorts {
  const { turns, conversations, memories } = ports;
  const ids = new Set([exchange.heardId, exchange.saidId]);
  return {
    ...ports,
    turns: { ...turns, find: async () => undefined, record: turn => turns.replace(turn) },
    conversations: {
      ...conversations,
      async lines(conversationId, newest) {
        const earlier = before(exchange, await conversations.lines(conversationId, furthestBack), newest);
        if (earlier === undefined) throw tooLongAgo();
        return earlier;
      },
    },
    memories: {
      ...memories,
      async search(scope, terms, limit) {
        const found = await memories.search(scope, terms, limit);
        const wasThere = ({ memory }: (typeof found.candidates)[number]) =>
          memory.saidAt <= exchange.askedAt && (memory.messageId === null || !ids.has(memory.messageId));
        return { ...found, candidates: found.candidates.filter(wasThere) };
      },
    },
  };
}

/** In lines. */
const furthestBack = 1000;

const tooLongAgo = () =>
  new TzurotError(
    'conflict',
    'Too much was said since then, or a new conversation has begun. That answer stays as it is.',
  );

type Wanting = { readonly user: User; readonly personality: Personality; readonly said: Said };

async function assertMay(ports: RegeneratingPorts, { user, personality, said }: Wanting): Promise<void> {
  const { accountId } = said.author;
  const { guildId, channelId } = said.where.venue;
  const ids = { user: accountId, guild: guildId, channel: channelId };
  if (await ports.admissions.isBlocked(ids)) throw new TzurotError('denied', 'You are not answered here.');
  const isVerified = await ports.admissions.isVerified(accountId);
  const refusal = ageRefusal(personality, { isAgeRestricted: said.where.isAgeRestricted, isVerified });
  if (refusal !== undefined) throw refusal;
  const zone = zoneFor(ports.operatorSettings, user);
  assertInTime(await mayAsk(ports, { userId: user.id, channelId }), zone);
  assertInTime(await mayAnswer(ports, channelId), zone);
}

function assertInTime(may: May, zone: string): void {
  if (!may.ok) throw tooOften(may, zone);
}
