import { describe, expect, it } from 'vitest';
import { partOf } from '../../../../src/domain/calling/prompt.js';
import { fakeLlm, silence } from '../../../fakes/llm.js';
import { fakeModelShelf } from '../../../fakes/model-shelf.js';
import { anAttachment, anLlmFailure, noon } from '../../../support/builders.js';
import { aModel } from '../../../support/models.js';
import { aGif } from '../../../support/pictures.js';
import { aWorld, say } from '../world.js';

const cat = anAttachment({ name: 'cat.gif', bytes: aGif() });
const models = (inputs: readonly string[]) =>
  fakeModelShelf({
    models: [aModel({ id: 'fake/model', inputs }), aModel({ id: 'see/er', inputs: ['image'] })],
    at: noon,
  });

/** A home where a model was named that sees. */
async function aGallery({ inputs = ['text'], llm = fakeLlm('A grey cat.', 'How soft.', 'Again?') } = {}) {
  const world = await aWorld({ llm, settings: { 'vision.model': { state: 'value', value: 'see/er' } } });
  return { ...world, modelShelf: models(inputs) };
}

const shownTo = (world: Awaited<ReturnType<typeof aGallery>>, id = 'one') => say(world, { id, attachments: [cat] });

describe('a picture for a model that does not see', () => {
  it('is described by the one that does, and whoever pays for the turn pays for that', async () => {
    const world = await aGallery();
    await shownTo(world);
    expect(world.llm.requests).toMatchObject([
      { model: 'see/er', prompt: { history: [], pictures: [{ type: 'image/gif' }] } },
      { model: 'fake/model' },
    ]);
    const prompt = world.llm.requests[1]?.prompt;
    expect(prompt?.pictures).toBeUndefined();
    expect(prompt && partOf(prompt, 'attachments')).toContain('A grey cat.');
    expect(await world.ledger.rows({})).toMatchObject([
      { type: 'vision', model: 'see/er', payer: 'system', state: 'settled' },
      { type: 'text', model: 'fake/model', payer: 'system', state: 'settled' },
    ]);
  });

  it('is described once', async () => {
    const world = await aGallery();
    await shownTo(world);
    await shownTo(world, 'two');
    expect(world.llm.requests.map(({ model }) => model)).toEqual(['see/er', 'fake/model', 'fake/model']);
  });

  it('stays unseen where it cannot be described, and is answered all the same', async () => {
    const world = await aGallery({ llm: fakeLlm(anLlmFailure('moderation'), 'What is it?') });
    expect(await shownTo(world)).toMatchObject({ reply: 'What is it?' });
  });
});

it('several pictures hold up the answer for two minutes at most', async () => {
  const llm = fakeLlm(silence, 'What are they?');
  const world = await aGallery({ llm });
  const pictures = [1, 2, 3].map(width => anAttachment({ name: `${width}.gif`, bytes: aGif(width) }));
  const answer = say(world, { attachments: pictures });
  await world.clock.advance(119_000);
  expect(llm.requests).toHaveLength(1);
  await world.clock.advance(1000);
  expect(await answer).toMatchObject({ reply: 'What are they?' });
  expect(llm.requests).toHaveLength(2);
});

it('a picture for a model that sees is shown to it, and to nobody else', async () => {
  const world = await aGallery({ inputs: ['text', 'image'], llm: fakeLlm('How soft.') });
  await shownTo(world);
  expect(world.llm.requests).toMatchObject([{ model: 'fake/model', prompt: { pictures: [{ type: 'image/gif' }] } }]);
});
