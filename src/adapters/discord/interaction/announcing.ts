import { Routes, type REST } from 'discord.js';
import type { CommandShape } from '../../../domain/interaction/asked.js';
import { inOurWords } from '../asking.js';
import { commandBody, differences, parseCommands, wireCommand } from './commands.js';

/** Makes commands known to Discord, where they are not already: how often that may be done is limited. Says how many changed. */
export async function announceCommands(
  rest: REST,
  applicationId: string,
  commands: readonly CommandShape[],
): Promise<number> {
  const route = Routes.applicationCommands(applicationId);
  const wanted = commands.map(wireCommand);
  try {
    const changed = differences(parseCommands(await rest.get(route)), wanted);
    if (changed > 0) await rest.put(route, { body: wanted.map(commandBody) });
    return changed;
  } catch (error) {
    throw inOurWords(error);
  }
}
