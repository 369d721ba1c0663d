import type { ReadBytes } from '../../../ports/sources.js';
import type { Access } from '../access.js';

export const longestInner = 64 * 1024 * 1024;

/** Unpacks zips that lie in others, to be read from any place in them. */
export type InnerZips = {
  /** The entry is known by itself, and has as many bytes as it says. Throws what its reading throws. */
  open(entry: { readonly bytes: number }, read: ReadBytes): Promise<Access>;
};

type Room = { readonly memory: Buffer; entry: object | undefined; filled: Promise<void>; users: number };

/** There is room for one of them, and for more only while they are read at the same time. */
export function innerZips(): InnerZips {
  let room: Room | undefined;

  function roomFor(entry: object, read: ReadBytes): Room {
    if (room?.entry === entry) return room;
    // What is not written to takes no memory, and so all have room in the same.
    if (room === undefined || room.users > 0) room = emptyRoom();
    room.entry = entry;
    room.filled = filled(room.memory, read());
    return room;
  }

  return {
    async open(entry, read) {
      const taken = roomFor(entry, read);
      taken.users += 1;
      try {
        await taken.filled;
      } catch (error) {
        taken.users -= 1;
        taken.entry = undefined;
        throw error;
      }
      return accessTo(taken, entry.bytes);
    },
  };
}

const emptyRoom = (): Room => ({
  memory: Buffer.allocUnsafeSlow(longestInner),
  entry: undefined,
  filled: Promise.resolve(),
  users: 0,
});

async function filled(memory: Buffer, content: AsyncIterable<Uint8Array>): Promise<void> {
  let at = 0;
  for await (const block of content) {
    memory.set(block, at);
    at += block.length;
  }
}

const accessTo = (room: Room, size: number): Access => ({
  size,
  // A copy: the next one is written over it.
  load: async (start, length) => Buffer.from(room.memory.subarray(start, Math.min(start + length, size))),
  close: async () => {
    room.users -= 1;
  },
});
