/** The pictures that may be seen. */
export type Gallery = {
  /** What kind of picture it is and how large. Undefined where nobody has it now. */
  find(sha256: string): Promise<{ readonly type: string; readonly size: number } | undefined>;
  bytes(sha256: string): Promise<Uint8Array | undefined>;
};

/** Pictures that are on their way to somebody. */
export type Shown = {
  /** Whoever takes a picture that somebody else is taking already takes the same one. It has to be let go. */
  take(sha256: string): Promise<Uint8Array | undefined>;
  letGo(sha256: string): void;
};

type Held = { readonly bytes: Promise<Uint8Array | undefined>; readonly takers: number };

/** However many take their time over a picture, it is in memory once. */
export function shownFrom(gallery: Pick<Gallery, 'bytes'>): Shown {
  const held = new Map<string, Held>();
  return {
    take(sha256) {
      const already = held.get(sha256);
      const bytes = already?.bytes ?? gallery.bytes(sha256);
      held.set(sha256, { bytes, takers: (already?.takers ?? 0) + 1 });
      return bytes;
    },
    letGo(sha256) {
      const now = held.get(sha256);
      if (now === undefined) return;
      if (now.takers === 1) held.delete(sha256);
      else held.set(sha256, { ...now, takers: now.takers - 1 });
    },
  };
}
