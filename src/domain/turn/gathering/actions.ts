import { modelOf, type CataloguePorts } from '../../catalogue/actions.js';
import { isFree } from '../../catalogue/price.js';
import { join, type ConversationPorts } from '../../conversation/actions.js';
import { trimBatch, windowOf } from '../../conversation/window.js';
import { choose } from '../../lore/choose.js';
import { sceneOf } from '../../lore/scene.js';
import { personaAmong } from '../../persona/persona.js';
import type { Personality } from '../../personality/personality.js';
import { settle, type SettingPorts } from '../../settings/actions.js';
import type { UserPorts } from '../../user/actions.js';
import { hostFor, type BillingPorts } from '../../wallet/billing/actions.js';
import type { Host, Wanted } from '../../wallet/billing/identity.js';
import { settledFrom, type Context } from '../context.js';
import type { Incoming } from '../incoming.js';
import { assertFits, compose, historyBudget } from '../steps/compose.js';

export type GatheringPorts = SettingPorts & UserPorts & ConversationPorts & BillingPorts & CataloguePorts;

/** A message, and who is to answer it. */
type Moment = { readonly message: Incoming; readonly personality: Personality };

/** Everything a personality can know about this moment, read once. */
export async function gather(ports: GatheringPorts, { message, personality }: Moment): Promise<Context> {
  const user = await ports.users.find(message.author.userId);
  if (user === undefined) throw new Error(`The author of ${message.id} is not known.`);
  const override = await ports.users.override(user.id, personality.id);
  const host = await hostFor(ports, user.id, personality);
  const settings = settledFrom(await settle(ports, { user, personality }), personality, override, ports.llms.of(host));
  const model = await wantedAt(ports, host, settings.model.id);
  const conversation = await join(ports, message.venue);
  const { lines, older } = await ports.conversations.lines(conversation.id, settings.historyMessages + trimBatch);
  const persona = personaAmong(await ports.users.personas(user.id), override?.personaId);
  const { contextTokens } = settings;
  const scene = sceneOf({ personality, persona, conversation, lines, older, message, contextTokens });
  const known = {
    persona,
    sidecar: override?.sidecar ?? null,
    venue: message.venue,
    lore: choose(await ports.personalities.lore(personality.id), scene).active,
  };
  const bare = compose({ ...known, ...settings, personality, message, history: [], recalled: [] }).prompt;
  assertFits(settings.contextTokens, settings.maxTokens.value, bare);
  const tokens = historyBudget(settings.contextTokens, settings.maxTokens.value, bare);
  const history = windowOf(lines, { messages: settings.historyMessages, tokens, dropped: older });
  return { user, ...known, conversation, history, settings, model };
}

async function wantedAt(ports: GatheringPorts, host: Host, id: string): Promise<Wanted> {
  const listed = await modelOf(ports, host, id);
  return { host, id, isFree: isFree(listed ?? { id, prices: null }) };
}
