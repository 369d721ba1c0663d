import type { Conversation, Line } from '../conversation/line.js';
import type { Venue } from '../conversation/venue.js';
import type { ActiveLore } from '../lore/choose.js';
import type { Personality } from '../personality/personality.js';
import type { Resolved } from '../settings/resolve.js';
import { numberOf, textOf } from '../settings/resolve.js';
import type { SettingKey } from '../settings/setting.js';
import { chosenParams, type Chosen } from './params.js';
import type { Override, Persona, User } from '../user/user.js';
import type { Wanted } from '../wallet/billing/identity.js';

/** What is so at the moment of a turn: read once, then only looked at. */
export type Context = {
  readonly user: User;
  readonly persona: Persona | null;
  /** What the person told this personality alone about themselves. */
  readonly sidecar: string | null;
  readonly venue: Venue;
  readonly conversation: Conversation;
  /** The lines the personality sees, oldest first. */
  readonly history: readonly Line[];
  /** The lore that this moment calls for. */
  readonly lore: readonly ActiveLore[];
  readonly settings: Settled;
  /** What answers, and where it runs. */
  readonly model: Wanted;
};

/** The settings a turn looks at, as values. */
export type Settled = {
  readonly historyMessages: number;
  readonly recalledMemories: number;
  readonly remembers: boolean;
  readonly timezone: string;
  readonly model: { readonly id: string; readonly from: string };
  readonly maxTokens: { readonly value: number; readonly from: string };
  /** All but that one. */
  readonly params: readonly Chosen[];
  readonly contextTokens: number;
  readonly traceHours: number | null;
};

export function settledFrom(
  resolved: ReadonlyMap<SettingKey, Resolved>,
  personality: Personality,
  override: Override | undefined,
  llm: { readonly defaultModel: string; readonly provider: string },
): Settled {
  const of = (key: SettingKey): Resolved => {
    const found = resolved.get(key);
    if (found === undefined) throw new Error(`The setting ${key} was not resolved.`);
    return found;
  };
  const remembers = of('memory').state !== 'off' && !personality.isStateless;
  const params = chosenParams(personality.llm.params, override?.params ?? {});
  const maxTokens = params.find(({ name }) => name === 'max_tokens');
  const keepHours = of('trace.keepHours');
  return {
    historyMessages: numberOf(of('history.messages')),
    recalledMemories: remembers && of('recall.memories').state !== 'off' ? numberOf(of('recall.memories')) : 0,
    remembers,
    timezone: textOf(of('timezone')) ?? 'UTC',
    model: modelFrom(of('llm.model'), llm),
    maxTokens: { value: numberOf(maxTokens ?? of('llm.maxTokens')), from: (maxTokens ?? of('llm.maxTokens')).from },
    params: params.filter(({ name }) => name !== 'max_tokens'),
    contextTokens: numberOf(of('llm.contextTokens')),
    traceHours: keepHours.state === 'off' ? null : numberOf(keepHours),
  };
}

/** The demo model is one model; others are chosen by name. */
function modelFrom(setting: Resolved, { defaultModel, provider }: { defaultModel: string; provider: string }) {
  const chosen = textOf(setting);
  if (provider === 'built-in' || chosen === null) return { id: defaultModel, from: 'default' };
  return { id: chosen, from: setting.from };
}
