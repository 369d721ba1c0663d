import { describe } from 'vitest';
import { httpEgress } from '../../../src/adapters/http/egress.js';
import { openAiLlm } from '../../../src/adapters/openai/llm.js';
import { systemClock } from '../../../src/adapters/system/clock.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { llmContract } from '../../contracts/llm.js';

const key = process.env['TZUROT_LIVE_OPENROUTER_KEY'];
const defaultModel = process.env['TZUROT_LIVE_OPENROUTER_MODEL'] ?? 'openai/gpt-4.1-nano';

/* It costs money and needs the Internet, so it runs only where somebody says whose money that is. */
describe.skipIf(key === undefined)('the real OpenRouter, with the key in TZUROT_LIVE_OPENROUTER_KEY', () => {
  llmContract(() => {
    const machine = { clock: systemClock(), egress: httpEgress() };
    const llm = openAiLlm(machine, { provider: 'openrouter', url: 'https://openrouter.ai/api/v1', defaultModel });
    return {
      llm,
      calling: llm,
      fields: { key: new Secret(key ?? ''), params: { max_tokens: 64 } },
      [Symbol.asyncDispose]: () => machine.egress[Symbol.asyncDispose](),
    };
  });
});
