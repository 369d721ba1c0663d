import type { Prompt } from '../../calling/prompt.js';
import { tokensOf } from '../../calling/size.js';
import type { Count } from '../../conversation/tokens.js';
import { TzurotError } from '../../errors.js';

/** Memories take no more than this of a prompt. */
export const memoryBudget = { shareOfWindow: 0.25, tokens: 4000 } as const;

export const memoryRoom = (contextTokens: number): number =>
  Math.min(memoryBudget.tokens, Math.floor(contextTokens * memoryBudget.shareOfWindow));

const charactersPerToken = 3;

/** How many characters of text surely take no more than this share of what a model reads at once. */
export const charactersIn = (contextTokens: number, share: number): number =>
  Math.floor(contextTokens * share * charactersPerToken);

type Window = { readonly contextTokens: number; readonly answerTokens: number };

const reserve = ({ answerTokens }: Window) => Math.ceil(answerTokens * 1.05);

const neededBy = (window: Window, bare: Prompt, count?: Count): number => reserve(window) + tokensOf(bare, count);

/** Whether a model can read this beside the room for its answer. */
export const fits = (window: Window, bare: Prompt, count?: Count): boolean =>
  neededBy(window, bare, count) <= window.contextTokens;

/** Refuses what a model cannot read at once, even with nothing remembered and nothing said before. */
export function assertFits(window: Window, bare: Prompt, count?: Count): void {
  if (fits(window, bare, count)) return;
  const needed = neededBy(window, bare, count);
  throw new TzurotError(
    'invalid',
    `This is too long: with the personality and room for an answer it comes to about ${needed} tokens, and the model reads ${window.contextTokens} at once.`,
    { try: 'config explain llm.contextTokens' },
  );
}

/** The tokens that history may take: the window, less the answer, the room kept for memories, and all that is bare of both. */
export const historyBudget = (window: Window, bare: Prompt, count?: Count): number =>
  Math.max(0, window.contextTokens - reserve(window) - memoryRoom(window.contextTokens) - tokensOf(bare, count));

/** What an estimate is off at most, but for texts that are hardly any language. */
const margin = 2;

/** Whether a prompt with all of its history fits so easily that nobody needs to count. */
export const fitsEasily = (window: Window, full: Prompt): boolean =>
  reserve(window) + memoryRoom(window.contextTokens) + margin * tokensOf(full) <= window.contextTokens;
