import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { JsonObject } from '../fakes/discord/wire.js';
import { stage, type Setting, type Stage } from './stage.js';

const ownKey = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

/** The program, once its commands are known. */
async function commanded(setting: Setting = {}): Promise<Stage> {
  const staged = await stage(setting);
  await staged.discord.journal.until(({ what }) => what === 'command');
  return staged;
}

type Answered = { readonly text: string; readonly isPrivate: boolean };

/** Somebody uses a command, and reads what it says. */
async function use(staged: Stage, line: string, options: JsonObject, who: string): Promise<Answered> {
  const { people, discord } = staged;
  const deed = people.useCommand(line, options, who, 'general');
  await discord.journal.until(() => (people.answerTo(deed)?.content ?? '') !== '');
  return { text: people.answerTo(deed)?.content ?? '', isPrivate: deed.ephemeral.size > 0 };
}

describe('commands on Discord', () => {
  it('activate a personality in a channel, which greets there once, and end that', async () => {
    const staged = await commanded({ personalities: { Lilith: ['prompt.greeting=Good evening.'] } });
    const { people, settled, answers } = staged;
    expect((await use(staged, 'channel activate', { personality: 'Lilith' }, 'ada')).text).toContain('Lilith');
    people.say('general', 'bob', 'Is anybody here?');
    await settled();
    expect(answers('general').flatMap(({ author, content }) => (author.username === 'Lilith' ? [content] : []))).toEqual(['Good evening.', 'Lilith gives answer 1.']); // prettier-ignore
    await use(staged, 'channel deactivate', { personality: 'Lilith' }, 'ada');
    people.say('general', 'bob', 'And now?');
    await settled();
    expect(staged.model.questions).toHaveLength(1);
  });

  it('activate nobody for people who may not manage the channel', async () => {
    const staged = await commanded();
    const { people, settled, model } = staged;
    const { text, isPrivate } = await use(staged, 'channel activate', { personality: 'Lilith' }, 'bob');
    expect(text).toMatch(/manage channels/i);
    expect(isPrivate).toBe(true);
    people.say('general', 'bob', 'Is anybody here?');
    await settled();
    expect(model.questions).toEqual([]);
  });

  it('let people be answered without calling', async () => {
    const staged = await commanded();
    const { people, settled, answers } = staged;
    await use(staged, 'auto-response', { state: 'on' }, 'bob');
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    people.say('general', 'bob', 'How are you?');
    await settled();
    expect(answers('general')).toHaveLength(2);
  });

  it('begin a new conversation, and forget nothing', async () => {
    const staged = await commanded();
    const { people, settled, model, app, personality, user } = staged;
    people.say('general', 'ada', '@Lilith I keep bees');
    await settled();
    await use(staged, 'reset', {}, 'ada');
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect(model.questions.at(-1)?.turns.slice(0, -1).map(({ text }) => text).join('\n')).not.toContain('bees'); // prettier-ignore
    const kept = await app.memory.list((await personality('lilith')).id, (await user('ada')).id, undefined);
    expect(kept.map(({ text }) => text).join('\n')).toContain('bees');
  });

  it('take a key in a form, privately, and it pays from then on; no message ever shows it', async () => {
    const staged = await commanded({ models: 'openrouter' });
    const { people, discord, model, settled, answers } = staged;
    model.known[ownKey] = {};
    const deed = people.useCommand('wallet set', { provider: 'openrouter' }, 'bob', 'general');
    await discord.journal.until(({ what, id }) => what === 'acknowledged' && id === deed.id);
    const given = people.submitModal(deed, { key: ownKey });
    await discord.journal.until(() => (people.answerTo(given)?.content ?? '') !== '');
    expect(given.ephemeral.size).toBe(1);
    expect(people.answerTo(given)?.content).not.toContain(ownKey);
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(model.questions.map(({ authorization }) => authorization)).toEqual([`Bearer ${ownKey}`]);
    expect(JSON.stringify(answers('general'))).not.toContain(ownKey);
  });

  it('forget a person, once they have said that they mean it', async () => {
    const staged = await commanded();
    const { people, settled } = staged;
    people.say('general', 'bob', '@Lilith I dread marmalade');
    await settled();
    expect(rowsWith(staged, 'marmalade')).toBeGreaterThan(0);
    await forgotten(staged, 'bob');
    expect(rowsWith(staged, 'marmalade')).toBe(0);
    people.say('general', 'bob', '@Lilith hello again');
    await settled();
    expect(staged.answers('general')).toHaveLength(2);
  });

  it('forget a person also while they are being answered', async () => {
    const staged = await commanded();
    const { people, settled, model } = staged;
    const held = model.hold();
    people.say('general', 'bob', '@Lilith I dread marmalade');
    people.say('general', 'bob', '@Lilith and jam');
    await held.asked();
    await forgotten(staged, 'bob');
    held.go();
    await settled();
    expect(rowsWith(staged, 'marmalade')).toBe(0);
    expect(rowsWith(staged, 'and jam')).toBe(0);
    expect(staged.logged()).not.toContain('"level":"error"');
  });
});

const button = z.looseObject({ custom_id: z.string() });
const rows = z.array(z.looseObject({ components: z.array(button) }));

/** Somebody wants to be forgotten, and is. */
async function forgotten(staged: Stage, who: string): Promise<void> {
  const { people, discord } = staged;
  const deed = people.useCommand('forget-me', {}, who, 'general');
  await discord.journal.until(() => (people.answerTo(deed)?.content ?? '') !== '');
  const asked = people.answerTo(deed);
  const [sure] = rows.parse(asked?.components).flatMap(({ components }) => components);
  const pressed = people.pressEphemeral(deed, asked?.id ?? '', sure?.custom_id ?? '');
  await discord.journal.until(() => /forgotten/.test(people.answerTo(pressed)?.content ?? ''));
}

/** In how many rows of lines, memories and messages that wait somebody's words stand. */
const rowsWith = ({ database }: Stage, words: string): number =>
  Number(
    database.sql
      .prepare(
        `SELECT (SELECT count(*) FROM memories WHERE text LIKE @like) + (SELECT count(*) FROM messages WHERE text LIKE @like)
           + (SELECT count(*) FROM inbox WHERE accepted LIKE @like)`,
      )
      .pluck()
      .get({ like: `%${words}%` }),
  );
