import { estimateTokens, messageTokens, type Count } from '../conversation/tokens.js';
import { render, type Prompt } from './prompt.js';

/** What a picture is counted as. How much it is depends on the model and its size; most are below this. */
export const tokensPerPicture = 1600;

/** How many tokens a model reads of a prompt, pictures included. */
export const tokensOf = (prompt: Prompt, count: Count = estimateTokens): number =>
  render(prompt).reduce((sum, { content }) => sum + messageTokens(count, content), 0) +
  (prompt.pictures?.length ?? 0) * tokensPerPicture;
