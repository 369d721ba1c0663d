import type { Journal } from './journal.ts';
import type { JsonObject } from './wire.ts';
import type { World } from './world.ts';

/** Something the gateway tells, to whom it concerns. */
export type Dispatch = {
  readonly name: string;
  readonly data: JsonObject;
  /** Nothing for what happens outside of guilds, which shard 0 hears of. */
  readonly guildId?: string | undefined;
  /** Who cannot see this channel hears nothing of it. */
  readonly channelId?: string | undefined;
};

/** What every part of this Discord shares. */
export type Core = {
  readonly world: World;
  readonly journal: Journal;
  /** Milliseconds. */
  now(): number;
  snowflake(at?: number): string;
  dispatch(event: Dispatch): void;
  /** Does something later, unless all is over by then. */
  later(ms: number, act: () => void): void;
  /** Where files are served. */
  readonly cdn: string;
};

export const stamp = (ms: number): string => new Date(ms).toISOString();
