import { describe, expect, it } from 'vitest';
import { echoLlm } from '../../../src/adapters/echo/llm.js';
import { blankSketch } from '../../../src/domain/personality/personality.js';
import { compose } from '../../../src/domain/turn/composing/compose.js';
import type { Clock } from '../../../src/ports/clock.js';
import type { LlmRequest } from '../../../src/ports/llm.js';
import { llmContract } from '../../contracts/llm.js';
import { fakeClock } from '../../fakes/clock.js';
import { aLine, aLoreEntry, aMemory, anLlmRequest, aPersonality, aVenue, noon } from '../../support/builders.js';
import { someKnowledge, type Known } from '../../support/knowledge.js';

/** Time that passes as soon as somebody waits for it. */
function hurriedClock(): Clock {
  const clock = fakeClock();
  return {
    ...clock,
    sleep: (ms, signal) => {
      const slept = clock.sleep(ms, signal);
      void clock.advance(ms);
      return slept;
    },
  };
}

llmContract(() => {
  const waiting = echoLlm(fakeClock());
  return {
    llm: echoLlm(hurriedClock()),
    silent: { ...waiting, complete: (request, options) => waiting.complete(request, { ...options, onText: () => {} }) },
  };
});

const tea = aPersonality({
  prompt: { ...blankSketch('Lilith').prompt, examples: 'Lilith: The kettle is on.\nLilith: Sit down, dear.' },
});

/** A prompt as the pipeline makes it. */
const asked = (text: string, known: Known = {}): LlmRequest =>
  anLlmRequest({ prompt: compose(someKnowledge({ ...known, message: { text } })).prompt });

const answer = async (request: LlmRequest) => (await echoLlm(hurriedClock()).complete(request)).text;

const part = { value: 1, weight: 1, product: 1, inside: {} };
const parts = { similarity: part, overlap: part, waypoint: part, recency: part };
const remembering = (...memories: readonly Parameters<typeof aMemory>[0][]): Known => ({
  recalled: memories.map((fields, index) => ({
    memory: aMemory({ id: `memory-${index}`, ...fields }),
    score: 1,
    parts,
  })),
});

describe('the built-in demo model', () => {
  it('says that it is one, at length the first time', async () => {
    const first = await answer(asked('Hello.'));
    const later = await answer(asked('Hello.', { history: [aLine()] }));
    expect(first).toMatch(/demo model.*Lilith.*no language model/);
    expect(later).toMatch(/demo model/);
    expect(later.length).toBeLessThan(first.length);
  });

  it('costs nothing, and says what it would have been', async () => {
    const { model, finish, spent } = await echoLlm(hurriedClock()).complete({ ...asked('Hello.'), model: 'demo' });
    expect({ model, finish, spent }).toMatchObject({
      model: 'demo',
      finish: 'stop',
      spent: { costNanoUsd: 0, costText: '0', estimated: true },
    });
    expect(spent.tokensIn).toBeGreaterThan(20);
  });

  it('answers the same to the same, and may answer other things to others', async () => {
    const messages = ['Hello.', 'Good evening.', 'It rains.', 'I am back.', 'Tea?', 'How are you?'];
    const answers = await Promise.all(messages.map(message => answer(asked(message, { personality: tea }))));
    const again = await Promise.all(messages.map(message => answer(asked(message, { personality: tea }))));
    expect(again).toEqual(answers);
    expect(new Set(answers.map(text => text.split('\n')[0])).size).toBeGreaterThan(1);
  });

  it('speaks piece by piece, in pieces that join to the text', async () => {
    const pieces: string[] = [];
    const { text } = await echoLlm(hurriedClock()).complete(asked('Hello.', { personality: tea }), {
      onText: piece => pieces.push(piece),
    });
    expect(pieces.join('')).toBe(text);
    expect(pieces.length).toBeGreaterThan(5);
  });

  it('does not make anybody wait who does not watch', async () => {
    await expect(echoLlm(fakeClock()).complete(asked('Hello.'))).resolves.toMatchObject({ finish: 'stop' });
  });
});

describe('what it says', () => {
  it('begins with one of the personality’s own lines', async () => {
    const text = await answer(asked('Hello.', { personality: tea }));
    expect(text).toMatch(/^(The kettle is on\.|Sit down, dear\.)\n/);
  });

  it.each([
    ['person', 'You told me once: '],
    ['note', 'I have a note: '],
  ] as const)('names no day where none is known (%s)', async (role, saying) => {
    const known = remembering({ role, text: 'The telescope is in the attic.', undated: true });
    expect(await answer(asked('Where is the telescope?', known))).toContain(saying);
  });

  it('is never a line that somebody else says in the examples', async () => {
    const personality = aPersonality({
      prompt: {
        examples: '{{user}}: Where is my tea?\n{{char}}: The kettle is on.\nAda: And the milk?\n- Mind the step.',
      },
    });
    const messages = Array.from({ length: 20 }, (_, index) => `Hello number ${index}.`);
    const lines = await Promise.all(
      messages.map(async message => (await answer(asked(message, { personality }))).split('\n')[0]),
    );
    expect(new Set(lines)).toEqual(new Set(['The kettle is on.', 'Mind the step.']));
  });

  it('is what it was just told', async () => {
    expect(await answer(asked('My sister\nmoved to  Haifa.'))).toContain('Noted: “My sister moved to Haifa.”');
  });

  it('is what it was told on another day, with the day', async () => {
    const memory = remembering({ role: 'person', text: 'My sister moved to Haifa.', saidAt: noon });
    expect(await answer(asked('Where did my sister move?', memory))).toContain(
      'You told me on 20 November 2026: “My sister moved to Haifa.”',
    );
  });

  it('is what a note says', async () => {
    const memory = remembering({ role: 'note', text: 'Ada’s sister moved to Haifa.', saidAt: noon });
    expect(await answer(asked('Where did my sister move?', memory))).toContain(
      'I have a note from 20 November 2026: “Ada’s sister moved to Haifa.”',
    );
  });

  it('is the memory that shares most with the question, and none that is only a question', async () => {
    const memories = remembering(
      { role: 'person', text: 'I like my sister.' },
      { role: 'person', text: 'Where did my sister move?' },
      { role: 'person', text: 'My sister moved to Haifa.' },
      { role: 'personality', text: 'Did your sister move to Haifa, did your sister move?' },
    );
    expect(await answer(asked('Where did my sister move to?', memories))).toContain('“My sister moved to Haifa.”');
  });

  it('is what was said a moment ago', async () => {
    const history = [aLine({ text: 'My sister moved to Haifa.' })];
    expect(await answer(asked('Where did my sister move?', { history }))).toContain(
      'You told me a moment ago: “My sister moved to Haifa.”',
    );
  });

  it('is in a channel what this person said, without their name in front, and not what others did', async () => {
    const venue = aVenue({ kind: 'guild' });
    const history = [
      aLine({ text: 'My sister moved to Haifa.', speaker: { kind: 'person', id: 'bob', name: 'Bob' } }),
      aLine({ text: 'My sister moved to Jaffa.', speaker: { kind: 'person', id: 'ada', name: 'Ada' } }),
    ];
    const text = await answer(asked('Where did my sister move?', { venue, history }));
    expect(text).toContain('You told me a moment ago: “My sister moved to Jaffa.”');
    expect(await answer(asked('The kettle is on.', { venue }))).toContain('Noted: “The kettle is on.”');
  });

  it('is what the personality’s world says of it', async () => {
    const lore = [{ ...aLoreEntry(), place: 'turn' as const }];
    expect(await answer(asked('What about the tower?', { lore }))).toContain('The tower has no door.');
  });

  it('is that it does not know, where it does not', async () => {
    expect(await answer(asked('Where did my sister move?'))).toContain('nothing about that yet');
  });

  it('is that it listens, where nothing was said', async () => {
    expect(await answer(asked(''))).toContain('I am listening.');
  });

  it('keeps the letters of what people wrote', async () => {
    const memory = remembering({ role: 'person', text: 'My <b>sister</b> & I moved.' });
    expect(await answer(asked('Where did my sister move?', memory))).toContain('“My <b>sister</b> & I moved.”');
  });

  it('does not go on for ever', async () => {
    const text = await answer(asked(`I saw ${'many bees and '.repeat(500)}wasps.`));
    expect(text.length).toBeLessThan(600);
    expect(text).toContain('…”');
  });
});
