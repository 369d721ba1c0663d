import { fitted } from './fit/fit.js';
import type { Abilities } from './fit/abilities.js';
import type { Params } from './params.js';
import type { HeldParams } from './tiers.js';

/** A parameter of the model, who set it, and what became of it on its way. */
export type Chosen = { readonly name: string; readonly value: unknown; readonly from: string; readonly note?: string };

export type AnswerLength = { readonly value: number; readonly from: string; readonly note?: string };

/** What people want of a model, whichever it is. */
export type Wishes = HeldParams & {
  /** How long an answer may get where the parameters do not say. */
  readonly answer: AnswerLength;
};

/** The same as one model takes it. */
export type Sendable = {
  readonly maxTokens: AnswerLength;
  /** All that is sent but that one. */
  readonly params: readonly Chosen[];
  /** What was set and is not sent, as it was set. */
  readonly unsent: readonly Chosen[];
};

export function sendable({ params, from, answer }: Wishes, able: Abilities | null): Sendable {
  const fit = fitted(params, able, { answerTokens: answer.value });
  const noteOn = (name: string) => {
    const why = fit.notes.filter(note => note.name === name).map(note => note.why);
    return why.length === 0 ? {} : { note: why.join(' ') };
  };
  const chosen = ([name, value]: readonly [string, unknown]): Chosen => ({
    name,
    value,
    from: from.get(name) ?? 'derived',
    ...noteOn(name),
  });
  const { max_tokens: length, ...rest } = fit.params;
  const left = Object.entries(params).filter(([name]) => !Object.hasOwn(fit.params, name));
  return {
    maxTokens:
      length === undefined
        ? answer
        : { value: length, from: from.get('max_tokens') ?? 'derived', ...noteOn('max_tokens') },
    params: Object.entries(rest).map(chosen),
    unsent: left.map(chosen),
  };
}

/** What is sent to the model, as one value. */
export function sentParams({ params, maxTokens }: Sendable): Params & { readonly max_tokens: number } {
  const chosen = Object.fromEntries(params.map(({ name, value }) => [name, value]));
  return { ...chosen, max_tokens: maxTokens.value };
}
