import { describe, expect, it } from 'vitest';
import type { Plan } from '../fakes/discord/build.js';
import { split } from '../../src/domain/turn/answering/split.js';
import { everything } from '../fakes/discord/permissions.js';
import { stage } from './stage.js';

const manageWebhooks = 1n << 29n;

const house: Plan = {
  people: ['ada', 'bob'],
  guilds: [
    {
      name: 'Tea house',
      owner: 'ada',
      members: ['ada', 'bob'],
      channels: [
        'general',
        { name: 'aside', type: 11, parent: 'general' },
        { name: 'forum', type: 15 },
        { name: 'topic', type: 11, parent: 'forum' },
      ],
    },
  ],
};

const making = 'POST /channels/:channel/webhooks';

describe('speaking on Discord', () => {
  it('looks for its webhook first, makes it once, and uses it for all who speak in a channel', async () => {
    const { people, settled, discord, stop, start, answers } = await stage({ personalities: { Lilith: [], Anna: [] } });
    people.say('general', 'ada', '@Lilith hello');
    people.say('general', 'bob', '@Anna hello');
    await settled();
    await stop();
    await start();
    people.say('general', 'ada', '@Anna hello again');
    await settled();
    expect(new Set(answers('general').map(({ webhook_id }) => webhook_id)).size).toBe(1);
    const routes = discord.journal.requests().map(({ route }) => String(route));
    expect(routes.filter(route => route === making)).toHaveLength(1);
    expect(routes.indexOf('GET /channels/:channel/webhooks')).toBeLessThan(routes.indexOf(making));
  });

  it('speaks in threads and forum posts through the webhook of the channel around them', async () => {
    const { people, settled, discord, answers } = await stage({ plan: house });
    people.say('aside', 'ada', '@Lilith hello');
    people.say('topic', 'ada', '@Lilith hello there');
    await settled();
    const walls = [...discord.world.webhooks.values()].map(({ channel_id }) => channel_id);
    expect(walls.toSorted()).toEqual([discord.id('general'), discord.id('forum')].toSorted());
    for (const place of ['aside', 'topic']) {
      expect(answers(place).map(({ webhook_id }) => typeof webhook_id)).toEqual(['string']);
    }
  });

  it('pings nobody, whatever an answer says', async () => {
    const { people, settled, discord, model, answers } = await stage();
    model.behave(() => `@everyone @here <@${discord.id('bob')}> <@&${discord.id('Tea house')}> come here!`);
    people.whisper('ada', '@Lilith hello');
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect(answers('general')[0]?.content).toContain('<@');
    for (const sent of discord.journal.sends()) expect(sent).toMatchObject({ mentions: [], mentionsEveryone: false });
    const bodies = discord.journal.requests().filter(({ method, route }) => method === 'POST' && /webhooks\/:webhook\/:token|\/messages$/.test(String(route))); // prettier-ignore
    expect(bodies).toHaveLength(2);
    for (const { body } of bodies) expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('says in bold who speaks where it may not make a webhook, and what is missing once', async () => {
    const { people, settled, answers, discord } = await stage({
      plan: {
        people: ['ada', 'bob'],
        guilds: [
          {
            name: 'Tea house',
            owner: 'ada',
            members: ['ada', 'bob'],
            botMay: everything & ~manageWebhooks & ~(1n << 3n),
            channels: ['general'],
          },
        ],
      },
    });
    people.say('general', 'ada', '@Lilith hello');
    people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(answers('general').map(({ content }) => content)).toEqual([
      '**Lilith:** Lilith gives answer 1.',
      '**Lilith:** Lilith gives answer 2.',
    ]);
    expect(discord.world.webhooks.size).toBe(0);
    const told = await discord.journal.until(({ what, by, channelId }) => what === 'message' && by === 'program' && channelId === discord.world.dms.get(discord.id('ada'))); // prettier-ignore
    expect(String(told['content'])).toContain('Manage Webhooks');
    people.say('general', 'bob', '@Lilith hello again');
    await settled();
    expect(discord.journal.sends({ channelId: discord.world.dms.get(discord.id('ada')) ?? '' })).toHaveLength(1);
  });

  it('makes its webhook again, once, when somebody took it away', async () => {
    const { people, settled, answers, discord } = await stage();
    people.say('general', 'ada', '@Lilith one');
    await settled();
    for (const id of discord.world.webhooks.keys()) {
      const { token } = discord.world.webhooks.get(id) ?? { token: '' };
      expect(token).not.toBe('');
      discord.world.webhooks.delete(id);
    }
    discord.world.webhooksOf.clear();
    people.say('general', 'ada', '@Lilith two');
    await settled();
    expect(answers('general').map(({ content }) => content)).toEqual([
      'Lilith gives answer 1.',
      'Lilith gives answer 2.',
    ]);
    expect(discord.journal.requests(making)).toHaveLength(2);
  });

  it('splits what is too long, with fences that are whole in every part and buttons under the last', async () => {
    const { people, settled, answers, model } = await stage();
    const code = Array.from({ length: 200 }, (_, line) => `let row${line} = "${'x'.repeat(20)}";`).join('\n');
    const text = `Here it is.\n\n\`\`\`js\n${code}\n\`\`\`\n\nThat was all.`;
    model.behave(() => text);
    people.say('general', 'ada', '@Lilith some code, please');
    await settled();
    const parts = answers('general');
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ content }) => content)).toEqual(split(text, 2000).map(chunk => chunk.text));
    for (const { content } of parts) {
      expect(content.length).toBeLessThanOrEqual(2000);
      expect((content.match(/```/g) ?? []).length % 2).toBe(0);
    }
    expect(parts.slice(0, -1).flatMap(({ components }) => components)).toEqual([]);
  });

  it('says in small print which model spoke', async () => {
    const { people, settled, answers } = await stage({ config: { 'answer.footer': 'on' } });
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect(answers('general')[0]?.content).toMatch(/^Lilith gives answer 1\.\n-# .*some\/model/);
  });

  it('never calls itself what Discord does not allow', async () => {
    const { people, settled, answers } = await stage({ personalities: { 'Clyde of Discord': [], X: [] }, config: {} });
    people.say('general', 'ada', '@Clyde of Discord and @X, hello');
    await settled();
    const names = answers('general').map(({ author }) => author.username);
    expect(names).toHaveLength(2);
    for (const name of names) {
      expect(name).not.toMatch(/discord|clyde/i);
      expect(name.length).toBeGreaterThan(1);
    }
  });

  it('shows that an answer is being written, from when it was asked until it is there', async () => {
    const { people, through, settled, discord, model, clock } = await stage();
    const held = model.hold();
    const said = people.say('general', 'ada', '@Lilith hello');
    await held.asked();
    const typing = () => discord.journal.of('typing').length;
    await discord.journal.until(() => typing() === 1);
    clock.pass(8000);
    await discord.journal.until(() => typing() === 2);
    held.go();
    await through(said);
    clock.pass(8000);
    people.say('general', 'bob', 'Thank you.');
    await settled();
    expect(typing()).toBe(2);
  });

  it('greets in a direct message whoever meets a personality there for the first time', async () => {
    const { people, settled, answers } = await stage({
      personalities: { Lilith: ['prompt.greeting=Welcome, {{user}}.'] },
    });
    const first = people.whisper('bob', '@Lilith hello');
    await settled();
    people.whisper('bob', 'More, please.');
    await settled();
    expect(answers(first.channel_id).map(({ content }) => content)).toEqual([
      '**Lilith:** Welcome, you.',
      '**Lilith:** Lilith gives answer 1.',
      '**Lilith:** Lilith gives answer 2.',
    ]);
  });

  it('loses nothing and says nothing twice where nobody knows whether it arrived', async () => {
    const { people, settled, answers, discord } = await stage({ config: { 'limits.person': 'off' }, pace: 8 });
    people.say('general', 'ada', '@Lilith zero');
    await settled();
    discord.faults.next('POST /webhooks/:webhook/:token', { after: 'reset' });
    people.say('general', 'ada', '@Lilith one');
    await settled();
    discord.faults.next('POST /webhooks/:webhook/:token', { before: 'reset' });
    people.say('general', 'ada', '@Lilith two');
    await settled();
    expect(answers('general').map(({ content }) => content)).toEqual(
      [1, 2, 3].map(index => `Lilith gives answer ${index}.`),
    );
  });
});
