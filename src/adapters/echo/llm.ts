import { estimateTokens } from '../../domain/conversation/tokens.js';
import { render } from '../../domain/calling/prompt.js';
import type { Clock } from '../../ports/clock.js';
import type { Llm } from '../../ports/llm.js';
import { answerTo } from './answer.js';
import { read } from './reading.js';

const msPerWord = 18;

/** The built-in demo model: offline, free, and the same answer to the same prompt for ever. */
export function echoLlm(clock: Clock): Llm {
  return {
    provider: 'built-in',
    defaultModel: 'demo',
    async complete({ prompt, model }, { signal, onText } = {}) {
      signal?.throwIfAborted();
      const text = answerTo(read(prompt));
      if (onText !== undefined) {
        for (const word of text.match(/\s*\S+\s*/g) ?? []) {
          onText(word);
          await clock.sleep(msPerWord, signal);
        }
      }
      const tokensIn = render(prompt).reduce((sum, { content }) => sum + estimateTokens(content), 0);
      return {
        text,
        reasoning: '',
        reasoningDetails: [],
        pictures: [],
        calls: [],
        model,
        upstream: null,
        finish: 'stop',
        generationId: null,
        spent: {
          tokensIn,
          tokensOut: estimateTokens(text),
          tokensCached: 0,
          tokensReasoning: 0,
          costNanoUsd: 0,
          costText: '0',
          upstreamNanoUsd: null,
          estimated: true,
        },
      };
    },
  };
}
