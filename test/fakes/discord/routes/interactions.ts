import type { Asked } from '../asked.ts';
import type { Core } from '../core.ts';
import { acknowledge, type Interaction } from '../interactions.ts';
import { invalidForm } from '../problems.ts';
import { nothing, ok, type Route } from '../route.ts';
import { checkMessage, checkModal, checkSubstance } from '../validation.ts';
import { numberIn, objectIn, objectsIn, type JsonObject } from '../wire.ts';
import type { Message } from '../world.ts';
import { afterInteraction, answered } from './after-interaction.ts';

/** The first answer to an interaction. */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: '/interactions/:interaction/:token/callback',
    isOpen: true,
    act: (core, asked, { interaction: id = '', token = '' }) => {
      const type = numberIn(asked.body, 'type') ?? 0;
      const data = objectIn(asked.body, 'data') ?? {};
      check(type, data, asked, core.world.interactions.get(token));
      const interaction = acknowledge(core, id, token, type, data);
      const message = carriedOut(core, interaction, type, { ...asked, body: data });
      if (asked.query.get('with_response') !== 'true') return nothing;
      return ok({
        interaction: {
          id,
          type: interaction.type,
          response_message_loading: type === 5,
          response_message_ephemeral: interaction.isEphemeral,
          ...(message ? { response_message_id: message.id } : {}),
        },
        resource: { type, ...(message ? { message } : {}) },
      });
    },
  },
];

function check(type: number, data: JsonObject, { files }: Asked, interaction: Interaction | undefined): void {
  if (![1, 4, 5, 6, 7, 8, 9].includes(type))
    throw invalidForm('type', 'BASE_TYPE_CHOICES', 'Value must be one of (1, 4, 5, 6, 7, 8, 9, 10, 12).');
  if (type === 4 || type === 7) checkMessage(data, files.length);
  if (type === 4) checkSubstance(data, files.length);
  if (type === 9) checkModal(data);
  if (type === 8 && objectsIn(data, 'choices').length > 25)
    throw invalidForm('data.choices', 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  const isUnder = interaction?.messageId !== undefined;
  if ((type === 6 || type === 7) && interaction !== undefined && !isUnder)
    throw invalidForm('type', 'BASE_TYPE_CHOICES', 'There is no message to update.');
}

function carriedOut(core: Core, interaction: Interaction, type: number, asked: Asked): Message | undefined {
  interaction.isEphemeral = ((numberIn(asked.body, 'flags') ?? 0) & (1 << 6)) !== 0;
  if (type === 6 || type === 7) interaction.originalId = interaction.messageId;
  if (type === 7) return afterInteraction.edit(core, interaction, '@original', asked);
  if (type !== 4 && type !== 5) return undefined;
  const message = answered(core, interaction, asked, type === 5);
  interaction.originalId = message.id;
  return message;
}
