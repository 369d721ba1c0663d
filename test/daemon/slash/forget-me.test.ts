import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { anAccount, aVenue } from '../../support/builders.js';
import { aCommand, anAsker, answered, aPress, aSaid, aStage, buttonIn, replyIn, type Stage } from './stage.js';

const mallory = anAsker('mallory');
const key = 'sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

/** Mallory leaves something behind everywhere they can. */
async function aStageWithMallory(): Promise<Stage> {
  const stage = await aStage();
  const { app } = stage;
  await answered(stage, aSaid('mallory', '@lilith the zeppelin is made of cheese.'));
  const dm = anAsker('mallory', {}, aVenue({ channelId: 'dm-of-mallory' })).where;
  const alone = { id: '100000000000000002', channelId: 'dm-of-mallory', where: dm };
  await answered(stage, aSaid('mallory', '@lilith xylophones frighten me.', alone));
  const { id: userId } = await stage.person('mallory');
  await app.persona.create(await stage.person('mallory'), { name: 'Malvolio', patches: [], isDefault: true });
  await app.settings.choose({ userId, personalityId: null }, 'history.messages', '7');
  await app.wallet.storeKey(await stage.person('mallory'), 'openrouter', new Secret(key), { verify: false });
  return stage;
}

const bytesIn = (home: string): string =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile() && !each.parentPath.includes('logs'))
    .map(each => readFileSync(join(each.parentPath, each.name), 'latin1'))
    .join('\n');

it('asks first, and says what goes', async () => {
  const stage = await aStageWithMallory();
  const sent = await stage.asked(aCommand('forget-me'), mallory);
  expect(sent[0]).toEqual({ kind: 'defer', isPrivate: true });
  expect(replyIn(sent).text).toMatch(/4 lines .* 4 memories, 1 personas, 1 keys/);
  expect(replyIn(sent).buttons).toMatchObject([{ isDangerous: true }]);
  expect(await stage.app.user.known(mallory.accountId)).toBeDefined();
});

it('leaves no byte of them', async () => {
  const stage = await aStageWithMallory();
  const { id } = await stage.person('mallory');
  const traces = [id, mallory.accountId, 'zeppelin', 'xylophone', 'Malvolio', 'dm-of-mallory'];
  const before = bytesIn(stage.home);
  expect(traces.filter(each => !before.includes(each))).toEqual([]);
  const asked = await stage.asked(aCommand('forget-me'), mallory);
  const done = await stage.asked(aPress(buttonIn(asked)), mallory);
  expect(replyIn(done)).toMatchObject({ isPrivate: true, text: expect.stringContaining('You are forgotten') });
  const after = bytesIn(stage.home);
  expect(traces.filter(each => after.includes(each))).toEqual([]);
  await expect(stage.app.user.known(mallory.accountId)).rejects.toMatchObject({ code: 'not_found' });
});

it('takes nothing of anybody else', async () => {
  const stage = await aStageWithMallory();
  await answered(stage, aSaid('bob', '@lilith the lantern is lit.', { id: '100000000000000003' }));
  const asked = await stage.asked(aCommand('forget-me'), mallory);
  await stage.asked(aPress(buttonIn(asked)), mallory);
  const { id: userId } = await stage.person('bob');
  expect((await stage.app.conversation.history({ userId })).map(({ text }) => text)).toContain(
    '@lilith the lantern is lit.',
  );
});

it('is asked for again by whoever waited too long', async () => {
  const stage = await aStageWithMallory();
  const asked = await stage.asked(aCommand('forget-me'), mallory);
  await stage.clock.advance(901_000);
  expect(replyIn(await stage.asked(aPress(buttonIn(asked)), mallory)).text).toContain('too old');
  expect(await stage.app.user.known(mallory.accountId)).toBeDefined();
});

it.each([
  ['bob', 'luna'],
  ['ada', 'This home belongs to you'],
])('is refused to %s, whose personality or home would be left alone', async (name, words) => {
  const stage = await aStage();
  const reply = replyIn(await stage.asked(aCommand('forget-me'), anAsker(name)));
  expect(reply.isPrivate).toBe(true);
  expect(reply.text).toContain(words);
  expect(reply.buttons).toBeUndefined();
  expect(await stage.app.user.known(anAccount(name).foreignId)).toBeDefined();
});

it('is nothing for somebody who was never here', async () => {
  const stage = await aStage();
  const asked = await stage.asked(aCommand('forget-me'), anAsker('carol'));
  expect(replyIn(await stage.asked(aPress(buttonIn(asked)), anAsker('carol'))).text).toContain('You are forgotten');
});
