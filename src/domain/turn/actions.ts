import type { Sending } from '../../ports/chat.js';
import type { Hash } from '../../ports/hash.js';
import { softly, timed, type Together } from '../around.js';
import type { Called } from '../calling/actions.js';
import { derivedId, idOf, referenceBytes } from '../id.js';
import { recall, type MemoryPorts } from '../memory/actions.js';
import { queryFor } from '../memory/query.js';
import type { Recalled } from '../memory/recall.js';
import { deliver, deliverWaiting, type OutboxPorts } from '../outbox/actions.js';
import type { Parcel } from '../outbox/parcel.js';
import { isOpenTo, type Personality } from '../personality/personality.js';
import { tracedFailure, sealedAgain, sealTrace, type TracePorts } from '../trace/actions.js';
import { spentOn, traceOf, type Asked, type Written } from '../trace/trace.js';
import { settleOpen } from '../usage/settle/actions.js';
import { identify, lentFor } from '../wallet/billing/actions.js';
import { payerNamed } from '../wallet/billing/identity.js';
import { aboutOf } from './answering/about.js';
import { cleaned } from './answering/cleaned.js';
import { footerOf } from './answering/footer.js';
import { split } from './answering/split.js';
import { complete, draftFor, type Asking, type CompletionPorts, type Options } from './completion/actions.js';
import { isCut, lackingRemarks, nothingSaid } from './completion/lacking.js';
import { standInRemarks } from './completion/stand-in.js';
import { compose } from './composing/compose.js';
import type { Context } from './context.js';
import { gather, termsOf, type GatheringPorts } from './gathering/actions.js';
import type { Incoming } from './incoming.js';
import type { Answer, Failed, Heard, Made } from './outcome.js';
import { parcelOf, recordOf, type Outgoing, type Spoken, type TurnRecord } from './record.js';
import { remarksOn, type RemarkPorts } from './remarks/actions.js';
import { isInTime, wasTold, type RestraintPorts } from './restraint/actions.js';
import { route, type Routed, type RouteStep } from './route.js';
import { eyesFor } from './seeing/describing/actions.js';
import { named, speakerOf } from './speaking.js';

export type TurnPorts = RestraintPorts &
  GatheringPorts &
  MemoryPorts &
  CompletionPorts &
  RemarkPorts &
  TracePorts &
  OutboxPorts & { readonly hash: Hash; readonly answering: Together<Answer> };

/** A message on its way to one personality. */
export type Addressed = {
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
  const results = await answersTo(ports, message, routed, options);
  const failed = results.filter(result => result.kind === 'failed');
  const answers = results.filter(result => result.kind === 'answered');
  if (answers.length === 0 && failed[0] !== undefined) {
    if (await wasTold(ports, message, failed[0].error)) return { kind: 'ignored', because: 'nobody-pays' };
    throw failed[0].error;
  }
  return { kind: 'answered', answers, failed };
}

/** One personality's answer to a message, or why there is none. Nothing escapes but a signal that ended it. */
export const answerOf = (ports: TurnPorts, addressed: Addressed, options: Options): Promise<Answer | Failed> =>
  orFailed(addressed.personality.slug, () => answerTogether(ports, addressed, options));

async function answersTo(
  ports: TurnPorts,
  message: Incoming,
  { answers, steps }: Routed,
  options: Options,
): Promise<(Answer | Failed)[]> {
  const results: (Answer | Failed)[] = [];
  for (const { slug } of answers) {
    if (results.length > 0 && options.signal?.aborted === true) break;
    const personality = await ports.personalities.find(slug);
    if (personality === undefined) continue;
    const addressed = { message, personality, route: steps };
    results.push(await answerOf(ports, addressed, options));
  }
  return results;
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

/** Whoever brings the same message while it is being answered gets that answer: the model is asked once. */
function answerTogether(ports: TurnPorts, addressed: Addressed, options: Options): Promise<Answer> {
  const key = JSON.stringify([addressed.message.id, addressed.personality.id]);
  return ports.answering(key, options.signal, signal => orTakenBack(ports, addressed, { ...options, signal }));
}

/** What people saw of an answer is taken back when nothing comes of it. */
async function orTakenBack(ports: TurnPorts, addressed: Addressed, options: Options): Promise<Answer> {
  try {
    return await answer(ports, addressed, options);
  } catch (error) {
    if (options.streams === true) ports.chat.draft({ ...draftFor(ports, addressed), text: '' });
    throw error;
  }
}

/** One message in, one reply out. Each line needs only what the lines above it made. */
async function answer(ports: TurnPorts, addressed: Addressed, options: Options): Promise<Answer> {
  const { message, personality } = addressed;
  const earlier = await ports.turns.find(message.id, personality.id);
  if (earlier !== undefined) return again(ports, personality, earlier);

  const timingsMicros: Record<string, number> = {};
  const time = <T>(name: string, work: () => Promise<T>) => timed(ports.clock, timingsMicros, name, work);

  const terms = await time('terms', () => termsOf(ports, addressed));
  const identity = await identify(ports, terms.user, terms.model);
  options.began?.();
  const eyes = eyesFor(ports, { ...addressed, ...terms, identity }, options.signal);
  const context = await time('context', () => gather(ports, addressed, terms, eyes));
  const recalled = await time('recall', () => comesToMind(ports, addressed, context));
  const composed = compose({ ...context, ...context.settings, personality, message, recalled });
  const asking = { ...addressed, context, identity, prompt: composed.prompt };
  const known = { ...addressed, ...context, composed, recalled, provider: context.model.host, timingsMicros };
  const fail = failing(ports, { ...known, payer: payerNamed(identity) }, options.signal);
  const called = await time('complete', () => complete(ports, asking, options)).catch(fail);
  const written = { ...called, cleaned: cleaned(called.draft.text, aboutOf(asking)) };
  if (written.cleaned.text === '') return fail(nothingSaid(called.draft), written);
  const reply = named(written.cleaned.text, personality, context.persona);
  const passage = { ...known, ...written };
  const record = recordOf(spoken(ports, passage, reply), (...parts) => derivedId(ports.hash.sha256, ...parts));
  const first = await recordedBefore(ports, record);
  if (first !== undefined) return again(ports, personality, first);
  await deliver(ports, parcelOf(record, message.venue));

  const made = { ...(await madeOf(ports, asking, called)), memories: composed.used };
  return { kind: 'answered', slug: personality.slug, reply, reference: record.reference, made };
}

/** What whoever asked learns about how it came about. */
async function madeOf(
  ports: TurnPorts,
  asking: Asking,
  { draft, payer, attempts, insteadOf }: Called,
): Promise<Omit<Made, 'memories'>> {
  const dearer = (await softly(ports.log, 'Looking what it costs', () => remarksOn(ports, asking, payer))) ?? [];
  const { model } = draft;
  const remarks = [...standInRemarks(insteadOf, model), ...lackingRemarks(draft), ...dearer];
  return { model, spent: spentOn(attempts), payer, provider: asking.context.model.host, remarks };
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
  const parcel = earlier.deliveredAt === null ? await ports.outbox.find(earlier.outboxId) : undefined;
  if (parcel !== undefined) await deliver(ports, parcel);
  return { kind: 'answered', slug: personality.slug, reply: earlier.text, reference: earlier.reference, made: null };
}

/**
 * Delivers what was recorded in a place and never arrived, to where the caller wants it, and closes what a crash left
 * open.
 */
export async function recover(ports: TurnPorts, channelId: string, sending: Sending = ports.chat): Promise<Parcel[]> {
  const delivered = await deliverWaiting(ports, channelId, sending);
  await tidy(ports);
  return delivered;
}

/** Closes what a crash left open, and drops what is kept for a while only. */
export async function tidy(ports: TurnPorts): Promise<void> {
  ports.aside('Asking what cost something', signal => settleOpen(ports, row => lentFor(ports, row), signal));
  await softly(ports.log, 'Dropping old traces', () => ports.turns.dropExpiredTraces(ports.clock.now()));
}

/** The memories that a turn left. Empty once they are forgotten. */
export async function memoriesOf(ports: TurnPorts, triggerId: string, slug: string): Promise<string[]> {
  const personality = await ports.personalities.find(slug);
  const outgoing = personality && (await ports.turns.find(triggerId, personality.id));
  const answered = outgoing?.memoryId == null ? undefined : await ports.memories.find(outgoing.memoryId);
  const asked = answered?.replyTo == null ? undefined : await ports.memories.find(answered.replyTo);
  return [asked?.id, answered?.id].filter(id => id !== undefined);
}

/** The memories that this message brings up. What is still in sight is not recalled again. */
function comesToMind(
  ports: TurnPorts,
  { message, personality }: Addressed,
  { settings, history, user }: Context,
): Promise<Recalled[]> {
  const scope = { userId: user.id, personalityId: personality.id, venue: message.venue };
  const except = new Set(history.map(({ id }) => id));
  const query = queryFor(message.text, ownTurns(history, user.id), settings.limits.turns);
  return recall(ports, scope, query, { limit: settings.recalledMemories, except });
}

const ownTurns = (history: Context['history'], userId: string): string[] =>
  history.flatMap(({ speaker, text }) => (speaker.kind === 'person' && speaker.id === userId ? [text] : []));

/** Throws what went wrong, with why. Of what was broken off nothing is kept. */
const failing =
  (ports: TurnPorts, known: Known, signal: AbortSignal | undefined) =>
  async (error: unknown, written?: Written): Promise<never> => {
    if (signal?.aborted === true) throw error;
    throw await tracedFailure(ports, known, error, written);
  };

type Known = Addressed & Context & Omit<Asked, 'reference' | 'at'>;
type Passing = Known & Written;

/** Which model answered, where people read along that did not choose it. */
function footerUnder({ venue, settings, draft, insteadOf }: Passing): string | null {
  if (venue.platform !== 'discord' || !settings.hasFooter) return null;
  return footerOf({ model: draft.model, insteadOf: insteadOf?.model ?? null, isCut: isCut(draft) });
}

/** An answer with everything that is recorded beside it. */
function spoken(ports: TurnPorts, passing: Passing, reply: string): Spoken {
  const reference = idOf(ports.entropy.bytes(referenceBytes));
  const recordedAt = ports.clock.now();
  const trace = traceOf({ ...passing, reference, at: recordedAt }, passing);
  const longest = ports.chat.longestMessage(passing.venue.channelId, speakerOf(passing.personality));
  return {
    ...passing,
    context: passing,
    reply,
    chunks: split(reply, longest).map(({ text }) => text),
    footer: footerUnder(passing),
    reference,
    recordedAt,
    trace: sealTrace(ports, trace, { ...passing, keepHours: passing.settings.traceHours }),
  };
}
