import type { Post } from '../../../ports/chat.js';
import type { Call } from './calling/call.js';
import { failureOf } from './calling/failure.js';
import type { Outcome } from './calling/outcome.js';
import { hookBody, plainBody, type Desk } from './desk.js';
import { homeOf, type Place } from './place.js';
import { isDead, threadOf } from './sending.js';

const unknownMessage = 10008;
const byAnother = 50005;

/** What is to be done with a message of ours, for either way in which it may have been said. */
type Change = {
  readonly method: 'PATCH' | 'DELETE';
  readonly byHook: unknown;
  readonly byBot: unknown;
};

export const rewrite = (desk: Desk, place: Place, post: Post, id: string): Promise<boolean> =>
  change(desk, place, post.channelId, id, {
    method: 'PATCH',
    byHook: hookBody(desk, post),
    byBot: plainBody(desk, post),
  });

export const erase = (desk: Desk, place: Place, channelId: string, id: string): Promise<boolean> =>
  change(desk, place, channelId, id, { method: 'DELETE', byHook: undefined, byBot: undefined });

/** A message does not say which way it came; what the webhook does not know may be the bot's own. */
async function change(desk: Desk, place: Place, channelId: string, id: string, what: Change): Promise<boolean> {
  const byHook =
    place.kind === 'dm' || desk.madeBy(id) === 'bot' ? undefined : await changeByHook(desk, place, channelId, id, what);
  if (byHook !== undefined && !isNotItsOwn(byHook)) return changed(byHook, channelId);
  const byBot = await desk.calls.insist({
    method: what.method,
    route: `/channels/${channelId}/messages/${id}`,
    ...bodyIn(what.byBot),
    cause: `change ${channelId}`,
  });
  return changed(byBot, channelId);
}

async function changeByHook(
  desk: Desk,
  place: Place,
  channelId: string,
  id: string,
  what: Change,
): Promise<Outcome | undefined> {
  const hook = await desk.hooks.of(homeOf(channelId, place), place.canWebhooks);
  if (typeof hook === 'string') return undefined;
  const outcome = await desk.calls.insist({
    method: what.method,
    route: `/webhooks/${hook.id}/${hook.token}/messages/${id}`,
    query: { ...threadOf(channelId, place), ...(what.method === 'PATCH' && { with_components: true }) },
    ...bodyIn(what.byHook),
    isByWebhook: true,
    cause: `change ${hook.id}`,
  });
  if (isDead(outcome)) desk.hooks.died(hook);
  return outcome;
}

const bodyIn = (body: unknown): Pick<Call, 'body'> => (body === undefined ? {} : { body });

const isNotItsOwn = (outcome: Outcome): boolean =>
  isDead(outcome) || (outcome.kind === 'refused' && [unknownMessage, byAnother].includes(outcome.code));

function changed(outcome: Outcome, channelId: string): boolean {
  if (outcome.kind === 'answered') return true;
  if (outcome.kind === 'refused' && outcome.code === unknownMessage) return false;
  throw failureOf(outcome, channelId);
}
