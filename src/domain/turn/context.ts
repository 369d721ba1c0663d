import type { Model } from '../catalogue/model.js';
import type { Conversation, Line } from '../conversation/line.js';
import type { Venue } from '../conversation/venue.js';
import type { ActiveLore } from '../lore/choose.js';
import { abilitiesAt } from '../params/fit/abilities.js';
import { sendable, type Sendable, type Wishes } from '../params/sendable.js';
import type { Personality } from '../personality/personality.js';
import type { Holding } from '../settings/holding.js';
import { numberOf, sourceOf, textOf, type Resolved } from '../settings/resolve.js';
import type { Persona, User } from '../user/user.js';
import type { Host, Wanted } from '../wallet/billing/identity.js';
import type { Labelled } from './company/member.js';
import type { MemoryRoom } from './composing/room.js';
import type { Reference } from './references/reference.js';
import type { Shown } from './seeing/shown.js';

/** What is so at the moment of a turn: read once, then only looked at. */
export type Context = {
  readonly user: User;
  readonly persona: Persona | null;
  /** Everybody in sight but the personality. */
  readonly company: readonly Labelled[];
  readonly venue: Venue;
  readonly conversation: Conversation;
  /** The lines the personality sees, oldest first. */
  readonly history: readonly Line[];
  /** The lore that this moment calls for. */
  readonly lore: readonly ActiveLore[];
  /** What the message refers to and that does not stand in the history. */
  readonly references: readonly Reference[];
  /** What came with the message. */
  readonly shown: readonly Shown[];
  readonly settings: Settled;
  readonly memoryRoom: MemoryRoom;
  /** What answers, and where it runs. */
  readonly model: Wanted;
};

/** Of what a message refers to, how much is looked at. `turns`: earlier lines that a short message is recalled with. */
export type Limits = Readonly<Record<'messages' | 'mentions' | 'channels' | 'roles' | 'turns', number>>;

/** A model, and in words who chose it. */
export type ChosenModel = { readonly id: string; readonly from: string };

/** The settings a turn looks at, as values. */
export type Settled = Sendable & {
  readonly historyMessages: number;
  readonly recalledMemories: number;
  readonly remembers: boolean;
  readonly timezone: string;
  readonly limits: Limits;
  readonly model: ChosenModel;
  /** What steps in once. Null: nothing does. */
  readonly fallback: ChosenModel | null;
  /** What is wanted of any model. What is sent to this one stands beside it. */
  readonly wishes: Wishes;
  readonly contextTokens: number;
  readonly contextFrom: string;
  readonly answerRetries: number;
  /** Whether it stands under an answer which model wrote it. */
  readonly hasFooter: boolean;
  /** The model that says what pictures show, where the one that answers does not see. */
  readonly visionModel: string | null;
  readonly traceHours: number | null;
};

/** What a turn holds itself to, with the model that is to answer and as far as that is known. */
export function settledFrom(
  { setting: of, params }: Holding,
  personality: Personality,
  model: ChosenModel,
  { host, listed }: { readonly host: Host; readonly listed: Model | undefined },
): Settled {
  const remembers = of('memory').state !== 'off' && !personality.isStateless;
  const keepHours = of('trace.keepHours');
  const answer = { value: numberOf(of('llm.maxTokens')), from: of('llm.maxTokens').from };
  const wishes = { ...params, answer };
  const sent = sendable(wishes, abilitiesAt(host, model.id, listed));
  const thoughts = sent.maxTokens.from === 'derived' ? sent.maxTokens.value - answer.value : 0;
  return {
    ...sent,
    ...windowFor(of('llm.contextTokens'), listed?.contextTokens ?? null, thoughts),
    historyMessages: numberOf(of('history.messages')),
    recalledMemories: remembers && of('recall.memories').state !== 'off' ? numberOf(of('recall.memories')) : 0,
    remembers,
    timezone: textOf(of('timezone')) ?? 'UTC',
    limits: limitsIn(of),
    model,
    fallback: fallbackFrom(of('llm.fallback')),
    wishes,
    answerRetries: numberOf(of('answer.retries')),
    hasFooter: of('answer.footer').state !== 'off',
    visionModel: textOf(of('vision.model')),
    traceHours: keepHours.state === 'off' ? null : numberOf(keepHours),
  };
}

const limitsIn = (of: Holding['setting']): Limits => ({
  messages: numberOf(of('references.messages')),
  mentions: numberOf(of('references.mentions')),
  channels: numberOf(of('references.channels')),
  roles: numberOf(of('references.roles')),
  turns: numberOf(of('recall.turns')),
});

/** Never more than the model reads. Where nobody set it, thoughts do not take away from what is read. */
function windowFor(setting: Resolved, most: number | null, thoughts: number) {
  const wanted = numberOf(setting) + (setting.from === 'default' ? Math.max(0, thoughts) : 0);
  return most !== null && most < wanted
    ? { contextTokens: most, contextFrom: 'model' }
    : { contextTokens: wanted, contextFrom: setting.from };
}

function fallbackFrom(setting: Resolved): ChosenModel | null {
  const id = textOf(setting);
  return id === null ? null : { id, from: sourceOf(setting) };
}

/** The demo model is one model; others are chosen by name. */
export function modelFrom({ setting }: Holding, llm: Llm): ChosenModel {
  const model = setting('llm.model');
  const chosen = textOf(model);
  if (llm.provider === 'built-in' || chosen === null) return { id: llm.defaultModel, from: 'default' };
  return { id: chosen, from: sourceOf(model) };
}

type Llm = { readonly defaultModel: string; readonly provider: string };
