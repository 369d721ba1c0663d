import { describe, expect, it } from 'vitest';
import type { Prompt } from '../../../../src/domain/calling/prompt.js';
import { tokensOf, tokensPerPicture } from '../../../../src/domain/calling/size.js';
import { assertFits, fitsEasily, historyBudget } from '../../../../src/domain/turn/composing/room.js';

const saying = (text: string) => ({ system: [], history: [], turn: [{ name: 'message', text }] });

describe('the window of a model', () => {
  it('takes a message that fits beside the answer', () => {
    expect(() => assertFits({ contextTokens: 2000, answerTokens: 1000 }, saying('hello'))).not.toThrow();
  });

  it('refuses a message that does not, and says how long it is', () => {
    expect(() => assertFits({ contextTokens: 2000, answerTokens: 1000 }, saying('word '.repeat(2000)))).toThrow(
      /too long: .* the model reads 2000/,
    );
  });

  it('counts the room that the answer needs', () => {
    expect(() => assertFits({ contextTokens: 1000, answerTokens: 1000 }, saying('hello'))).toThrow(/too long/);
  });
});

describe('the room for the history', () => {
  const bare: Prompt = {
    system: [{ name: 'rules', text: 'y'.repeat(3600) }],
    history: [],
    turn: [{ name: 'message', text: 'x'.repeat(360) }],
  };

  it('is what the answer, the memories and all the rest leave', () => {
    expect(historyBudget({ contextTokens: 32_000, answerTokens: 1000 }, bare)).toBe(32_000 - 1050 - 4000 - 1004 - 104);
  });

  it('leaves memories a quarter of a small window', () => {
    expect(historyBudget({ contextTokens: 8000, answerTokens: 1000 }, bare)).toBe(8000 - 1050 - 2000 - 1004 - 104);
  });

  it('is never less than none', () => {
    expect(historyBudget({ contextTokens: 1000, answerTokens: 5000 }, bare)).toBe(0);
  });
});

describe('the tokens of a prompt', () => {
  const picture = { type: 'image/png', bytes: new Uint8Array(5_000_000) };

  it('are by the count that is given', () => {
    expect(tokensOf(saying('one two three'), text => text.split(' ').filter(Boolean).length)).toBe(0 + 4 + 3 + 4);
  });

  it('grow by the same for each picture, however large', () => {
    const bare = tokensOf(saying('hello'));
    expect(tokensOf({ ...saying('hello'), pictures: [picture, picture] })).toBe(bare + 2 * tokensPerPicture);
  });

  it.each(['x', '灯', '𒀀'])('are so few that nobody needs to count them, while every byte could be one: %s', letter => {
    const window = { contextTokens: 8000, answerTokens: 1000 };
    const letters = (8000 - 1050 - 2000) / Buffer.byteLength(letter);
    expect(fitsEasily(window, saying(letter.repeat(letters - 10)))).toBe(true);
    expect(fitsEasily(window, saying(letter.repeat(letters + 10)))).toBe(false);
  });
});
