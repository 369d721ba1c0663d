import { fold } from '../text/fold.js';
import { stem } from './porter.js';

const word = /[\p{L}\p{N}\p{M}]+/gu;
const apostrophes = /['\u2019\u02bc]/g;
const longestTerm = 64;

/** Words that say nothing about what a text is about. */
const common = new Set(
  `a about after again all also am an and any are as at be because been before being but by can could did do does
  doing done dont down for from get go got had has have having he her here hers him his how i id if ill im in into is
  isnt it its ive just like me more most my no not now of off on once only or our out over own really s same she should
  so some such t than that thats the their them then there these they this those through to too u up us very was we
  were what when where which while who whom why will with would y yes you your yours youre`.split(/\s+/),
);

/** The terms a text is found by, in order and with repetitions: folded, without common words, stemmed. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [found] of text.replace(apostrophes, '').normalize('NFKC').matchAll(word)) {
    const term = known.get(found) ?? learned(found);
    if (term !== '') terms.push(term);
  }
  return terms;
}

/* People use few words, again and again; working one out costs far more than looking it up. */
const known = new Map<string, string>();
const mostKnown = 50_000;

function learned(found: string): string {
  const term = termOf(fold(found));
  if (known.size >= mostKnown) known.clear();
  known.set(found, term);
  return term;
}

const termOf = (folded: string): string =>
  common.has(folded) ? '' : shortened(stem(folded.normalize('NFD').replace(/\p{Mn}/gu, '')));

const shortened = (term: string) => term.slice(0, longestTerm).replace(/[\ud800-\udbff]$/, '');
