import { expect, it } from 'vitest';
import { partOf, render, type Prompt } from '../../../src/domain/calling/prompt.js';

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
    { role: 'system', content: 'Be brief.\n\nHere.', endsSteady: true },
    { role: 'user', content: 'Hello.' },
    { role: 'assistant', content: 'Hm?', endsSteady: true },
    { role: 'user', content: 'It is noon.\n\nWell?' },
  ]);
});

it('shows pictures with the last thing that was said', () => {
  const picture = { type: 'image/png', bytes: new Uint8Array([1]) };
  const messages = render({ ...prompt, pictures: [picture] });
  expect(messages.map(message => 'pictures' in message)).toEqual([false, false, false, true]);
  expect(messages.at(-1)).toMatchObject({ role: 'user', pictures: [picture] });
});

it('goes on with what tools were asked, and what came of it', () => {
  const call = { id: 'call-1', name: 'roll', argument: '{}' };
  const exchange = { text: 'Wait.', calls: [call], reasoning: ['hm'], results: [{ callId: 'call-1', text: '6' }] };
  expect(render({ ...prompt, exchanges: [exchange] }).slice(-2)).toEqual([
    { role: 'assistant', content: 'Wait.', calls: [call], reasoning: ['hm'] },
    { role: 'tool', callId: 'call-1', content: '6' },
  ]);
});

it('is looked up part by part', () => {
  expect(partOf(prompt, 'place')).toBe('Here.');
  expect(partOf(prompt, 'message')).toBe('Well?');
  expect(partOf(prompt, 'lore')).toBeUndefined();
});
