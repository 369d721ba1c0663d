import { mentionsIn, type Directory } from '../personality/alias.js';
import type { Incoming } from './incoming.js';

/** At most this many personalities answer one message. */
export const mostAnswers = 5;

/** A line that begins so is out of character: never answered, never remembered. */
export const ignorePrefixes: readonly string[] = ['((', '//'];

/** What is so in this place, for this person, at this moment. Personalities they may not use are absent from it. */
export type Situation = {
  readonly directory: Directory;
  readonly available: ReadonlySet<string>;
  readonly isDenied: boolean;
  /** The personalities activated here, in slot order. */
  readonly activated: readonly string[];
  /** Whom this person is in conversation with here, when they turned auto-response on. */
  readonly conversingWith: string | null;
  /** Whom this person last talked to in this direct message. */
  readonly dmWith: string | null;
};

export const ignoredReasons = ['out-of-character', 'denied', 'bot', 'reply-to-person', 'nobody-addressed'] as const;
export type IgnoredReason = (typeof ignoredReasons)[number];

/** One line of the table: whether it applied, and what it saw. */
export type RouteStep = { readonly rule: string; readonly matched: boolean; readonly detail: string };

export type Answerer = { readonly slug: string; readonly rule: string };

export type Routed = {
  readonly answers: readonly Answerer[];
  readonly help: boolean;
  readonly ignored: IgnoredReason | null;
  readonly steps: readonly RouteStep[];
};

type Verdict =
  | { readonly kind: 'answer'; readonly slugs: readonly string[] }
  | { readonly kind: 'ignore'; readonly reason: IgnoredReason }
  | { readonly kind: 'help' };

type Ruling = { readonly detail: string; readonly verdict?: Verdict };
type Rule = readonly [name: string, apply: (message: Incoming, situation: Situation) => Ruling];

/** Who answers, and why. The first rule that applies decides; this table is the whole of it. */
const rules: readonly Rule[] = [
  ['out-of-character', outOfCharacter],
  ['denied', denied],
  ['bot', fromBot],
  ['addressed', addressed],
  ['reply-to-person', replyToPerson],
  ['activated', activated],
  ['conversing', conversing],
  ['direct-message', directMessage],
  ['help', help],
];

export function route(message: Incoming, situation: Situation): Routed {
  const steps: RouteStep[] = [];
  for (const [rule, apply] of rules) {
    const { detail, verdict } = apply(message, situation);
    steps.push({ rule, matched: verdict !== undefined, detail });
    if (verdict !== undefined) return { ...outcomeOf(rule, verdict), steps };
  }
  return { answers: [], help: false, ignored: 'nobody-addressed', steps };
}

function outcomeOf(rule: string, verdict: Verdict): Omit<Routed, 'steps'> {
  if (verdict.kind === 'ignore') return { answers: [], help: false, ignored: verdict.reason };
  if (verdict.kind === 'help') return { answers: [], help: true, ignored: null };
  const slugs = [...new Set(verdict.slugs)].slice(0, mostAnswers);
  return { answers: slugs.map(slug => ({ slug, rule })), help: false, ignored: null };
}

const answer = (slugs: readonly string[]): Verdict => ({ kind: 'answer', slugs });
const ignore = (reason: IgnoredReason): Verdict => ({ kind: 'ignore', reason });

function outOfCharacter({ text }: Incoming): Ruling {
  const prefix = ignorePrefixes.find(each => text.trimStart().startsWith(each));
  if (prefix === undefined) return { detail: `does not begin with ${ignorePrefixes.join(' or ')}` };
  return { detail: `begins with ${prefix}`, verdict: ignore('out-of-character') };
}

function denied(_: Incoming, { isDenied }: Situation): Ruling {
  if (!isDenied) return { detail: 'neither the person nor the server is blocked' };
  return { detail: 'the person or the server is blocked', verdict: ignore('denied') };
}

function fromBot({ author }: Incoming): Ruling {
  if (author.kind === 'person') return { detail: 'a person speaks' };
  if (author.kind === 'proxied' || author.kind === 'unknown') return { detail: 'a person speaks through a proxy' };
  return { detail: author.kind === 'self' ? 'our own message' : 'another bot speaks', verdict: ignore('bot') };
}

function addressed({ text, replyTo }: Incoming, { directory, available }: Situation): Ruling {
  const replied = replyTo?.kind === 'personality' ? [replyTo.slug] : [];
  const mentioned = mentionsIn(text, directory, available).map(({ slug }) => slug);
  const slugs = [...replied, ...mentioned].filter(slug => available.has(slug));
  if (slugs.length === 0) return { detail: 'replies to none of ours and mentions none by name' };
  return { detail: `addresses ${[...new Set(slugs)].join(', ')}`, verdict: answer(slugs) };
}

function replyToPerson({ replyTo }: Incoming): Ruling {
  if (replyTo?.kind !== 'person') return { detail: 'is no reply to another person' };
  return { detail: 'replies to another person and addresses nobody of ours', verdict: ignore('reply-to-person') };
}

function activated(_: Incoming, situation: Situation): Ruling {
  const slugs = situation.activated.filter(slug => situation.available.has(slug));
  if (slugs.length === 0) return { detail: 'nobody is activated here' };
  return { detail: `activated here: ${slugs.join(', ')}`, verdict: answer(slugs) };
}

function conversing({ venue }: Incoming, { conversingWith, available }: Situation): Ruling {
  if (venue.kind === 'dm') return { detail: 'only in servers' };
  if (conversingWith === null || !available.has(conversingWith)) return { detail: 'no conversation is under way' };
  return { detail: `in conversation with ${conversingWith}`, verdict: answer([conversingWith]) };
}

function directMessage({ venue }: Incoming, { dmWith, available }: Situation): Ruling {
  if (venue.kind !== 'dm') return { detail: 'is no direct message' };
  if (dmWith === null || !available.has(dmWith)) return { detail: 'a direct message in which nobody has spoken yet' };
  return { detail: `the last one here was ${dmWith}`, verdict: answer([dmWith]) };
}

function help({ venue, mentionsBot }: Incoming): Ruling {
  if (mentionsBot) return { detail: 'mentions the bot itself', verdict: { kind: 'help' } };
  if (venue.kind === 'dm') return { detail: 'a direct message without a personality', verdict: { kind: 'help' } };
  return { detail: 'does not mention the bot itself' };
}
