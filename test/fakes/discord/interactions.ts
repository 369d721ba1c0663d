import { randomBytes } from 'node:crypto';
import type { Core } from './core.ts';
import { permissionsIn } from './permissions.ts';
import { channelFor } from './presenting.ts';
import { alreadyAcknowledged, badWebhookToken, unknownInteraction } from './problems.ts';
import type { Json, JsonObject } from './wire.ts';
import type { Channel, Message, User } from './world.ts';

export type Acknowledgement = { readonly type: number; readonly at: number; readonly data: JsonObject };

/** What somebody did with a command, a button or a form, and what came of it. */
export type Interaction = {
  readonly id: string;
  readonly token: string;
  readonly at: number;
  /** 2 a command, 3 a component, 4 completion of an option, 5 a modal. */
  readonly type: number;
  readonly data: JsonObject;
  readonly userId: string;
  readonly channelId: string;
  /** What the button is under. */
  readonly messageId?: string;
  acknowledged: Acknowledgement | undefined;
  /** Milliseconds from the deed to the first answer. */
  acknowledgedAfter: number | undefined;
  /** Only for the one person. */
  isEphemeral: boolean;
  /** The answer that `@original` names. */
  originalId: string | undefined;
  readonly followUpIds: string[];
  /** Messages nobody else sees, by their id. */
  readonly ephemeral: Map<string, Message>;
  /** How often the original was written anew. */
  edits: number;
};

const patience = 3000;
const lifetime = 15 * 60_000;

/** Somebody does something that the program is to answer. */
export function interact(
  core: Core,
  what: {
    readonly type: number;
    readonly data: JsonObject;
    readonly user: User;
    readonly channel: Channel;
    readonly message?: Message;
  },
): Interaction {
  const { type, data, user, channel, message } = what;
  const { world } = core;
  const interaction: Interaction = {
    id: core.snowflake(),
    token: `aW50ZXJhY3Rpb24${randomBytes(48).toString('base64url')}`,
    at: core.now(),
    type,
    data,
    userId: user.id,
    channelId: channel.id,
    ...(message ? { messageId: message.id } : {}),
    acknowledged: undefined,
    acknowledgedAfter: undefined,
    isEphemeral: false,
    originalId: undefined,
    followUpIds: [],
    ephemeral: new Map(),
    edits: 0,
  };
  world.interactions.set(interaction.token, interaction);
  core.journal.note('interaction', { id: interaction.id, type, data, userId: user.id, channelId: channel.id });
  const home = world.homes.get(channel.guild_id ?? '');
  const member = home?.members.get(user.id);
  const permissions = String(permissionsIn(world, channel, user.id));
  core.dispatch({
    name: 'INTERACTION_CREATE',
    guildId: channel.guild_id,
    data: {
      id: interaction.id,
      application_id: world.application.id,
      type,
      data,
      token: interaction.token,
      version: 1,
      channel_id: channel.id,
      channel: { ...channelFor(world, channel), permissions },
      locale: 'en-US',
      app_permissions: String(permissionsIn(world, channel, world.bot.id)),
      entitlements: [],
      authorizing_integration_owners: home ? { '0': home.guild.id } : { '0': '0' },
      context: home ? 0 : 1,
      attachment_size_limit: 10_485_760,
      ...(home
        ? {
            guild_id: home.guild.id,
            guild_locale: 'en-US',
            guild: { id: home.guild.id, locale: 'en-US', features: home.guild.features },
            member: { ...member, user, permissions },
          }
        : { user }),
      ...(message ? { message: { ...message } } : {}),
    },
  });
  return interaction;
}

/** The first answer. A second one, or one that comes too late, is refused. */
export function acknowledge(core: Core, id: string, token: string, type: number, data: JsonObject): Interaction {
  const interaction = core.world.interactions.get(token);
  if (interaction === undefined || interaction.id !== id) throw unknownInteraction();
  if (interaction.acknowledged !== undefined) throw alreadyAcknowledged();
  const after = core.now() - interaction.at;
  if (after > patience) throw unknownInteraction();
  interaction.acknowledged = { type, at: core.now(), data };
  interaction.acknowledgedAfter = after;
  core.journal.note('acknowledged', { id, type, after, data: { ...data } });
  return interaction;
}

/** The interaction to which this token belongs, while it lasts. */
export function interactionOf(core: Core, token: string): Interaction | undefined {
  const found = core.world.interactions.get(token);
  if (found && core.now() - found.at > lifetime) throw badWebhookToken();
  return found;
}

/** What remains of it in the messages it brings forth. */
export const traceOf = ({ world }: Core, { id, type, userId, data, messageId }: Interaction): JsonObject => {
  const user: Json = world.users.get(userId) ?? null;
  return {
    id,
    type,
    user,
    authorizing_integration_owners: {},
    ...(typeof data['name'] === 'string' ? { name: data['name'] } : {}),
    ...(messageId === undefined ? {} : { interacted_message_id: messageId }),
  };
};
