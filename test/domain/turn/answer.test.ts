import { describe, expect, it } from 'vitest';
import { hear, memoriesOf, recover, wayOf } from '../../../src/domain/turn/actions.js';
import { tokensOf } from '../../../src/domain/calling/size.js';
import { choose } from '../../../src/domain/settings/actions.js';
import { why } from '../../../src/domain/trace/actions.js';
import { partOf } from '../../../src/domain/calling/prompt.js';
import type { Post } from '../../../src/ports/chat.js';
import { talks, type Seed } from '../../contracts/stores.js';
import { fakeChat } from '../../fakes/chat.js';
import { fakeLlm, silence } from '../../fakes/llm.js';
import { aLoreEntry, aMemory, anIncoming, anLlmFailure, aPersona, aPersonality, aUser, aVenue, noon } from '../../support/builders.js'; // prettier-ignore
import { aWorld, refusal, say, sayInVain, type World } from './world.js';

const hall = aVenue({ kind: 'guild' });
const asked = ({ llm }: World) => llm.requests.map(({ prompt }) => prompt);
const lastPrompt = (world: World) => {
  const prompt = asked(world).at(-1);
  if (prompt === undefined) throw new Error('The model was not asked.');
  return prompt;
};
const delivered = ({ chat }: World) => chat.posts.map(({ text }) => text);
const linesIn = async ({ conversations }: World, channelId: string) => {
  const current = await conversations.current(channelId);
  return current === undefined ? [] : (await conversations.lines(current.id, 100)).lines.map(({ text }) => text);
};
const states = async ({ ledger }: World) => (await ledger.rows({})).map(({ state }) => state);

describe('an answer', () => {
  it('is what the model said', async () => {
    const world = await aWorld({ llm: fakeLlm('I am here.') });
    expect(await say(world)).toMatchObject({
      slug: 'lilith',
      reply: 'I am here.',
      made: { provider: 'openrouter', payer: 'system' },
    });
    expect(delivered(world)).toEqual(['I am here.']);
  });

  it('is cleaned, and has names for placeholders', async () => {
    const persona: Seed = ({ users }) => users.putPersona(aPersona({ name: 'Countess', isDefault: true }));
    const world = await aWorld({
      llm: fakeLlm('<think>Hm.</think>Lilith: Yes, {{user}}, {char} is here.'),
      seeds: [persona],
    });
    expect(await say(world)).toMatchObject({ reply: 'Yes, Countess, Lilith is here.' });
  });

  it('is spoken by the personality, where it was asked, and pings nobody', async () => {
    const world = await aWorld();
    await say(world);
    expect(world.chat.posts).toMatchObject([
      { channelId: 'dm-ada', speaker: { slug: 'lilith', name: 'Lilith' }, text: 'Always.', mentions: 'none' },
    ]);
  });

  it('is cut where the surface takes no longer messages', async () => {
    const world = await aWorld({ llm: fakeLlm('One. Two. Three.'), chat: fakeChat({ longestMessage: 6 }) });
    await say(world);
    expect(delivered(world)).toEqual(['One. ', 'Two. ', 'Three.']);
  });

  it('leaves both lines of the conversation, in order', async () => {
    const world = await aWorld();
    await say(world, { text: 'Are you there?' });
    expect(await linesIn(world, 'dm-ada')).toEqual(['Are you there?', 'Always.']);
  });

  it('leaves both halves in memory, of which one answers the other', async () => {
    const world = await aWorld();
    await say(world);
    const halves = await world.memories.list({ personalityId: 'lilith' });
    const [heard, spoken] = (['person', 'personality'] as const).map(role => halves.find(half => half.role === role));
    expect([heard?.text, spoken?.text]).toEqual(['Are you there?', 'Always.']);
    expect(spoken?.replyTo).toBe(heard?.id);
    expect(await memoriesOf(world, 'hello', 'lilith')).toEqual([heard?.id, spoken?.id]);
  });

  it('has ids that follow from the message, whatever the attempt', async () => {
    const [one, other] = [await aWorld(), await aWorld({ llm: fakeLlm('Another time.') })];
    await say(one);
    await other.clock.advance(5000);
    await say(other);
    expect(await memoriesOf(one, 'hello', 'lilith')).toEqual(await memoriesOf(other, 'hello', 'lilith'));
  });

  it('asks the model for no more than it may say', async () => {
    const world = await aWorld({ settings: { 'llm.maxTokens': { state: 'value', value: 99 } } });
    await say(world);
    expect(world.llm.requests).toMatchObject([{ model: 'fake/model', params: { max_tokens: 99 } }]);
  });

  it('is asked for with what the personality sets', async () => {
    const lilith = aPersonality();
    const seed: Seed = ({ personalities }) =>
      personalities.update({
        ...lilith,
        llm: { ...lilith.llm, model: 'some/model', params: { temperature: 0, max_tokens: 7 } },
      });
    const world = await aWorld({ seeds: [seed] });
    await say(world);
    expect(world.llm.requests).toMatchObject([{ model: 'some/model', params: { temperature: 0, max_tokens: 7 } }]);
  });
});

describe('a record', () => {
  it('is there before the answer is delivered', async () => {
    const seen: unknown[] = [];
    const chat = fakeChat();
    const world: World = await aWorld({
      chat: {
        ...chat,
        async post(post: Post) {
          seen.push(await linesIn(world, 'dm-ada'), await world.outbox.waiting('dm-ada'));
          return chat.post(post);
        },
      },
    });
    await say(world);
    expect(seen).toMatchObject([['Are you there?', 'Always.'], [{ chunks: ['Always.'] }]]);
  });

  it('says when the answer arrived', async () => {
    const world = await aWorld();
    await say(world);
    expect(await world.turns.find('hello', 'lilith')).toMatchObject({ deliveredAt: noon });
    expect(await world.outbox.waiting('dm-ada')).toEqual([]);
  });
});

describe('a delivery that fails', () => {
  const failing = async () => {
    const world = await aWorld({ chat: fakeChat({ failures: 1 }) });
    const error = await refusal(say(world));
    return { world, error };
  };

  it('is told, and leaves the answer waiting', async () => {
    const { world, error } = await failing();
    expect(error).toMatchObject({ code: 'unavailable' });
    expect(await world.outbox.waiting('dm-ada')).toMatchObject([{ chunks: ['Always.'] }]);
  });

  it('is made up for later, once', async () => {
    const { world } = await failing();
    expect(await recover(world, 'dm-ada')).toMatchObject([{ chunks: ['Always.'] }]);
    expect(await recover(world, 'dm-ada')).toEqual([]);
    expect(delivered(world)).toEqual(['Always.']);
  });

  it('is made up for when the same message comes again, without asking the model', async () => {
    const { world } = await failing();
    expect(await say(world)).toMatchObject({ reply: 'Always.', made: null });
    expect(delivered(world)).toEqual(['Always.']);
    expect(world.llm.requests).toHaveLength(1);
  });

  it('is made up for in the place where it failed, and nowhere else', async () => {
    const { world } = await failing();
    expect(await recover(world, 'hall')).toEqual([]);
    expect(delivered(world)).toEqual([]);
  });

  it('is made up for where the caller wants it', async () => {
    const { world } = await failing();
    const elsewhere = fakeChat();
    await recover(world, 'dm-ada', elsewhere);
    expect(elsewhere.posts.map(({ text }) => text)).toEqual(['Always.']);
    expect(delivered(world)).toEqual([]);
  });

  it('is paid for once', async () => {
    const { world } = await failing();
    await recover(world, 'dm-ada');
    expect(await states(world)).toEqual(['settled']);
  });
});

describe('the same message', () => {
  it('has the same answer when it comes again, and one record', async () => {
    const world = await aWorld({ llm: fakeLlm('First.', 'Second.') });
    const first = await say(world);
    const second = await say(world);
    expect(second).toEqual({ ...first, made: null });
    expect(await linesIn(world, 'dm-ada')).toEqual(['Are you there?', 'First.']);
  });

  it('is delivered once', async () => {
    const world = await aWorld();
    await say(world);
    await say(world);
    expect(delivered(world)).toEqual(['Always.']);
  });

  it('has one record and one answer when it comes twice at once', async () => {
    const world = await aWorld({ llm: fakeLlm('First.', 'Second.'), seeds: [talks] });
    const answers = await Promise.all([say(world), say(world)]);
    expect(await linesIn(world, 'dm-ada')).toHaveLength(2);
    expect(new Set(answers.map(({ reply }) => reply)).size).toBe(1);
  });
});

describe('a model that fails', () => {
  it('is told as it is', async () => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure('rate-limit')) });
    expect(await sayInVain(world)).toMatchObject({
      code: 'unavailable',
      message: 'OpenRouter is being asked too often. Try again in a while.',
      facts: {
        failure: 'rate-limit',
        reference: expect.any(String),
        attempts: [{ outcome: 'rate-limit' }, { outcome: 'rate-limit' }, { outcome: 'rate-limit' }],
      },
    });
  });

  it('leaves a failed row in the ledger each time it was asked', async () => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure()) });
    await sayInVain(world);
    expect(await states(world)).toEqual(['failed', 'failed', 'failed']);
  });

  it('leaves no line, no memory and no answer', async () => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure()) });
    await sayInVain(world);
    expect(await linesIn(world, 'dm-ada')).toEqual([]);
    expect(await world.memories.list({ personalityId: 'lilith' })).toEqual([]);
    expect(delivered(world)).toEqual([]);
  });

  it('may be asked again by the same message', async () => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure('bad-request'), 'Now.') });
    await sayInVain(world);
    expect(await say(world)).toMatchObject({ reply: 'Now.', made: {} });
    expect(await states(world)).toEqual(['failed', 'settled']);
  });

  it.each(['', '  \n', '<think>Hm.</think>', 'Lilith:'])('is one that says nothing: %j', async text => {
    const world = await aWorld({ llm: fakeLlm(text) });
    expect(await refusal(say(world))).toMatchObject({ code: 'unavailable', facts: { failure: 'empty' } });
    expect(await linesIn(world, 'dm-ada')).toEqual([]);
    expect(await states(world)).toEqual(['settled', 'settled', 'settled']);
  });
});

describe('an answer that is broken off', () => {
  const reason = new Error('Ada changed her mind.');

  it('throws the reason, and records nothing', async () => {
    const stopping = new AbortController();
    const world = await aWorld({ llm: fakeLlm(silence) });
    const answer = refusal(say(world, {}, { signal: stopping.signal }));
    await world.clock.advance(1);
    stopping.abort(reason);
    expect(await answer).toBe(reason);
    expect(await linesIn(world, 'dm-ada')).toEqual([]);
    expect(await states(world)).toEqual(['abandoned']);
  });

  it('before it began is not asked for', async () => {
    const world = await aWorld();
    expect(await refusal(say(world, {}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(world.llm.requests).toEqual([]);
  });
});

describe('who pays', () => {
  const bob = {
    author: { userId: 'bob', accountId: 'bob', name: 'bob', kind: 'person' as const },
    venue: aVenue({ channelId: 'dm-bob' }),
  };
  const open: Seed = ({ personalities }) => personalities.update(aPersonality({ isPublic: true }));

  it('is not the owner for somebody else, and then nothing is asked', async () => {
    const world = await aWorld({ seeds: [open] });
    expect(await refusal(say(world, bob))).toMatchObject({ code: 'denied' });
    expect(world.llm.requests).toEqual([]);
    expect(await states(world)).toEqual([]);
  });

  it('is nobody where the answer costs nothing', async () => {
    const world = await aWorld({ seeds: [open], llm: { ...fakeLlm(), provider: 'built-in' } });
    expect(await say(world, bob)).toMatchObject({ made: { payer: 'none' } });
  });
});

describe('what a personality knows', () => {
  it('is what was said before, from both sides', async () => {
    const world = await aWorld({ llm: fakeLlm('First.', 'Second.') });
    await say(world, { id: '1', text: 'One?' });
    await say(world, { id: '2', text: 'Two?' });
    expect(lastPrompt(world).history).toEqual([
      { role: 'user', text: 'One?' },
      { role: 'assistant', text: 'First.' },
    ]);
    expect(partOf(lastPrompt(world), 'message')).toBe('Two?');
  });

  it('is no more of it than may be seen', async () => {
    const world = await aWorld({ settings: { 'history.messages': { state: 'value', value: 4 } } });
    for (let index = 0; index < 9; index++) await say(world, { id: `${index}`, text: `Line ${index}.` });
    expect(lastPrompt(world).history.map(({ text }) => text)).toEqual(['Line 6.', 'Always.', 'Line 7.', 'Always.']);
  });

  it('is what it remembers, and is told as a note', async () => {
    const note: Seed = ({ memories }) => memories.add(aMemory({ text: 'The lantern is in the harbour.' }));
    const world = await aWorld({ seeds: [note] });
    const { made } = await say(world, { text: 'Where is the lantern?' });
    expect(partOf(lastPrompt(world), 'memories')).toContain('The lantern is in the harbour.');
    expect(made?.memories.map(({ memory }) => memory.id)).toEqual(['memory']);
  });

  it('is lore that the last lines bring up, and lore that is constant', async () => {
    const lore: Seed = ({ personalities }) =>
      personalities.setLore('lilith', [
        aLoreEntry({ id: 'tower' }),
        aLoreEntry({ id: 'gate', keys: ['gate'], content: 'The gate is shut.' }),
        aLoreEntry({ id: 'world', keys: [], constant: true, content: 'The world is round.' }),
      ]);
    const world = await aWorld({ seeds: [lore] });
    await say(world, { id: '1', text: 'Do you see the tower?' });
    await say(world, { id: '2', text: 'Really?' });
    expect(partOf(lastPrompt(world), 'triggered-lore')).toContain('The tower has no door.');
    expect(partOf(lastPrompt(world), 'lore')).toContain('The world is round.');
    expect(JSON.stringify(lastPrompt(world))).not.toContain('The gate is shut.');
  });

  it('is the time where the person is', async () => {
    const world = await aWorld();
    await world.users.setTimezone('ada', 'Asia/Tokyo');
    await say(world);
    expect(partOf(lastPrompt(world), 'time')).toContain('21:00');
  });

  it('fits the window of the model, whatever there is to know', async () => {
    const contextTokens = 4000;
    const seeds: Seed[] = [
      ({ personalities }) => personalities.update(aPersonality({ prompt: { system: 'Be brief. '.repeat(200) } })),
      ({ personalities }) =>
        personalities.setLore('lilith', [aLoreEntry({ constant: true, content: 'The world is round. '.repeat(150) })]),
      ({ users }) => users.putPersona(aPersona({ about: 'Counts. '.repeat(50), isDefault: true })),
      async ({ memories }) => {
        for (let index = 0; index < 30; index++)
          await memories.add(aMemory({ id: `${index}`, text: `A lantern & ${index}. `.repeat(9) }));
      },
    ];
    const world = await aWorld({
      llm: fakeLlm('word '.repeat(60)),
      seeds,
      settings: { 'llm.contextTokens': { state: 'value', value: contextTokens }, 'limits.person': { state: 'off' } },
    });
    for (let index = 0; index < 30; index++) await say(world, { id: `${index}`, text: 'lantern '.repeat(30) });
    const count = await world.tokenizer.load();
    for (const prompt of asked(world)) {
      const tokens = tokensOf(prompt, count);
      expect(tokens).toBeLessThanOrEqual(contextTokens - 1024 * 1.05);
    }
    expect(lastPrompt(world).history.length).toBeGreaterThan(2);
  });
});

describe('memory', () => {
  const lantern: Seed = ({ memories }) => memories.add(aMemory({ text: 'The lantern is in the harbour.' }));
  const question = { text: 'Where is the lantern?' };

  it.each<[string, (world: World) => Promise<unknown>]>([
    ['everywhere', world => choose(world, { userId: 'ada', personalityId: null }, 'memory', 'off')],
    ['with this personality', world => choose(world, { userId: 'ada', personalityId: 'lilith' }, 'memory', 'off')],
    ['by the personality itself', world => world.personalities.update(aPersonality({ isStateless: true }))],
  ])('that is off %s is neither read nor written', async (_, turnOff) => {
    const world = await aWorld({ seeds: [lantern] });
    await turnOff(world);
    await say(world, question);
    expect(partOf(lastPrompt(world), 'memories')).toBeUndefined();
    expect((await world.memories.list({ personalityId: 'lilith' })).map(({ id }) => id)).toEqual(['memory']);
    expect(await memoriesOf(world, 'hello', 'lilith')).toEqual([]);
  });

  it('that is off leaves the conversation as it is', async () => {
    const world = await aWorld();
    await choose(world, { userId: 'ada', personalityId: null }, 'memory', 'off');
    await say(world, question);
    expect(await linesIn(world, 'dm-ada')).toEqual(['Where is the lantern?', 'Always.']);
  });

  it('stays off with a stateless personality, whatever the person chose', async () => {
    const world = await aWorld({ seeds: [lantern] });
    await world.personalities.update(aPersonality({ isStateless: true }));
    await choose(world, { userId: 'ada', personalityId: 'lilith' }, 'memory', 'on');
    await say(world, question);
    expect(partOf(lastPrompt(world), 'memories')).toBeUndefined();
  });

  it('that may not come to mind is still written', async () => {
    const world = await aWorld({ seeds: [lantern], settings: { 'recall.memories': { state: 'off' } } });
    await say(world, question);
    expect(partOf(lastPrompt(world), 'memories')).toBeUndefined();
    expect(await world.memories.list({ personalityId: 'lilith' })).toHaveLength(3);
  });

  it('of a direct message never comes up in a guild', async () => {
    const world = await aWorld({ seeds: [lantern] });
    await say(world, { ...question, text: '@lilith, where is the lantern?', venue: hall });
    expect(JSON.stringify(lastPrompt(world))).not.toContain('harbour');
  });

  it('of a guild comes up in a direct message of the one who spoke there', async () => {
    const world = await aWorld({ llm: fakeLlm('The lantern is in the harbour.', 'Hm.') });
    await say(world, { id: 'open', text: '@lilith, where is the lantern?', venue: hall });
    await say(world, question);
    expect(partOf(lastPrompt(world), 'memories')).toContain('The lantern is in the harbour.');
  });

  it('of what is still in sight does not come up as well', async () => {
    const world = await aWorld({ llm: fakeLlm('In the harbour.', 'Hm.') });
    await say(world, { id: '1', ...question });
    await say(world, { id: '2', ...question });
    expect(partOf(lastPrompt(world), 'memories')).toBeUndefined();
  });

  it('of what went out of sight comes up again', async () => {
    const world = await aWorld({ settings: { 'history.messages': { state: 'value', value: 1 } } });
    for (const id of ['1', '2', '3']) await say(world, { id, text: `Where is lantern ${id}?` });
    expect(partOf(lastPrompt(world), 'memories')).toContain('Where is lantern 1?');
  });

  it('of others comes up in the channel where they spoke', async () => {
    const bobs: Seed = ({ memories }) =>
      memories.add(aMemory({ userId: 'bob', venue: hall, text: 'Bob has the lantern.' }));
    const world = await aWorld({ seeds: [bobs] });
    await say(world, { text: '@lilith, who has the lantern?', venue: hall });
    expect(partOf(lastPrompt(world), 'memories')).toContain('Bob has the lantern.');
  });
});

describe('why an answer is what it is', () => {
  const stranger = aUser({ id: 'mallory' });

  it('can be asked by the person whom it concerns', async () => {
    const world = await aWorld({ llm: fakeLlm({ text: '<think>Hm.</think>Yes.', reasoning: 'She asks.' }) });
    const { reference } = await say(world, { text: 'Are you there?' });
    const trace = await why(world, aUser(), reference);
    expect(trace).toMatchObject({
      reference,
      personality: 'lilith',
      rawAnswer: '<think>Hm.</think>Yes.',
      reasoning: 'She asks.',
      payer: 'system',
    });
    expect(trace.parts.find(({ name }) => name === 'message')?.text).toBe('Are you there?');
    expect(trace.route.at(-1)).toMatchObject({ rule: 'direct-message', matched: true });
    expect(Object.keys(trace.timingsMicros)).toEqual(['terms', 'context', 'recall', 'complete']);
  });

  it('tells what the model was asked, word for word', async () => {
    const world = await aWorld();
    const { reference } = await say(world);
    const { parts } = await why(world, aUser(), reference);
    const { system, history, turn } = lastPrompt(world);
    expect(parts.map(({ text }) => text)).toEqual([...system, ...history, ...turn].map(({ text }) => text));
  });

  it('is kept sealed', async () => {
    const world = await aWorld({ llm: fakeLlm('Sesame.') });
    const { reference } = await say(world, { text: 'Open up!' });
    const kept = JSON.stringify(await world.turns.trace(reference, noon));
    expect(kept).not.toMatch(/Sesame|Open up|Lilith/);
  });

  it('is told the owner of the home without the text, where it concerns somebody else', async () => {
    const open: Seed = ({ personalities }) => personalities.update(aPersonality({ isPublic: true }));
    const note: Seed = ({ memories }) =>
      memories.add(aMemory({ userId: 'bob', text: 'The lantern is blue.', venue: aVenue({ channelId: 'dm-bob' }) }));
    const lore: Seed = ({ personalities }) =>
      personalities.setLore('lilith', [aLoreEntry({ keys: ['lantern'], title: 'Blue lanterns' })]);
    const llm = { ...fakeLlm({ text: 'It is blue.', reasoning: 'Blue, I think.' }), provider: 'built-in' };
    const world = await aWorld({ llm, seeds: [open, note, lore] });
    const { reference } = await say(world, {
      text: '@lilith, which colour has the blue lantern?',
      author: { userId: 'bob', accountId: 'bob', name: 'bob', kind: 'person' },
      venue: aVenue({ channelId: 'dm-bob' }),
    });
    const trace = await why(world, aUser(), reference);
    expect(trace).toMatchObject({
      reference,
      personality: 'lilith',
      memories: [{ id: 'memory', text: '' }],
      lore: [{ id: 'lore' }],
    });
    expect(JSON.stringify(trace)).not.toMatch(/blue|tower|colour/i);
  });

  it('looks to everybody else as if it were not known', async () => {
    const world = await aWorld();
    const { reference } = await say(world);
    const said = (of: string) => refusal(why(world, stranger, of)).then(error => String(error).replace(of, ''));
    expect(await said(reference)).toBe(await said('00000000'));
  });

  it('is forgotten after a while', async () => {
    const world = await aWorld({ settings: { 'trace.keepHours': { state: 'value', value: 1 } } });
    const { reference } = await say(world);
    await world.clock.advance(3_600_000 - 1);
    await expect(why(world, aUser(), reference)).resolves.toBeDefined();
    await world.clock.advance(1);
    expect(await refusal(why(world, aUser(), reference))).toMatchObject({ code: 'not_found' });
  });

  it('is not kept where nobody wants it kept', async () => {
    const world = await aWorld({ settings: { 'trace.keepHours': { state: 'off' } } });
    const { reference } = await say(world);
    expect(await refusal(why(world, aUser(), reference))).toMatchObject({ code: 'not_found' });
  });
});

describe('while an answer is made', () => {
  it('its beginning is shown, and only what it will begin with', async () => {
    const text = '<think>Hm.</think>Lilith: Yes, {{user}}, `code` and all that. I am here.';
    const world = await aWorld({ llm: fakeLlm(text) });
    const { reply } = await say(world, {}, { streams: true });
    const shown = world.chat.drafts.map(draft => draft.text);
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter(each => !reply.startsWith(each))).toEqual([]);
  });

  it('nothing is shown where nobody wants to watch', async () => {
    const world = await aWorld({ llm: fakeLlm('A long answer, with many words.') });
    await say(world);
    expect(world.chat.drafts).toEqual([]);
  });

  it('what was shown is taken back when nothing comes of it', async () => {
    const world = await aWorld({
      llm: fakeLlm((_, { onText }) => {
        onText?.('I was about to say that ');
        throw anLlmFailure();
      }),
    });
    await refusal(say(world, {}, { streams: true }));
    expect(world.chat.drafts.at(-1)?.text).toBe('');
  });

  it('what was shown is taken back also when all of it turns out to be a thought', async () => {
    const world = await aWorld({ llm: fakeLlm('Let me see what ada means by that.\n</think>') });
    const error = await refusal(say(world, {}, { streams: true }));
    expect(error).toMatchObject({ facts: { failure: 'empty' } });
    expect(world.chat.drafts[0]?.text).toBe('Let');
    expect(world.chat.drafts.at(-1)?.text).toBe('');
  });
});

describe('a message to several', () => {
  const both = anIncoming({ text: '@lilith @luna, good night.', venue: hall });
  const open: Seed = ({ personalities }) =>
    personalities.update(aPersonality({ id: 'luna', ownerId: 'bob', isPublic: true }));

  it('is answered by each, in the order in which they are addressed', async () => {
    const world = await aWorld({ seeds: [open], llm: fakeLlm('Good night.', 'Sleep well.') });
    expect(await hear(world, both, null)).toMatchObject({
      kind: 'answered',
      answers: [
        { slug: 'lilith', reply: 'Good night.' },
        { slug: 'luna', reply: 'Sleep well.' },
      ],
    });
  });

  it('is one line of the person', async () => {
    const world = await aWorld({ seeds: [open], llm: fakeLlm('Good night.', 'Sleep well.') });
    await hear(world, both, null);
    expect(await linesIn(world, 'hall')).toEqual(['@lilith @luna, good night.', 'Good night.', 'Sleep well.']);
  });

  it('is still answered by the second when the first fails', async () => {
    const world = await aWorld({ seeds: [open], llm: fakeLlm(anLlmFailure('moderation'), 'Sleep well.') });
    expect(await hear(world, both, null)).toMatchObject({
      kind: 'answered',
      answers: [{ slug: 'luna', reply: 'Sleep well.' }],
      failed: [{ slug: 'lilith', error: { facts: { failure: 'moderation' } } }],
    });
    expect(delivered(world)).toEqual(['Sleep well.']);
  });

  it('is a failure when nobody can answer', async () => {
    const llm = fakeLlm(anLlmFailure('moderation'), anLlmFailure('too-long'));
    const world = await aWorld({ seeds: [open], llm });
    expect(await refusal(hear(world, both, null))).toMatchObject({ facts: { failure: 'moderation' } });
  });

  it('is answered by nobody any more once it is broken off', async () => {
    const stopping = new AbortController();
    const llm = fakeLlm(() => {
      stopping.abort(new Error('Ada changed her mind.'));
      throw stopping.signal.reason;
    });
    const world = await aWorld({ seeds: [open], llm });
    expect(await refusal(hear(world, both, null, { signal: stopping.signal }))).toBe(stopping.signal.reason);
    expect(await states(world)).toEqual(['abandoned']);
  });
});

describe('a message that is not answered', () => {
  it.each([
    ['because it is out of character', { text: '((brb))' }, { kind: 'ignored', because: 'out-of-character' }],
    [
      'because a bot said it',
      { author: { userId: 'bob', accountId: 'bob', name: 'bot', kind: 'bot' as const } },
      { kind: 'ignored', because: 'bot' },
    ],
    ['because nobody was addressed', { venue: hall }, { kind: 'ignored', because: 'nobody-addressed' }],
    ['but with help', { venue: hall, mentionsBot: true }, { kind: 'help' }],
  ])('%s leaves nothing behind', async (_, fields, heard) => {
    const world = await aWorld();
    expect(await hear(world, anIncoming(fields), 'lilith')).toEqual(heard);
    expect(await linesIn(world, 'dm-ada')).toEqual([]);
    expect(world.llm.requests).toEqual([]);
  });

  it('is one to a personality of somebody else that is private', async () => {
    const world = await aWorld();
    expect(await hear(world, anIncoming({ text: '@luna?', venue: hall }), null)).toEqual({
      kind: 'ignored',
      because: 'nobody-addressed',
    });
  });
});

it('says which way a message would go without going it', async () => {
  const world = await aWorld();
  expect(await wayOf(world, anIncoming(), 'lilith')).toMatchObject({
    answers: [{ slug: 'lilith', rule: 'direct-message' }],
  });
  expect(world.llm.requests).toEqual([]);
  expect(await world.conversations.current('dm-ada')).toBeUndefined();
});

describe('a recovery', () => {
  it('delivers the later answers although an earlier one fails again', async () => {
    const world = await aWorld({ chat: fakeChat({ failures: 3 }), llm: fakeLlm('First.', 'Second.') });
    await refusal(say(world, { id: 'm1' }));
    await refusal(say(world, { id: 'm2' }));
    expect(await recover(world, 'dm-ada')).toMatchObject([{ chunks: ['Second.'] }]);
    expect(await world.outbox.waiting('dm-ada')).toMatchObject([{ chunks: ['First.'] }]);
  });

  it('closes what a crash left open, and drops old traces', async () => {
    const world = await aWorld();
    await say(world);
    await world.ledger.reserve(
      {
        id: 'lost',
        userId: 'ada',
        personalityId: 'lilith',
        holder: null,
        guildId: null,
        provider: 'fake',
        model: 'm',
        type: 'text',
        payer: 'system',
        reservedNanoUsd: 5,
        openedAt: noon,
      },
      [],
    );
    await world.clock.advance(25 * 3_600_000);
    expect(await recover(world, 'dm-ada')).toEqual([]);
    expect(await states(world)).toEqual(['settled', 'abandoned']);
    expect(await world.keyEpochs.sealedRows()).toEqual(new Map());
  });
});
