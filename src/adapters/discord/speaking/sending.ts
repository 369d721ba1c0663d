import { z } from 'zod';
import type { Post, Posted } from '../../../ports/chat.js';
import { failureOf } from './calling/failure.js';
import type { Outcome } from './calling/outcome.js';
import { hookBody, hookContent, plainBody, postNonce, type Desk, type Saying } from './desk.js';
import { nameFor } from './name.js';
import { homeOf, type Place } from './place.js';
import type { Hook } from './webhooks.js';

const madeSchema = z.object({ id: z.string().min(1), channel_id: z.string().optional() });

const unknownWebhook = 10015;
const badWebhookToken = 50027;
const missingPermissions = 50013;
const invalidForm = 50035;

/** Says something under the speaker's own name, where that is possible; else under the bot's. */
export const send = (desk: Desk, place: Place, post: Post): Promise<Posted> =>
  place.kind === 'dm' ? sendPlain(desk, post) : sendByHook(desk, place, post);

async function sendByHook(desk: Desk, place: Place, post: Post): Promise<Posted> {
  const homeId = homeOf(post.channelId, place);
  if (place.kind === 'forum') throw failureOf({ kind: 'refused', status: 400, code: 220001 }, post.channelId);
  const avatar = post.speaker.avatar === null ? null : await desk.avatarUrl(post.speaker.avatar);
  for (const isLast of [false, true]) {
    const hook = await desk.hooks.of(homeId, place.canWebhooks);
    if (typeof hook === 'string') break;
    const outcome = await execute(desk, place, post, hook, avatar);
    if (isMisfit(outcome)) break;
    if (isDead(outcome)) {
      desk.hooks.died(hook);
      if (isLast) desk.hooks.stop(homeId);
      continue;
    }
    if (!isElsewhere(outcome, post.channelId)) return postedOf(desk, outcome, post.channelId, 'webhook');
    desk.hooks.moved(hook);
    if (isLast) desk.hooks.stop(homeId);
    await takeBack(desk, hook, outcome);
  }
  return sendPlain(desk, post);
}

/** What Discord finds wrong with a message may be the face. */
async function execute(desk: Desk, place: Place, post: Post, hook: Hook, avatar: string | null): Promise<Outcome> {
  desk.saying(hook.id, hookContent(post));
  const outcome = await desk.calls.ask({
    method: 'POST',
    route: `/webhooks/${hook.id}/${hook.token}`,
    query: { wait: true, with_components: true, ...threadOf(post.channelId, place) },
    body: { ...hookBody(desk, post), username: nameFor(post.speaker), ...(avatar !== null && { avatar_url: avatar }) },
    isByWebhook: true,
    cause: `say ${hook.id}`,
  });
  return avatar !== null && isMisfit(outcome) ? execute(desk, place, post, hook, null) : outcome;
}

/** The bot's own messages bear a number by which Discord knows them again, so that asking twice says it once. */
async function sendPlain(desk: Desk, post: Post): Promise<Posted> {
  const outcome = await desk.calls.insist({
    method: 'POST',
    route: `/channels/${post.channelId}/messages`,
    body: { ...plainBody(desk, post), nonce: postNonce(desk, post), enforce_nonce: true },
    cause: `say ${post.channelId}`,
  });
  if (outcome.kind === 'refused' && outcome.code === missingPermissions) desk.lacking(post.channelId, 'send-messages');
  return postedOf(desk, outcome, post.channelId, 'bot');
}

function postedOf(desk: Desk, outcome: Outcome, channelId: string, by: Saying): Posted {
  if (outcome.kind === 'unclear') return { kind: 'uncertain', cause: failureOf(outcome, channelId) };
  if (outcome.kind !== 'answered') throw failureOf(outcome, channelId);
  const made = madeSchema.safeParse(outcome.body);
  if (!made.success) {
    return {
      kind: 'uncertain',
      cause: failureOf({ kind: 'unclear', why: 'it said nothing of the message' }, channelId),
    };
  }
  desk.made(made.data.id, by);
  return { kind: 'posted', id: made.data.id };
}

export const threadOf = (channelId: string, { kind }: Place): { readonly thread_id?: string } =>
  kind === 'thread' ? { thread_id: channelId } : {};

export const isDead = (outcome: Outcome): boolean =>
  outcome.kind === 'refused' && [unknownWebhook, badWebhookToken].includes(outcome.code);

const isMisfit = (outcome: Outcome): boolean => outcome.kind === 'refused' && outcome.code === invalidForm;

const isElsewhere = (outcome: Outcome, channelId: string): boolean => {
  const made = outcome.kind === 'answered' ? madeSchema.safeParse(outcome.body).data : undefined;
  return made?.channel_id !== undefined && made.channel_id !== channelId;
};

/** Somebody moved the webhook, and what was meant for one channel stands in another. */
async function takeBack(desk: Desk, hook: Hook, outcome: Outcome): Promise<void> {
  const made = outcome.kind === 'answered' ? madeSchema.safeParse(outcome.body).data : undefined;
  if (made === undefined) return;
  await desk.calls.insist({
    method: 'DELETE',
    route: `/webhooks/${hook.id}/${hook.token}/messages/${made.id}`,
    isByWebhook: true,
    cause: `change ${hook.id}`,
  });
}
