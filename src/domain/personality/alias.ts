import { codeSpans, isInside } from '../text/code-spans.js';
import type { Personality } from './personality.js';
import { isWordAt, wordsOf } from './words.js';

/** A name standing in a message, and whom it means. */
export type Mention = { readonly slug: string; readonly name: string; readonly start: number; readonly end: number };

type Rank = 0 | 1 | 2; // slug, alias, display name: the lower wins where two are spelled alike
type Entry = { readonly slug: string; readonly rank: Rank };
type Branch = { readonly next: Map<string, Branch>; readonly entries: Entry[] };

/** Every name anybody can be called by, as a tree of words: finding one costs the length of the name, not their number. */
export type Directory = { readonly root: Branch };

export function directoryOf(personalities: Iterable<Pick<Personality, 'slug' | 'aliases' | 'displayName'>>): Directory {
  const root: Branch = { next: new Map(), entries: [] };
  for (const { slug, aliases, displayName } of personalities) {
    enter(root, slug, slug, 0);
    for (const alias of aliases) enter(root, alias, slug, 1);
    enter(root, displayName, slug, 2);
  }
  return { root };
}

function enter(root: Branch, name: string, slug: string, rank: Rank): void {
  let branch = root;
  let first = true;
  for (const word of wordsOf(name)) {
    const step = first ? word.folded : word.gap + word.folded;
    first = false;
    const next: Branch = branch.next.get(step) ?? { next: new Map(), entries: [] };
    branch.next.set(step, next);
    branch = next;
  }
  if (branch === root) return;
  const after = branch.entries.findIndex(entry => entry.rank > rank);
  branch.entries.splice(after < 0 ? branch.entries.length : after, 0, { slug, rank });
}

const at = /[@\uff20]/g;
const endsInWord = /[\p{L}\p{N}][*_~|]*$/u;
const leadIn = /^[*_~|]*/;

/**
 * Who is mentioned, in the order of the text. The longest name wins; code, e-mail addresses and `<@123>` are none. Names
 * of those who are not available are not there.
 */
export function mentionsIn(text: string, directory: Directory, available?: ReadonlySet<string>): Mention[] {
  const code = codeSpans(text);
  const mentions: Mention[] = [];
  for (const sign of text.matchAll(at)) {
    const before = text.slice(Math.max(0, sign.index - 8), sign.index);
    if (before.endsWith('<') || endsInWord.test(before) || isInside(code, sign.index)) continue;
    const mention = nameAt(text, sign.index, directory, available);
    if (mention !== undefined) mentions.push(mention);
  }
  return mentions;
}

function nameAt(
  text: string,
  sign: number,
  directory: Directory,
  available: ReadonlySet<string> | undefined,
): Mention | undefined {
  const from = sign + 1 + (leadIn.exec(text.slice(sign + 1, sign + 9))?.[0].length ?? 0);
  if (!isWordAt(text, from)) return undefined;
  let branch = directory.root;
  let longest: Mention | undefined;
  let first = true;
  for (const word of wordsOf(text, from)) {
    const next = branch.next.get(first ? word.folded : word.gap + word.folded);
    first = false;
    if (next === undefined) break;
    branch = next;
    const entry = branch.entries.find(({ slug }) => available === undefined || available.has(slug));
    if (entry !== undefined) {
      longest = { slug: entry.slug, name: text.slice(from, word.end), start: sign, end: word.end };
    }
  }
  return longest;
}
