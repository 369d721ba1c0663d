import { isParamName, type ParamName, type Params } from '../params.js';
import { takes, type Abilities } from './abilities.js';
import { changed, without, type Fitted } from './change.js';
import { isClaude } from './patterns.js';
import {
  onlyWhereItThinks,
  roomToThink,
  thinks,
  withinTheWhole,
  withKnownEffort,
  withPossibleBudget,
} from './thinking.js';

/** How long an answer may get, thoughts left aside, where the parameters do not say. */
export type Room = { readonly answerTokens: number };

type Rule = (fitted: Fitted, able: Abilities, room: Room) => Fitted;

/** Each of them sees what the ones above it left. */
const rules: readonly Rule[] = [
  onlyWhatItTakes, onlyWhatItMakes, onlyWhereItThinks, withKnownEffort, withPossibleBudget, withinTheWhole, calmClaude,
  withRoom,
]; // prettier-ignore

/**
 * The parameters as a model can take them, and what had to be changed. What it does not take is left out. Null: nothing
 * is known of the model, and then everything is sent as it was set.
 */
export function fitted(params: Params, model: Abilities | null, room: Room): Fitted {
  const untouched: Fitted = { params, notes: [] };
  return model === null ? untouched : rules.reduce((before, rule) => rule(before, model, room), untouched);
}

function onlyWhatItTakes(before: Fitted, able: Abilities): Fitted {
  const refused = namesIn(before.params).filter(name => !takes(able, name, before.params));
  return refused.reduce((after, name) => leftOut(after, name, `${able.id} does not take it.`), before);
}

/** Pictures and sound only from models that make them. */
function onlyWhatItMakes(before: Fitted, able: Abilities): Fitted {
  if (able.outputs.length === 0) return before;
  const { modalities = [], image_config: pictures } = before.params;
  const foreign = modalities.filter(each => !able.outputs.includes(each));
  const first = foreign.length === 0 ? before : leftOut(before, 'modalities', `${able.id} makes no ${foreign.join()}.`);
  if (pictures === undefined || able.outputs.includes('image')) return first;
  return leftOut(first, 'image_config', `${able.id} makes no image.`);
}

/** Claude thinks at its own temperature, and picks from all words. */
function calmClaude(before: Fitted, able: Abilities): Fitted {
  if (!isClaude(able.id) || !thinks(before.params, able)) return before;
  const { temperature, top_k: topK } = before.params;
  const why = `${able.id} thinks at a temperature of 1 only.`;
  const calm =
    temperature === undefined || temperature === 1
      ? before
      : changed(before, 'temperature', { ...before.params, temperature: 1 }, why);
  return topK === undefined ? calm : leftOut(calm, 'top_k', `${able.id} does not take it while it thinks.`);
}

/** The whole is long enough for thoughts and answer, and not longer than the model can write. */
function withRoom(before: Fitted, able: Abilities, { answerTokens }: Room): Fitted {
  const { max_tokens: set } = before.params;
  const thoughts = set === undefined ? roomToThink(before.params, able, answerTokens) : 0;
  const wanted = set ?? answerTokens + thoughts;
  const whole = Math.min(wanted, able.longestAnswerTokens ?? Infinity);
  if (whole === (set ?? answerTokens)) return before;
  const why =
    whole < wanted
      ? `${able.id} writes ${whole} tokens at most.`
      : `There is room for ${thoughts} tokens of thoughts beside an answer of ${answerTokens}.`;
  return changed(before, 'max_tokens', { ...before.params, max_tokens: whole }, why);
}

const leftOut = (before: Fitted, name: ParamName, why: string): Fitted =>
  changed(before, name, without(before.params, name), why);

const namesIn = (params: Params): ParamName[] => Object.keys(params).filter(isParamName);
