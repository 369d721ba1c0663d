import type { Application, Bot } from './application.js';
import type { Permission } from './permission.js';

/** Who we are on Discord. */
export type Introduction = {
  readonly bot: Bot;
  readonly application: Application;
  /** By how much our clock is ahead of Discord's. Null where that cannot be told. */
  readonly skewMs: number | null;
};

/** An activated channel, as it was found. */
export type ChannelSight = {
  readonly id: string;
  /** Null where there is none, or where the bot is not let in. */
  readonly name: string | null;
  readonly guild: { readonly id: string; readonly name: string } | null;
  readonly isThread: boolean;
  readonly missing: readonly Permission[];
  /** Null where the bot may not ask. */
  readonly webhooks: { readonly all: number; readonly ours: number } | null;
};

/** What there is to see of Discord. */
export type DiscordSight = Introduction & {
  readonly guilds: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly ChannelSight[];
  /** How many activated channels were left out, because there are too many. */
  readonly unseen: number;
};
