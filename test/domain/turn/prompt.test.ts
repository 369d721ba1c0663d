import { expect, it } from 'vitest';
import { partOf, render, type Prompt } from '../../../src/domain/turn/prompt.js';

const prompt: Prompt = {
  system: [
    { name: 'rules', text: 'Be brief.' },
    { name: 'place', text: 'Here.' },
  ],
  history: [
    { role: 'user', text: 'Hello.' },
    { role: 'assistant', text: 'Hm?' },
  ],
  turn: [
    { name: 'time', text: 'It is noon.' },
    { name: 'message', text: 'Well?' },
  ],
};

it('is sent as chat messages', () => {
  expect(render(prompt)).toEqual([
    { role: 'system', content: 'Be brief.\n\nHere.' },
    { role: 'user', content: 'Hello.' },
    { role: 'assistant', content: 'Hm?' },
    { role: 'user', content: 'It is noon.\n\nWell?' },
  ]);
});

it('is looked up part by part', () => {
  expect(partOf(prompt, 'place')).toBe('Here.');
  expect(partOf(prompt, 'message')).toBe('Well?');
  expect(partOf(prompt, 'lore')).toBeUndefined();
});
