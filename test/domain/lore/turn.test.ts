import { describe, expect, it } from 'vitest';
import type { LoreEntry } from '../../../src/domain/personality/lore.js';
import { why } from '../../../src/domain/trace/actions.js';
import { partOf, type Prompt } from '../../../src/domain/calling/prompt.js';
import { fakeLlm } from '../../fakes/llm.js';
import { aPersonality, aUser, aVenue } from '../../support/builders.js';
import { anEntry } from '../../support/lore.js';
import { aWorld, say, type World } from '../turn/world.js';

/** Lilith with lore, and a model anybody may ask. */
const withLore = (...entries: readonly LoreEntry[]) =>
  aWorld({
    llm: { ...fakeLlm(), provider: 'built-in' },
    seeds: [({ personalities }) => personalities.setLore('lilith', entries)],
  });

const lastPrompt = ({ llm }: World): Prompt | undefined => llm.requests.at(-1)?.prompt;
const told = (world: World, part: 'lore' | 'triggered-lore') => {
  const prompt = lastPrompt(world);
  return prompt && partOf(prompt, part)?.split('\n').slice(1, -1);
};

/** Says these lines one after the other, and looks what lore came with each. */
const toldInTurns = async (world: World, ...said: readonly string[]) => {
  const turns = [];
  for (const [index, text] of said.entries()) {
    await say(world, { id: String(index), text });
    turns.push(told(world, 'triggered-lore') ?? []);
  }
  return turns;
};

describe('in a talk', () => {
  it('lore stays for as many lines as it says, answers among them', async () => {
    const world = await withLore(anEntry('tower', { scanDepth: 1, sticky: 3 }));
    expect(await toldInTurns(world, 'The tower!', 'Really?', 'Hm.')).toEqual([['About tower.'], ['About tower.'], []]);
  });

  it('lore rests for as many lines as it says', async () => {
    const world = await withLore(anEntry('tower', { scanDepth: 1, cooldown: 3 }));
    expect(await toldInTurns(world, 'tower', 'tower', 'tower')).toEqual([['About tower.'], [], ['About tower.']]);
  });

  it('lore waits for lines and for answers', async () => {
    const world = await withLore(
      anEntry('tower', { delay: 3 }),
      anEntry('gate', {}, { keys: ['tower'], content: '@@activate_only_after 2\nThe gate.' }),
    );
    expect(await toldInTurns(world, 'tower', 'tower', 'tower')).toEqual([
      [],
      ['About tower.'],
      ['The gate.', 'About tower.'],
    ]);
  });

  it('the same message once more has the same luck', async () => {
    const entries = Array.from({ length: 20 }, (_, id) => anEntry(`k${id}`, { probability: 50 }, { keys: ['tower'] }));
    const [first, second] = [await withLore(...entries), await withLore(...entries)];
    await say(first, { text: 'tower' });
    await say(second, { text: 'tower' });
    expect(told(first, 'triggered-lore')).toEqual(told(second, 'triggered-lore'));
  });

  it('lore takes a quarter of what the model reads at once, and no more', async () => {
    const half = 'x'.repeat(16_000 * 3.6);
    const world = await withLore(anEntry('a', {}, { constant: true, content: half }), anEntry('tower'));
    expect(await toldInTurns(world, 'tower')).toEqual([['About tower.']]);
    expect(told(world, 'lore')).toBeUndefined();
  });
});

describe('a trace', () => {
  const lore = [anEntry('tower'), anEntry('world', {}, { constant: true })];

  it('says what brought lore up', async () => {
    const world = await withLore(...lore);
    const { reference } = await say(world, { text: 'The tower!' });
    expect((await why(world, aUser(), reference)).lore).toEqual([
      { id: 'tower', title: 'tower', constant: false, why: '“tower” is heard.' },
      { id: 'world', title: 'world', constant: true, why: 'It is always there.' },
    ]);
  });

  it('of somebody else’s answer does not say what was said', async () => {
    const world = await withLore(...lore);
    await world.personalities.update(aPersonality({ isPublic: true }));
    const { reference } = await say(world, {
      text: '@lilith the tower!',
      author: { userId: 'bob', accountId: 'bob', name: 'bob', kind: 'person' },
      venue: aVenue({ channelId: 'dm-bob' }),
    });
    expect((await why(world, aUser(), reference)).lore).toEqual([
      { id: 'tower', title: '', constant: false },
      { id: 'world', title: '', constant: true },
    ]);
  });
});
