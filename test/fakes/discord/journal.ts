import { createWriteStream } from 'node:fs';
import type { JsonObject } from './wire.ts';

export type Entry = JsonObject & { readonly n: number; readonly at: number; readonly what: What };

export type What =
  | 'request'
  | 'message'
  | 'edit'
  | 'erase'
  | 'reaction'
  | 'typing'
  | 'channel'
  | 'webhook'
  | 'command'
  | 'emoji'
  | 'dm'
  | 'member'
  | 'guild'
  | 'interaction'
  | 'acknowledged'
  | 'connect'
  | 'identify'
  | 'resume'
  | 'resumed'
  | 'disconnect'
  | 'fault';

export type Journal = {
  readonly entries: readonly Entry[];
  note(what: What, facts: JsonObject): Entry;
  of(what: What): Entry[];
  /** The first that is so, be it there already or still to come. */
  until(isSo: (entry: Entry) => boolean): Promise<Entry>;
  /** What was asked, of all or of one route such as `POST /webhooks/:webhook/:token`. */
  requests(route?: string): Entry[];
  /** Messages the program under test brought into the world. */
  sends(about?: { readonly nonce?: string; readonly webhookId?: string; readonly channelId?: string }): Entry[];
  identifies(): Entry[];
  /** What Discord counts before it bans an address: 401, 403, and 429 unless it was shared. */
  readonly invalidRequests: number;
  close(): Promise<void>;
};

/** What happened, in order. Written into a file as well, a line each, when there is one. */
export function journal(now: () => number, path?: string): Journal {
  const entries: Entry[] = [];
  const waiting = new Set<(entry: Entry) => void>();
  const file = path === undefined ? undefined : createWriteStream(path, { flags: 'a' });
  let invalid = 0;

  const of = (what: What) => entries.filter(entry => entry.what === what);
  return {
    entries,
    note(what, facts) {
      const entry: Entry = { ...facts, n: entries.length, at: now(), what };
      entries.push(entry);
      if (what === 'request' && isInvalid(entry)) invalid += 1;
      file?.write(`${JSON.stringify(entry)}\n`);
      for (const wake of waiting) wake(entry);
      return entry;
    },
    of,
    until(isSo) {
      const found = entries.find(isSo);
      if (found) return Promise.resolve(found);
      return new Promise(resolve => {
        const wake = (entry: Entry) => {
          if (!isSo(entry)) return;
          waiting.delete(wake);
          resolve(entry);
        };
        waiting.add(wake);
      });
    },
    requests: route => of('request').filter(entry => route === undefined || entry['route'] === route),
    sends: ({ nonce, webhookId, channelId } = {}) =>
      of('message').filter(
        entry =>
          entry['by'] === 'program' &&
          (nonce === undefined || entry['nonce'] === nonce) &&
          (webhookId === undefined || entry['webhookId'] === webhookId) &&
          (channelId === undefined || entry['channelId'] === channelId),
      ),
    identifies: () => of('identify'),
    get invalidRequests() {
      return invalid;
    },
    close: () => new Promise(resolve => (file === undefined ? resolve() : file.end(resolve))),
  };
}

const isInvalid = ({ status, scope }: JsonObject): boolean =>
  status === 401 || status === 403 || (status === 429 && scope !== 'shared');
