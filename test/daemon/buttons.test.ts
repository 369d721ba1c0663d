import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Message } from '../fakes/discord/world.js';
import { refuses } from '../fakes/provider.js';
import { stage, type Stage } from './stage.js';

const rows = z.array(
  z.looseObject({ components: z.array(z.looseObject({ custom_id: z.string(), label: z.string().optional() })) }),
);

/** The buttons under a message. */
const buttonsOf = (message: Message | undefined) =>
  rows.parse(message?.components ?? []).flatMap(({ components }) => components);

/** Somebody presses one, and it is answered. */
async function press({ people, discord, answers }: Stage, who: string, which: RegExp) {
  const under = answers('general').at(-1);
  const button = buttonsOf(under).find(({ custom_id: id, label }) => which.test(`${label ?? ''} ${id}`));
  const deed = people.pressButton('general', under?.id ?? '', button?.custom_id ?? '', who);
  await discord.journal.until(({ what, id }) => what === 'acknowledged' && id === deed.id);
  return deed;
}

describe('the buttons under an answer', () => {
  it('take it back for whoever asked, from history and memory as well, and for nobody else', async () => {
    const staged = await stage();
    const { people, settled, answers, model, app, personality, user, discord } = staged;
    model.behave((_, index) => (index === 1 ? 'A dreadful thing to say.' : undefined));
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    await press(staged, 'mallory', /delete/i);
    expect(answers('general')).toHaveLength(1);
    await press(staged, 'bob', /delete/i);
    await discord.journal.until(({ what, by }) => what === 'erase' && by === 'program');
    people.say('general', 'bob', '@Lilith again?');
    await settled();
    expect(
      model.questions
        .at(-1)
        ?.turns.map(({ text }) => text)
        .join('\n'),
    ).not.toContain('dreadful');
    const kept = await app.memory.list((await personality('lilith')).id, (await user('bob')).id, undefined);
    expect(kept.map(({ text }) => text).join('\n')).not.toContain('dreadful');
  });

  it('make another answer in place of the first', async () => {
    const staged = await stage();
    const { people, settled, answers, discord } = staged;
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    await press(staged, 'bob', /regenerate|again/i);
    await discord.journal.until(({ what, content }) => (what === 'edit' || what === 'message') && content === 'Lilith gives answer 2.'); // prettier-ignore
    expect(answers('general').map(({ content }) => content)).toEqual(['Lilith gives answer 2.']);
  });

  it('work after a restart', async () => {
    const staged = await stage();
    const { people, settled, answers, discord, stop, start } = staged;
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    await stop();
    await start();
    await press(staged, 'bob', /delete/i);
    await discord.journal.until(({ what, by }) => what === 'erase' && by === 'program');
    expect(answers('general')).toEqual([]);
  });

  it('tell whoever asked, and nobody else, why there was none', async () => {
    const staged = await stage();
    const { people, settled, discord, model } = staged;
    model.behave(() => refuses(400, { error: { message: 'No such parameter: tea', code: 400 } }));
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    const wordsFor = async (who: string) => {
      const deed = await press(staged, who, /what/i);
      await discord.journal.until(() => (people.answerTo(deed)?.content ?? '') !== '');
      return { text: people.answerTo(deed)?.content ?? '', isPrivate: deed.ephemeral.size > 0 };
    };
    const [own, other] = [await wordsFor('bob'), await wordsFor('mallory')];
    expect(own.isPrivate && other.isPrivate).toBe(true);
    expect(own.text.length).toBeGreaterThan(20);
    expect(other.text).not.toContain(own.text);
  });
});
