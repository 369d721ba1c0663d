import { bySnowflake } from './snowflake.ts';
import type { Message } from './world.ts';

/** The messages of one channel, oldest first. */
export type History = {
  readonly size: number;
  put(message: Message): void;
  get(id: string): Message | undefined;
  remove(id: string): void;
  all(): Message[];
  /** At most so many, newest first, as Discord lists them. */
  before(id: string | undefined, limit: number): Message[];
  after(id: string, limit: number): Message[];
};

export function history(): History {
  const messages = new Map<string, Message>();
  const order: string[] = [];

  /** Where the id is, or would be. */
  const placeOf = (id: string): number => {
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bySnowflake(order[middle] ?? '', id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const at = (place: number) => messages.get(order[place] ?? '');
  const walk = (from: number, step: 1 | -1, limit: number): Message[] => {
    const found: Message[] = [];
    for (let place = from; place >= 0 && place < order.length && found.length < limit; place += step) {
      const message = at(place);
      if (message) found.push(message);
    }
    return found;
  };

  return {
    get size() {
      return messages.size;
    },
    put(message) {
      if (!messages.has(message.id)) {
        const place = placeOf(message.id);
        if (order[place] !== message.id) order.splice(place, 0, message.id);
      }
      messages.set(message.id, message);
    },
    get: id => messages.get(id),
    remove: id => void messages.delete(id),
    all: () => walk(0, 1, Infinity),
    before: (id, limit) => walk((id === undefined ? order.length : placeOf(id)) - 1, -1, limit),
    after: (id, limit) => {
      const place = placeOf(id);
      return walk(order[place] === id ? place + 1 : place, 1, limit).toReversed();
    },
  };
}
