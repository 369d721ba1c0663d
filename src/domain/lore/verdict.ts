/** Why an entry is in a prompt. */
export type YesCode = 'constant' | 'activate' | 'sticky' | 'kept' | 'key';

/** Why it is not. */
export type NoCode =
  | 'disabled' | 'empty' | 'dont-activate' | 'spent' | 'cooldown' | 'delay' | 'after' | 'every' | 'no-key'
  | 'no-additional-key' | 'excluded' | 'secondary' | 'recursion' | 'group' | 'probability' | 'budget'; // prettier-ignore

/** What is decided about an entry, and why, in a word and in a sentence. */
export type Verdict = Yes | No;
export type Yes = { readonly active: true; readonly code: YesCode; readonly why: string };
export type No = { readonly active: false; readonly code: NoCode; readonly why: string };

export const yes = (code: YesCode, why: string): Yes => ({ active: true, code, why });
export const no = (code: NoCode, why: string): No => ({ active: false, code, why });
