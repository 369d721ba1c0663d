import { describe, expect, it } from 'vitest';
import { stage } from '../stage.js';

const config = { 'limits.person': 'off', 'limits.channel': 'off' };

describe('what was said while nobody listened', () => {
  it.each([
    ['a channel', 'GET /channels/:channel/messages'],
    ['direct messages', 'GET /channels/:channel'],
  ])('is not lost where Discord cannot say at first what it was: %s', async (where, route) => {
    const { people, settled, stop, start, outcomes, discord, app, through } = await stage({ config, pace: 8 });
    const say = (text: string) =>
      where === 'a channel' ? people.say('general', 'bob', text) : people.whisper('bob', text);
    say('@Lilith zero');
    await settled();
    await stop();
    const missed = say('@Lilith one');
    discord.faults.add({ on: route, fault: { before: { status: 500 } } });
    await start();
    await discord.journal.until(({ status, route: asked }) => status === 500 && asked === route);
    const live = say('@Lilith two');
    await through(live);
    await stop();
    discord.faults.clear();
    await start();
    await settled();
    expect(app).toBeDefined();
    expect(outcomes(live)).toEqual({ lilith: 'answered' });
    expect(outcomes(missed)).toEqual({ lilith: 'answered' });
  });

  it('is asked for again, without another start', async () => {
    const { people, settled, stop, start, outcomes, discord } = await stage({ config, pace: 8 });
    people.say('general', 'bob', '@Lilith zero');
    await settled();
    await stop();
    const missed = people.say('general', 'bob', '@Lilith one');
    discord.faults.add({ on: 'GET /channels/:channel/messages', fault: { before: { status: 500 } }, times: 5 });
    await start();
    await settled();
    expect(outcomes(missed)).toEqual({ lilith: 'answered' });
  });

  it('is not answered where only the program itself was called, long ago', async () => {
    const { people, settled, stop, start, discord, clock, answers } = await stage({ config });
    people.say('general', 'bob', '@Lilith zero');
    await settled();
    await stop();
    people.say('general', 'bob', `<@${discord.world.bot.id}> who are you?`);
    clock.pass(16 * 60_000);
    await start();
    await settled();
    expect(answers('general')).toHaveLength(1);
  });
});
