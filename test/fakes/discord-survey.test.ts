import { everythingNeeded } from '../../src/domain/discord/permission.js';
import { TzurotError } from '../../src/domain/errors.js';
import { discordSurveyContract } from '../contracts/discord-survey.js';
import { aGuild, aPlace, guildId } from '../support/discord.js';
import { fakeDiscordSurvey } from './discord-survey.js';

discordSurveyContract(() => {
  const ids = { Bees: guildId, garden: '1001', bench: '1002', cellar: '1003' };
  const secret = { id: guildId, of: 'role' as const, allow: 0n, deny: everythingNeeded };
  const surroundings = {
    guilds: [{ guild: aGuild() }],
    places: [
      aPlace({ id: ids.garden, name: 'garden' }),
      aPlace({ id: ids.bench, name: 'bench', isThread: true, parentId: ids.garden }),
      aPlace({ id: ids.cellar, name: 'cellar', overwrites: [secret] }),
    ],
    hidden: [ids.cellar],
    webhooks: { [ids.garden]: { all: 1, ours: 1 } },
  };
  const ill = (problem: Error) => fakeDiscordSurvey({ ...surroundings, problem });
  return {
    survey: fakeDiscordSurvey(surroundings),
    ids,
    refused: ill(new TzurotError('unavailable', 'The token is refused.')),
    gone: ill(new TzurotError('unavailable', 'Nobody is there.')),
  };
});
