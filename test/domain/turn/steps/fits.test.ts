import { describe, expect, it } from 'vitest';
import { assertFits } from '../../../../src/domain/turn/steps/compose.js';

const saying = (text: string) => ({ system: [], history: [], turn: [{ name: 'message', text }] });

describe('the window of a model', () => {
  it('takes a message that fits beside the answer', () => {
    expect(() => assertFits(2000, 1000, saying('hello'))).not.toThrow();
  });

  it('refuses a message that does not, and says how long it is', () => {
    expect(() => assertFits(2000, 1000, saying('word '.repeat(2000)))).toThrow(/too long: .* the model reads 2000/);
  });

  it('counts the room that the answer needs', () => {
    expect(() => assertFits(1000, 1000, saying('hello'))).toThrow(/too long/);
  });
});
