import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/wallet/secret.js';
import { refuses, says } from '../fakes/provider.js';
import { openRouterKey, stage, type Stage } from './stage.js';

const ownKey = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

/** Bob has a key of his own. */
async function bobPays({ app, user, model }: Stage) {
  model.known[ownKey] = {};
  const bob = await user('bob');
  await app.wallet.storeKey(bob, 'openrouter', new Secret(ownKey), { verify: false });
  return bob;
}

describe('who pays for an answer', () => {
  it('is the operator for the owner', async () => {
    const { people, settled, model } = await stage({ models: 'openrouter' });
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect(model.questions.map(({ authorization }) => authorization)).toEqual([`Bearer ${openRouterKey}`]);
  });

  it('is nobody for people without a key, who are told once a day and server what to do', async () => {
    const { people, settled, model, answers, outcomes, discord } = await stage({ models: 'openrouter' });
    const said = ['one', 'two', 'three'].map(word => people.say('general', 'bob', `@Lilith ${word}`));
    await settled();
    expect(model.questions).toEqual([]);
    expect(said.map(outcomes).map(({ lilith }) => lilith)).toEqual(['failed', 'ignored', 'ignored']);
    expect(answers('general')).toHaveLength(1);
    expect(answers('general')[0]?.content).toContain('/wallet set');
    expect(discord.journal.of('typing')).toEqual([]);
    people.say('general', 'mallory', '@Lilith hello');
    await settled();
    expect(answers('general')).toHaveLength(2);
  });

  it('is the operator for guests of a home that has them, who hear first what may become of their words', async () => {
    const config = { 'keys.system': 'guests', 'guests.dataCollection': 'allow', 'llm.model': 'some/model:free' };
    const staged = await stage({ models: 'openrouter', config });
    const { people, settled, model, answers } = staged;
    for (const who of ['bob', 'bob', 'ada']) {
      people.say('general', who, `@Lilith hello from ${who}, number ${answers('general').length}`);
      await settled();
    }
    expect(model.questions).toHaveLength(3);
    const words = answers('general').map(({ content }) => content);
    expect(words).toHaveLength(4);
    expect(words[0]).toContain('train on it');
    expect(words.slice(1).join()).not.toContain('train on it');
  });

  it('is the operator for guests without a word, where nothing of theirs may be kept', async () => {
    const config = { 'keys.system': 'guests', 'llm.model': 'some/model:free' };
    const { people, settled, answers } = await stage({ models: 'openrouter', config });
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(answers('general').map(({ author }) => author.username)).toEqual(['Lilith']);
  });

  it('are people themselves, with their own key', async () => {
    const staged = await stage({ models: 'openrouter' });
    const { people, settled, model } = staged;
    await bobPays(staged);
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(model.questions.map(({ authorization }) => authorization)).toEqual([`Bearer ${ownKey}`]);
  });

  it('is never the operator in place of somebody whose own key is refused; that is told to them alone, once', async () => {
    const staged = await stage({ models: 'openrouter', pace: 8 });
    const { people, settled, model, answers, outcomes, discord } = staged;
    await bobPays(staged);
    delete model.known[ownKey];
    model.behave(({ authorization }) => (authorization.includes(ownKey) ? refuses(401) : undefined));
    const said = people.say('general', 'bob', '@Lilith hello');
    await settled();
    const later = people.say('general', 'bob', '@Lilith hello again');
    await settled();
    expect([said, later].map(outcomes).every(({ lilith }) => lilith === 'failed' || lilith === 'ignored')).toBe(true);
    expect(model.questions.every(({ authorization }) => authorization === `Bearer ${ownKey}`)).toBe(true);
    for (const { content } of answers('general')) expect(content).not.toMatch(/key|sk-or/i);
    const privately = discord.journal.sends({ channelId: discord.world.dms.get(discord.id('bob')) ?? 'none' });
    expect(privately).toHaveLength(1);
    expect(String(privately[0]?.['content'])).toMatch(/key/i);
    expect(JSON.stringify(privately)).not.toContain(ownKey);
  });

  it('does not matter to others: what somebody may spend is told without sums', async () => {
    const staged = await stage({ models: 'openrouter' });
    const { people, settled, app, model, answers, outcomes } = staged;
    const bob = await bobPays(staged);
    await app.budgets.set(
      { userId: bob.id, isOwner: false },
      { scope: 'user', subject: bob.id, period: 'day', limitNanoUsd: 1 },
    );
    const said = people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(outcomes(said)).toEqual({ lilith: 'failed' });
    expect(model.questions).toEqual([]);
    expect(answers('general')).toHaveLength(1);
    expect(answers('general')[0]?.content).toMatch(/^Lilith could not answer just now\.\n-# \S+$/);
    const reference = answers('general')[0]?.content.split('-# ')[1] ?? '';
    expect(JSON.stringify(await app.trace.why(bob, reference))).toContain('Your budget for today');
  });

  it('is written in the ledger, an answer at a time', async () => {
    const { people, settled, model, database } = await stage({ models: 'openrouter' });
    model.behave(() => says('Here I am.', { usage: { prompt_tokens: 100, completion_tokens: 5, cost: 0.001 } }));
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    const rows = database.sql.prepare('SELECT payer, state, guild_id AS guild, cost_nano_usd AS cost FROM usage').all();
    expect(rows).toEqual([{ payer: 'system', state: 'settled', guild: expect.any(String), cost: 1_000_000 }]);
  });

  it('never shows: no key and no token stands anywhere but sealed', async () => {
    const staged = await stage({ models: 'openrouter', env: { LOG_LEVEL: 'info' } });
    const { people, settled, discord, model, announced, logged } = staged;
    model.behave(() => refuses(500, { error: { message: `Bearer ${openRouterKey} and ${discord.token}`, code: 500 } }));
    await bobPays(staged);
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    const seen = JSON.stringify([discord.journal.sends(), announced, logged()]);
    for (const secret of [openRouterKey, ownKey, discord.token]) expect(seen).not.toContain(secret);
  });
});
