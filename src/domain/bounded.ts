/** A map that never holds more than this many: what was put in longest ago goes first. */
export type Bounded<K, V> = Pick<Map<K, V>, 'get' | 'delete' | 'values' | 'has' | 'clear'> & {
  set(key: K, value: V): void;
};

export function bounded<K, V>(most: number): Bounded<K, V> {
  const held = new Map<K, V>();
  return {
    get: key => held.get(key),
    has: key => held.has(key),
    delete: key => held.delete(key),
    values: () => held.values(),
    clear: () => held.clear(),
    set(key, value) {
      held.delete(key);
      held.set(key, value);
      for (const oldest of held.keys()) {
        if (held.size <= most) return;
        held.delete(oldest);
      }
    },
  };
}
