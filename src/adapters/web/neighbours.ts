/**
 * Who shares something with whom: an IPv4 address stands for itself, and of an IPv6 address the first half, because
 * whoever has one of those has all the rest of it.
 */
export function neighbourhoodOf(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined || !plain.includes(':')) return mapped ?? plain;
  const [before = '', after] = plain.split('::');
  const head = groupsOf(before);
  const tail = after === undefined ? [] : groupsOf(after);
  const gap = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...gap, ...tail].slice(0, 4).join(':');
}

const groupsOf = (text: string): string[] =>
  text === '' ? [] : text.split(':').map(group => group.replace(/^0+(?=.)/, ''));

/** How many of each neighbourhood are in. */
export type Crowd = {
  /** Lets somebody in who leaves with what comes back. Undefined: there are as many of them as there may be. */
  enter(address: string): (() => void) | undefined;
};

export function crowd(most: number): Crowd {
  const inside = new Map<string, number>();
  return {
    enter(address) {
      const neighbourhood = neighbourhoodOf(address);
      const there = inside.get(neighbourhood) ?? 0;
      if (there >= most) return undefined;
      inside.set(neighbourhood, there + 1);
      return () => {
        const left = (inside.get(neighbourhood) ?? 1) - 1;
        if (left === 0) inside.delete(neighbourhood);
        else inside.set(neighbourhood, left);
      };
    },
  };
}
