import { canThink } from '../../catalogue/thinking.js';
import type { Params } from '../params.js';
import { budgetBounds, efforts, isOff, isOn, type Effort, type Reasoning } from '../reasoning.js';
import { takesBudget, type Abilities } from './abilities.js';
import { changed, without, type Fitted } from './change.js';

const usual: readonly string[] = ['none', 'minimal', 'low', 'medium', 'high'];

/** How many of a hundred tokens go into thinking, by how hard it thinks. */
const shares: Readonly<Record<Effort, number>> = {
  none: 0, minimal: 10, low: 20, medium: 50, high: 80, xhigh: 95, max: 95,
}; // prettier-ignore

/** Whether a model is going to think. */
export function thinks(params: Params, able: Abilities): boolean {
  if (params.reasoning !== undefined && isOff(params.reasoning)) return false;
  const isAsked = params.reasoning !== undefined && isOn(params.reasoning);
  return isAsked || able.reasoning?.isMandatory === true || able.id.endsWith(':thinking');
}

/** No thinking where there is none. */
export function onlyWhereItThinks(fitted: Fitted, able: Abilities): Fitted {
  const { reasoning } = fitted.params;
  if (reasoning === undefined) return fitted;
  const rest = without(fitted.params, 'reasoning');
  if (Object.keys(reasoning).length === 0) return { ...fitted, params: rest };
  if (canThink(able) === false) return changed(fitted, 'reasoning', rest, `${able.id} does not think.`);
  if (!isOff(reasoning) || able.reasoning?.isMandatory !== true) return fitted;
  return changed(fitted, 'reasoning', rest, `${able.id} always thinks; that cannot be switched off.`);
}

/** The effort that was asked for, or the nearest one it knows. */
export function withKnownEffort(fitted: Fitted, able: Abilities): Fitted {
  const { effort, ...rest } = fitted.params.reasoning ?? {};
  if (effort === undefined || effort === 'none' || canThink(able) === null) return fitted;
  const known = able.reasoning?.efforts ?? usual;
  if (known.includes(effort)) return fitted;
  const near = nearestEffort(effort, known);
  const reasoning: Reasoning = near === undefined ? { ...rest, enabled: true } : { ...rest, effort: near };
  const sent = near === undefined ? 'It thinks as it likes' : `“${near}” is sent`;
  const why = `${able.id} knows no effort “${effort}”. ${sent}.`;
  return changed(fitted, 'reasoning', { ...fitted.params, reasoning }, why);
}

function nearestEffort(wanted: Effort, known: readonly string[]): Effort | undefined {
  const place = efforts.indexOf(wanted);
  const possible = efforts.filter(each => each !== 'none' && known.includes(each));
  return possible.findLast(each => efforts.indexOf(each) < place) ?? possible[0];
}

/** No limit of thoughts in tokens where there can be none. */
export function withPossibleBudget(fitted: Fitted, able: Abilities): Fitted {
  const { max_tokens: budget, ...rest } = fitted.params.reasoning ?? {};
  if (budget === undefined || takesBudget(able)) return fitted;
  const why = `${able.id} does not let anybody limit its thoughts in tokens. It thinks as it likes.`;
  return changed(fitted, 'reasoning', { ...fitted.params, reasoning: { ...rest, enabled: true } }, why);
}

/** Thoughts leave room for an answer, whatever the whole may be long. */
export function withinTheWhole(fitted: Fitted, able: Abilities): Fitted {
  const { max_tokens: budget, ...rest } = fitted.params.reasoning ?? {};
  const whole = Math.min(fitted.params.max_tokens ?? Infinity, able.longestAnswerTokens ?? Infinity);
  if (budget === undefined || budget < whole) return fitted;
  const smaller = Math.floor((whole * shares.high) / 100);
  const reasoning: Reasoning =
    smaller < budgetBounds.min ? { ...rest, enabled: true } : { ...rest, max_tokens: smaller };
  const sent = smaller < budgetBounds.min ? 'no limit is sent' : `${smaller} are sent`;
  const why = `An answer has ${whole} tokens at most, thoughts included, so ${sent}.`;
  return changed(fitted, 'reasoning', { ...fitted.params, reasoning }, why);
}

/** How many tokens it takes to think before an answer of this length. */
export function roomToThink({ reasoning = {}, ...params }: Params, able: Abilities, answerTokens: number): number {
  if (!thinks({ ...params, reasoning }, able)) return 0;
  if (reasoning.max_tokens !== undefined) return reasoning.max_tokens;
  const share = shares[reasoning.effort ?? defaultEffort(able)];
  return Math.max(budgetBounds.min, Math.ceil((answerTokens * share) / (100 - share)));
}

const defaultEffort = ({ reasoning }: Abilities): Effort =>
  efforts.find(each => each === reasoning?.defaultEffort && each !== 'none') ?? 'medium';
