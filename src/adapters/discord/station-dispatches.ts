import { Events, type Client } from 'discord.js';
import type { Log } from '../../ports/log.js';

/** By the name of the dispatch. None of them throws. */
export type Readers = ReadonlyMap<string, (data: unknown) => void>;

type Packet = { t: string | null; readonly d: unknown };

const mostHeld = 10_000;

/**
 * Reads dispatches as they stand, rather than as what the client makes of them: it needs no channel and no member in a
 * cache for that, and what it could not understand cannot make it throw. What is read here is kept from the client, for
 * which it would be work for nothing. What comes before the servers of a shard are known waits for them, unless it is read
 * `atOnce`.
 */
export function readDispatches(
  client: Client,
  { afterwards, atOnce }: { readonly afterwards: Readers; readonly atOnce: Readers },
  log: Log,
): void {
  const held = new Map<number, (() => void)[]>();

  const release = (shardId: number) => {
    const waiting = held.get(shardId) ?? [];
    held.delete(shardId);
    for (const read of waiting) read();
  };

  client.on(Events.Raw, (packet: unknown, shardId: unknown) => {
    if (!isPacket(packet) || typeof shardId !== 'number') return;
    if (packet.t === 'READY' && !held.has(shardId)) held.set(shardId, []);
    const name = packet.t;
    if (name === null) return;
    const [now, later] = [atOnce.get(name), afterwards.get(name)];
    const read = now ?? later;
    if (read === undefined) return;
    packet.t = null;
    const waiting = held.get(shardId);
    if (waiting === undefined || now !== undefined) return read(packet.d);
    if (waiting.length < mostHeld) waiting.push(() => read(packet.d));
    else log.warn('More came from Discord before its servers were known than is kept.', { shardId, mostHeld });
  });
  client.on(Events.ShardReady, release);
  client.on(Events.ShardResume, release);
}

const isPacket = (value: unknown): value is Packet =>
  typeof value === 'object' && value !== null && 't' in value && 'd' in value && typeof value.t === 'string';
