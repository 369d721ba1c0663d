import type { WebSocket } from 'ws';

/** What one shard of the program is being told, across the connections it is told it over. */
export type Session = {
  readonly id: string;
  readonly shard: readonly [index: number, count: number];
  readonly intents: number;
  /** Nothing, while nobody listens. */
  socket: WebSocket | undefined;
  readonly seq: number;
  /** Numbers the event, remembers it for who comes back, and gives the frame to send. */
  next(name: string, json: string): string;
  /** Every frame after this one, or nothing when some of them are forgotten, or it was never told. */
  since(seq: number): string[] | undefined;
};

export function session(
  { id, shard, intents }: Pick<Session, 'id' | 'shard' | 'intents'>,
  socket: WebSocket,
  remembers: number,
): Session {
  const frames: (string | undefined)[] = Array.from({ length: remembers });
  let seq = 0;
  return {
    id,
    shard,
    intents,
    socket,
    get seq() {
      return seq;
    },
    next(name, json) {
      seq += 1;
      const frame = `{"t":"${name}","s":${seq},"op":0,"d":${json}}`;
      frames[seq % remembers] = frame;
      return frame;
    },
    since(from) {
      if (from > seq || from < 0 || seq - from > remembers) return undefined;
      return Array.from({ length: seq - from }, (_, at) => frames[(from + 1 + at) % remembers] ?? '');
    },
  };
}
