import type { Edited, Erased, Said } from '../domain/inbox/said.js';
import type { Lack } from '../domain/notice/lack.js';
import type { Asked, Asker, CommandShape, Form, Reply } from '../domain/interaction/asked.js';

/**
 * How somebody who asked is answered. It has to begin within three seconds: with `form`, `complete`, or `defer`, each at
 * most once. After `defer` everything goes to `reply`, the first in place of the deferral. `reply` without `defer` begins
 * by itself. What does not fit is shortened, and of choices the first ones are shown. Everything that is private is seen by
 * whoever asked, and by nobody else. Never throws what only means that it was too late: it says false.
 */
export interface Answering {
  defer(isPrivate: boolean): Promise<boolean>;
  reply(reply: Reply, isPrivate: boolean): Promise<boolean>;
  form(form: Form): Promise<boolean>;
  complete(choices: readonly { readonly name: string; readonly value: string }[]): Promise<boolean>;
}

/** What reaches the program. None of these may throw, and none is waited for. */
export interface Ears {
  said(said: Said): void;
  edited(edited: Edited): void;
  erased(erased: Erased): void;
  /** Somebody reacted to a message. */
  reacted(reaction: {
    readonly channelId: string;
    readonly messageId: string;
    readonly accountId: string;
    readonly emoji: string;
  }): void;
  asked(asked: Asked, asker: Asker, answering: Answering): void;
  /** Something is missing to speak in a channel as it should be. Told now and then, and not each time. */
  lacking(channelId: string, lack: Lack): void;
  /** It is connected, for the first time or anew. Anew without `resumed`: something may have been missed. */
  connected(state: { readonly resumed: boolean }): void;
  /** The connection is gone, and is being made again. */
  interrupted(why: string): void;
  /** It is over, and is not made again: the error says why, and what to do. */
  ended(error: Error): void;
}

/** What there is to see of the connection. */
export type StationState = {
  readonly name: string | null;
  readonly accountId: string | null;
  readonly guilds: number;
  readonly pingMs: number | null;
  readonly isConnected: boolean;
};

/** The connection to a chat service, over which everything arrives. */
export interface Station {
  /**
   * Connects, and returns once it is. Throws `unavailable`; where the token or an intent is refused, and trying again is of
   * no use, its facts name the `closeCode`.
   */
  open(ears: Ears): Promise<void>;
  /** Hears nothing any more, and leaves. What is being sent is waited for. */
  close(): Promise<void>;
  state(): StationState;
  /** Makes the commands known that there are, where they are not already. Says how many changed. */
  announce(commands: readonly CommandShape[]): Promise<number>;
  /**
   * The id of the newest message of each of these channels that can be read, as far as it is known without asking or after
   * one question each. Null where it could not be asked now. Nobody is asked any more once the signal says so; then it
   * throws the reason.
   */
  newest(channelIds: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, string | null>>;
  /** The newest messages of a channel after this one, at most 100, oldest first. Throws `unavailable`, `denied`, `not_found`. */
  missed(channelId: string, after: string | null): Promise<Said[]>;
  /** One message as it stands, or undefined. Throws `unavailable`. */
  message(channelId: string, messageId: string): Promise<Said | undefined>;
}
