import type { Config } from '../config.js';
import { discordSurvey } from '../adapters/discord/survey/survey.js';
import type { CommandShape } from '../domain/interaction/asked.js';
import * as discord from '../domain/discord/actions.js';
import { noToken } from '../domain/discord/refusal.js';
import { lend } from './lend.js';
import type { Ports } from './ports.js';
import { openEgress } from './services.js';

/** What looking at Discord takes, without being connected to it. It is loaded only for that. */
export async function discordOver(
  { activations, clock }: Pick<discord.DiscordPorts, 'activations'> & Pick<Ports, 'clock'>,
  { services }: Config,
  signal?: AbortSignal,
) {
  const { url, token } = services.discord;
  if (token === null) throw noToken();
  const asking = { egress: await openEgress(), clock, url, token, ...(signal !== undefined && { signal }) };
  const survey = discordSurvey(asking);
  return {
    ...lend({ discordSurvey: survey, activations, clock }, discord),
    register: async (commands: readonly CommandShape[]) => {
      const { registerCommands } = await import('../adapters/discord/registering.js');
      const { id: applicationId } = await survey.application();
      return registerCommands({ url, token, applicationId }, commands);
    },
  };
}
