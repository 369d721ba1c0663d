import type { Activations } from '../../../ports/activations.js';
import type { Admissions } from '../../../ports/admissions.js';
import type { Conversations } from '../../../ports/conversations.js';
import type { Inbox } from '../../../ports/inbox.js';
import type { Outbox } from '../../../ports/outbox.js';
import type { Personalities } from '../../../ports/personalities.js';
import { activatedIn } from '../../activation/standing/actions.js';
import { isOpenTo } from '../../personality/personality.js';
import { memberName } from '../../proxy/member.js';
import type { Proxied } from '../../proxy/proxied.js';
import { explain, type SettingPorts } from '../../settings/actions.js';
import { textOf } from '../../settings/resolve.js';
import { microsPerSecond } from '../../time.js';
import { plain, type Incoming, type ReplyTarget } from '../../turn/incoming.js';
import { route, type IgnoredReason, type Routed, type Situation } from '../../turn/route.js';
import { meet, type UserPorts } from '../../user/actions.js';
import type { Account, User } from '../../user/user.js';
import type { Accepted } from '../accepted.js';
import { kindOf, unknownAccount } from '../speaker.js';
import type { Author, RepliedTo, Said } from '../said.js';

export type AcceptingPorts = UserPorts &
  SettingPorts & {
    readonly inbox: Inbox;
    readonly outbox: Outbox;
    readonly activations: Activations;
    readonly admissions: Admissions;
    readonly personalities: Personalities;
    readonly conversations: Conversations;
  };

/** What becomes of a message when it comes. */
export type Reception =
  | { readonly kind: 'accepted'; readonly accepted: Accepted }
  | { readonly kind: 'help'; readonly user: User }
  | { readonly kind: 'ignored'; readonly because: IgnoredReason }
  /** It was here before. */
  | { readonly kind: 'known' };

/** Takes a message in if somebody is to answer it: who that is, is decided once, and written down before any work. */
export async function accept(ports: AcceptingPorts, said: Said, proxied: Proxied | null): Promise<Reception> {
  const meant = { ...said, author: { ...said.author, ...whoSpeaks(said, proxied) } };
  const account: Account = { platform: 'discord', foreignId: meant.author.accountId, name: meant.author.name };
  const known = await ports.users.findByAccount(account);
  const routed = await routeOf(ports, meant, known);
  if (routed.ignored !== null) return { kind: 'ignored', because: routed.ignored };
  const user = known ?? (await meet(ports, account));
  if (routed.help) return { kind: 'help', user };
  const accepted: Accepted = {
    said: meant,
    userId: user.id,
    originalId: proxied?.originalId ?? null,
    answerers: routed.answers,
    steps: routed.steps,
    acceptedAt: ports.clock.now(),
  };
  return (await ports.inbox.accept(accepted)) ? { kind: 'accepted', accepted } : { kind: 'known' };
}

/** The account of whoever really speaks, and what they call themselves. */
function whoSpeaks({ author }: Said, proxied: Proxied | null): Omit<Author, 'kind'> {
  if (author.kind !== 'proxy') return author;
  if (proxied === null) return { accountId: unknownAccount, name: author.name };
  const { accountId, memberId } = proxied;
  return { accountId, name: memberName(proxied) ?? author.name, ...(memberId !== null && { member: memberId }) };
}

/** Who answers what is said somewhere, and by which rule. Reads only. */
export async function routeOf(ports: AcceptingPorts, said: Said, user: User | undefined): Promise<Routed> {
  const message: Incoming = {
    ...plain,
    id: said.id,
    text: said.text,
    author: {
      userId: user?.id ?? '',
      accountId: said.author.accountId,
      name: said.author.name,
      kind: kindOf(said.author),
    },
    venue: said.where.venue,
    saidAt: said.saidAt,
    replyTo: said.replyTo && (await replyTargetOf(ports, said.replyTo)),
    mentionsBot: said.mentionsUs,
  };
  return wayIn(ports, message, said.where.parentId, user);
}

/** Who answers a message there, as things are in that place. Reads only. */
export const wayIn = async (
  ports: AcceptingPorts,
  message: Incoming,
  parentId: string | null,
  user: User | undefined,
): Promise<Routed> => route(message, await situationOf(ports, message, parentId, user));

/** Whether somebody, or where they are, is kept out of everything. */
export const isKeptOut = (
  { admissions }: Pick<AcceptingPorts, 'admissions'>,
  { accountId, where }: { readonly accountId: string; readonly where: Said['where'] },
): Promise<boolean> =>
  admissions.isBlocked({ user: accountId, guild: where.venue.guildId, channel: where.venue.channelId });

/** What is so in this place, for this person, now. */
async function situationOf(
  ports: AcceptingPorts,
  { venue, author }: Incoming,
  parentId: string | null,
  user: User | undefined,
): Promise<Situation> {
  const { guildId, channelId } = venue;
  const all = await ports.personalities.all();
  const open = all.filter(personality => isOpenTo(personality, user?.id ?? ''));
  return {
    directory: await ports.personalities.directory(),
    available: new Set(open.map(({ slug }) => slug)),
    isDenied: await ports.admissions.isBlocked({ user: author.accountId, guild: guildId, channel: channelId }),
    activated: venue.kind === 'dm' ? [] : await activatedIn(ports, { channelId, parentId }),
    conversingWith: user === undefined || venue.kind === 'dm' ? null : await conversingWith(ports, user, channelId),
    dmWith: venue.kind === 'dm' ? ((await ports.conversations.lastSpeaker(channelId)) ?? null) : null,
  };
}

const conversesFor = 1800 * microsPerSecond;

async function conversingWith(ports: AcceptingPorts, user: User, channelId: string): Promise<string | null> {
  const last = await ports.outbox.lastAnswerer(channelId, user.id, ports.clock.now() - conversesFor);
  if (last === undefined) return null;
  return textOf(await explain(ports, 'answer.uncalled', { user })) === 'on' ? last : null;
}

/** A message of ours is whose it is, whenever it was sent. One of ours that nobody can place is nobody's. */
async function replyTargetOf(
  ports: Pick<AcceptingPorts, 'outbox' | 'personalities'>,
  { channelId, messageId, message }: RepliedTo,
): Promise<ReplyTarget | null> {
  const sent = await ports.outbox.sentAs(channelId, messageId);
  const personality = sent?.personalityId == null ? undefined : await ports.personalities.findById(sent.personalityId);
  if (personality !== undefined) return { kind: 'personality', slug: personality.slug };
  return sent !== undefined || message?.author.kind === 'self' ? null : { kind: 'person' };
}
