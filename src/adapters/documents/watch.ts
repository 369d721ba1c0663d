const lookEveryMs = 20;

/**
 * Calls once the time is over, or when much more is in memory than before. The limits of a thread hold for its heap; what
 * a document unpacks to lies outside of that.
 */
export function watch(most: { readonly ms: number; readonly bytes: number }, exceeded: () => void): () => void {
  const before = process.memoryUsage.rss();
  const looking = setInterval(() => process.memoryUsage.rss() - before > most.bytes && exceeded(), lookEveryMs);
  const timer = setTimeout(exceeded, most.ms);
  return () => {
    clearInterval(looking);
    clearTimeout(timer);
  };
}
