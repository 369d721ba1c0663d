import { REST } from 'discord.js';
import type { CommandShape } from '../../domain/interaction/asked.js';
import type { Secret } from '../../domain/wallet/secret.js';
import { announceCommands } from './interaction/announcing.js';

type To = { readonly url: string; readonly token: Secret; readonly applicationId: string };

/** Makes commands known to Discord without being connected. Says how many changed. */
export async function registerCommands(
  { url, token, applicationId }: To,
  commands: readonly CommandShape[],
): Promise<number> {
  const rest = new REST({ api: url, version: '10', retries: 1, timeout: 15_000 }).setToken(token.reveal());
  try {
    return await announceCommands(rest, applicationId, commands);
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}
