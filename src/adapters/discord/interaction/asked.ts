import type { Asked, Asker } from '../../../domain/interaction/asked.js';
import { nameOf } from '../wire/author.js';
import { components } from '../wire/buttons.js';
import { parseChannel } from '../wire/place.js';
import { whereaboutsOf, type Scene } from '../wire/where.js';
import { kinds, optionKinds, permissionsFrom, valuesOf, type WireInteraction } from './wire.js';

/** What somebody wants. Undefined for what this program never offered. */
export function askedIn({ type, data, message }: WireInteraction): Asked | undefined {
  if (!data) return undefined;
  const id = data.custom_id;
  if (type === kinds.command) return commandIn(data);
  if (type === kinds.completion) return completionIn(data);
  if (type === kinds.form && id)
    return {
      kind: 'form',
      id,
      fields: new Map(data.components.flat().map(({ custom_id, value }) => [custom_id, value])),
    };
  if (type === kinds.component && id && data.component_type === components.button && message)
    return { kind: 'button', id, messageId: message.id };
  return undefined;
}

type Data = NonNullable<WireInteraction['data']>;

/** The command that was named, with its part, and what was given with it. */
function named({ name, options }: Data) {
  if (!name) return undefined;
  const [first] = options;
  return first?.type === optionKinds.part
    ? { name: `${name} ${first.name}`, options: first.options }
    : { name, options };
}

function commandIn(data: Data): Asked | undefined {
  const command = named(data);
  return command && { kind: 'command', name: command.name, options: valuesOf(command.options) };
}

function completionIn(data: Data): Asked | undefined {
  const command = named(data);
  const focused = command?.options.find(option => option.focused === true);
  if (command === undefined || focused === undefined) return undefined;
  return { kind: 'completion', name: command.name, option: focused.name, typed: String(focused.value ?? '') };
}

/** Who asks. Undefined where Discord did not say, or not where. */
export function askerIn(interaction: WireInteraction, sceneOf: (channelId: string, guildId: string | null) => Scene) {
  const { member, channel_id: channelId, guild_id: guildId } = interaction;
  const user = member?.user ?? interaction.user;
  if (!user || !channelId) return undefined;
  const known = sceneOf(channelId, guildId ?? null);
  const scene = { ...known, channel: known.channel ?? parseChannel(interaction.channel) };
  return {
    accountId: user.id,
    name: nameOf(user, member?.nick),
    where: whereaboutsOf(scene, member?.roles ?? []),
    permissions: permissionsFrom(guildId && member ? member.permissions : 0n),
  } satisfies Asker;
}
