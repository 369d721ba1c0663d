import { awake } from '../access.ts';
import type { Asked } from '../asked.ts';
import type { Core } from '../core.ts';
import { interactionOf } from '../interactions.ts';
import { channelIn, erase, messageIn, post } from '../messages.ts';
import {
  forumNeedsThread,
  invalidForm,
  notYours,
  threadsOnlyInForums,
  threadTwice,
  unknownChannel,
} from '../problems.ts';
import { nothing, ok, type Params, type Route } from '../route.ts';
import { avatarHash, opened } from '../threads.ts';
import { uploaded } from '../uploads.ts';
import { checkMessage, checkSubstance, checkWebhookName } from '../validation.ts';
import { trusted } from '../webhooks.ts';
import { numberIn, objectIn, objectsIn, textIn, textsIn, type JsonObject } from '../wire.ts';
import { isForum, isThread, type Channel, type Message, type Webhook } from '../world.ts';
import { afterInteraction } from './after-interaction.ts';
import { numbered, rewritten } from './messages.ts';

/** Speaking through webhooks; and answering interactions, whose token is one for a while. */
export const webhookMessageRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: '/webhooks/:webhook/:token',
    isOpen: true,
    act: (core, asked, params) => {
      const interaction = interactionOf(core, params['token'] ?? '');
      if (interaction) return ok(afterInteraction.followUp(core, interaction, asked));
      const message = speak(core, trusted(core, params), asked);
      return asked.query.get('wait') === 'true' ? ok(message) : nothing;
    },
  },
  {
    method: 'GET',
    pattern: '/webhooks/:webhook/:token/messages/:message',
    isOpen: true,
    act: (core, { query }, params) => {
      const interaction = interactionOf(core, params['token'] ?? '');
      if (interaction) return ok(afterInteraction.find(core, interaction, params['message'] ?? ''));
      return ok(own(core, trusted(core, params), query, params).message);
    },
  },
  {
    method: 'PATCH',
    pattern: '/webhooks/:webhook/:token/messages/:message',
    isOpen: true,
    act: (core, asked, params) => {
      checkMessage(asked.body, asked.files.length);
      const interaction = interactionOf(core, params['token'] ?? '');
      if (interaction) return ok(afterInteraction.edit(core, interaction, params['message'] ?? '', asked));
      const webhook = trusted(core, params);
      const { channel, message } = own(core, webhook, asked.query, params);
      return ok(rewritten(core, awake(core, channel), message, { ...asked, body: pressable(core, webhook, asked) }));
    },
  },
  {
    method: 'DELETE',
    pattern: '/webhooks/:webhook/:token/messages/:message',
    isOpen: true,
    act: (core, { query }, params) => {
      const interaction = interactionOf(core, params['token'] ?? '');
      if (interaction) afterInteraction.remove(core, interaction, params['message'] ?? '');
      else erase(core, own(core, trusted(core, params), query, params).message, 'program');
      return nothing;
    },
  },
];

/** Says something through a webhook. */
function speak(core: Core, webhook: Webhook, asked: Asked): Message {
  const { files } = asked;
  checkMessage(asked.body, files.length);
  checkWebhookName(asked.body, 'username');
  const body = pressable(core, webhook, asked);
  checkSubstance(body, files.length);
  const channel = awake(core, target(core, webhook, asked));
  return post(
    core,
    channel,
    {
      author: {
        id: webhook.id,
        username: textIn(body, 'username') ?? webhook.name,
        global_name: null,
        discriminator: '0000',
        avatar: avatarHash(textIn(body, 'avatar_url')) ?? webhook.avatar,
        bot: true,
      },
      content: textIn(body, 'content'),
      embeds: objectsIn(body, 'embeds'),
      components: numbered(objectsIn(body, 'components')),
      attachments: uploaded(core, channel.id, asked),
      flags: (numberIn(body, 'flags') ?? 0) & ((1 << 2) | (1 << 12) | (1 << 15)),
      webhookId: webhook.id,
      ...(webhook.application_id === null ? {} : { applicationId: webhook.application_id }),
      allowed: objectIn(body, 'allowed_mentions'),
    },
    'program',
  );
}

/** Where it is said: in the channel, in a thread of it, or in a new post of a forum. */
function target(core: Core, webhook: Webhook, { body, query }: Asked): Channel {
  const channel = channelIn(core, webhook.channel_id);
  const [threadId, threadName] = [query.get('thread_id'), textIn(body, 'thread_name')];
  if (isForum(channel) && threadId !== null && threadName !== undefined) throw threadTwice();
  if (!isForum(channel) && threadName !== undefined) throw threadsOnlyInForums();
  if (threadId !== null) {
    const thread = core.world.channels.get(threadId);
    if (thread?.parent_id !== channel.id || !isThread(thread)) throw unknownChannel();
    return thread;
  }
  if (!isForum(channel)) return channel;
  if (threadName === undefined) throw forumNeedsThread();
  if (threadName === '' || threadName.length > 100)
    throw invalidForm('thread_name', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  return opened(core, channel, {
    name: threadName,
    type: 11,
    ownerId: webhook.id,
    tags: textsIn(body, 'applied_tags'),
  });
}

/** Who does not own the webhook can send no buttons through it. */
function pressable({ world }: Core, webhook: Webhook, { body, query }: Asked): JsonObject {
  if (!('components' in body) || webhook.application_id === world.application.id) return body;
  if (query.get('with_components') !== 'true') return { ...body, components: [] };
  const isPressable = (list: readonly JsonObject[]): boolean =>
    list.some(each => 'custom_id' in each || isPressable(objectsIn(each, 'components')));
  if (isPressable(objectsIn(body, 'components')))
    throw invalidForm(
      'components',
      'WEBHOOK_COMPONENTS_NOT_ALLOWED',
      'Interactive components need a webhook of the application',
    );
  return body;
}

function own(core: Core, webhook: Webhook, query: URLSearchParams, { message: id }: Params) {
  const channel = channelIn(core, query.get('thread_id') ?? webhook.channel_id);
  const message = messageIn(core, channel.id, id);
  if (message.webhook_id !== webhook.id) throw notYours();
  return { channel, message };
}
