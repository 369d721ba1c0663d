import { describe, expect, it } from 'vitest';
import { partOf } from '../../../src/domain/calling/prompt.js';
import { attachmentLimits } from '../../../src/domain/turn/seeing/attachment.js';
import type { Seed } from '../../contracts/stores.js';
import { fakeChat } from '../../fakes/chat.js';
import { fakeLlm } from '../../fakes/llm.js';
import { fakeModelShelf } from '../../fakes/model-shelf.js';
import { fakeTokenizer } from '../../fakes/tokenizer.js';
import { anAttachment, aPersona, anOverheard, aPersonality, aQuote, aVenue, noon } from '../../support/builders.js';
import { aModel } from '../../support/models.js';
import { aGif } from '../../support/pictures.js';
import { aWorld, say, type World } from './world.js';

const hall = aVenue({ kind: 'guild' });
const as = (userId: string, id: string, text = 'Hello, @lilith.') => ({ id, text, venue: hall, author: { userId, accountId: userId, name: userId, kind: 'person' as const } }); // prettier-ignore
/** Everybody may talk to lilith. */
const open: Seed = ({ personalities }) => personalities.update(aPersonality({ isPublic: true }));
const lastPrompt = ({ llm }: World) => {
  const prompt = llm.requests.at(-1)?.prompt;
  if (prompt === undefined) throw new Error('Nothing was asked.');
  return prompt;
};

describe('a person in sight', () => {
  it('who gets another name has it in all of their lines at once', async () => {
    const world = await aWorld({ seeds: [open], llm: { ...fakeLlm(), provider: 'built-in' } });
    await say(world, as('bob', '1'));
    await world.users.putPersona(aPersona({ userId: 'bob', name: 'Robert', isDefault: true }));
    await say(world, as('ada', '2'));
    expect(lastPrompt(world).history.map(({ text }) => text)).toEqual(['Robert: Hello, @lilith.', 'Always.']);
    expect(partOf(lastPrompt(world), 'participants')).toContain('Robert\nada');
  });

  it('is told apart from somebody of the same name', async () => {
    const world = await aWorld({ seeds: [open], llm: { ...fakeLlm(), provider: 'built-in' } });
    for (const userId of ['bob', 'mallory']) await world.users.putPersona(aPersona({ userId, name: 'Max', isDefault: true })); // prettier-ignore
    await say(world, as('mallory', '1'));
    await say(world, as('bob', '2'));
    expect(lastPrompt(world).history[0]?.text).toMatch(/^Max: /);
    expect(partOf(lastPrompt(world), 'message')).toMatch(/^Max \(2\): /);
  });

  it('never turns the lines of the personality into those of a stranger when it gets another name', async () => {
    const world = await aWorld();
    await say(world, as('ada', '1'));
    const lilith = await world.personalities.findById('lilith');
    if (lilith === undefined) throw new Error('There is no lilith.');
    await world.personalities.update({ ...lilith, displayName: 'Lily' });
    await say(world, as('ada', '2'));
    expect(lastPrompt(world).history.map(({ role }) => role)).toEqual(['user', 'assistant']);
  });
});

describe('what is linked to', () => {
  const { id, channelId } = anOverheard();
  const text = `What is https://discord.com/channels/700000000000000001/${channelId}/${id}?`;

  it('is quoted', async () => {
    const world = await aWorld({ chat: fakeChat({ overheard: [anOverheard({ text: 'The bees are late.' })] }) });
    await say(world, { text });
    expect(partOf(lastPrompt(world), 'quotes')).toContain('The bees are late.');
  });

  it('is not quoted to whoever may not read it', async () => {
    const world = await aWorld({ chat: fakeChat({ overheard: [anOverheard()], strangers: ['ada'] }) });
    await say(world, { text });
    expect(partOf(lastPrompt(world), 'quotes')).toBeUndefined();
  });

  it('fails nothing when it cannot be looked up', async () => {
    const chat = { ...fakeChat(), quote: () => Promise.reject(new Error('down')) };
    const world = await aWorld({ chat });
    expect((await say(world, { text })).reply).toBe('Always.');
  });

  it('is not quoted again while it stands in the history', async () => {
    const world = await aWorld();
    await say(world, { id: 'first', text: 'Bees.' });
    const reference = { ...aQuote({ id: 'first', text: 'Bees.' }), via: 'reply' as const };
    await say(world, { id: 'second', references: [reference] });
    expect(partOf(lastPrompt(world), 'quotes')).toBeUndefined();
  });
});

describe('a picture', () => {
  const cat = anAttachment({ name: 'cat.gif', bytes: aGif() });

  it('is seen by a model that takes pictures, and noted in what was said', async () => {
    const llm = { ...fakeLlm(), provider: 'openrouter' };
    const world = { ...(await aWorld({ llm })), modelShelf: fakeModelShelf({ models: [aModel({ id: 'fake/model', inputs: ['text', 'image'] })], at: noon }) }; // prettier-ignore
    await say(world, { id: '1', text: 'Look.', attachments: [cat] });
    expect(lastPrompt(world).pictures).toEqual([{ type: 'image/gif', bytes: cat.bytes }]);
    await say(world, { id: '2', text: 'And?' });
    expect(lastPrompt(world).pictures).toBeUndefined();
    expect(lastPrompt(world).history[0]?.text).toBe('Look.\n[picture: cat.gif]');
  });

  it('is said to be unseen where nobody sees', async () => {
    const world = await aWorld({ llm: { ...fakeLlm(), provider: 'built-in' } });
    await say(world, { attachments: [cat] });
    expect(lastPrompt(world).pictures).toBeUndefined();
    expect(partOf(lastPrompt(world), 'attachments')).toContain('cannot see');
  });
});

describe('counting', () => {
  it('is left alone while everything fits easily', async () => {
    const tokenizer = fakeTokenizer();
    const world = { ...(await aWorld()), tokenizer };
    await say(world, { id: '1', text: 'Hello.' });
    await say(world, { id: '2', text: 'Hello again.' });
    expect(tokenizer.loaded()).toBe(false);
  });

  it('decides where it gets tight', async () => {
    const tokenizer = fakeTokenizer();
    const settings = { 'llm.contextTokens': { state: 'value', value: 4000 } } as const;
    const world = { ...(await aWorld({ settings })), tokenizer };
    const text = 'extraordinarily '.repeat(500);
    expect((await say(world, { text })).reply).toBe('Always.');
    expect(tokenizer.loaded()).toBe(true);
  });

  it('is done by an estimate where what counts cannot be loaded', async () => {
    const settings = { 'llm.contextTokens': { state: 'value', value: 4000 } } as const;
    const world = { ...(await aWorld({ settings })), tokenizer: { load: () => Promise.reject(new Error('gone')) } };
    expect((await say(world, { text: 'word '.repeat(1000) })).reply).toBe('Always.');
  });
});

it('a document of which little is a word does not keep the message from being answered', async () => {
  const settings = { 'llm.contextTokens': { state: 'value', value: 4000 } } as const;
  const world = await aWorld({ settings });
  await say(world, { attachments: [anAttachment({ bytes: Buffer.from('; '.repeat(10_000)) })] });
  expect(partOf(lastPrompt(world), 'attachments')).toContain('It is too long for you to read at once.');
});

it('a document leaves room for the rest, however long it is', async () => {
  const world = await aWorld();
  const bytes = Buffer.from('bee '.repeat(attachmentLimits.bytes / 8));
  expect((await say(world, { attachments: [anAttachment({ bytes })] })).reply).toBe('Always.');
});
