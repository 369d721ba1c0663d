import { randomBytes } from 'node:crypto';
import type { Core } from './core.ts';
import { badWebhookToken, unknownWebhook } from './problems.ts';
import type { Params } from './route.ts';
import { avatarHash } from './threads.ts';
import { checkWebhookName } from './validation.ts';
import { textIn, type JsonObject } from './wire.ts';
import type { Channel, User, Webhook, World } from './world.ts';

/** Hangs up a webhook in a channel, for whichever application. */
export function hang(
  core: Core,
  channel: Channel,
  about: { name: string; avatar?: string | null; applicationId: string | null; user: User },
): Webhook {
  const webhook: Webhook = {
    id: core.snowflake(),
    type: 1,
    guild_id: channel.guild_id ?? '',
    channel_id: channel.id,
    name: about.name,
    avatar: about.avatar ?? null,
    token: randomBytes(51).toString('base64url'),
    application_id: about.applicationId,
    user: about.user,
  };
  keep(core.world, webhook);
  changed(core, webhook, 'made');
  return webhook;
}

export function takeDown(core: Core, webhook: Webhook): void {
  core.world.webhooks.delete(webhook.id);
  const left = [...(core.world.webhooksOf.get(webhook.channel_id) ?? [])].filter(id => id !== webhook.id);
  core.world.webhooksOf.set(webhook.channel_id, new Set(left));
  changed(core, webhook, 'gone');
}

export const webhooksIn = (world: World, channelId: string): Webhook[] =>
  [...(world.webhooksOf.get(channelId) ?? [])].flatMap(id => world.webhooks.get(id) ?? []);

export function renamed(core: Core, webhook: Webhook, body: JsonObject): Webhook {
  checkWebhookName(body, 'name');
  const next: Webhook = {
    ...webhook,
    name: textIn(body, 'name') ?? webhook.name,
    channel_id: textIn(body, 'channel_id') ?? webhook.channel_id,
    ...('avatar' in body ? { avatar: avatarHash(textIn(body, 'avatar')) } : {}),
  };
  const there = core.world.webhooksOf.get(webhook.channel_id) ?? new Set();
  core.world.webhooksOf.set(webhook.channel_id, new Set([...there].filter(id => id !== webhook.id)));
  keep(core.world, next);
  changed(core, next, 'changed');
  return next;
}

/** The webhook of this address, whose token is the right one. */
export function trusted({ world }: Core, { webhook: id = '', token }: Params): Webhook {
  const webhook = world.webhooks.get(id);
  if (webhook === undefined) throw id === world.application.id ? badWebhookToken() : unknownWebhook();
  if (webhook.token !== token) throw badWebhookToken();
  return webhook;
}

function keep(world: World, webhook: Webhook): void {
  world.webhooks.set(webhook.id, webhook);
  world.webhooksOf.set(webhook.channel_id, new Set([...(world.webhooksOf.get(webhook.channel_id) ?? []), webhook.id]));
}

function changed(core: Core, webhook: Webhook, change: string): void {
  core.journal.note('webhook', { id: webhook.id, channelId: webhook.channel_id, name: webhook.name, change });
  core.dispatch({
    name: 'WEBHOOKS_UPDATE',
    data: { guild_id: webhook.guild_id, channel_id: webhook.channel_id },
    guildId: webhook.guild_id,
    channelId: webhook.channel_id,
  });
}
