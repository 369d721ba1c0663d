import type { Prompt } from '../../calling/prompt.js';
import { tokensOf } from '../../calling/size.js';
import { estimateTokens, mostTokens, type Count } from '../../conversation/tokens.js';
import { TzurotError } from '../../errors.js';

/** Memories take no more than this of a prompt. */
export const memoryBudget = { shareOfWindow: 0.25, tokens: 4000 } as const;

export const memoryRoom = (contextTokens: number): number =>
  Math.min(memoryBudget.tokens, Math.floor(contextTokens * memoryBudget.shareOfWindow));

/** What room there is for memories. Where their tokens are only estimated, there is room for so many bytes, too. */
export type MemoryRoom = { readonly tokens: number; readonly bytes: number; readonly count: Count };

const charactersPerToken = 3;

/**
 * How many characters of text take no more than this share of what a model reads at once. Taken as bytes, even what is
 * hardly any language takes no more than three times as much.
 */
export const charactersIn = (contextTokens: number, share: number): number =>
  Math.floor(contextTokens * share * charactersPerToken);

export type Window = { readonly contextTokens: number; readonly answerTokens: number };

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

/** The room for memories beside the history. A long message takes it from them. */
export function memoryRoomBeside(window: Window, prompt: Prompt, count: Count): MemoryRoom {
  const left = window.contextTokens - neededBy(window, prompt, count);
  return { count, bytes: Infinity, tokens: Math.max(0, Math.min(memoryRoom(window.contextTokens), left)) };
}

/** The same where nobody counted. */
export const estimatedMemoryRoom = (window: Window, prompt: Prompt): MemoryRoom => ({
  count: estimateTokens,
  bytes: Math.max(0, window.contextTokens - neededBy(window, prompt, mostTokens)),
  tokens: memoryRoom(window.contextTokens),
});

/** Whether a prompt with all of its history fits so easily that nobody needs to count, whatever stands in it. */
export const fitsEasily = (window: Window, full: Prompt): boolean =>
  reserve(window) + memoryRoom(window.contextTokens) + tokensOf(full, mostTokens) <= window.contextTokens;
