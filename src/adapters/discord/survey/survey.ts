import type * as z from 'zod';
import { TzurotError } from '../../../domain/errors.js';
import { microsPerMs } from '../../../domain/time.js';
import type { Attempt, DiscordSurvey } from '../../../ports/discord-survey.js';
import { ask, read, understood, type Asking } from './ask.js';
import { tryAddress } from './address.js';
import { tryEmoji, tryFile } from './attempts.js';
import {
  applicationSchema, botSchema, guildListSchema, guildSchema, memberSchema, placeListSchema, placeSchema, webhookListSchema,
} from './wire.js'; // prettier-ignore

const pageSize = 200;
const mostPages = 50;

/** Asks Discord over plain HTTP: its client is slow to load, and connects. */
export function discordSurvey(asking: Asking): DiscordSurvey {
  const firm = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const found = await read(asking, path, schema);
    if (found !== null) return found;
    throw new TzurotError('unavailable', 'Discord refuses to say anything about the bot.', {
      try: 'config explain discord.url',
    });
  };
  return {
    async account() {
      const answer = await ask(asking, 'users/@me');
      const bot = understood(answer.is === 'given' ? answer.body : undefined, botSchema);
      const theirs = answer.is === 'given' ? Date.parse(answer.date ?? '') : Number.NaN;
      return { bot, theirs: Number.isNaN(theirs) ? null : theirs * microsPerMs };
    },
    application: () => firm('applications/@me', applicationSchema),
    async guilds() {
      const all: z.infer<typeof guildListSchema> = [];
      for (let page = 0; page < mostPages; page += 1) {
        const after = all.at(-1)?.id ?? '0';
        const found = await firm(`users/@me/guilds?limit=${pageSize}&after=${after}`, guildListSchema);
        all.push(...found);
        if (found.length < pageSize) break;
      }
      return all;
    },
    place: channelId => read(asking, `channels/${channelId}`, placeSchema),
    async placesOf(guildId) {
      const places = await read(asking, `guilds/${guildId}/channels`, placeListSchema);
      return places?.map(place => ({ ...place, guildId })) ?? null;
    },
    async guild(guildId, botId) {
      const guild = await read(asking, `guilds/${guildId}`, guildSchema);
      const member = guild && (await read(asking, `guilds/${guildId}/members/${botId}`, memberSchema));
      return guild && member && { guild, member: { id: botId, ...member } };
    },
    async webhooks(channelId, applicationId) {
      const found = await read(asking, `channels/${channelId}/webhooks`, webhookListSchema);
      if (found === null) return null;
      return { all: found.length, ours: found.filter(({ application_id: by }) => by === applicationId).length };
    },
    tryEmoji: (applicationId): Promise<Attempt> => tryEmoji(asking, applicationId),
    tryFile: (channelId): Promise<Attempt> => tryFile(asking, channelId),
    tryAddress: (url, sha256): Promise<Attempt> => tryAddress(asking, url, sha256),
  };
}
