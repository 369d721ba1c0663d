import type { ChatSurface } from '../../ports/chat.js';
import type { Hash } from '../../ports/hash.js';
import type { Draft, Llm } from '../../ports/llm.js';
import type { Log } from '../../ports/log.js';
import { softly, timed } from '../around.js';
import { join, type ConversationPorts } from '../conversation/actions.js';
import { trimBatch, windowOf } from '../conversation/window.js';
import { TzurotError } from '../errors.js';
import { derivedId, idOf, referenceBytes } from '../id.js';
import { choose } from '../lore/choose.js';
import { sceneOf } from '../lore/scene.js';
import { recall, type MemoryPorts } from '../memory/actions.js';
import type { Recalled } from '../memory/recall.js';
import { personaAmong } from '../persona/persona.js';
import { calledOf } from '../personality/called.js';
import { isOpenTo, type Personality } from '../personality/personality.js';
import { settle, type SettingPorts } from '../settings/actions.js';
import { sealTrace, type TracePorts } from '../trace/actions.js';
import { traceOf, type Passage } from '../trace/trace.js';
import type { UserPorts } from '../user/actions.js';
import { isOwner, type Persona } from '../user/user.js';
import { abandonOld, billed, type UsagePorts } from '../usage/actions.js';
import type { Payer } from '../usage/usage.js';
import { payerFor } from '../wallet/billing.js';
import { placeholders } from '../text/macros.js';
import { settledFrom, type Context } from './context.js';
import type { Incoming } from './incoming.js';
import type { Answer, Failed, Heard } from './outcome.js';
import type { Prompt } from './prompt.js';
import { recordOf, type Deliverable, type Outgoing, type Spoken, type TurnRecord } from './record.js';
import { speak } from '../chat/actions.js';
import { assertFits, compose, historyBudget } from './steps/compose.js';
import { route, type Routed, type RouteStep } from './steps/route.js';
import { presentable, sanitize } from './steps/sanitize.js';
import { split } from './steps/split.js';

const draftGrowth = 1.02;

export type TurnPorts = SettingPorts &
  UserPorts &
  ConversationPorts &
  MemoryPorts &
  UsagePorts &
  TracePorts & {
    readonly llm: Llm;
    readonly chat: ChatSurface;
    readonly hash: Hash;
    readonly log: Log;
  };

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
  const results: (Answer | Failed)[] = [];
  for (const { slug } of routed.answers) {
    if (results.length > 0 && options.signal?.aborted === true) break;
    const personality = await ports.personalities.find(slug);
    if (personality === undefined) continue;
    results.push(await orFailed(slug, () => answer(ports, { message, personality, route: routed.steps }, options)));
  }
  const failed = results.filter(result => result.kind === 'failed');
  const answers = results.filter(result => result.kind === 'answered');
  if (answers.length === 0 && failed[0] !== undefined) throw failed[0].error;
  return { kind: 'answered', answers, failed };
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

/** One message in, one reply out. Each line needs only what the lines above it made. */
async function answer(ports: TurnPorts, addressed: Addressed, options: Options): Promise<Answer> {
  const { message, personality } = addressed;
  const earlier = await ports.turns.find(message.id, personality.id);
  if (earlier !== undefined) return again(ports, personality, earlier);

  const timingsMicros: Record<string, number> = {};
  const time = <T>(name: string, work: () => Promise<T>) => timed(ports.clock, timingsMicros, name, work);

  const context = await time('context', () => gather(ports, addressed));
  const payer = payerFor(ports.llm.provider, isOwner(context.user, ports.ownerId));
  const recalled = await time('recall', () => comesToMind(ports, addressed, context));
  const composed = compose({ ...context, ...context.settings, personality, message, recalled });
  const draft = await time('complete', () => complete(ports, addressed, context, composed.prompt, payer, options));
  const cleaned = sanitize(draft.text, namesOf(personality));
  const reply = replyFrom(cleaned.text, personality, context, ports.llm.provider);
  const passage = { ...addressed, ...context, composed, recalled, payer, draft, cleaned, timingsMicros };
  const record = recordOf(spoken(ports, passage, reply), (...parts) => derivedId(ports.hash.sha256, ...parts));
  const first = await recordedBefore(ports, record);
  if (first !== undefined) return again(ports, personality, first);
  await deliver(ports, personality, record);

  const { model, spent } = draft;
  const made = { model, spent, payer, provider: ports.llm.provider, memories: composed.used };
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
    throw error;
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
  await softly(ports.log, 'Closing what a crash left open', () => abandonOld(ports));
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
  const settings = settledFrom(await settle(ports, { user, personality }), personality, override, ports.llm);
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
  return { user, ...known, conversation, history, settings };
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

async function complete(
  ports: TurnPorts,
  { message, personality }: Addressed,
  { settings, user, persona }: Context,
  prompt: Prompt,
  payer: Payer,
  { signal, streams }: Options,
): Promise<Draft> {
  const errand = {
    userId: user.id,
    personalityId: personality.id,
    provider: ports.llm.provider,
    model: settings.model.id,
    payer,
  };
  const params = {
    ...Object.fromEntries(settings.params.map(({ name, value }) => [name, value])),
    max_tokens: settings.maxTokens.value,
  };
  const drafts = draftsOnto(ports.chat, message.venue.channelId, personality, persona);
  const options = { ...(signal && { signal }), ...(streams === true && { onText: drafts.show }) };
  try {
    return await billed(ports, errand, () => ports.llm.complete({ model: settings.model.id, prompt, params }, options));
  } catch (error) {
    drafts.drop();
    throw error;
  }
}

/**
 * Shows what is certain of an answer while it is being made. Looks again only when the text has grown by a share of
 * itself, so that a long answer costs no more than a few times its length.
 */
function draftsOnto(chat: ChatSurface, channelId: string, personality: Personality, persona: Persona | null) {
  const pieces: string[] = [];
  const length = { now: 0, looked: 0 };
  return {
    show: (piece: string) => {
      pieces.push(piece);
      length.now += piece.length;
      if (length.now < length.looked * draftGrowth) return;
      length.looked = length.now;
      const certain = presentable(pieces.join(''), namesOf(personality));
      if (certain !== '') chat.draft(channelId, speakerOf(personality), named(certain, personality, persona));
    },
    drop: () => {
      if (pieces.length > 0) chat.draft(channelId, speakerOf(personality), '');
    },
  };
}

const named = (text: string, personality: Personality, persona: Persona | null) =>
  placeholders({ char: calledOf(personality), user: persona?.name ?? 'you' })(text);

/** Names for placeholders, and an error instead of silence. */
function replyFrom(text: string, personality: Personality, { persona }: Context, provider: string): string {
  if (text !== '') return named(text, personality, persona);
  throw new TzurotError('unavailable', `${provider} gave an empty answer. Nothing was said; try again.`, {
    facts: { failure: 'empty' },
  });
}

type Passing = Addressed & Context & Omit<Passage, 'reference' | 'at' | 'provider'>;

/** An answer with everything that is recorded beside it. */
function spoken(ports: TurnPorts, passing: Passing, reply: string): Spoken {
  const reference = idOf(ports.entropy.bytes(referenceBytes));
  const recordedAt = ports.clock.now();
  const trace = traceOf({ ...passing, reference, at: recordedAt, provider: ports.llm.provider });
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

const namesOf = ({ displayName, name }: Personality) => [displayName, name];

const speakerOf = ({ slug, displayName }: Personality) => ({ slug, name: displayName });
