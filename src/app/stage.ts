import { leaveSeat, takeSeat } from '../adapters/sqlite/attendance.js';
import { sqliteOutbox } from '../adapters/sqlite/outbox.js';
import { sqlitePersonalities } from '../adapters/sqlite/personalities.js';
import { systemHash } from '../adapters/system/hash.js';
import { systemWorkers } from '../adapters/system/workers.js';
import { softly } from '../domain/around.js';
import { TzurotError } from '../domain/errors.js';
import { isoOf } from '../domain/time.js';
import type { ChatSurface } from '../ports/chat.js';
import type { Station } from '../ports/station.js';
import type { Foundation } from './foundation.js';
import { openEgress } from './services.js';

/** Discord as a place to hear and to speak. */
export type Stage = { readonly station: Station; readonly chat: ChatSurface };

const cdnUrl = 'https://cdn.discordapp.com';

/** Null where there is no token. What it takes is loaded only here. */
export async function stageOver({ config, db, clock, log }: Foundation): Promise<Stage | null> {
  const { url: apiUrl, token } = config.services.discord;
  if (token === null) return null;
  const { openStage } = await import('../adapters/discord/stage.js');
  const egress = await openEgress();
  const outbox = sqliteOutbox(db);
  return openStage(
    { clock, log, egress, hash: systemHash() },
    {
      token,
      apiUrl,
      cdnUrl,
      ...config.discord,
      publicUrl: config.publicUrl,
      picture: sha256 => sqlitePersonalities(db).picture(sha256),
      drafted: ({ outboxId }, id) =>
        void softly(log, 'Noting where an answer begins', () => outbox.drafted(outboxId, id, clock.now())),
    },
  );
}

/**
 * Runs something while this program has the one seat of whoever speaks for a home. Throws `conflict` while another program
 * has it.
 */
export async function seated<T>({ db, clock }: Pick<Foundation, 'db' | 'clock'>, work: () => Promise<T>): Promise<T> {
  const workers = systemWorkers();
  const self = workers.self();
  const holder = await takeSeat(db, { worker: self, since: clock.now() }, workers.isAlive);
  if (holder !== undefined) {
    const [pid] = holder.worker.split(':');
    const since = isoOf(holder.since);
    throw new TzurotError('conflict', `Process ${pid} speaks for this home already, since ${since}. End it first.`);
  }
  try {
    return await work();
  } finally {
    await leaveSeat(db, self);
  }
}

/** One surface for all: whoever sits at the machine is at a terminal, everybody else on Discord. */
export function surfaceOf(terminal: ChatSurface, stage: Stage | null): ChatSurface {
  if (stage === null) return terminal;
  const { chat } = stage;
  const at = (channelId: string) => (channelId.startsWith('terminal:') ? terminal : chat);
  return {
    longestMessage: (channelId, speaker) => at(channelId).longestMessage(channelId, speaker),
    post: post => at(post.channelId).post(post),
    sightings: (post, since, looking) => at(post.channelId).sightings(post, since, looking),
    rewrite: (post, id) => at(post.channelId).rewrite(post, id),
    erase: (channelId, id) => at(channelId).erase(channelId, id),
    draft: draft => at(draft.channelId).draft(draft),
    typing: (channelId, until) => at(channelId).typing(channelId, until),
    recent: (channelId, before, most) => at(channelId).recent(channelId, before, most),
    quote: (links, accountId) => chat.quote(links, accountId),
    contentOf: file => chat.contentOf(file),
    tell: (accountId, text) => chat.tell(accountId, text),
  };
}
