import { allowed } from '../access.ts';
import type { Core } from '../core.ts';
import { channelIn } from '../messages.ts';
import { may } from '../permissions.ts';
import { invalidForm, notATextChannel, tooManyWebhooks, unknownGuild, unknownWebhook } from '../problems.ts';
import { nothing, ok, type Params, type Route } from '../route.ts';
import { avatarHash } from '../threads.ts';
import { checkWebhookName } from '../validation.ts';
import { hang, renamed, takeDown, trusted, webhooksIn } from '../webhooks.ts';
import { textIn, type JsonObject } from '../wire.ts';
import { isThread, type Webhook, type World } from '../world.ts';

const perChannel = 15;

/** Making webhooks, changing them, taking them down. */
export const webhookRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/channels/:channel/webhooks',
    act: (core, _, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, may.manageWebhooks);
      return ok(webhooksIn(core.world, channel.id).map(each => presented(core.world, each)));
    },
  },
  {
    method: 'POST',
    pattern: '/channels/:channel/webhooks',
    act: (core, { body }, { channel: id }) => {
      const channel = channelIn(core, id);
      allowed(core, channel, may.manageWebhooks);
      if (isThread(channel) || channel.guild_id === undefined || channel.type === 4) throw notATextChannel();
      if (textIn(body, 'name') === undefined) throw invalidForm('name', 'BASE_TYPE_REQUIRED', 'This field is required');
      checkWebhookName(body, 'name');
      if (webhooksIn(core.world, channel.id).length >= perChannel) throw tooManyWebhooks();
      const webhook = hang(core, channel, {
        name: textIn(body, 'name') ?? '',
        avatar: avatarHash(textIn(body, 'avatar')),
        applicationId: core.world.application.id,
        user: core.world.bot,
      });
      return ok(presented(core.world, webhook));
    },
  },
  {
    method: 'GET',
    pattern: '/guilds/:guild/webhooks',
    act: (core, _, { guild = '' }) => {
      const home = core.world.homes.get(guild);
      if (home === undefined) throw unknownGuild();
      return ok([...home.channels].flatMap(id => webhooksIn(core.world, id)).map(each => presented(core.world, each)));
    },
  },
  {
    method: 'GET',
    pattern: '/webhooks/:webhook',
    act: (core, _, params) => ok(presented(core.world, managed(core, params))),
  },
  {
    method: 'PATCH',
    pattern: '/webhooks/:webhook',
    act: (core, { body }, params) => {
      const webhook = managed(core, params);
      const target = textIn(body, 'channel_id');
      if (target !== undefined) allowed(core, channelIn(core, target), may.manageWebhooks);
      return ok(presented(core.world, renamed(core, webhook, body)));
    },
  },
  {
    method: 'DELETE',
    pattern: '/webhooks/:webhook',
    act: (core, _, params) => {
      takeDown(core, managed(core, params));
      return nothing;
    },
  },
  {
    method: 'GET',
    pattern: '/webhooks/:webhook/:token',
    isOpen: true,
    act: (core, _, params) => {
      const { user: _user, ...webhook } = trusted(core, params);
      return ok(webhook);
    },
  },
  {
    method: 'PATCH',
    pattern: '/webhooks/:webhook/:token',
    isOpen: true,
    act: (core, { body }, params) => {
      const { user: _user, ...webhook } = renamed(core, trusted(core, params), { ...body, channel_id: undefined });
      return ok(webhook);
    },
  },
  {
    method: 'DELETE',
    pattern: '/webhooks/:webhook/:token',
    isOpen: true,
    act: (core, _, params) => {
      takeDown(core, trusted(core, params));
      return nothing;
    },
  },
];

/** Its token is shown only to the application that made it. */
const presented = ({ application }: World, { token, ...webhook }: Webhook): JsonObject =>
  webhook.application_id === application.id ? { ...webhook, token } : webhook;

function managed(core: Core, { webhook: id = '' }: Params): Webhook {
  const webhook = core.world.webhooks.get(id);
  if (webhook === undefined) throw unknownWebhook();
  allowed(core, channelIn(core, webhook.channel_id), may.manageWebhooks);
  return webhook;
}
