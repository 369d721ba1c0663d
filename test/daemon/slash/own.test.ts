import { expect, it } from 'vitest';
import { aVenue } from '../../support/builders.js';
import { aCommand, aManager, anAsker, answered, aSaid, aStage, replyIn } from './stage.js';

const bob = anAsker('bob');

it.each([
  [bob, false],
  [aManager('bob'), true],
])('shows in its help what whoever asks may do', async (asker, seesChannel) => {
  const { asked } = await aStage();
  const { text, isPrivate } = replyIn(await asked(aCommand('help'), asker));
  expect(isPrivate).toBe(true);
  expect(text).toContain('`/wallet set`');
  expect(text.includes('`/channel activate`')).toBe(seesChannel);
});

it('switches answers without a call on and off for whoever asks', async () => {
  const { app, asked, person } = await aStage();
  const state = async () => (await app.settings.explain('answer.uncalled', { user: await person('bob') })).state;
  await asked(aCommand('auto-response', { state: 'on' }), bob);
  expect(await state()).toBe('value');
  await asked(aCommand('auto-response', { state: 'off' }), bob);
  expect(await state()).toBe('off');
});

it('refuses a state that there is not', async () => {
  const { asked } = await aStage();
  expect(replyIn(await asked(aCommand('auto-response', { state: 'maybe' }), bob))).toMatchObject({ isPrivate: true });
});

it('begins a new conversation for whoever took part in it', async () => {
  const stage = await aStage();
  await answered(stage, aSaid('bob', '@lilith are you there?'));
  expect(replyIn(await stage.asked(aCommand('reset'), anAsker('mallory')))).toMatchObject({ isPrivate: true });
  await stage.clock.advance(1000);
  const sent = await stage.asked(aCommand('reset'), bob);
  expect(replyIn(sent)).toEqual({ isPrivate: false, text: 'A new conversation begins here.' });
  expect(replyIn(await stage.asked(aCommand('reset'), bob)).isPrivate).toBe(true); // Nobody answered them in the new one.
  expect(replyIn(await stage.asked(aCommand('reset'), aManager('mallory'))).isPrivate).toBe(false);
});

it('begins a new conversation in direct messages without asking for rights', async () => {
  const stage = await aStage();
  const dm = aVenue({ channelId: 'dm-bob' });
  const alone = anAsker('bob', {}, dm);
  await answered(stage, aSaid('bob', '@lilith are you there?', { channelId: 'dm-bob', where: alone.where }));
  const before = stage.chat.posts.length;
  expect(before).toBeGreaterThan(0);
  expect(replyIn(await stage.asked(aCommand('reset'), alone)).text).toContain('A new conversation begins');
  expect(await stage.app.conversation.lastSpeaker('dm-bob')).toBe('lilith');
});

it('has nothing to begin anew where nothing was said', async () => {
  const { asked } = await aStage();
  expect(replyIn(await asked(aCommand('reset'), bob)).text).toContain('no conversation here yet');
});
