/** Which message a nonce stands for, for some minutes. */
export function nonces(now: () => number, lasts = 5 * 60_000) {
  const known = new Map<string, { readonly messageId: string; readonly at: number }>();
  return {
    find(key: string): string | undefined {
      const found = known.get(key);
      return found && now() - found.at < lasts ? found.messageId : undefined;
    },
    remember(key: string, messageId: string): void {
      known.delete(key);
      known.set(key, { messageId, at: now() });
      for (const [old, { at }] of known) {
        if (now() - at < lasts) break;
        known.delete(old);
      }
    },
  };
}
