import { describe, expect, it } from 'vitest';
import { mentionUs, stage, type Stage } from '../stage.js';
import { bugsIn } from './logged.js';

const unlimited = { config: { 'limits.person': 'off', 'limits.channel': 'off' } };

describe('a flood', () => {
  it('of calls for the program itself is answered no oftener than any other', async () => {
    const { people, discord, settled, answers } = await stage();
    for (let n = 0; n < 40; n++) people.say('general', 'mallory', `${mentionUs(discord)} ${n}`);
    await settled();
    expect(answers('general').length).toBeLessThanOrEqual(11);
  });

  it('of two personalities that name each other ends with one answer each', async () => {
    const { people, settled, model, answers } = await stage({ ...unlimited, personalities: { Lilith: [], Anna: [] } });
    model.behave(({ who }) => (who === 'Lilith' ? '@Anna what do you think?' : '@Lilith what do you think?'));
    people.say('general', 'bob', '@Lilith @Anna speak to each other');
    await settled();
    people.say('general', 'bob', '@Lilith go on');
    await settled();
    expect(answers('general')).toHaveLength(3);
  });

  it('of attachments, embeds and 4,000 characters is read as far as it matters', async () => {
    const { people, settled, outcomes, folder } = await stage(unlimited);
    const attachments = Array.from({ length: 200 }, (_, n) => ({ name: `${n}.txt`, text: `file ${n}` }));
    const embeds = Array.from({ length: 50 }, () => ({ title: 'x'.repeat(10_000), description: 'y'.repeat(100_000), fields: Array.from({ length: 100 }, () => ({ name: 'n'.repeat(5000), value: 'v'.repeat(5000) })) })); // prettier-ignore
    const said = [
      people.say('general', 'bob', '@Lilith look', { attachments }),
      people.say('general', 'ada', '@Lilith look', { embeds }),
      ...Array.from({ length: 20 }, (_, n) => people.say('general', 'mallory', `@Lilith ${n} ${'z'.repeat(3980)}`)),
    ];
    await settled();
    expect(said.map(outcomes)).toEqual(said.map(() => ({ lilith: 'answered' })));
    expect(bugsIn(folder)).toEqual([]);
  });

  it('of edits costs no model and leaves the last words', async () => {
    const { people, settled, model, database, stop, clock } = await stage(unlimited);
    const said = people.say('general', 'bob', '@Lilith hello');
    await settled();
    for (let n = 0; n < 300; n++) {
      clock.pass(2);
      people.edit('general', said.id, `@Lilith hello ${n}`);
    }
    people.say('general', 'bob', '@Lilith bye');
    await settled();
    await stop();
    expect(model.questions).toHaveLength(2);
    expect(database.sql.prepare<[], string>('SELECT text FROM messages').pluck().all()).toContain('@Lilith hello 299');
  });
});

/** What stands in the sends of the program, whether it may show itself, and whom it pings. */
const bodies = ({ discord }: Stage) =>
  discord.journal
    .requests()
    .filter(
      ({ method, body }) =>
        (method === 'POST' || method === 'PATCH') && typeof body === 'object' && body !== null && 'content' in body,
    ) // prettier-ignore
    .map(({ body }) => JSON.stringify(body));

const nasty = '@everyone @here <@&1> _https://evil.example/?q=secret_ http://evil.example [x](https://evil.example/y)';

describe('what somebody steers', () => {
  it('pings nobody and shows no link, whichever way it takes', async () => {
    const staged = await stage({
      config: { ...unlimited.config, 'answer.footer': 'on' },
      personalities: {
        Lilith: [`prompt.greeting=${nasty}`, `errorMessage=${nasty}`],
      },
    });
    const { people, settled, model, discord, user, app } = staged;
    model.behave(() => nasty);
    people.say('general', 'bob', `@Lilith ${nasty}`);
    await settled();
    people.whisper('bob', `@Lilith ${nasty}`);
    await settled();
    const ada = await user('ada');
    await app.activation.activate({ userId: ada.id, accountId: discord.id('ada') }, { venue: { channelId: discord.id('general'), platform: 'discord', guildId: discord.id('Tea house'), kind: 'guild', isPublic: true }, parentId: null }, 'lilith'); // prettier-ignore
    model.behave(() => response => void response.writeHead(500).end(nasty));
    people.say('general', 'bob', '@Lilith fail');
    people.say('general', 'mallory', `${mentionUs(discord)} ${nasty}`);
    await settled();
    const sent = bodies(staged);
    expect(sent.length).toBeGreaterThan(4);
    for (const body of sent) expect(body).toContain('"allowed_mentions":{"parse":[]}');
    const linking = sent.filter(body => body.includes('evil.example'));
    expect(linking.length).toBeGreaterThan(3);
    for (const body of linking) expect(body).toMatch(/"flags":(4|68)\b/);
    for (const each of discord.journal.sends()) expect(each).toMatchObject({ mentions: [], mentionsEveryone: false });
  });

  it.each([
    '_https://evil.example/a_',
    '__https://evil.example/a__',
    'xhttps://evil.example/a',
    '4https://evil.example/a',
    'HTTPS://EVIL.EXAMPLE/a',
    '||https://evil.example/a||',
    '<https://evil.example/a>',
  ])('a link in an answer is not looked at: %s', async link => {
    const staged = await stage(unlimited);
    staged.model.behave(() => link);
    staged.people.say('general', 'bob', '@Lilith hello');
    await staged.settled();
    expect(bodies(staged).filter(body => body.toLowerCase().includes('evil')).map(body => JSON.parse(body).flags)).toEqual([4]); // prettier-ignore
  });
});
