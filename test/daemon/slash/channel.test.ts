import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../src/domain/interaction/asked.js';
import { aVenue } from '../../support/builders.js';
import { aCommand, aManager, anAsker, aStage, hall, replyIn, type Stage } from './stage.js';

const activate = (personality: string) => aCommand('channel activate', { personality });
const deactivate = (personality: string) => aCommand('channel deactivate', { personality });
const list = aCommand('channel list');

const inAlcove = (asker: Asker): Asker => ({
  ...asker,
  where: { ...asker.where, venue: aVenue({ kind: 'thread' }), parentId: hall.channelId },
});

const listed = async ({ asked }: Stage, asker: Asker) => replyIn(await asked(list, asker)).text;

describe('a personality that is activated', () => {
  it('says so where everybody sees it, and greets once', async () => {
    const stage = await aStage();
    const sent = await stage.asked(activate('Lilith'), aManager('bob'));
    expect(sent[0]).toEqual({ kind: 'defer', isPrivate: false });
    expect(replyIn(sent).text).toContain('**Lilith** answers here from now on');
    await stage.asked(deactivate('lilith'), aManager('bob'));
    await stage.asked(activate('lilith'), aManager('bob'));
    expect(stage.chat.posts.map(({ text, speaker }) => [speaker.name, text])).toEqual([['Lilith', 'Good evening.']]);
  });

  it('is active once, however often it is activated', async () => {
    const stage = await aStage();
    await stage.asked(activate('lilith'), aManager('bob'));
    expect(replyIn(await stage.asked(activate('lilith'), aManager('bob'))).text).toContain('already');
    expect(await listed(stage, aManager('bob'))).toBe('Without being called answer here:\n- **Lilith** (lilith)');
  });

  it('answers in threads too, unless it is switched off there', async () => {
    const stage = await aStage();
    const bob = aManager('bob');
    await stage.asked(activate('lilith'), bob);
    expect(await listed(stage, inAlcove(bob))).toContain('Lilith');
    await stage.asked(deactivate('lilith'), inAlcove(bob));
    expect(await listed(stage, inAlcove(bob))).toContain('Nobody');
    expect(await listed(stage, bob)).toContain('Lilith');
  });

  it('stays when it cannot greet', async () => {
    const stage = await aStage();
    const chat = { ...stage.chat, post: () => Promise.reject(new Error('no permission')) };
    const other = await aStage({ chat });
    expect(replyIn(await other.asked(activate('lilith'), aManager('bob'))).isPrivate).toBe(false);
    expect(await listed(other, aManager('bob'))).toContain('Lilith');
  });

  it('was not, and cannot be switched off', async () => {
    const { asked } = await aStage();
    const reply = replyIn(await asked(deactivate('lilith'), aManager('bob')));
    expect(reply).toEqual({
      isPrivate: true,
      text: 'Lilith does not speak here without being called. Try `/channel list`.',
    });
  });
});

describe('a private personality', () => {
  it('is activated by its owner', async () => {
    const stage = await aStage();
    expect(replyIn(await stage.asked(activate('luna'), aManager('bob'))).isPrivate).toBe(false);
    expect(await listed(stage, aManager('bob'))).toContain('Luna');
  });

  it.each(['mallory', 'ada'])('is not there for %s, in the words for any name', async name => {
    const stage = await aStage();
    await stage.asked(activate('luna'), aManager('bob'));
    const wordsFor = async (personality: string) => [
      replyIn(await stage.asked(activate(personality), aManager(name))).text.replace(personality, '…'),
      replyIn(await stage.asked(deactivate(personality), aManager(name))).text.replace(personality, '…'),
    ];
    expect(await wordsFor('luna')).toEqual(await wordsFor('nobody-at-all'));
    expect(await listed(stage, aManager(name))).not.toContain('Luna');
  });

  it.each([
    ['bob', 'channel activate', ['lilith', 'luna']],
    ['mallory', 'channel activate', ['lilith']],
    ['ada', 'channel activate', ['lilith']],
    ['bob', 'channel deactivate', ['luna']],
    ['mallory', 'channel deactivate', []],
  ])('is proposed to its owner alone: %s, %s', async (who, name, expected) => {
    const stage = await aStage();
    await stage.asked(activate('luna'), aManager('bob'));
    const sent = await stage.asked({ kind: 'completion', name, option: 'personality', typed: 'l' }, aManager(who));
    const choices = sent[0]?.kind === 'complete' ? sent[0].choices.map(({ value }) => value) : undefined;
    expect(choices).toEqual(expected);
  });
});

it('proposes those first whose names begin with what is typed', async () => {
  const { asked } = await aStage();
  const sent = await asked({ kind: 'completion', name: 'channel activate', option: 'personality', typed: 'lu' }, aManager('bob')); // prettier-ignore
  expect(sent).toEqual([{ kind: 'complete', choices: [{ name: 'Luna (luna)', value: 'luna' }] }]);
});

it('proposes nobody to whoever may not use the command', async () => {
  const { asked } = await aStage();
  const sent = await asked({ kind: 'completion', name: 'channel activate', option: 'personality', typed: '' }, anAsker('bob')); // prettier-ignore
  expect(sent).toEqual([{ kind: 'complete', choices: [] }]);
});
