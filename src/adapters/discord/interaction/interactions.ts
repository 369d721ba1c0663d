import { messageOf } from '../../../domain/errors.js';
import type { Ears } from '../../../ports/station.js';
import type { Places } from '../hearing/places.js';
import { answeringOf, type AnsweringParts } from './answering.js';
import { askedIn, askerIn } from './asked.js';
import { parseInteraction } from './wire.js';

type Parts = AnsweringParts & { readonly places: Places; ears(): Pick<Ears, 'asked'> };

/** Takes what people ask of the program itself. Never throws. */
export function interactionsOf(parts: Parts) {
  const { places, log, ears } = parts;

  const taken = (data: unknown) => {
    const interaction = parseInteraction(data);
    const asked = interaction && askedIn(interaction);
    const asker =
      interaction &&
      askerIn(
        interaction,
        (channelId, guildId) =>
          places.sceneNow(channelId, guildId) ?? {
            channelId,
            guildId,
            guild: guildId === null ? undefined : places.guild(guildId),
            channel: undefined,
          },
      );
    if (interaction === undefined || asked === undefined || asker === undefined)
      return log.debug('Discord sent an interaction that nobody here offered.');
    ears().asked(asked, asker, answeringOf(parts, interaction));
  };

  return (data: unknown): void => {
    try {
      taken(data);
    } catch (error) {
      log.error('An interaction could not be taken.', { error: messageOf(error) });
    }
  };
}
