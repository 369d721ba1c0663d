import { TzurotError, messageOf } from '../errors.js';
import type { ActiveLore } from '../lore/choose.js';
import type { Recalled } from '../memory/recall.js';
import type { Personality } from '../personality/personality.js';
import type { Micros } from '../time.js';
import type { Cleaned, CleaningStep } from '../turn/answering/cleaned.js';
import type { Settled } from '../turn/context.js';
import type { Composed } from '../turn/composing/knowledge.js';
import type { RouteStep } from '../turn/route.js';
import { together, type Payer, type Spent } from '../usage/usage.js';

/** Why an answer is what it is, or why there is none. Holds private text, so it is kept sealed and not for long. */
export type Trace = {
  readonly reference: string;
  readonly at: Micros;
  readonly personality: string;
  readonly payer: Payer;
  /** The model that answered; where none did, the one that was asked. */
  readonly model: string;
  readonly provider: string;
  readonly route: readonly RouteStep[];
  /** Counted when they are shown; older traces brought their counts along. */
  readonly parts: readonly { readonly name: string; readonly text: string; readonly tokens?: number }[];
  readonly params: readonly TracedParam[];
  readonly memories: readonly TracedMemory[];
  readonly lore: readonly TracedLore[];
  /** In place of which model another one answered. Older traces do not say. */
  readonly insteadOf?: StoodIn | null;
  readonly attempts: readonly TracedAttempt[];
  readonly steps: readonly CleaningStep[];
  readonly rawAnswer: string;
  readonly reasoning: string;
  readonly timingsMicros: Readonly<Record<string, number>>;
  readonly spent: Spent;
  /** Why there is no answer. */
  readonly failure?: { readonly kind: string | null; readonly message: string };
};

export type TracedParam = {
  readonly name: string;
  readonly value: unknown;
  readonly from: string;
  /** What became of it on its way. */
  readonly note?: string;
  /** It was set, and the model does not take it. */
  readonly dropped?: true;
};

export type StoodIn = { readonly model: string; readonly because: string };

/** One request to a model. Older traces say less. */
export type TracedAttempt = {
  readonly model: string;
  readonly provider: string;
  readonly outcome: string;
  readonly upstream?: string | null;
  readonly ms?: number;
  readonly pausedMs?: number;
  readonly generationId?: string | null;
  readonly spent?: Spent | null;
};

export type TracedLore = {
  readonly id: string;
  readonly title: string;
  readonly constant: boolean;
  /** Older traces do not say. */
  readonly why?: string;
};

export type TracedMemory = {
  readonly id: string;
  readonly text: string;
  readonly score: number;
  readonly used: boolean;
};

/** What a turn came by before a model was asked. */
export type Asked = {
  readonly reference: string;
  readonly at: Micros;
  readonly personality: Personality;
  readonly route: readonly RouteStep[];
  readonly settings: Settled;
  readonly composed: Composed;
  readonly recalled: readonly Recalled[];
  readonly lore: readonly ActiveLore[];
  readonly payer: Payer;
  readonly model: { readonly id: string };
  readonly provider: string;
  readonly timingsMicros: Readonly<Record<string, number>>;
};

/** What a model wrote, and what was made of it. */
export type Written = {
  readonly draft: {
    readonly text: string;
    readonly reasoning: string;
    readonly model: string;
    readonly finish: string;
  };
  readonly cleaned: Cleaned;
  readonly attempts: readonly TracedAttempt[];
  /** In place of which model another one answered, and why. */
  readonly insteadOf: StoodIn | null;
};

/** What all attempts took, as far as it is known. */
export const spentOn = (attempts: readonly Pick<TracedAttempt, 'spent'>[]): Spent =>
  together(attempts.flatMap(({ spent }) => spent ?? []));

export function traceOf(asked: Asked, { draft, cleaned, attempts, insteadOf }: Written): Trace {
  return {
    ...beginningOf(asked),
    model: draft.model,
    insteadOf,
    attempts,
    steps: cleaned.steps.map(shortened),
    rawAnswer: draft.text,
    reasoning: draft.reasoning,
    spent: spentOn(attempts),
  };
}

/** Why there is no answer. Something may have been written all the same, of which nothing was left. */
export function traceOfFailure(asked: Asked, error: unknown, written?: Written): Trace {
  const facts = error instanceof TzurotError ? error.facts : undefined;
  const kind = typeof facts?.['failure'] === 'string' ? facts['failure'] : null;
  const said = typeof facts?.['said'] === 'string' ? ` (${facts['said']})` : '';
  const failure = { kind, message: messageOf(error) + said };
  if (written !== undefined) return { ...traceOf(asked, written), failure };
  const tried: unknown = facts?.['attempts'];
  const attempts = Array.isArray(tried) ? tried.filter(isAttempt) : [];
  return {
    ...beginningOf(asked),
    attempts,
    steps: [],
    ...wroteIn(facts?.['wrote']),
    spent: spentOn(attempts),
    failure,
  };
}

function wroteIn(wrote: unknown): Pick<Trace, 'rawAnswer' | 'reasoning'> {
  const said: unknown = typeof wrote === 'function' ? wrote() : null;
  const { text, reasoning } = { text: '', reasoning: '', ...(typeof said === 'object' ? said : null) };
  return { rawAnswer: String(text), reasoning: String(reasoning) };
}

const isAttempt = (tried: unknown): tried is TracedAttempt =>
  typeof tried === 'object' && tried !== null && 'model' in tried && 'provider' in tried && 'outcome' in tried;

function beginningOf({ personality, settings, composed, recalled, lore, ...asked }: Asked) {
  const { system, history, turn } = composed.prompt;
  const said = history.map(({ role, text }) => ({ name: `history (${role})`, text }));
  const used = new Set(composed.used.map(({ memory }) => memory.id));
  return {
    reference: asked.reference,
    at: asked.at,
    personality: personality.slug,
    payer: asked.payer,
    model: asked.model.id,
    provider: asked.provider,
    route: asked.route,
    parts: [...system, ...said, ...turn].map(({ name, text }) => ({ name, text })),
    params: [
      { name: 'model', value: settings.model.id, from: settings.model.from },
      { name: 'max_tokens', ...settings.maxTokens },
      ...settings.params,
      ...settings.unsent.map(param => ({ ...param, dropped: true as const })),
    ],
    memories: recalled.map(({ memory: { id, text }, score }) => ({ id, text, score, used: used.has(id) })),
    lore: lore.map(({ id, title, constant, why }) => ({ id, title, constant, why })),
    timingsMicros: asked.timingsMicros,
  };
}

/** So much of what a step took out tells what it was. In characters. */
const longestExcerpt = 300;
const mostExcerpts = 5;

const shortened = ({ removed, ...step }: CleaningStep): CleaningStep =>
  removed === undefined ? step : { ...step, removed: removed.slice(0, mostExcerpts).map(excerptOf) };

const excerptOf = (text: string) => (text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt - 1)}…`);
