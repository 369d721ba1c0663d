import { expect, it } from 'vitest';
import { render } from '../../../../src/domain/calling/prompt.js';
import { cleaned } from '../../../../src/domain/turn/answering/cleaned.js';
import type { Seed } from '../../../contracts/stores.js';
import {
  aLoreEntry,
  aMemory,
  anAttachment,
  anOverride,
  aPersona,
  aPersonality,
  aQuote,
  aVenue,
  after,
} from '../../../support/builders.js';
import { inCompany } from '../../../support/hostile-answers.js';
import { aWorld, say } from '../world.js';

const fields = [
  'character', 'traits', 'tone', 'age', 'appearance', 'likes', 'dislikes', 'goals', 'history', 'scenario', 'examples',
  'reminder',
] as const; // prettier-ignore

/** Lilith and ada with everything a prompt can say of them. */
const everything: Seed = async ({ personalities, users, memories }) => {
  const lilith = aPersonality();
  await personalities.update({
    ...lilith,
    prompt: Object.fromEntries(fields.map(field => [field, `Her ${field}.`])),
    manner: { ...lilith.manner, status: 'Up.', reactions: ['Ha.'], dialogues: ['So.'] },
  });
  await users.putPersona(aPersona({ pronouns: 'she/her', about: 'She counts.', isDefault: true }));
  await users.putOverride(anOverride({ sidecar: 'She fears the dark.' }));
  await memories.add(aMemory({ text: 'The lantern is hers.', saidAt: after(-99_999) }));
  await personalities.setLore('lilith', [
    aLoreEntry({ id: 'one', constant: true }),
    aLoreEntry({ id: 'two', keys: ['lantern'] }),
  ]);
};

it('every section that a prompt is made of is known when an answer repeats it', async () => {
  const world = await aWorld({ seeds: [everything] });
  await say(world, {
    text: '@lilith, where is the lantern?',
    venue: aVenue({ kind: 'guild' }),
    references: [{ ...aQuote(), via: 'reply' }],
    mentions: { people: [], channels: [{ id: '3', name: 'garden', topic: 'Bees' }], roles: [] },
    attachments: [anAttachment()],
  });
  const prompt = world.llm.requests.flatMap(request => render(request.prompt).map(({ content }) => content)).join('\n');
  const sections = [...prompt.matchAll(/^<([\w-]+)>\n[^]*?\n<\/\1>$/gm)].map(([section]) => section);
  expect(sections.length).toBeGreaterThan(8);
  for (const section of sections) expect(cleaned(`Always.\n${section}`, inCompany()).text).toBe('Always.');
});
