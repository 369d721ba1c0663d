import { describe, expect, it } from 'vitest';
import { refuses } from '../fakes/provider.js';
import { stage, type Stage } from './stage.js';

const member = { uuid: '11111111-0000-4000-8000-000000000001', name: 'Sun' };
const tupperbox = '431544605209788416';

/** Bob says something through PluralKit, which takes the original away at some time. */
function bySun({ people, pluralKit, discord }: Stage, text: string, eraseAfterMs = 50, channel = 'general') {
  pluralKit.join(discord.id('bob'));
  const both = people.speakProxied(channel, 'bob', `s: ${text}`, text, { name: 'Sun', eraseAfterMs });
  pluralKit.post({ id: both.copy.id, original: both.original.id, sender: discord.id('bob'), member });
  return both;
}

/** Somebody has spoken through it before, so that it is known that such a bot is here. */
async function warm(staged: Stage) {
  bySun(staged, 'Good morning.');
  await staged.settled();
}

describe('people who speak through PluralKit', () => {
  it('are answered once, to the copy, and never to the original', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, answers, outcomes, model } = staged;
    await warm(staged);
    const { original, copy } = bySun(staged, '@Lilith hello');
    await settled();
    expect(outcomes(copy)).toEqual({ lilith: 'answered' });
    expect(outcomes(original)).toEqual({});
    expect(answers('general')).toHaveLength(1);
    expect(model.questions).toHaveLength(1);
    expect(model.questions[0]?.last).toContain('hello');
    expect(model.questions[0]?.last).not.toContain('s: ');
  });

  it('are answered once, also where nobody knew yet that such a bot is here', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, answers, through } = staged;
    const { original, copy } = bySun(staged, '@Lilith hello');
    await through(original, copy);
    await settled();
    expect(answers('general')).toHaveLength(1);
  });

  it('keep what they said in memory, though PluralKit takes the original away', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, app, personality, user, people, discord } = staged;
    await warm(staged);
    const { original } = bySun(staged, '@Lilith my cat is called Tofu');
    await settled();
    await discord.journal.until(({ what, id }) => what === 'erase' && id === original.id);
    people.say('general', 'ada', 'Something else.');
    await settled();
    const kept = await app.memory.list((await personality('lilith')).id, (await user('bob')).id, undefined);
    expect(kept.map(({ text }) => text).join('\n')).toContain('Tofu');
  });

  it('are forgotten what they said when the copy is taken back', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, app, personality, user, people, followed } = staged;
    await warm(staged);
    const { copy } = bySun(staged, '@Lilith my cat is called Tofu');
    await settled();
    people.erase('general', copy.id);
    await followed('withdrawn', copy);
    const kept = await app.memory.list((await personality('lilith')).id, (await user('bob')).id, undefined);
    expect(kept.map(({ text }) => text).join('\n')).not.toContain('Tofu');
  });

  it('are told apart: who speaks is called by the name of the member', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, model } = staged;
    await warm(staged);
    bySun(staged, '@Lilith who am I?');
    await settled();
    expect(`${model.questions[0]?.system}\n${model.questions[0]?.last}`).toContain('Sun');
  });

  it('reply through a link in an embed', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, answers, people, pluralKit, discord, outcomes } = staged;
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    await warm(staged);
    const target = answers('general')[0]?.id ?? '';
    const link = `https://discord.com/channels/${discord.id('Tea house')}/${discord.id('general')}/${target}`;
    const embeds = [{ description: `**[Reply to:](${link})** Lilith gives answer 1.` }];
    const copy = people.speakByProxy('general', 'And to me?', { name: 'Sun' }, { embeds });
    pluralKit.post({ id: copy.id, original: '1000000000000000001', sender: discord.id('bob'), member });
    await settled();
    expect(outcomes(copy)).toEqual({ lilith: 'answered' });
  });

  it('are answered though PluralKit cannot be asked', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, people, pluralKit, outcomes, answers } = staged;
    await warm(staged);
    pluralKit.meet(...Array.from({ length: 50 }, () => refuses(503)));
    const { copy, original } = people.speakProxied('general', 'bob', 's: @Lilith hi', '@Lilith hi', {
      name: 'Sun',
      eraseAfterMs: 20,
    });
    await settled();
    expect(outcomes(copy)).toEqual({ lilith: 'answered' });
    expect(outcomes(original)).toEqual({});
    expect(answers('general')).toHaveLength(1);
  });

  it('who are blocked are blocked behind a proxy too', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, database, discord, answers } = staged;
    await warm(staged);
    database.sql.prepare('INSERT INTO blocks (target, discord_id) VALUES (?, ?)').run('user', discord.id('bob'));
    bySun(staged, '@Lilith hello');
    await settled();
    expect(answers('general')).toEqual([]);
  });

  it('wait for a copy that does not come, and hold up nobody else', async () => {
    const staged = await stage({ pace: 4 });
    const { settled, people, outcomes, read } = staged;
    await warm(staged);
    const plain = people.say('general', 'bob', '@Lilith plainly');
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect(outcomes(plain)).toEqual({ lilith: 'answered' });
    expect(staged.model.questions.map(({ last }) => /plainly|hello/.exec(last)?.[0])).toEqual(['hello', 'plainly']);
    expect(read('general')).toHaveLength(5);
  });
});

describe('people who speak through Tupperbox', () => {
  it('are answered once, as whoever sent the message that was taken away', async () => {
    const { people, settled, answers, outcomes, app, personality, user } = await stage({ pace: 4 });
    people.speakProxied('general', 'bob', 'm: hi', 'hi', { name: 'Moon', applicationId: tupperbox, eraseAfterMs: 20 });
    await settled();
    const { copy, original } = people.speakProxied('general', 'bob', 'm: @Lilith I keep bees', '@Lilith I keep bees', {
      name: 'Moon',
      applicationId: tupperbox,
      eraseAfterMs: 20,
    });
    await settled();
    expect(outcomes(copy)).toEqual({ lilith: 'answered' });
    expect(outcomes(original)).toEqual({});
    expect(answers('general')).toHaveLength(1);
    const kept = await app.memory.list((await personality('lilith')).id, (await user('bob')).id, undefined);
    expect(kept.map(({ text }) => text).join('\n')).toContain('bees');
  });
});
