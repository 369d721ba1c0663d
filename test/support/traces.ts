import { nothingSpent } from '../../src/domain/usage/usage.js';
import type { ShownTrace } from '../../src/domain/trace/shown.js';
import { noon } from './builders.js';

/** Why lilith said “Always.” */
export const aTrace = (fields: Partial<ShownTrace> = {}): ShownTrace => ({
  reference: 'abcd1234',
  at: noon,
  personality: 'lilith',
  payer: 'own',
  model: 'some/model',
  provider: 'openrouter',
  route: [{ rule: 'direct-message', matched: true, detail: 'the last one here was lilith' }],
  parts: [
    { name: 'rules', tokens: 30, text: 'You are Lilith, in a chat.' },
    { name: 'message', tokens: 10, text: 'Are you there?' },
  ],
  params: [{ name: 'temperature', value: 0.5, from: 'personality' }],
  memories: [],
  lore: [],
  attempts: [{ model: 'some/model', provider: 'openrouter', outcome: 'answered' }],
  steps: [{ name: 'thinking', changed: false }],
  rawAnswer: 'Always.',
  reasoning: '',
  timingsMicros: { context: 1000, complete: 4000 },
  spent: nothingSpent,
  ...fields,
});
