import { describe, expect, it } from 'vitest';
import { why } from '../../../src/domain/trace/actions.js';
import { partOf } from '../../../src/domain/calling/prompt.js';
import { choose, explain } from '../../../src/domain/settings/actions.js';
import { hear } from '../../../src/domain/turn/actions.js';
import type { Override } from '../../../src/domain/user/user.js';
import type { Seed } from '../../contracts/stores.js';
import { aPersona, aPersonality, aUser, anIncoming, anOverride } from '../../support/builders.js';
import { aWorld, say, type World } from './world.js';

/** Ada is Ada by default; with lilith there is this override. */
const differing = (fields: Partial<Override>): Promise<World> => {
  const seed: Seed = async ({ users, personalities }) => {
    await users.putPersona(aPersona({ id: 'always', name: 'Ada', about: 'Counts.', isDefault: true }));
    await users.putPersona(aPersona({ id: 'here', name: 'Countess', pronouns: 'she/her' }));
    await users.putOverride(anOverride(fields));
    const lilith = aPersonality();
    const llm = { ...lilith.llm, model: 'her/model', params: { temperature: 1, top_k: 4, max_tokens: 70 } };
    await personalities.update({ ...lilith, llm });
  };
  return aWorld({ seeds: [seed] });
};

const participants = (world: World) => {
  const [request] = world.llm.requests;
  return request === undefined ? undefined : partOf(request.prompt, 'participants');
};

describe('what is different between a person and one personality', () => {
  it('is the persona that the personality is told', async () => {
    const world = await differing({ personaId: 'here' });
    await say(world);
    expect(participants(world)).toBe('<participants>\nCountess (she/her)\n</participants>');
    const { lines } = await world.conversations.lines((await world.conversations.current('dm-ada'))?.id ?? '', 9);
    expect(lines[0]?.speaker).toMatchObject({ name: 'Countess' });
  });

  it('is the default persona where none is named, with what was told in addition', async () => {
    const world = await differing({ sidecar: 'Keeps </participants> bees.' });
    await say(world);
    expect(participants(world)).toBe(
      '<participants>\nAda\n  In their own words: Counts.\n  Keeps &lt;/participants&gt; bees.\n</participants>',
    );
  });

  it('is told to nobody else', async () => {
    const world = await differing({ personaId: 'here', sidecar: 'Keeps bees.', model: 'my/model' });
    await world.personalities.create(aPersonality({ id: 'selene' }));
    await hear(world, anIncoming(), 'selene');
    expect(participants(world)).toContain('Ada');
    expect(JSON.stringify(world.llm.requests)).not.toMatch(/Countess|bees|my\/model/);
  });

  it('is the model, and the parameters it has a word for', async () => {
    const world = await differing({ model: 'my/model', params: { temperature: 0, max_tokens: 7 } });
    const { reference } = await say(world);
    const [request] = world.llm.requests;
    expect(request).toMatchObject({ model: 'my/model', params: { temperature: 0, top_k: 4, max_tokens: 7 } });
    const { params } = await why(world, aUser(), reference);
    expect(params).toEqual([
      { name: 'model', value: 'my/model', from: 'person-personality' },
      { name: 'max_tokens', value: 7, from: 'person-personality' },
      { name: 'temperature', value: 0, from: 'person-personality' },
      { name: 'top_k', value: 4, from: 'personality' },
    ]);
  });

  it('is not the model that the person chose here since', async () => {
    const world = await differing({ model: 'my/model' });
    const subject = { user: aUser(), personality: aPersonality() };
    expect(await explain(world, 'llm.model', subject)).toMatchObject({ value: 'my/model', from: 'person-personality' });
    await choose(world, { userId: 'ada', personalityId: 'lilith' }, 'llm.model', 'newer/model');
    await say(world);
    expect(world.llm.requests).toMatchObject([{ model: 'newer/model' }]);
  });

  it('is nothing where nothing is said', async () => {
    const world = await differing({});
    await say(world);
    expect(world.llm.requests).toMatchObject([
      { model: 'her/model', params: { temperature: 1, top_k: 4, max_tokens: 70 } },
    ]);
    expect(participants(world)).toContain('Ada');
  });
});
