import { describe, expect, it } from 'vitest';
import { introduce, look, tryPictures } from '../../../src/domain/discord/actions.js';
import { attachFiles, everythingNeeded, manageWebhooks, viewChannel } from '../../../src/domain/discord/permission.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeDiscordSurvey, type Surroundings } from '../../fakes/discord-survey.js';
import { aGuild, aPlace, guildId } from '../../support/discord.js';
import { noon } from '../../support/builders.js';

const open = (some: Partial<Surroundings>, channelIds: readonly string[] = []) => ({
  discordSurvey: fakeDiscordSurvey(some),
  activations: {
    all: async () => channelIds.map(channelId => ({ channelId, slug: 'lilith', slot: 0, activatedBy: null })),
  },
  clock: fakeClock(noon),
});

const looked = async (some: Partial<Surroundings>, channelIds: readonly string[]) => {
  const ports = open(some, channelIds);
  const sight = await look(ports, await introduce(ports));
  return { ...sight, asked: ports.discordSurvey.asked };
};

const lent = { deny: 0n, allow: 0n };
const bees = [{ guild: aGuild() }];

describe('an introduction', () => {
  it('compares the clocks', async () => {
    expect((await introduce(open({ theirs: noon }))).skewMs).toBe(0);
    expect((await introduce(open({ theirs: noon - 61_000_000 }))).skewMs).toBe(60_000);
    expect((await introduce(open({ theirs: null }))).skewMs).toBeNull();
  });
});

describe('a look at activated channels', () => {
  it('finds nothing missing where nothing is', async () => {
    const { channels } = await looked(
      { guilds: bees, places: [aPlace({ id: '1' })], webhooks: { 1: { all: 3, ours: 1 } } },
      ['1'],
    );
    expect(channels).toMatchObject([
      { id: '1', name: 'garden', guild: { name: 'Bees' }, missing: [], webhooks: { all: 3 } },
    ]);
  });

  it('names what a channel takes away, and counts no webhooks where it may not', async () => {
    const overwrites = [{ id: guildId, of: 'role' as const, ...lent, deny: manageWebhooks.bit }];
    const { channels, asked } = await looked({ guilds: bees, places: [aPlace({ id: '1', overwrites })] }, ['1']);
    expect(channels).toMatchObject([{ missing: [manageWebhooks], webhooks: null }]);
    expect(asked).not.toContain('webhooks 1');
  });

  it('judges a thread by its channel', async () => {
    const overwrites = [{ id: guildId, of: 'role' as const, ...lent, deny: attachFiles.bit }];
    const places = [aPlace({ id: '1', overwrites }), aPlace({ id: '2', isThread: true, parentId: '1' })];
    const { channels, asked } = await looked({ guilds: bees, places }, ['2']);
    expect(channels).toMatchObject([{ id: '2', isThread: true, missing: [attachFiles] }]);
    expect(asked).toContain('webhooks 1');
  });

  it('finds a channel into which it may not look in the list of its server', async () => {
    const overwrites = [{ id: guildId, of: 'role' as const, ...lent, deny: viewChannel.bit }];
    const places = [aPlace({ id: '1', name: 'secret', overwrites })];
    const { channels } = await looked({ guilds: bees, places, hidden: ['1'] }, ['1']);
    expect(channels).toMatchObject([{ name: 'secret', guild: { name: 'Bees' }, missing: [viewChannel] }]);
  });

  it('asks once for what several channels share', async () => {
    const places = ['1', '2', '3'].map(id => aPlace({ id }));
    const { asked } = await looked({ guilds: bees, places }, ['1', '2', '2', '3']);
    expect(asked.filter(what => what.startsWith('guild '))).toHaveLength(1);
    expect(asked.filter(what => what.startsWith('place '))).toHaveLength(3);
  });

  it('stops asking for what is refused, because Discord shuts out whoever goes on', async () => {
    const gone = Array.from({ length: 40 }, (_, index) => String(index + 100));
    const { channels, asked } = await looked({ guilds: bees }, gone);
    expect(channels).toHaveLength(40);
    expect(channels.every(({ guild }) => guild === null)).toBe(true);
    expect(asked.filter(what => what.startsWith('place '))).toHaveLength(5);
    expect(asked.filter(what => what.startsWith('places of'))).toHaveLength(1);
  });

  it('leaves out what is too much, and counts it', async () => {
    const places = Array.from({ length: 503 }, (_, index) => aPlace({ id: String(index) }));
    const { channels, unseen } = await looked(
      { guilds: bees, places },
      places.map(({ id }) => id),
    );
    expect({ looked: channels.length, unseen }).toEqual({ looked: 500, unseen: 3 });
  });

  it('lacks nothing in a direct message', async () => {
    const { channels } = await looked({ places: [aPlace({ id: '1', guildId: null })] }, ['1']);
    expect(channels).toMatchObject([{ missing: [] }]);
  });
});

describe('a trial of pictures', () => {
  const tried = async (
    some: Partial<Surroundings>,
    hopes: { publicUrl?: string; vaultChannel?: string; picture?: string } = {},
  ) => {
    const ports = open(some);
    const us = await introduce(ports);
    const places = await tryPictures(ports, us, { publicUrl: null, vaultChannel: null, picture: null, ...hopes });
    return { ...places, asked: ports.discordSurvey.asked };
  };

  it('tries only what is set up', async () => {
    expect(await tried({})).toMatchObject({ publicUrl: null, emoji: null, vault: undefined });
  });

  it('says when nothing answers, and when not everybody could ask', async () => {
    const publicUrl = 'https://bees.example';
    expect((await tried({}, { publicUrl })).publicUrl).toEqual({ url: publicUrl, problem: null });
    expect((await tried({ address: 'nothing answers' }, { publicUrl })).publicUrl?.problem).toBe('nothing answers');
    const denied = new TzurotError('denied', 'It is a private address.');
    expect((await tried({ address: denied }, { publicUrl })).publicUrl?.problem).toBe('It is a private address.');
  });

  it('looks for a picture at the public address', async () => {
    const { asked } = await tried({}, { publicUrl: 'https://bees.example', picture: 'abc' });
    expect(asked).toContain('address https://bees.example abc');
  });

  const vaultChannel = '1';
  it('puts a file into the channel for it', async () => {
    const { vault, asked } = await tried({ guilds: bees, places: [aPlace({ id: '1' })] }, { vaultChannel });
    expect(vault).toBeNull();
    expect(asked).toContain('file 1');
  });

  it.each<[string, Partial<Surroundings>, string]>([
    ['no such channel', {}, 'no such channel'],
    ['a thread', { guilds: bees, places: [aPlace({ id: '1', isThread: true })] }, 'ordinary channel'],
    ['a server it left', { places: [aPlace({ id: '1' })] }, 'not in that server'],
    ['a missing permission', { guilds: [{ guild: aGuild({ roles: new Map([[guildId, everythingNeeded & ~attachFiles.bit]]) }) }], places: [aPlace({ id: '1' })] }, 'lacks Attach Files'],
  ])('posts nothing where that cannot work: %s', async (_, some, words) => {
    const { vault, asked } = await tried(some, { vaultChannel });
    expect(vault).toContain(words);
    expect(asked).not.toContain('file 1');
  }); // prettier-ignore
});
