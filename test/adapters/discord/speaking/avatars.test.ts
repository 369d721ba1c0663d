import { describe, expect, it } from 'vitest';
import { addressWay } from '../../../../src/adapters/discord/speaking/avatars/address.js';
import { avatars } from '../../../../src/adapters/discord/speaking/avatars/avatars.js';
import { emojiWay } from '../../../../src/adapters/discord/speaking/avatars/emoji.js';
import { vaultWay } from '../../../../src/adapters/discord/speaking/avatars/vault.js';
import type { Way } from '../../../../src/adapters/discord/speaking/avatars/way.js';
import type { Picture } from '../../../../src/ports/personalities.js';
import { fakeClock } from '../../../fakes/clock.js';
import { fakeLog } from '../../../fakes/log.js';
import { stage, stageOn } from './stage.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const sha = (letter: string) => letter.repeat(64);
const pictureOf =
  (bytes: Uint8Array = png) =>
  async (sha256: string): Promise<Picture | undefined> =>
    sha256 === sha('f') ? undefined : { sha256, type: 'image/png', width: 1, height: 1, bytes };
const cdnUrl = 'https://cdn.discordapp.com';

describe('a picture', () => {
  it('has the address of the program, where it has one', async () => {
    const way = addressWay('https://tzurot.example/base');
    expect(await way.urlOf(sha('a'))).toBe(`https://tzurot.example/base/avatars/${sha('a')}`);
  });

  it('becomes an emoji of the application, once', async () => {
    await using world = await stage({
      ways: (calls, { world: { application } }) => [
        emojiWay({ calls, applicationId: () => application.id, picture: pictureOf(), cdnUrl }),
      ],
    });
    const { chat, discord } = world;
    const speaker = { slug: 'lilith', name: 'Lilith', avatar: sha('a') };
    await Promise.all(['a', 'b'].map(outboxId => chat.post(world.post({ outboxId, speaker }))));
    const [emoji] = discord.world.emojis.values();
    expect(discord.world.emojis.size).toBe(1);
    expect(emoji?.name).toBe(`t${'a'.repeat(31)}`);
    const said = discord.journal.requests('POST /webhooks/:webhook/:token').map(({ body }) => JSON.stringify(body));
    expect(said).toHaveLength(2);
    for (const body of said) expect(body).toContain(`"avatar_url":"${cdnUrl}/emojis/${emoji?.id}.png"`);
    await using again = stageOn(discord);
    const way = emojiWay({
      calls: again.calls,
      applicationId: () => discord.world.application.id,
      picture: pictureOf(),
      cdnUrl,
    });
    expect(await way.urlOf(sha('a'))).toBe(`${cdnUrl}/emojis/${emoji?.id}.png`);
    expect(discord.world.emojis.size).toBe(1);
  });

  it('takes the place of the oldest of ours that nobody used when there are as many as may be', async () => {
    await using world = await stage();
    const { calls, discord } = world;
    const { emojis, application, bot } = discord.world;
    const fill = (name: string, nth: number) =>
      emojis.set(String(700_000_000_000_000_000n + BigInt(nth)), {
        id: String(700_000_000_000_000_000n + BigInt(nth)),
        name,
        animated: false,
        available: true,
        managed: false,
        require_colons: true,
        roles: [],
        user: bot,
      });
    fill('somebody_elses', 0);
    for (let nth = 1; nth < 2000; nth += 1) fill(`t${String(nth).padStart(31, '0')}`, nth);
    const way = emojiWay({ calls, applicationId: () => application.id, picture: pictureOf(), cdnUrl });
    await way.urlOf(`${'1'.padStart(31, '0')}${'b'.repeat(33)}`);
    expect(await way.urlOf(sha('a'))).toMatch(/emojis\/\d+\.png$/);
    const names = [...emojis.values()].map(({ name }) => name);
    expect(names).toHaveLength(2000);
    expect(names).toContain('somebody_elses');
    expect(names).toContain(`t${'1'.padStart(31, '0')}`);
    expect(names).not.toContain(`t${'2'.padStart(31, '0')}`);
  });

  it('is left out when Discord does not take its address, and so is the name when it does not take that', async () => {
    const odd: Way = { name: 'address', lastsMs: 1000, urlOf: async () => 'odd' };
    await using world = await stage({ ways: () => [odd] });
    const { chat, discord } = world;
    const speaker = { slug: 'lilith', name: 'Lilith', avatar: sha('a') };
    const executed = 'POST /webhooks/:webhook/:token';
    discord.faults.next(executed, { before: { status: 400, code: 50035 } });
    await chat.post(world.post({ speaker }));
    discord.faults.next(executed, { before: { status: 400, code: 50035 } }, 2);
    await chat.post(world.post({ speaker, outboxId: 'b' }));
    expect(world.read('general')).toEqual(['Lilith: The lantern is lit.', 'Tzurot: **Lilith:** The lantern is lit.']);
    const asked = discord.journal.requests(executed).map(({ body }) => JSON.stringify(body).includes('avatar_url'));
    expect(asked).toEqual([true, false, true, false]);
  });

  it('that is too large, or of which there is nothing, is no emoji', async () => {
    await using world = await stage();
    const about = { calls: world.calls, applicationId: () => world.discord.world.application.id, cdnUrl };
    expect(await emojiWay({ ...about, picture: pictureOf(new Uint8Array(256 * 1024 + 1)) }).urlOf(sha('a'))).toBeNull();
    expect(await emojiWay({ ...about, picture: pictureOf() }).urlOf(sha('f'))).toBeNull();
  });

  it('hangs in the vault, is found again there, and is hung up again when it is gone', async () => {
    await using world = await stage();
    const { calls, discord, chat } = world;
    const channelId = discord.id('elsewhere');
    const way = () => vaultWay({ calls, channelId, picture: pictureOf() });
    const first = way();
    const url = await first.urlOf(sha('a'));
    const [hung] = discord.visible('elsewhere');
    expect(hung).toMatchObject({ content: `avatar ${sha('a')}`, attachments: [{ url }] });
    expect(await first.urlOf(sha('a'))).toBe(url);
    expect(await way().urlOf(sha('a'))).toBe(url);
    expect(discord.visible('elsewhere')).toHaveLength(1);
    await chat.erase(channelId, hung?.id ?? '');
    expect(await first.urlOf(sha('a'))).not.toBe(url);
    expect(discord.visible('elsewhere')).toHaveLength(1);
  });
});

describe('looking for a way', () => {
  const way = (name: Way['name'], answers: readonly (string | null | Error)[], asked: string[] = []): Way => {
    let nth = 0;
    return {
      name,
      lastsMs: 1000,
      async urlOf() {
        asked.push(name);
        const answer = answers[Math.min(nth++, answers.length - 1)] ?? null;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
  };

  it('takes the first that there is', async () => {
    const log = fakeLog();
    const faces = avatars(
      [way('address', [new Error('down')]), way('emoji', [null]), way('vault', ['x'])],
      fakeClock(),
      log,
    );
    expect(await faces.urlOf(sha('a'))).toBe('x');
    expect(log.lines).toMatchObject([{ level: 'warn', facts: { way: 'address' } }]);
  });

  it('asks again when an address is old, and after a failure not for ten minutes', async () => {
    const clock = fakeClock();
    const asked: string[] = [];
    const faces = avatars([way('emoji', ['x', null, 'y'], asked)], clock, fakeLog());
    const urls = [await faces.urlOf(sha('a')), await faces.urlOf(sha('a'))];
    await clock.advance(1000);
    urls.push(await faces.urlOf(sha('a')));
    await clock.advance(599_000);
    urls.push(await faces.urlOf(sha('a')));
    await clock.advance(1000);
    urls.push(await faces.urlOf(sha('a')));
    expect(urls).toEqual(['x', 'x', null, null, 'y']);
    expect(asked).toHaveLength(3);
  });

  it('lets nobody wait for a face', async () => {
    const clock = fakeClock();
    const slow: Way = { name: 'vault', lastsMs: 1000, urlOf: () => new Promise(() => {}) };
    const waiting = avatars([slow], clock, fakeLog()).urlOf(sha('a'));
    await clock.advance(4000);
    expect(await waiting).toBeNull();
  });
});
