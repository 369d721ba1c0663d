import type { ChatSurface } from '../../ports/chat.js';
import type { Hash } from '../../ports/hash.js';
import type { Log } from '../../ports/log.js';
import { softly, timed, type Aside } from '../around.js';
import { join, type ConversationPorts } from '../conversation/actions.js';
import { trimBatch, windowOf } from '../conversation/window.js';
import { TzurotError } from '../errors.js';
import { microsPerDay } from '../time.js';
import { derivedId, idOf, referenceBytes } from '../id.js';
import { choose } from '../lore/choose.js';
import { sceneOf } from '../lore/scene.js';
import { recall, type MemoryPorts } from '../memory/actions.js';
import type { Recalled } from '../memory/recall.js';
import { personaAmong } from '../persona/persona.js';
import { isOpenTo, type Personality } from '../personality/personality.js';
import { settle, type SettingPorts } from '../settings/actions.js';
import { sealedAgain, sealTrace, type TracePorts } from '../trace/actions.js';
import { traceOf, type Passage } from '../trace/trace.js';
import type { UserPorts } from '../user/actions.js';
import type { User } from '../user/user.js';
import { modelOf } from '../catalogue/actions.js';
import { isFree } from '../catalogue/price.js';
import { settleOpen, type SettlePorts } from '../usage/settle/actions.js';
import { hostFor, identify, lentFor } from '../wallet/billing/actions.js';
import type { Host, Wanted } from '../wallet/billing/identity.js';
import { mayAsk, tooOften, type LimitPorts } from '../limits/actions.js';
import { zoneFor } from '../usage/zone.js';
import { complete, type CompletionPorts } from './completion/actions.js';
import { settledFrom, type Context } from './context.js';
import type { Incoming } from './incoming.js';
import type { Answer, Failed, Heard } from './outcome.js';
import { remarksOn, type RemarkPorts } from './remarks/actions.js';
import { recordOf, type Deliverable, type Outgoing, type Spoken, type TurnRecord } from './record.js';
import { speak } from '../chat/actions.js';
import { assertFits, compose, historyBudget } from './steps/compose.js';
import { route, type Routed, type RouteStep } from './steps/route.js';
import { named, namesOf, speakerOf } from './speaking.js';
import { sanitize } from './steps/sanitize.js';
import { split } from './steps/split.js';

export type TurnPorts = SettingPorts &
  UserPorts &
  ConversationPorts &
  MemoryPorts &
  CompletionPorts &
  SettlePorts &
  LimitPorts &
  RemarkPorts &
  TracePorts & { readonly chat: ChatSurface; readonly hash: Hash; readonly log: Log; readonly aside: Aside };

type Options = { readonly signal?: AbortSignal; readonly streams?: boolean };

/** A message on its way to one personality. */
type Addressed = {
  readonly message: Incoming;
  readonly personality: Personality;
  readonly route: readonly RouteStep[];
};

/** Hears a message: whoever is to answer it does, one after the other. */
export async function hear(
  ports: TurnPorts,
  message: Incoming,
  dmWith: string | null,
  options: Options = {},
): Promise<Heard> {
  const routed = await wayOf(ports, message, dmWith);
  if (routed.ignored !== null) return { kind: 'ignored', because: routed.ignored };
  if (routed.help) return { kind: 'help' };
  if (!(await isInTime(ports, message))) return { kind: 'ignored', because: 'too-often' };
  const results: (Answer | Failed)[] = [];
  for (const { slug } of routed.answers) {
    if (results.length > 0 && options.signal?.aborted === true) break;
    const personality = await ports.personalities.find(slug);
    if (personality === undefined) continue;
    results.push(await orFailed(slug, () => answer(ports, { message, personality, route: routed.steps }, options)));
  }
  const failed = results.filter(result => result.kind === 'failed');
  const answers = results.filter(result => result.kind === 'answered');
  if (answers.length === 0 && failed[0] !== undefined) {
    if (await wasTold(ports, message, failed[0].error)) return { kind: 'ignored', because: 'nobody-pays' };
    throw failed[0].error;
  }
  return { kind: 'answered', answers, failed };
}

/** Whether it may be asked again already. Who has to wait is told when, once; whoever sits at the machine never has to. */
async function isInTime(ports: TurnPorts, { author, venue }: Incoming): Promise<boolean> {
  if (venue.platform === 'terminal') return true;
  const may = await mayAsk(ports, { userId: author.userId, channelId: venue.channelId });
  if (!may.ok && may.isFirst)
    throw tooOften(may, zoneFor(ports.operatorSettings, await ports.users.find(author.userId)));
  return may.ok;
}

/** Whether somebody heard today already, in this place, that nobody pays for them. At the machine they hear it each time. */
async function wasTold(ports: TurnPorts, { author, venue }: Incoming, error: unknown): Promise<boolean> {
  const billing = error instanceof TzurotError ? error.facts?.['billing'] : undefined;
  if (typeof billing !== 'string' || venue.platform === 'terminal') return false;
  const place = venue.guildId ?? venue.kind;
  return !(await ports.notices.claim(author.userId, billing, place, microsPerDay, ports.clock.now()));
}

/** One failing personality never blocks the others. */
async function orFailed(slug: string, work: () => Promise<Answer>): Promise<Answer | Failed> {
  try {
    return await work();
  } catch (error) {
    return { kind: 'failed', slug, error };
  }
}

/** Who would answer a message, and by which rule. Reads only. */
export async function wayOf(ports: TurnPorts, message: Incoming, dmWith: string | null): Promise<Routed> {
  const all = await ports.personalities.all();
  const open = all.filter(personality => isOpenTo(personality, message.author.userId));
  return route(message, {
    directory: await ports.personalities.directory(),
    available: new Set(open.map(({ slug }) => slug)),
    isDenied: false,
    activated: [],
    conversingWith: null,
    dmWith,
  });
}

/** Where the model of a personality runs for this person. */
export const hostOf = (ports: TurnPorts, user: User, personality: Personality): Promise<Host> =>
  hostFor(ports, user.id, personality);

/** One message in, one reply out. Each line needs only what the lines above it made. */
async function answer(ports: TurnPorts, addressed: Addressed, options: Options): Promise<Answer> {
  const { message, personality } = addressed;
  const earlier = await ports.turns.find(message.id, personality.id);
  if (earlier !== undefined) return again(ports, personality, earlier);

  const timingsMicros: Record<string, number> = {};
  const time = <T>(name: string, work: () => Promise<T>) => timed(ports.clock, timingsMicros, name, work);

  const context = await time('context', () => gather(ports, addressed));
  const identity = await identify(ports, context.user, context.model);
  const recalled = await time('recall', () => comesToMind(ports, addressed, context));
  const composed = compose({ ...context, ...context.settings, personality, message, recalled });
  const asking = { ...addressed, context, identity, prompt: composed.prompt };
  const { draft, payer } = await time('complete', () => complete(ports, asking, options));
  const cleaned = sanitize(draft.text, namesOf(personality));
  const reply = replyFrom(cleaned.text, personality, context);
  const passage = { ...addressed, ...context, composed, recalled, payer, draft, cleaned, timingsMicros };
  const record = recordOf(spoken(ports, passage, reply), (...parts) => derivedId(ports.hash.sha256, ...parts));
  const first = await recordedBefore(ports, record);
  if (first !== undefined) return again(ports, personality, first);
  await deliver(ports, personality, record);

  const remarks = (await softly(ports.log, 'Looking what it costs', () => remarksOn(ports, asking, payer))) ?? [];
  const { model, spent } = draft;
  const made = { model, spent, payer, provider: context.model.host, memories: composed.used, remarks };
  return { kind: 'answered', slug: personality.slug, reply, reference: record.reference, made };
}

/** Records a turn. If somebody else answered the same message meanwhile, returns their answer instead. */
async function recordedBefore(ports: TurnPorts, record: TurnRecord): Promise<Outgoing | undefined> {
  try {
    await ports.turns.record(record);
    return undefined;
  } catch (error) {
    const first = await ports.turns.find(record.triggerId, record.personalityId);
    if (first !== undefined) return first;
    const trace = record.trace && sealedAgain(ports, record.trace);
    if (trace === null) throw error;
    await ports.turns.record({ ...record, trace });
    return undefined;
  }
}

/** The same message once more: the same answer, delivered if it never was. */
async function again(ports: TurnPorts, personality: Personality, earlier: Outgoing): Promise<Answer> {
  if (earlier.deliveredAt === null) await deliver(ports, personality, earlier);
  return { kind: 'answered', slug: personality.slug, reply: earlier.text, reference: earlier.reference, made: null };
}

async function deliver(ports: TurnPorts, personality: Personality, outgoing: Deliverable): Promise<void> {
  const platformIds = await speak(ports.chat, speakerOf(personality), outgoing);
  const noted = () => ports.turns.delivered(outgoing.outboxId, platformIds, ports.clock.now());
  await softly(ports.log, 'Noting that an answer arrived', noted); // It has arrived, noted or not.
}

/**
 * Delivers what was recorded in a place and never arrived, to where the caller wants it, and closes what a crash left
 * open.
 */
export async function recover(
  ports: TurnPorts,
  channelId: string,
  chat: ChatSurface = ports.chat,
): Promise<Outgoing[]> {
  const delivered: Outgoing[] = [];
  for (const outgoing of await ports.turns.undelivered(channelId)) {
    const personality = await ports.personalities.findById(outgoing.personalityId);
    if (personality === undefined) continue;
    const arrives = async () => {
      await deliver({ ...ports, chat }, personality, outgoing);
      delivered.push(outgoing);
    };
    await softly(ports.log, 'Delivering an answer from before', arrives);
  }
  ports.aside('Asking what cost something', signal => settleOpen(ports, row => lentFor(ports, row), signal));
  await softly(ports.log, 'Dropping old traces', () => ports.turns.dropExpiredTraces(ports.clock.now()));
  return delivered;
}

/** The memories that a turn left. Empty once they are forgotten. */
export async function memoriesOf(ports: TurnPorts, triggerId: string, slug: string): Promise<string[]> {
  const personality = await ports.personalities.find(slug);
  const outgoing = personality && (await ports.turns.find(triggerId, personality.id));
  const answered = outgoing?.memoryId == null ? undefined : await ports.memories.find(outgoing.memoryId);
  const asked = answered?.replyTo == null ? undefined : await ports.memories.find(answered.replyTo);
  return [asked?.id, answered?.id].filter(id => id !== undefined);
}

/** Everything a personality can know about this moment, read once. */
async function gather(ports: TurnPorts, { message, personality }: Addressed): Promise<Context> {
  const user = await ports.users.find(message.author.userId);
  if (user === undefined) throw new Error(`The author of ${message.id} is not known.`);
  const override = await ports.users.override(user.id, personality.id);
  const host = await hostFor(ports, user.id, personality);
  const settings = settledFrom(await settle(ports, { user, personality }), personality, override, ports.llms.of(host));
  const model = await wantedAt(ports, host, settings.model.id);
  const conversation = await join(ports, message.venue);
  const { lines, older } = await ports.conversations.lines(conversation.id, settings.historyMessages + trimBatch);
  const persona = personaAmong(await ports.users.personas(user.id), override?.personaId);
  const { contextTokens } = settings;
  const scene = sceneOf({ personality, persona, conversation, lines, older, message, contextTokens });
  const known = {
    persona,
    sidecar: override?.sidecar ?? null,
    venue: message.venue,
    lore: choose(await ports.personalities.lore(personality.id), scene).active,
  };
  const bare = compose({ ...known, ...settings, personality, message, history: [], recalled: [] }).prompt;
  assertFits(settings.contextTokens, settings.maxTokens.value, bare);
  const tokens = historyBudget(settings.contextTokens, settings.maxTokens.value, bare);
  const history = windowOf(lines, { messages: settings.historyMessages, tokens, dropped: older });
  return { user, ...known, conversation, history, settings, model };
}

async function wantedAt(ports: TurnPorts, host: Host, id: string): Promise<Wanted> {
  const listed = await modelOf(ports, host, id);
  return { host, id, isFree: isFree(listed ?? { id, prices: null }) };
}

/** The memories that this message brings up. What is still in sight is not recalled again. */
function comesToMind(
  ports: TurnPorts,
  { message, personality }: Addressed,
  { settings, history, user }: Context,
): Promise<Recalled[]> {
  const scope = { userId: user.id, personalityId: personality.id, venue: message.venue };
  const except = new Set(history.map(({ id }) => id));
  return recall(ports, scope, message.text, { limit: settings.recalledMemories, except });
}

/** Names for placeholders, and an error instead of silence. */
function replyFrom(text: string, personality: Personality, { persona, model }: Context): string {
  if (text !== '') return named(text, personality, persona);
  throw new TzurotError('unavailable', `${model.host} gave an empty answer. Nothing was said; try again.`, {
    facts: { failure: 'empty' },
  });
}

type Passing = Addressed & Context & Omit<Passage, 'reference' | 'at' | 'provider'>;

/** An answer with everything that is recorded beside it. */
function spoken(ports: TurnPorts, passing: Passing, reply: string): Spoken {
  const reference = idOf(ports.entropy.bytes(referenceBytes));
  const recordedAt = ports.clock.now();
  const trace = traceOf({ ...passing, reference, at: recordedAt, provider: passing.model.host });
  const chunks = split(reply, ports.chat.longestMessage).map(({ text }) => text);
  return {
    ...passing,
    context: passing,
    reply,
    chunks,
    reference,
    recordedAt,
    trace: sealTrace(ports, trace, { ...passing, keepHours: passing.settings.traceHours }),
  };
}
