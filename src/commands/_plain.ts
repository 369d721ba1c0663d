/** Words as commands are made of. Whatever is as long as a key may be one, in the wrong place. */
export const isPlain = (word: string): boolean => /^[\p{L}-]{1,15}$/u.test(word);

/** What is said of a command line, without what may be a key in it. */
export const withoutKeys = (message: string): string =>
  message.replace(/[\w+/=~.-]{16,}/g, word => (/^[a-z-]+$/.test(word) ? word : '…'));
