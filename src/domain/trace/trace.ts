import type { Recalled } from '../memory/recall.js';
import { estimateTokens } from '../conversation/tokens.js';
import type { ActiveLore } from '../lore/choose.js';
import type { Personality } from '../personality/personality.js';
import type { Micros } from '../time.js';
import type { Payer, Spent } from '../usage/usage.js';
import type { Settled } from '../turn/context.js';
import type { Composed } from '../turn/steps/compose.js';
import type { RouteStep } from '../turn/steps/route.js';
import type { Sanitized, SanitizeStep } from '../turn/steps/sanitize.js';

/** Why an answer is what it is. Holds private text, so it is kept sealed and not for long. */
export type Trace = {
  readonly reference: string;
  readonly at: Micros;
  readonly personality: string;
  readonly payer: Payer;
  readonly model: string;
  readonly provider: string;
  readonly route: readonly RouteStep[];
  readonly parts: readonly { readonly name: string; readonly tokens: number; readonly text: string }[];
  readonly params: readonly { readonly name: string; readonly value: unknown; readonly from: string }[];
  readonly memories: readonly TracedMemory[];
  readonly lore: readonly TracedLore[];
  readonly attempts: readonly { readonly model: string; readonly provider: string; readonly outcome: string }[];
  readonly steps: readonly SanitizeStep[];
  readonly rawAnswer: string;
  readonly reasoning: string;
  readonly timingsMicros: Readonly<Record<string, number>>;
  readonly spent: Spent;
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

/** What a turn came by on its way. */
export type Passage = {
  readonly reference: string;
  readonly at: Micros;
  readonly personality: Personality;
  readonly route: readonly RouteStep[];
  readonly settings: Settled;
  readonly composed: Composed;
  readonly recalled: readonly Recalled[];
  readonly lore: readonly ActiveLore[];
  readonly payer: Payer;
  readonly provider: string;
  readonly draft: { readonly text: string; readonly reasoning: string; readonly model: string; readonly spent: Spent };
  readonly cleaned: Sanitized;
  readonly timingsMicros: Readonly<Record<string, number>>;
};

export function traceOf(passage: Passage): Trace {
  const { personality, settings, composed, draft, provider } = passage;
  const { system, history, turn } = composed.prompt;
  const said = history.map(({ role, text }) => ({ name: `history (${role})`, text }));
  const used = new Set(composed.used.map(({ memory }) => memory.id));
  return {
    reference: passage.reference,
    at: passage.at,
    personality: personality.slug,
    payer: passage.payer,
    model: draft.model,
    provider,
    route: passage.route,
    parts: [...system, ...said, ...turn].map(({ name, text }) => ({ name, text, tokens: estimateTokens(text) })),
    params: [
      { name: 'model', value: settings.model.id, from: settings.model.from },
      { name: 'max_tokens', value: settings.maxTokens.value, from: settings.maxTokens.from },
      ...settings.params,
    ],
    memories: passage.recalled.map(({ memory, score }) => ({
      id: memory.id,
      text: memory.text,
      score,
      used: used.has(memory.id),
    })),
    lore: passage.lore.map(({ id, title, constant, why }) => ({ id, title, constant, why })),
    attempts: [{ model: draft.model, provider, outcome: 'answered' }],
    steps: passage.cleaned.steps,
    rawAnswer: draft.text,
    reasoning: draft.reasoning,
    timingsMicros: passage.timingsMicros,
    spent: draft.spent,
  };
}

/** What the owner of the home may see of somebody else's answer: figures, ids and scores, no text. */
export const withoutText = (trace: Trace): Trace => ({
  ...trace,
  route: trace.route.map(step => ({ ...step, detail: '' })),
  parts: trace.parts.map(part => ({ ...part, text: '' })),
  memories: trace.memories.map(memory => ({ ...memory, text: '' })),
  lore: trace.lore.map(({ id, constant }) => ({ id, title: '', constant })),
  rawAnswer: '',
  reasoning: '',
});
