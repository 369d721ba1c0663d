import type { Core } from './core.ts';
import { finding } from './finding.ts';
import { change, erase, eraseAll, pings, post, type Draft } from './messages.ts';
import { directWith } from './routes/channels.ts';
import { reacted } from './routes/messages.ts';
import { upload } from './uploads.ts';
import { hang, webhooksIn } from './webhooks.ts';
import type { JsonObject } from './wire.ts';
import { isThread, type Attachment, type Channel, type Message, type User } from './world.ts';

export type FileGiven = {
  readonly name: string;
  readonly type?: string;
  readonly text?: string;
  readonly base64?: string;
};

export type Saying = {
  /** Another message of the channel. */
  readonly replyTo?: string;
  readonly forward?: { readonly channel: string; readonly message: string };
  readonly attachments?: readonly FileGiven[];
  readonly stickers?: readonly { readonly id: string; readonly name: string; readonly format_type?: number }[];
  readonly embeds?: readonly JsonObject[];
  readonly poll?: JsonObject;
  readonly flags?: number;
  readonly type?: number;
  /** As if it had been said then, in milliseconds. */
  readonly at?: number;
};

export type Proxying = {
  readonly name: string;
  readonly avatar?: string;
  /** Which proxy; PluralKit, when left out. */
  readonly applicationId?: string;
  readonly eraseAfterMs?: number;
};

export const pluralKit = '466378653216014359';

/** What people say and take back, and what proxies make of it. */
export function speech(core: Core) {
  const { world } = core;
  const { id, channelOf, messageOf, userOf } = finding(core);
  const filesOf = (channel: Channel, files: readonly FileGiven[]): Attachment[] =>
    files.map(({ name, type = 'text/plain', text = '', base64 }, at) => {
      const bytes = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64');
      return upload(core, channel.id, { field: `files[${at}]`, name, type, bytes });
    });
  const said = (channel: Channel, author: User, text: string, saying: Saying, more: Partial<Draft> = {}): Draft => ({
    author,
    content: text,
    attachments: filesOf(channel, saying.attachments ?? []),
    ...(saying.embeds ? { embeds: saying.embeds } : {}),
    ...(saying.stickers ? { stickers: saying.stickers.map(each => ({ format_type: 1, ...each })) } : {}),
    ...(saying.poll ? { poll: saying.poll } : {}),
    ...(saying.type === undefined ? {} : { type: saying.type }),
    flags: saying.flags,
    at: saying.at,
    replyTo: saying.replyTo === undefined ? undefined : messageOf(saying.replyTo, channel.id),
    forward: saying.forward && messageOf(saying.forward.message, saying.forward.channel),
    ...more,
  });

  const acts = {
    say: (channel: string, user: string, text: string, saying: Saying = {}): Message =>
      post(core, channelOf(channel), said(channelOf(channel), userOf(user), text, saying), 'person'),

    /** In private, to the bot. */
    whisper: (user: string, text: string, saying: Saying = {}): Message =>
      acts.say(directWith(core, id(user)).id, user, text, saying),

    edit: (channel: string, message: string, text: string): Message =>
      change(core, messageOf(message, channel), { content: text, ...pings(core, text, {}) }, 'person'),

    /** What Discord adds by itself to a message with a link, some time later. */
    unfurl: (channel: string, message: string, embeds: readonly JsonObject[]): Message =>
      change(core, messageOf(message, channel), { embeds }, 'other', false),

    erase: (channel: string, message: string): void => erase(core, messageOf(message, channel), 'person'),

    eraseAll: (channel: string, messages: readonly string[]): void =>
      eraseAll(core, channelOf(channel), messages, 'person'),

    react: (channel: string, message: string, user: string, emoji: string): void =>
      reacted(core, channelOf(channel), messageOf(message, channel), id(user), emoji, true),

    unreact: (channel: string, message: string, user: string, emoji: string): void =>
      reacted(core, channelOf(channel), messageOf(message, channel), id(user), emoji, false),

    type(channel: string, user: string): void {
      const where = channelOf(channel);
      core.dispatch({
        name: 'TYPING_START',
        data: {
          channel_id: where.id,
          user_id: id(user),
          timestamp: Math.floor(core.now() / 1000),
          ...(where.guild_id === undefined ? {} : { guild_id: where.guild_id }),
        },
        guildId: where.guild_id,
        channelId: where.id,
      });
    },

    /** The copy that a proxy makes of what a person said. */
    speakByProxy(
      channel: string,
      text: string,
      { name, avatar, applicationId = pluralKit }: Proxying,
      saying: Saying = {},
    ): Message {
      const where = channelOf(channel);
      const wall = isThread(where) ? channelOf(where.parent_id ?? '') : where;
      const webhook =
        webhooksIn(world, wall.id).find(each => each.application_id === applicationId) ??
        hang(core, wall, { name: 'Proxy Webhook', applicationId, user: proxyUser(applicationId) });
      const author: User = {
        id: webhook.id,
        username: name,
        global_name: null,
        discriminator: '0000',
        avatar: avatar ?? null,
        bot: true,
      };
      return post(core, where, said(where, author, text, saying, { webhookId: webhook.id, applicationId }), 'other');
    },

    /** Somebody speaks, the proxy copies it, and erases what was said about a second later. */
    speakProxied(channel: string, user: string, raw: string, text: string, as: Proxying) {
      const original = acts.say(channel, user, raw);
      const copy = acts.speakByProxy(channel, text, as);
      core.later(as.eraseAfterMs ?? 1000, () => {
        if (world.histories.get(original.channel_id)?.get(original.id)) erase(core, original, 'other');
      });
      return { original, copy };
    },
  };
  return acts;
}

const proxyUser = (applicationId: string): User => ({
  id: applicationId,
  username: applicationId === pluralKit ? 'PluralKit' : 'Proxy',
  global_name: null,
  discriminator: '4020',
  avatar: null,
  bot: true,
});
