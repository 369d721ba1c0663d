import { wantedAt } from '../../calling/wish.js';
import { modelOf, type CataloguePorts } from '../../catalogue/actions.js';
import { join, type ConversationPorts } from '../../conversation/actions.js';
import { trimBatch } from '../../conversation/window.js';
import { choose } from '../../lore/choose.js';
import { sceneOf } from '../../lore/scene.js';
import type { Personality } from '../../personality/personality.js';
import { personaOf } from '../../proxy/member.js';
import { holding, type SettingPorts } from '../../settings/actions.js';
import type { UserPorts } from '../../user/actions.js';
import type { Override, User } from '../../user/user.js';
import { hostFor, type BillingPorts } from '../../wallet/billing/actions.js';
import type { Wanted } from '../../wallet/billing/identity.js';
import { directoryOf } from '../company/actions.js';
import { modelFrom, settledFrom, type Context, type Settled } from '../context.js';
import type { Incoming } from '../incoming.js';
import { around, type OverhearingPorts } from '../overheard/actions.js';
import { referencesOf, type ReferencePorts } from '../references/actions.js';
import { look, type SeeingPorts } from '../seeing/actions.js';
import type { Eyes } from '../seeing/eyes.js';
import { fit, type FittingPorts } from './fitting/actions.js';

export type GatheringPorts = SettingPorts &
  UserPorts &
  ConversationPorts &
  BillingPorts &
  CataloguePorts &
  ReferencePorts &
  OverhearingPorts &
  SeeingPorts &
  FittingPorts;

/** A message, and who is to answer it. */
type Moment = { readonly message: Incoming; readonly personality: Personality };

/** On what terms a turn is had: who asks, what holds between these two, and which model is to answer. */
export type Terms = {
  readonly user: User;
  readonly override: Override | undefined;
  readonly settings: Settled;
  readonly model: Wanted;
  /** Whether the model takes pictures, as far as that is known. */
  readonly sees: boolean;
};

export async function termsOf(ports: GatheringPorts, { message, personality }: Moment): Promise<Terms> {
  const user = await ports.users.find(message.author.userId);
  if (user === undefined) throw new Error(`The author of ${message.id} is not known.`);
  const override = await ports.users.override(user.id, personality.id);
  const held = await holding(ports, { user, personality });
  const host = await hostFor(ports, user.id, { llm: held });
  const chosen = modelFrom(held, ports.llms.of(host));
  const listed = await modelOf(ports, host, chosen.id);
  const settings = settledFrom(held, personality, chosen, { host, listed });
  const sees = listed?.inputs.includes('image') === true;
  return { user, override, settings, model: wantedAt(host, chosen.id, listed), sees };
}

/** Everything a personality can know about this moment, read once. */
export async function gather(
  ports: GatheringPorts,
  { message, personality }: Moment,
  { user, override, settings, model, sees }: Terms,
  eyes: Eyes | null,
): Promise<Context> {
  const { contextTokens } = settings;
  const conversation = await join(ports, message.venue);
  const stored = await ports.conversations.lines(conversation.id, settings.historyMessages + trimBatch);
  const lines = await around(ports, { message, conversation, settings }, stored.lines);
  const { older } = stored;
  const { name, member } = message.author;
  const persona = personaOf(await ports.users.personas(user.id), { name, member, chosen: override?.personaId });
  const scene = sceneOf({ personality, persona, conversation, lines, older, message, contextTokens });
  const { active: lore } = choose(await ports.personalities.lore(personality.id), scene);
  const looked = await look(ports, message.attachments, { userId: user.id, sees, eyes, contextTokens });
  const shown = [...looked, ...message.asides.map(text => ({ kind: 'aside' as const, text }))];
  const references = await referencesOf(ports, message, settings.limits.messages);
  const directory = await directoryOf(ports, { message, lines, personality });
  const known = { venue: message.venue, lore };
  const all = { ...known, personality, message, settings, lines, older, references, shown, directory };
  return { user, persona, conversation, settings, model, ...known, ...(await fit(ports, all)) };
}
