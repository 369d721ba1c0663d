import type { Lack } from '../../../domain/notice/lack.js';
import type { Hash } from '../../../ports/hash.js';
import type { Clock } from '../../../ports/clock.js';
import type { Post } from '../../../ports/chat.js';
import { program } from '../../../domain/turn/speaking.js';
import { bodyOf, buttonsOf, longestContent, withSmallPrint, type MessageBody } from './body.js';
import type { Calls } from './calling/calls.js';
import type { Webhooks } from './webhooks.js';
import { nameFor, prefixFor } from './name.js';
import { nonceOf } from './nonce.js';
import type { Pace } from './pace.js';
import type { Places } from './place.js';
import type { Likeness } from './sightings.js';

export type Saying = 'webhook' | 'bot';

/** What everything that is said needs. */
export type Desk = {
  readonly calls: Calls;
  readonly clock: Clock;
  readonly hash: Pick<Hash, 'sha256'>;
  readonly places: Places;
  readonly hooks: Webhooks;
  readonly directPace: Pace;
  readonly avatarUrl: (sha256: string) => Promise<string | null>;
  readonly listedHosts: ReadonlySet<string>;
  /** What we lack to say anything at all in a channel. */
  readonly lacking: (channelId: string, lack: Lack) => void;
  /** Something is about to be said through a webhook. */
  readonly saying: (webhookId: string, text: string) => void;
  /** A message was made on Discord just now, in one way or the other. */
  readonly made: (id: string, by: Saying) => void;
  /** How a message was made, as far as that is remembered. */
  readonly madeBy: (id: string) => Saying | undefined;
};

/** The text of a post when a webhook says it. */
export const hookContent = ({ text, footer }: Post): string => withSmallPrint(text, footer);

/** The same when the bot says it: the program needs no name in front then. The name makes way for the text. */
export function plainContent({ speaker, text, footer }: Post): string {
  const named = (speaker.slug === program.slug ? '' : prefixFor(nameFor(speaker))) + text;
  return withSmallPrint(named.length <= longestContent ? named : text, footer);
}

export const hookBody = ({ listedHosts }: Desk, post: Post): MessageBody =>
  bodyOf(hookContent(post), { buttons: buttonsOf(post), listed: listedHosts });

export const plainBody = ({ listedHosts }: Desk, post: Post): MessageBody =>
  bodyOf(plainContent(post), { buttons: buttonsOf(post), listed: listedHosts });

export const postNonce = ({ hash }: Desk, { outboxId, ordinal }: Post): string =>
  nonceOf(hash, outboxId, String(ordinal));

export const likenessOf = (desk: Desk, post: Post): Likeness => ({
  name: nameFor(post.speaker),
  byWebhook: hookContent(post),
  byBot: plainContent(post),
  nonce: postNonce(desk, post),
});
