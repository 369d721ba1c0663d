import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../fakes/discord/interactions.js';
import type { Message } from '../../fakes/discord/world.js';
import { mentionUs, stage, type Stage } from '../stage.js';

describe('a private personality', () => {
  it('is not named to others where its owner asks in a channel who is there', async () => {
    const { people, discord, settled, read } = await stage({
      personalities: { Lilith: [], Hidden: ['isPublic=false'] },
    });
    people.say('general', 'ada', `${mentionUs(discord)} hello`);
    await settled();
    const said = read('general').join('\n');
    expect(said).toContain('@Lilith');
    expect(said).not.toContain('Hidden');
  });

  it('is named to its owner where nobody else reads along', async () => {
    const { people, settled, discord } = await stage({ personalities: { Lilith: [], Hidden: ['isPublic=false'] } });
    people.whisper('ada', 'hello');
    await settled();
    expect(
      discord.journal
        .sends()
        .map(({ content }) => content)
        .join('\n'),
    ).toContain('@Hidden');
  });
});

describe('whoever is blocked', () => {
  const told = async (staged: Stage, deed: Interaction): Promise<Message | undefined> => {
    const { discord, people } = staged;
    await discord.journal.until(() => (people.answerTo(deed)?.content ?? '') !== '');
    return people.answerTo(deed);
  };
  const blocked = async (target: 'user' | 'guild', name: string) => {
    const staged = await stage();
    const { database, discord } = staged;
    await discord.journal.until(({ route }) => route === 'PUT /applications/:application/commands');
    database.sql.prepare('INSERT INTO blocks (target, discord_id) VALUES (?, ?)').run(target, discord.id(name));
    return staged;
  };

  it.each([
    ['user', 'ada'],
    ['guild', 'Tea house'],
  ] as const)('as a %s brings nobody into a channel', async (target, name) => {
    const staged = await blocked(target, name);
    const { people, discord, read, activations } = staged;
    const answer = await told(
      staged,
      people.useCommand('channel activate', { personality: 'lilith' }, 'ada', 'general'),
    );
    expect(answer).toMatchObject({ content: 'You are not answered here.', flags: 64 });
    expect(read('general')).toEqual([]);
    expect(await activations.of([discord.id('general')])).toEqual([]);
  });

  it('can still be forgotten', async () => {
    const staged = await blocked('user', 'bob');
    const { people } = staged;
    const deed = people.useCommand('forget-me', {}, 'bob', 'general');
    const asked = await told(staged, deed);
    expect(asked?.content).toContain('takes away everything');
    const [row] = asked?.components ?? [];
    const id = JSON.stringify(row).match(/"custom_id":"([^"]+)"/)?.[1] ?? '';
    const confirmed = people.pressEphemeral(deed, asked?.id ?? '', id);
    expect((await told(staged, confirmed))?.content).toContain('You are forgotten');
  });
});

describe('what was said alone', () => {
  it('does not come up in a server, nor in the answer to somebody else', async () => {
    const { people, settled, model } = await stage();
    people.whisper('bob', '@Lilith my number is 4711');
    await settled();
    people.whisper('bob', 'Remember my number 4711, please.');
    await settled();
    const before = model.questions.length;
    people.say('general', 'bob', '@Lilith what is my number?');
    people.say('general', 'ada', '@Lilith what is the number of bob?');
    await settled();
    for (const question of model.questions.slice(before)) expect(JSON.stringify(question)).not.toContain('4711');
    expect(model.questions.length).toBe(before + 2);
  });
});
