import { describe, expect, it } from 'vitest';
import { refuses, says } from '../fakes/provider.js';
import { stage } from './stage.js';

const unlimited = { 'limits.person': 'off', 'limits.channel': 'off' };

describe('what becomes of a message', () => {
  it('is one answer, where the same was asked twice within five seconds', async () => {
    const { people, settled, answers, outcomes, clock } = await stage();
    const first = people.say('general', 'ada', '@Lilith hello');
    const second = people.say('general', 'ada', '@Lilith hello');
    const other = people.say('general', 'bob', '@Lilith hello');
    await settled();
    clock.pass(6000);
    const later = people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect([first, second, other, later].map(outcomes)).toEqual([
      { lilith: 'answered' },
      { lilith: 'merged' },
      { lilith: 'answered' },
      { lilith: 'answered' },
    ]);
    expect(answers('general')).toHaveLength(3);
  });

  it('is limited for whoever asks too fast, who is told so once', async () => {
    const { people, settled, answers, outcomes } = await stage({ config: { 'limits.person': '2/60' } });
    const all = ['one', 'two', 'three', 'four'].map(word => people.say('general', 'ada', `@Lilith ${word}`));
    const bob = people.say('general', 'bob', '@Lilith hello');
    await settled();
    expect(all.map(outcomes).map(({ lilith }) => lilith)).toEqual(['answered', 'answered', 'limited', 'limited']);
    expect(outcomes(bob)).toEqual({ lilith: 'answered' });
    const notices = answers('general').filter(({ content }) => content.includes('Try again at'));
    expect(notices).toHaveLength(1);
  });

  it('is limited in a channel in which too much is asked', async () => {
    const { people, settled, answers, outcomes } = await stage({ config: { 'limits.channel': '2/60' } });
    const all = ['ada', 'bob', 'mallory'].map(who => people.say('general', who, '@Lilith hello'));
    await settled();
    expect(all.map(outcomes).filter(({ lilith }) => lilith === 'limited')).toHaveLength(1);
    expect(answers('general')).toHaveLength(3);
  });

  it('is fused where too many answers went into a channel, with one notice', async () => {
    const { people, settled, answers, outcomes } = await stage({ config: { ...unlimited, 'limits.fuse': '2/3600' } });
    const all = ['one', 'two', 'three', 'four'].map(word => people.say('general', 'ada', `@Lilith ${word}`));
    await settled();
    expect(all.map(outcomes).map(({ lilith }) => lilith)).toEqual(['answered', 'answered', 'fused', 'fused']);
    expect(answers('general')).toHaveLength(3);
    expect(answers('general').at(-1)?.content).toMatch(/going round in circles/);
  });

  it('is one visible line in the personality’s own words, where it failed, with a reference to the truth', async () => {
    const error = 'My quill broke.';
    const { app, people, settled, answers, outcomes, model, user } = await stage({
      personalities: { Lilith: [`errorMessage=${error}`] },
    });
    model.behave(() => refuses(400, { error: { message: 'No such parameter: secret-detail', code: 400 } }));
    const said = people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect(outcomes(said)).toEqual({ lilith: 'failed' });
    const [line, ...others] = answers('general');
    expect(others).toEqual([]);
    expect(line?.author.username).toBe('Lilith');
    expect(line?.content).toMatch(/^My quill broke\.\n-# \S+$/);
    expect(line?.content).not.toContain('secret-detail');
    const reference = line?.content.split('-# ')[1] ?? '';
    expect(JSON.stringify(await app.trace.why(await user('ada'), reference))).toContain('secret-detail');
  });

  it('is an answer that says so where it was cut short', async () => {
    const { people, settled, answers, model } = await stage({ config: { 'answer.footer': 'on' } });
    model.behave(() => says('The kettle sings of', { finish: 'length' }));
    people.say('general', 'ada', '@Lilith what does the kettle sing of?');
    await settled();
    expect(answers('general')[0]?.content).toMatch(/sings of\n-# ✦ .* · cut short$/);
  });

  it('does not fail for others where it fails for one of several', async () => {
    const { people, settled, outcomes, answers, model } = await stage({
      personalities: { Lilith: [], Anna: [], Rose: [] },
    });
    model.behave(({ who }) => (who === 'Anna' ? refuses(400) : undefined));
    const said = people.say('general', 'ada', '@Lilith @Anna @Rose, all of you?');
    await settled();
    expect(outcomes(said)).toEqual({ lilith: 'answered', anna: 'failed', rose: 'answered' });
    expect(answers('general').map(({ author }) => author.username)).toEqual(['Lilith', 'Anna', 'Rose']);
  });

  it('is nothing but a note, where a message is gone before anybody began to answer it', async () => {
    const { people, settled, outcomes, answers, model } = await stage({ config: unlimited });
    const held = model.hold();
    people.say('general', 'ada', '@Lilith first');
    await held.asked();
    const gone = people.say('general', 'ada', '@Lilith second');
    people.erase('general', gone.id);
    const other = people.say('general', 'ada', '@Lilith third');
    held.go();
    await settled();
    expect(outcomes(gone)).toEqual({ lilith: 'ignored' });
    expect(outcomes(other)).toEqual({ lilith: 'answered' });
    expect(answers('general')).toHaveLength(2);
  });

  it('is one answer, however often Discord says it', async () => {
    const { people, settled, answers, discord, model } = await stage();
    discord.faults.gateway.duplicate('MESSAGE_CREATE', 10);
    people.say('general', 'ada', '@Lilith hello');
    await settled();
    expect(answers('general')).toHaveLength(1);
    expect(model.questions).toHaveLength(1);
  });
});
