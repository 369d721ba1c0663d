import { describe, expect, it } from 'vitest';
import { blankSketch, isOpenTo, sketchOf, sketchSchema } from '../../../src/domain/personality/personality.js';
import { aPersonality } from '../../support/builders.js';

const isFine = (fields: object) => sketchSchema.safeParse({ ...blankSketch('Lilith'), ...fields }).success;

it('is open to everybody when it is public, else to its owner', () => {
  expect(isOpenTo(aPersonality(), 'ada')).toBe(true);
  expect(isOpenTo(aPersonality(), 'bob')).toBe(false);
  expect(isOpenTo(aPersonality({ isPublic: true }), 'bob')).toBe(true);
});

describe('what people write about it', () => {
  it('is all of it but what is ours', () => {
    const sketch = blankSketch('Lilith');
    expect(sketchOf({ ...aPersonality(), ...sketch })).toEqual(sketch);
  });

  it('is fine when it is blank', () => {
    expect(isFine({})).toBe(true);
  });

  it.each([
    ['a name that is empty', { name: '' }],
    ['a name of blanks', { displayName: ' ' }],
    ['a name of several lines', { name: 'Lilith\nof the Night' }],
    ['a name that rings a bell', { name: 'Lilith\u0007' }],
    ['a name that is too long', { name: 'x'.repeat(201) }],
    ['a part of the prompt that is empty', { prompt: { tone: '' } }],
    ['a part of the prompt that there is not', { prompt: { mood: 'dark' } }],
    ['an error message that is too long', { errorMessage: 'x'.repeat(501) }],
    ['a limit that is none', { llm: { ...blankSketch('x').llm, limits: { historyMessages: 0 } } }],
    ['a field that is ours', { slug: 'lilith' }],
  ])('is not fine with %s', (_, fields) => {
    expect(isFine(fields)).toBe(false);
  });

  it.each([
    ['a name in other writing', { name: '灯台' }],
    ['a name with a picture', { displayName: 'Lilith 🌙' }],
    ['no memories at all', { llm: { ...blankSketch('x').llm, limits: { memoryMax: 0 } } }],
    ['an error message as long as may be', { errorMessage: 'x'.repeat(500) }],
  ])('is fine with %s', (_, fields) => {
    expect(isFine(fields)).toBe(true);
  });
});
