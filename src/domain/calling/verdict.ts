/** What is thought of an answer that nobody has seen yet. Likeness, from 0 to 1: to something that was said before. */
export type Verdict = 'good' | 'empty' | { readonly again: 'too-alike'; readonly likeness: number };

/** How bad an answer is. The least bad one is kept. */
export const likenessOf = (verdict: Verdict): number => (typeof verdict === 'string' ? 0 : verdict.likeness);
