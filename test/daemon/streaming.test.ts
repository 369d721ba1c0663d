import { describe, expect, it } from 'vitest';
import { begin, delta, failsAfter, type Act } from '../fakes/provider.js';
import { stage, type Stage } from './stage.js';

const config = { 'answer.streamed': 'on', 'limits.person': 'off', 'limits.channel': 'off' };

/** An answer that comes in parts, each when it is its time. */
function inParts(...parts: readonly string[]) {
  const gates = parts.map(() => Promise.withResolvers<void>());
  const act: Act = async response => {
    begin(response);
    for (const [index, part] of parts.entries()) {
      await gates[index]?.promise;
      response.write(delta({ content: part }));
    }
    response.end(`${delta({ content: '' }, { finish_reason: 'stop' })}data: [DONE]\n\n`);
  };
  return { act, come: (index: number) => gates[index]?.resolve() };
}

const shows = ({ discord }: Stage, text: string) =>
  discord.journal.until(({ what }) => {
    const isChange = what === 'message' || what === 'edit';
    return isChange && discord.visible('general').some(({ content }) => content === text);
  });

const editsIn = ({ discord }: Stage) => discord.journal.entries.filter(({ what }) => what === 'edit');

describe('an answer that is shown while it is being made', () => {
  it('grows sentence by sentence in one message, and ends as the whole of it with its buttons', async () => {
    const here = await stage({ config });
    const { people, model, settled, answers, outcomes, clock, discord } = here;
    const parts = inParts('The kettle sings. It', ' sings of rain. And', ' of tea.');
    model.behave(() => parts.act);
    const said = people.say('general', 'ada', '@Lilith what does the kettle do?');
    parts.come(0);
    await shows(here, 'The kettle sings.');
    expect(answers('general')[0]?.components).toEqual([]);
    parts.come(1);
    clock.pass(1500);
    await shows(here, 'The kettle sings. It sings of rain.');
    parts.come(2);
    await settled();
    expect(answers('general').map(({ content }) => content)).toEqual([
      'The kettle sings. It sings of rain. And of tea.',
    ]);
    expect(answers('general')[0]?.components).not.toEqual([]);
    expect(discord.journal.sends()).toHaveLength(1);
    expect(editsIn(here).length).toBeLessThanOrEqual(2);
    expect(outcomes(said)).toEqual({ lilith: 'answered' });
  });

  it('is not edited again before a second and a half are over', async () => {
    const here = await stage({ config });
    const { people, model, settled } = here;
    const parts = inParts('One.', ' Two.', ' Three.', ' Four.');
    model.behave(() => parts.act);
    people.say('general', 'ada', '@Lilith count');
    parts.come(0);
    await shows(here, 'One.');
    for (const index of [1, 2, 3]) parts.come(index);
    await settled();
    expect(editsIn(here)).toHaveLength(1);
  });

  it('goes on in the same message, where the program went in between', async () => {
    const here = await stage({ config, pace: 20 });
    const { people, model, settled, answers, stop, start, outcomes } = here;
    const parts = inParts('The kettle sings. It', ' is not heard.');
    model.behave((_, index) => (index === 1 ? parts.act : undefined));
    const said = people.say('general', 'ada', '@Lilith what does the kettle do?');
    parts.come(0);
    await shows(here, 'The kettle sings.');
    await stop();
    await start();
    await settled();
    expect(answers('general').map(({ content }) => content)).toEqual(['Lilith gives answer 2.']);
    expect(outcomes(said)).toEqual({ lilith: 'answered' });
  });

  it('makes way for the words of failure, where it broke off', async () => {
    const here = await stage({ config, personalities: { Lilith: ['errorMessage=My quill broke.'] } });
    const { people, model, settled, answers, outcomes, discord } = here;
    model.behave(() => failsAfter('The kettle sings. It', { code: 400, message: 'No.' }));
    const said = people.say('general', 'ada', '@Lilith what does the kettle do?');
    await settled();
    await discord.journal.until(({ what }) => what === 'erase');
    expect(answers('general').map(({ content }) => content)).toEqual([expect.stringMatching(/^My quill broke\./)]);
    expect(outcomes(said)).toEqual({ lilith: 'failed' });
  });

  it('is shown in direct messages as well, under the name', async () => {
    const here = await stage({ config });
    const { people, model, settled, answers, discord } = here;
    model.behave(() => 'The kettle sings. It sings of rain.');
    const { channel_id: channel } = people.whisper('ada', '@Lilith what does the kettle do?');
    await settled();
    expect(answers(channel).map(({ content }) => content)).toEqual(['**Lilith:** The kettle sings. It sings of rain.']);
    expect(discord.journal.sends()).toHaveLength(1);
  });
});
