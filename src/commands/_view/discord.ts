import { neededPermissions } from '../../domain/discord/permission.js';
import type { ChannelSight } from '../../domain/discord/sight.js';
import type { Paint } from './paint.js';

/** How to let the bot in, and what it asks for. */
export function invitation(link: string, name: string, paint: Paint): string {
  const width = Math.max(...neededPermissions.map(({ label }) => label.length));
  const asked = neededPermissions.map(({ label, why }) => `  ${label.padEnd(width)}  ${paint('dim', why)}`);
  return [`Open this to let ${name} into a server:`, '', `  ${link}`, '', 'It asks for:', ...asked, ''].join('\n');
}

/** What has to be given, and where. */
export const shortages = (channels: readonly ChannelSight[]): string[] =>
  channels
    .filter(({ missing }) => missing.length > 0)
    .map(({ id, name, guild, missing }) => {
      const where = guild === null ? (name ?? id) : `#${name} of ${guild.name}`;
      return `  ${where}: ${missing.map(({ label }) => label).join(', ')}`;
    });

/** The same for scripts, with the names that Discord's API has. */
export const shownChannels = (channels: readonly ChannelSight[]) =>
  channels.map(({ id, name, guild, missing, webhooks }) => ({
    id,
    name,
    guild: guild?.name ?? null,
    guildId: guild?.id ?? null,
    missing: missing.map(each => each.name),
    webhooks: webhooks?.all ?? null,
  }));
