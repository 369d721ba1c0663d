/** What a kind of secret looks like, and what is left of it. */
export type Shape = { readonly pattern: RegExp; readonly mask: (found: string) => string };

/** Keeps so much that two keys can be told apart. */
const ending =
  (label: string) =>
  (found: string): string =>
    `${label}…${found.slice(-4)}`;

/**
 * Where a word begins: also right after an escape, whose last character is none of the word's.
 * Prefixes that no word ends in do without it.
 */
const start = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4})|(?<=%[0-9A-Fa-f]{2}))`;
const slash = String.raw`(?:\\?\/|%2F)`;
const blank = String.raw`(?:\s|\+|%20|\\[nrt])`;
/** Not a word of prose: prose has no digits and no capitals in the middle of a hyphenated word. */
const likeKey = String.raw`(?=[a-z_-]{0,40}[A-Z0-9])`;
const credential = String.raw`(?:(?=[A-Za-z._~+\/=-]{0,40}\d)[\w.~+\/=-]{8,}|[\w.~+\/=-]{16,})`;

/**
 * The shapes, special ones before general ones. No pattern can be made slow: what comes after a prefix is either of
 * bounded length, or nothing is required after it.
 */
export const shapes: readonly Shape[] = [
  { pattern: /sk-or-[\w-]{8,}/g, mask: ending('sk-or-') },
  { pattern: /sk-ant-[\w-]{8,}/g, mask: ending('sk-ant-') },
  { pattern: /sk-(?:proj|svcacct|admin)-[\w-]{8,}/g, mask: ending('sk-') },
  { pattern: new RegExp(`${start}sk-${likeKey}[\\w-]{20,}`, 'g'), mask: ending('sk-') },
  { pattern: new RegExp(`${start}sk_${likeKey}[A-Za-z0-9_]{20,}`, 'g'), mask: ending('sk_') },
  { pattern: /AIza[\w-]{20,}/g, mask: ending('AIza') },
  { pattern: /gh[pousr]_[A-Za-z0-9]{20,}/g, mask: ending('gh_') },
  { pattern: /github_pat_\w{20,}/g, mask: ending('github_pat_') },
  { pattern: new RegExp(`${start}(?:hf_|gsk_|xai-|pplx-)[A-Za-z0-9]{20,}`, 'g'), mask: ending('') },
  { pattern: /[MNO][\w-]{22,28}\.[\w-]{6,7}\.[\w-]{27,45}/g, mask: ending('bot ') },
  {
    pattern: new RegExp(`(?:webhooks|interactions)${slash}\\d{15,22}${slash}[\\w-]{40,}`, 'gi'),
    mask: ending('webhooks/'),
  },
  { pattern: /aW50ZXJhY3Rpb246[\w+/=-]{16,}/g, mask: ending('interaction ') },
  { pattern: new RegExp(`${start}eyJ[\\w-]{16,}(?:\\.[\\w-]+)?(?:\\.[\\w-]+)?`, 'g'), mask: ending('eyJ') },
  { pattern: new RegExp(`Bearer${blank}{1,3}${credential}`, 'gi'), mask: ending('Bearer ') },
  { pattern: new RegExp(`Basic${blank}{1,3}${credential}`, 'gi'), mask: () => 'Basic [secret]' },
  { pattern: /(?<=:\\?\/\\?\/)[^\s/?#"'<>\\]+@/g, mask: () => '[secret]@' },
  { pattern: /(?<=%3A%2F%2F)(?:(?!%2F)[\w.~!*'()%+-])+%40/gi, mask: () => '[secret]%40' },
  { pattern: /[0-9A-Fa-f]{64,}/g, mask: ending('') },
];
