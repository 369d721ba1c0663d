/** What happened, in order; and what is still to happen can be waited for. */
export type Diary<Entry> = {
  readonly entries: readonly Entry[];
  note(entry: Entry): void;
  /** Resolves as soon as it is so, which is looked at whenever something happens. */
  until(isSo: () => boolean): Promise<void>;
  /** Something happened elsewhere that may have made something so. */
  look(): void;
};

export function diary<Entry>(): Diary<Entry> {
  const entries: Entry[] = [];
  const waiting = new Set<() => void>();
  const look = () => waiting.forEach(each => each());
  return {
    entries,
    look,
    note(entry) {
      entries.push(entry);
      look();
    },
    until: isSo =>
      new Promise(resolve => {
        const glance = () => {
          if (!isSo()) return;
          waiting.delete(glance);
          resolve();
        };
        waiting.add(glance);
        glance();
      }),
  };
}
