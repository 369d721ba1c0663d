import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/adapters/system/clock.js';
import type { Micros } from '../../../../src/domain/time.js';
import type { Post } from '../../../../src/ports/chat.js';
import { tooMany } from '../../../fakes/discord/faults.js';
import { stage, type Stage } from './stage.js';

const executed = 'POST /webhooks/:webhook/:token';

/** Says it as the program does: what may have arrived is looked for before it is said again. */
async function insist({ chat, clock }: Stage, post: Post, claimed: Set<string>): Promise<void> {
  const look = async (state: 'unsent' | 'uncertain', since: Micros): Promise<string | undefined> => {
    if (state === 'unsent') return undefined;
    const seen = await chat.sightings(post, since, true).catch(() => undefined);
    return seen === undefined ? look(state, since) : seen.find(id => !claimed.has(id));
  };
  for (;;) {
    const since = clock.now();
    const posted = await chat.post(post).catch(() => undefined);
    const found =
      posted?.kind === 'posted' ? posted.id : await look(posted === undefined ? 'unsent' : 'uncertain', since);
    if (found === undefined) continue;
    claimed.add(found);
    return;
  }
}

describe('on a bad day', () => {
  it('everything is said once, and in order', async () => {
    await using world = await stage({ seed: 7 });
    const { discord } = world;
    discord.faults.add(
      { on: executed, chance: 0.1, fault: { after: { status: 502 } } },
      { on: executed, chance: 0.1, fault: { after: 'reset' } },
      { on: executed, chance: 0.1, fault: { before: { status: 503 } } },
      { on: executed, chance: 0.05, fault: { before: 'reset' } },
      { on: 'GET /channels/:channel/messages', chance: 0.2, fault: { before: { status: 500 } } },
    );
    const claimed = new Set<string>();
    const say = async (channelId: string) => {
      // Every third one has the same words.
      for (let nth = 0; nth < 60; nth += 1) {
        const text = nth % 3 === 0 ? 'Yes.' : `Answer ${nth}.`;
        await insist(world, world.post({ channelId, outboxId: `${channelId}-${nth}`, text }), claimed);
      }
    };
    await Promise.all(['general', 'elsewhere', 'topic'].map(say));
    const expected = Array.from({ length: 60 }, (_, nth) => (nth % 3 === 0 ? 'Yes.' : `Answer ${nth}.`));
    for (const channel of ['general', 'elsewhere', 'topic']) {
      expect(discord.visible(channel).map(({ content }) => content)).toEqual(expected);
    }
  });

  it('nothing is refused as too much when Discord says how much it may be', async () => {
    await using world = await stage({
      clock: systemClock(),
      limits: { routes: [{ on: executed, uses: 5, seconds: 0.2 }] },
    });
    const { chat, discord } = world;
    await Promise.all(
      Array.from({ length: 16 }, (_, nth) => chat.post(world.post({ outboxId: `${nth}`, text: `Answer ${nth}.` }))),
    );
    expect(world.read('general')).toHaveLength(16);
    expect(discord.journal.invalidRequests).toBe(0);
  });

  it('everything is said after all when many were refused at once', async () => {
    const channels = Array.from({ length: 40 }, (_, nth) => `channel ${nth}`);
    const plan = { people: ['ada'], guilds: [{ name: 'Hall', members: ['ada'], channels }] };
    await using world = await stage({ clock: systemClock(), plan });
    const { chat, discord } = world;
    discord.faults.add({ on: executed, fault: { before: tooMany({ retryAfter: 0.1, form: 'bare' }) }, times: 10 });
    await Promise.all(channels.map(channelId => chat.post(world.post({ channelId }))));
    for (const channel of channels) expect(world.read(channel)).toEqual(['Lilith: The lantern is lit.']);
    expect(discord.journal.invalidRequests).toBe(10);
  });

  it('asks a channel that it lost the rights to no more than a few times', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    discord.faults.add({ on: '*', fault: { before: { status: 403, code: 50001 } } });
    for (let nth = 0; nth < 50; nth += 1) {
      await expect(chat.post(world.post({ outboxId: `${nth}` }))).rejects.toThrow();
    }
    expect(discord.journal.invalidRequests).toBeLessThanOrEqual(10);
  });

  it('asks nothing as often when the token is refused, and gives nothing up for it', async () => {
    await using world = await stage();
    const { chat, discord } = world;
    discord.faults.add({ on: '*', fault: { before: { status: 401 } } });
    await expect(chat.post(world.post())).rejects.toMatchObject({
      code: 'unavailable',
      facts: { discord: 'token-refused' },
    });
    for (let nth = 0; nth < 50; nth += 1) {
      await chat.post(world.post({ channelId: nth % 2 === 0 ? 'general' : 'elsewhere' })).catch(() => {});
    }
    expect(discord.journal.invalidRequests).toBeLessThanOrEqual(10);
  });
});
