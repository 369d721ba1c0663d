import { describe, expect, it } from 'vitest';
import type { Plan } from '../fakes/discord/build.js';
import { stage } from './stage.js';

const house = (nsfwLevel = 0): Plan => ({
  people: ['ada', 'bob'],
  guilds: [
    {
      name: 'Tea house',
      owner: 'ada',
      nsfwLevel,
      members: ['ada', 'bob'],
      channels: [
        'general',
        { name: 'cellar', nsfw: true },
        { name: 'corner', type: 11, parent: 'cellar' },
        { name: 'aside', type: 11, parent: 'general' },
      ],
    },
  ],
});

const adult = { Lilith: ['manner.isAdult=true'] };
const words = /is for adults/;

describe('a personality for adults', () => {
  it('answers where everybody has said to be of age, and in threads there', async () => {
    const { people, settled, outcomes } = await stage({ plan: house(), personalities: adult });
    const said = ['cellar', 'corner'].map(place => people.say(place, 'bob', '@Lilith hello'));
    await settled();
    expect(said.map(outcomes)).toEqual([{ lilith: 'answered' }, { lilith: 'answered' }]);
  });

  it('answers nobody else, in no other channel, thread or direct message, and says why once a day', async () => {
    const { people, settled, outcomes, answers, model, clock } = await stage({ plan: house(), personalities: adult });
    const said = [people.say('general', 'bob', '@Lilith hello')];
    await settled();
    said.push(people.say('aside', 'bob', '@Lilith hello there'), people.whisper('bob', '@Lilith hello'));
    await settled();
    const [one, two, three] = said.map(outcomes);
    expect([one, two, three]).toEqual([{ lilith: 'failed' }, { lilith: 'ignored' }, { lilith: 'failed' }]);
    expect(answers('general').map(({ content }) => content)).toEqual([expect.stringMatching(words)]);
    expect(answers('aside')).toEqual([]);
    expect(model.questions).toEqual([]);
    clock.pass(25 * 3_600_000);
    people.say('general', 'bob', '@Lilith once more');
    await settled();
    expect(answers('general')).toHaveLength(2);
  });

  it('answers people who have shown to be of age, anywhere', async () => {
    const { people, settled, outcomes, database, discord } = await stage({ plan: house(), personalities: adult });
    database.sql.prepare('INSERT INTO verifications (discord_id) VALUES (?)').run(discord.id('bob'));
    const said = [people.say('general', 'bob', '@Lilith hello'), people.whisper('bob', '@Lilith hello')];
    const ada = people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect(said.map(outcomes)).toEqual([{ lilith: 'answered' }, { lilith: 'answered' }]);
    expect(outcomes(ada)).toEqual({ lilith: 'failed' });
  });

  it.each([
    [0, 'failed'],
    [1, 'answered'],
    [2, 'failed'],
    [3, 'answered'],
  ])('answers in a server that Discord rates %i: %s', async (level, outcome) => {
    const { people, settled, outcomes } = await stage({ plan: house(level), personalities: adult });
    const said = people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(outcomes(said)).toEqual({ lilith: outcome });
  });

  it('says that it could not be looked up, where that is so, and not that somebody is too young', async () => {
    const { people, settled, outcomes, answers, discord } = await stage({ plan: house(), personalities: adult });
    discord.faults.gateway.lose('CHANNEL_CREATE');
    people.openChannel('Tea house', { name: 'new', nsfw: true });
    discord.faults.add({ on: 'GET /channels/:channel', fault: { before: { status: 500 } }, times: 4 });
    const said = people.say('new', 'bob', '@Lilith hello');
    await settled();
    expect(outcomes(said)).toEqual({ lilith: 'failed' });
    expect(answers('new').map(({ content }) => content)).toEqual([expect.stringMatching(/could not be looked up/)]);
  });
});
