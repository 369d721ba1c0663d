import type { Asked } from '../asked.ts';
import type { Core } from '../core.ts';
import { traceOf, type Interaction } from '../interactions.ts';
import { channelIn, composed, erase, messageIn, post, type Draft } from '../messages.ts';
import { unknownMessage } from '../problems.ts';
import { flagIn, numberIn, objectIn, objectsIn, textIn } from '../wire.ts';
import { uploaded } from '../uploads.ts';
import { checkMessage, checkSubstance } from '../validation.ts';
import type { Message } from '../world.ts';
import { numbered, rewritten } from './messages.ts';

const ephemeral = 1 << 6;
const loading = 1 << 7;

/** Writes what answers an interaction: for all, or for the one person. */
export function answered(core: Core, interaction: Interaction, asked: Asked, isDeferred = false): Message {
  const { body } = asked;
  const flags = (numberIn(body, 'flags') ?? 0) | (isDeferred ? loading : 0);
  if (!isDeferred) {
    checkMessage(body, asked.files.length);
    checkSubstance(body, asked.files.length);
  }
  const channel = channelIn(core, interaction.channelId);
  const draft: Draft = {
    author: core.world.bot,
    type: interaction.type === 2 ? 20 : 0,
    content: isDeferred ? '' : textIn(body, 'content'),
    embeds: objectsIn(body, 'embeds'),
    components: numbered(objectsIn(body, 'components')),
    attachments: uploaded(core, channel.id, asked),
    flags,
    tts: flagIn(body, 'tts'),
    webhookId: core.world.application.id,
    applicationId: core.world.application.id,
    allowed: objectIn(body, 'allowed_mentions'),
    interaction: traceOf(core, interaction),
  };
  if ((flags & ephemeral) === 0) return post(core, channel, draft, 'program');
  const message = composed(core, channel, draft, core.snowflake());
  interaction.ephemeral.set(message.id, message);
  return message;
}

/** What may be done with an interaction’s answers, once it is acknowledged. */
export const afterInteraction = {
  find(core: Core, interaction: Interaction, name: string): Message {
    const id = name === '@original' ? interaction.originalId : name;
    if (id === undefined) throw unknownMessage();
    return interaction.ephemeral.get(id) ?? messageIn(core, interaction.channelId, id);
  },

  edit(core: Core, interaction: Interaction, name: string, asked: Asked): Message {
    const message = afterInteraction.find(core, interaction, name);
    if (message.id === interaction.originalId) interaction.edits += 1;
    const ready = { ...message, flags: message.flags & ~loading };
    if (!interaction.ephemeral.has(message.id))
      return rewritten(core, channelIn(core, interaction.channelId), ready, asked);
    const { body } = asked;
    const changed: Message = {
      ...ready,
      content: textIn(body, 'content') ?? message.content,
      embeds: 'embeds' in body ? objectsIn(body, 'embeds') : message.embeds,
      components: 'components' in body ? numbered(objectsIn(body, 'components')) : message.components,
      attachments: uploaded(core, interaction.channelId, asked, message.attachments),
    };
    interaction.ephemeral.set(message.id, changed);
    core.journal.note('edit', { by: 'program', id: message.id, isEphemeral: true, content: changed.content });
    return changed;
  },

  remove(core: Core, interaction: Interaction, name: string): void {
    const message = afterInteraction.find(core, interaction, name);
    if (message.id === interaction.originalId) interaction.originalId = undefined;
    if (!interaction.ephemeral.delete(message.id)) erase(core, message, 'program');
  },

  /** The first one after a deferral is the answer that was promised. */
  followUp(core: Core, interaction: Interaction, asked: Asked): Message {
    const original =
      interaction.originalId === undefined ? undefined : afterInteraction.find(core, interaction, '@original');
    if (original && (original.flags & loading) !== 0) {
      checkMessage(asked.body, asked.files.length);
      return afterInteraction.edit(core, interaction, '@original', asked);
    }
    const message = answered(core, interaction, asked);
    interaction.followUpIds.push(message.id);
    return message;
  },
};
