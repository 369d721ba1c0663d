import type { Draft } from '../../../ports/llm.js';

const finishes: ReadonlyMap<string, Draft['finish']> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool_calls', 'tools'],
  ['function_call', 'tools'],
  ['content_filter', 'filtered'],
]);

export const finishOf = (reason: string): Draft['finish'] => finishes.get(reason) ?? 'other';
