import type { Application, Bot } from '../domain/discord/application.js';
import type { Guild, Member, Place } from '../domain/discord/place.js';
import type { Micros } from '../domain/time.js';

/** An attempt to put a picture where everybody can see it. Null where Discord took it; else why it did not, in words. */
export type Attempt = string | null;

/**
 * What can be asked of Discord without being connected to it. Every question throws `unavailable`: where the token is
 * refused, where nobody answers, where Discord is too busy for longer than one would wait. Nothing that is thrown has the
 * token in it.
 */
export interface DiscordSurvey {
  /** Whose token it is, and what Discord's clock said. Null where it said nothing. */
  account(): Promise<{ readonly bot: Bot; readonly theirs: Micros | null }>;
  application(): Promise<Application>;
  /** The servers it is in. */
  guilds(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Null where there is no such channel, or where the bot is not let in. */
  place(channelId: string): Promise<Place | null>;
  /** The channels of a server, those that the bot may not look into as well. Not its threads. Null: it is not there. */
  placesOf(guildId: string): Promise<readonly Place[] | null>;
  /** A server, and the bot in it. Null: it is not there. */
  guild(guildId: string, botId: string): Promise<{ readonly guild: Guild; readonly member: Member } | null>;
  /** How many webhooks a channel has, and how many of them are the application's. Null where the bot may not ask. */
  webhooks(channelId: string, applicationId: string): Promise<{ readonly all: number; readonly ours: number } | null>;
  /** Makes an emoji of the application, and takes it away again. */
  tryEmoji(applicationId: string): Promise<Attempt>;
  /** Posts a file in a channel, and takes it away again. */
  tryFile(channelId: string): Promise<Attempt>;
  /**
   * Whether everybody can see this picture below an address, or where there is none yet, whether anything answers there.
   * Throws `denied` where not everybody could ask.
   */
  tryAddress(url: string, sha256: string | null): Promise<Attempt>;
}
