import { describe, expect, it } from 'vitest';
import type { Plan } from '../fakes/discord/build.js';
import { mentionUs, stage } from './stage.js';

const trio = { Lilith: [], Anna: [], Rose: [] };

const house: Plan = {
  people: ['ada', 'bob', 'mallory', { name: 'robot', bot: true }],
  guilds: [
    {
      name: 'Tea house',
      owner: 'ada',
      members: ['ada', 'bob', 'mallory', 'robot'],
      channels: ['general', { name: 'aside', type: 11, parent: 'general' }, 'elsewhere'],
    },
  ],
};

const whoSpoke = (lines: readonly string[]) =>
  lines.map(line => line.slice(0, line.indexOf(':'))).filter(name => /^(?:Lilith|Anna|Rose|Tzurot)$/.test(name));

describe('who answers', () => {
  it('is whoever is called by name, and nobody where nobody is', async () => {
    const { people, settled, read } = await stage();
    people.say('general', 'ada', '@Lilith, are you there?');
    people.say('general', 'ada', 'Write to lilith@example.com, or to `@Lilith`.');
    await settled();
    expect(whoSpoke(read('general'))).toEqual(['Lilith']);
  });

  it('are all who are called, in the order of the text, each once', async () => {
    const { people, settled, read } = await stage({ personalities: trio });
    people.say('general', 'ada', '@rose and @LILITH’s friend @Anna! And @Rose again.');
    await settled();
    expect(whoSpoke(read('general'))).toEqual(['Rose', 'Lilith', 'Anna']);
  });

  it('are five at most', async () => {
    const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
    const { people, settled, answers } = await stage({ personalities: Object.fromEntries(names.map(n => [n, []])) });
    people.say('general', 'ada', '@six @five @four @three @two @one');
    await settled();
    expect(answers('general').map(({ author }) => author.username)).toEqual(['Six', 'Five', 'Four', 'Three', 'Two']);
  });

  it('is the one whose words a reply is to, before those it mentions', async () => {
    const { people, settled, answers, read } = await stage({ personalities: trio });
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    people.say('general', 'bob', 'And you, @Anna?', { replyTo: answers('general')[0]?.id ?? '' });
    await settled();
    expect(whoSpoke(read('general'))).toEqual(['Lilith', 'Lilith', 'Anna']);
  });

  it('is the one whose words a reply is to, whichever part of them, after a restart, however old they are', async () => {
    const { people, settled, answers, model, clock, stop, start } = await stage({ personalities: trio });
    model.behave(({ who }, index) => (index === 1 ? `${'A long tale. '.repeat(300)}End.` : `${who} again, ${index}.`));
    people.say('general', 'ada', '@Anna tell me a tale');
    await settled();
    const parts = answers('general');
    expect(parts.length).toBeGreaterThan(1);
    await stop();
    clock.pass(400 * 24 * 3_600_000);
    await start();
    people.say('general', 'bob', 'Go on?', { replyTo: parts[0]?.id ?? '' });
    await settled();
    people.say('general', 'bob', 'And then?', { replyTo: parts.at(-1)?.id ?? '' });
    await settled();
    expect(answers('general').slice(parts.length).map(({ content }) => content)).toEqual(['Anna again, 2.', 'Anna again, 3.']); // prettier-ignore
  });

  it('is nobody when somebody replies to another person, even where somebody is activated', async () => {
    const { people, settled, answers, activations, discord } = await stage();
    const first = people.say('general', 'bob', 'The kettle is on.');
    await settled();
    await activations.add({ channelId: discord.id('general'), slug: 'lilith', activatedBy: null });
    people.say('general', 'ada', 'Thank you!', { replyTo: first.id });
    await settled();
    expect(answers('general')).toEqual([]);
    people.say('general', 'ada', 'What do you say?');
    await settled();
    expect(answers('general')).toHaveLength(1);
  });

  it('are those who are activated in the channel, by their slots', async () => {
    const { people, settled, read, activations, discord } = await stage({ personalities: trio, plan: house });
    for (const slug of ['rose', 'anna']) await activations.add({ channelId: discord.id('general'), slug, activatedBy: null }); // prettier-ignore
    people.say('general', 'bob', 'Good morning, everybody.');
    people.say('elsewhere', 'bob', 'Is anybody here?');
    await settled();
    expect(whoSpoke(read('general'))).toEqual(['Rose', 'Anna']);
    expect(whoSpoke(read('elsewhere'))).toEqual([]);
  });

  it('is only who is addressed, where others are activated', async () => {
    const { people, settled, read, activations, discord } = await stage({ personalities: trio });
    await activations.add({ channelId: discord.id('general'), slug: 'rose', activatedBy: null });
    people.say('general', 'bob', '@Lilith, a word.');
    await settled();
    expect(whoSpoke(read('general'))).toEqual(['Lilith']);
  });

  it('is in a thread who is activated around it, unless the thread has its own, or is silent', async () => {
    const { people, settled, answers, activations, discord } = await stage({ personalities: trio, plan: house });
    const [general, aside] = [discord.id('general'), discord.id('aside')];
    const said = () => answers('aside').map(({ author }) => author.username);
    await activations.add({ channelId: general, slug: 'rose', activatedBy: null });
    people.say('aside', 'bob', 'One.');
    await settled();
    expect(said()).toEqual(['Rose']);
    await activations.add({ channelId: aside, slug: 'anna', activatedBy: null });
    people.say('aside', 'bob', 'Two.');
    await settled();
    expect(said()).toEqual(['Rose', 'Anna']);
    await activations.silence(aside, true);
    people.say('aside', 'bob', 'Three.');
    await settled();
    expect(said()).toEqual(['Rose', 'Anna']);
  });

  it('is whoever answered somebody within the last half hour, if they want that', async () => {
    const { app, people, settled, answers, clock, user } = await stage({ plan: house });
    await app.settings.choose({ userId: (await user('ada')).id, personalityId: null }, 'answer.uncalled', 'on');
    people.say('general', 'ada', '@Lilith hello');
    people.say('general', 'bob', '@Lilith hello you');
    await settled();
    people.say('general', 'ada', 'How was your day?');
    people.say('general', 'bob', 'And yours?');
    people.say('elsewhere', 'ada', 'Not for you.');
    await settled();
    expect(answers('general')).toHaveLength(3);
    expect(answers('elsewhere')).toHaveLength(0);
    clock.pass(31 * 60_000);
    people.say('general', 'ada', 'Are you still there?');
    await settled();
    expect(answers('general')).toHaveLength(3);
  });

  it('is in a direct message whoever spoke there last, without end', async () => {
    const { people, settled, answers, clock, discord } = await stage({ personalities: trio });
    const first = people.whisper('bob', '@Anna, in private.');
    await settled();
    clock.pass(90 * 24 * 3_600_000);
    people.whisper('bob', 'Do you remember me?');
    await settled();
    expect(answers(first.channel_id).map(({ content }) => content)).toEqual([
      '**Anna:** Anna gives answer 1.',
      '**Anna:** Anna gives answer 2.',
    ]);
    expect(discord.world.webhooks.size).toBe(0);
  });

  it('is the program itself with a few words of help, when it is mentioned, or in a direct message to nobody', async () => {
    const { people, settled, answers, discord, model } = await stage({
      personalities: { Lilith: [], Hidden: ['isPublic=false'] },
    });
    people.say('general', 'bob', `${mentionUs(discord)} what is this?`);
    people.say('general', 'ada', `${mentionUs(discord)} what is this?`);
    const first = people.whisper('bob', 'Hello?');
    await settled();
    const words = [...answers('general'), ...answers(first.channel_id)].map(({ content }) => content);
    expect(words).toHaveLength(3);
    for (const each of words) {
      expect(each).toMatch(/^I keep personalities/);
      expect(each).toContain('@Lilith');
      expect(each).not.toContain('Hidden');
    }
    const alone = people.whisper('ada', 'Hello?');
    await settled();
    expect(answers(alone.channel_id)[0]?.content).toContain('@Hidden');
    expect(model.questions).toEqual([]);
  });

  it('is nobody for people, servers and channels that are blocked', async () => {
    const { people, settled, answers, database, discord, model } = await stage({ plan: house });
    const block = database.sql.prepare('INSERT INTO blocks (target, discord_id) VALUES (?, ?)');
    block.run('user', discord.id('mallory'));
    block.run('channel', discord.id('elsewhere'));
    people.say('general', 'mallory', '@Lilith hello');
    const whispered = people.whisper('mallory', '@Lilith hello');
    people.say('elsewhere', 'bob', '@Lilith hello');
    await settled();
    expect([...answers('general'), ...answers('elsewhere'), ...answers(whispered.channel_id)]).toEqual([]);
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(answers('general')).toHaveLength(1);
    block.run('guild', discord.id('Tea house'));
    people.say('general', 'bob', '@Lilith hello again');
    await settled();
    expect(model.questions).toHaveLength(1);
  });

  it('is nobody for other bots, other people’s webhooks, and for itself', async () => {
    const { people, settled, answers, model } = await stage({ plan: house });
    model.behave(({ who }) => `${who} asks @Lilith.`);
    people.say('general', 'robot', '@Lilith hello');
    people.speakByProxy('general', '@Lilith hello', { name: 'News', applicationId: '999999999999999999' });
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(answers('general').map(({ content }) => content)).toEqual(['Lilith asks @Lilith.']);
  });

  it('is nobody for what is out of character', async () => {
    const { people, settled, answers, model } = await stage();
    people.say('general', 'bob', '((brb @Lilith');
    people.say('general', 'bob', '// @Lilith is lovely');
    await settled();
    expect(answers('general')).toEqual([]);
    expect(model.questions).toEqual([]);
  });

  it('is nobody where a personality is private, and nothing tells that there is one', async () => {
    const { people, settled, answers, read } = await stage({
      personalities: { Lilith: [], Hidden: ['isPublic=false'] },
    });
    people.say('general', 'bob', '@Hidden hello');
    await settled();
    expect(answers('general')).toEqual([]);
    people.say('general', 'ada', '@Hidden hello');
    await settled();
    const [own] = answers('general');
    expect(own?.author.username).toBe('Hidden');
    people.say('general', 'bob', 'And to me?', { replyTo: own?.id ?? '' });
    await settled();
    expect(read('general').at(-1)).toBe('bob: And to me?');
  });
});
