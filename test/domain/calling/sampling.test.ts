import { describe, expect, it } from 'vitest';
import { otherwise } from '../../../src/domain/calling/sampling.js';

const anything = { id: 'some/model', able: null };

const taking = (id: string, supportedParameters: string[] | null) => ({
  id,
  able: { id, supportedParameters, reasoning: null, inputs: [], outputs: [], longestAnswerTokens: null },
});

describe('parameters for another answer', () => {
  it('are warmer, less repetitive, and of another seed; the first ones stay as they are', () => {
    const params = { temperature: 0.7, frequency_penalty: -0.1, seed: 1, top_p: 0.9 };
    expect(otherwise(params, 7, anything)).toEqual({ temperature: 0.9, frequency_penalty: 0.2, seed: 7, top_p: 0.9 });
    expect(params).toEqual({ temperature: 0.7, frequency_penalty: -0.1, seed: 1, top_p: 0.9 });
  });

  it('begin where a model begins by itself', () => {
    expect(otherwise({}, 7, anything)).toEqual({ temperature: 1.2, frequency_penalty: 0.3, seed: 7 });
  });

  it.each([
    ['some/model', { temperature: 1.9 }, 2],
    ['anthropic/claude', { temperature: 0.9 }, 1],
    ['anthropic/claude', {}, 1],
    ['~anthropic/claude-latest', {}, 1],
  ])('never leave what %s takes, from %j', (id, params, temperature) => {
    expect(otherwise({ frequency_penalty: 1.9, ...params }, 7, { id, able: null })).toMatchObject({
      temperature,
      frequency_penalty: 2,
    });
  });

  it('are changed only where the model takes them', () => {
    const params = { max_tokens: 99 };
    expect(otherwise(params, 7, taking('some/model', ['seed', 'max_tokens']))).toEqual({
      max_tokens: 99,
      seed: 7,
    });
    expect(otherwise(params, 7, taking('some/model', []))).toEqual(params);
  });

  it('leave alone what models of a name are known to refuse, where nobody lists what they take', () => {
    expect(otherwise({}, 7, taking('anthropic/claude-opus-4.7', null))).not.toHaveProperty('temperature');
  });

  it('leave the temperature of a model that thinks', () => {
    const thinking = { top_p: 0.9, reasoning: { effort: 'low' as const } };
    expect(otherwise(thinking, 7, anything)).not.toHaveProperty('temperature');
  });
});
