import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { discover, fileOf } from './read.js';

const [lilith, azazel] = ['cd447e35-b8b6-48fe-842e-3d437204e52d', 'e20cea4a-cadf-4918-841a-66d982fa4d7a'] as const;
const [ada, bob] = ['549418956171948978', '800328328238322310'] as const;
const [here, there] = ['112233445566778899', '998877665544332211'] as const;

describe('the list of personalities of v2', () => {
  const entry = (id: string, name: string, aliases: unknown[], more: object = {}) => ({
    id,
    ownerId: ada,
    profile: { mode: 'external', name, displayName: name.toUpperCase(), avatarUrl: null, errorMessage: null },
    aliases,
    removed: false,
    ...more,
  });

  it('gives everybody, and each alias with what the index says', () => {
    const file = fileOf('data/personalities.json', {
      personalities: {
        [lilith]: entry(lilith, 'lilith', [{ value: 'lily', originalCase: 'Lily' }, { value: 'shared', originalCase: 'Shared' }]),
        [azazel]: entry(azazel, 'azazel', ['shared', { value: 'az' }, null], { removed: true, model: {} }),
      },
      aliases: { lily: lilith, shared: azazel, more: lilith },
      version: '2.0.0',
    }); // prettier-ignore
    const subject = { foreignId: lilith, slug: 'lilith' };
    const other = { foreignId: azazel, slug: 'azazel' };
    const found = discover(file);
    expect(found.slice(0, 2)).toMatchObject([
      { kind: 'personalities', weight: 'state', subject, slug: 'lilith', at: `/personalities/${lilith}`, owners: [ada], sketch: { name: 'LILITH', displayName: 'LILITH', errorMessage: null }, fates: { quarantined: [] }, remarks: [] },
      { weight: 'state', subject: other, remarks: [{ code: 'removed_at_source', at: `/personalities/${azazel}/removed` }] },
    ]); // prettier-ignore
    const aliases = found.slice(2).map(each => each.kind === 'aliases' && [each.subject, each.display, each.isIndexed, each.aside?.code]); // prettier-ignore
    expect(aliases).toEqual([
      [subject, 'Lily', true, undefined],
      [subject, 'Shared', false, undefined],
      [other, 'shared', true, undefined],
      [other, 'az', null, undefined],
      [other, '', null, 'not_an_alias'],
      [subject, 'more', true, undefined],
    ]);
  });

  it('gives what was made without the service', () => {
    const profile = { mode: 'local', name: 'golem', displayName: 'Golem', prompt: 'P', bio: 'B', systemPrompt: 'S', modelPath: 'a/b', temperature: 7, maxTokens: 0 }; // prettier-ignore
    const [found] = discover(fileOf('personalities.json', { personalities: { x: { profile } }, version: '2' }));
    expect(found).toMatchObject({
      subject: { foreignId: 'x', slug: 'golem' },
      sketch: { prompt: { system: 'S', character: 'B' }, llm: { model: 'a/b', params: { temperature: 2 } } },
      fates: { archived: ['profile.prompt'], quarantined: [] },
    });
  });

  it('has no index when it has none', () => {
    const found = discover(
      fileOf('personalities.json', { personalities: { x: entry('x', 'golem', ['Go']) }, version: '2' }),
    );
    expect(found[1]).toMatchObject({ kind: 'aliases', display: 'Go', isIndexed: null });
  });

  it('keeps an entry that is none', () => {
    const [found] = discover(fileOf('personalities.json', { personalities: { x: 5 }, version: '2' }));
    expect(found).toMatchObject({
      kind: 'personalities',
      subject: { foreignId: 'x' },
      remarks: [{ code: 'not_a_personality' }],
    });
  });
});

describe('the avatars of v2', () => {
  it('are claimed by their checksum, and by their name only without one', () => {
    const checksum = '5F1766C19CF964712F7D15AE6CA8745D';
    const list = { lilith: { localFilename: 'x-00000000.png', checksum }, azazel: { localFilename: 'azazel-1.png', checksum: 'none' }, odd: null }; // prettier-ignore
    expect(discover(fileOf('data/avatars/metadata.json', list))).toEqual([
      { kind: 'avatar-claim', subject: { foreignId: null, slug: 'lilith' }, image: { md5: checksum.toLowerCase() } },
      {
        kind: 'avatar-claim',
        subject: { foreignId: null, slug: 'azazel' },
        image: { path: 'data/avatars/images/azazel-1.png' },
      },
    ]);
  });

  it('belong to whom their name says where nobody claims them', () => {
    const bytes = Buffer.from('an image');
    const raw = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const subject = { foreignId: null, slug: 'lilith-tzel' };
    expect(discover({ path: 'avatars/images/lilith-tzel-5f1766c1.png', bytes })).toEqual([{ kind: 'avatars', at: '', raw, subject, bytes }]); // prettier-ignore
  });
});

describe('the age verifications of v2', () => {
  it('are read in all their forms', () => {
    const map = { [ada]: { verified: true, verifiedAt: '2025-03-03T00:00:00.000Z' }, [bob]: true, '12': true, [here]: { verified: false }, [there]: 'maybe' }; // prettier-ignore
    const found = discover(fileOf('nsfw_verified.json', map));
    const said = found.map(
      each => each.kind === 'verifications' && [each.discordId, each.verifiedAt, each.aside?.code],
    );
    expect(new Set(said)).toEqual(new Set([
      [ada, 1_740_960_000_000_000, undefined],
      [bob, null, undefined],
      ['12', null, 'not_a_discord_id'],
      [here, null, 'not_verified'],
      [there, null, 'not_a_verification'],
    ])); // prettier-ignore
    expect(discover(fileOf('nsfw_verified.json', [ada, bob]))).toMatchObject([{ discordId: ada, verifiedAt: null }, { discordId: bob }]); // prettier-ignore
  });
});

describe('the activations of v2', () => {
  it.each([
    [{ [here]: { personality: 'lilith', activatedBy: ada } }, [[here, 'lilith', null, ada]]],
    [{ [here]: 'lilith' }, [[here, 'lilith', null, null]]],
    [{ [here]: lilith }, [[here, null, lilith, null]]],
    [{ [here]: [{ personality: 'lilith' }, { personality: 'azazel', activatedBy: 'me' }] }, [[here, 'lilith', null, null], [here, 'azazel', null, null]]],
    [[{ channelId: here, personality: 'lilith' }], [[here, 'lilith', null, null]]],
    [{ activations: { [here]: 'lilith' } }, [[here, 'lilith', null, null]]],
  ])('are read from %j', (content, activations) => {
    const found = discover(fileOf('channel_activations.json', content));
    expect(found.map(each => each.kind === 'activations' && [each.channelId, each.subject?.slug ?? null, each.subject?.foreignId ?? null, each.by])).toEqual(activations);
  }); // prettier-ignore

  it('are kept where they say too little', () => {
    const found = discover(fileOf('channel_activations.json', { lobby: 'lilith', [here]: {} }));
    expect(found.map(each => each.kind === 'activations' && each.aside?.code).toSorted()).toEqual(['nobody_named', 'not_a_channel']); // prettier-ignore
  });
});

describe('the block list of v2', () => {
  it.each([
    [[ada], [['user', ada, null]]],
    [[{ userId: ada, reason: 'spam' }], [['user', ada, 'spam']]],
    [{ users: [ada], guilds: [here] }, [['user', ada, null], ['guild', here, null]]],
    [{ [ada]: 'spam' }, [['user', ada, 'spam']]],
    [{ [ada]: { reason: null } }, [['user', ada, null]]],
  ])('is read from %j', (content, blocks) => {
    const found = discover(fileOf('blacklist.json', content));
    expect(found.map(each => each.kind === 'blocks' && [each.target, each.discordId, each.reason])).toEqual(blocks);
  }); // prettier-ignore

  it('keeps who is nobody', () => {
    expect(discover(fileOf('blacklist.json', ['mallory']))).toMatchObject([{ aside: { code: 'not_a_discord_id' } }]);
  });
});

describe('the release notifications of v2', () => {
  it('are one wish of each person', () => {
    const file = { [ada]: { optedOut: true, level: 'minor' }, [bob]: { optedOut: false, level: 'major' }, [here]: {} };
    const found = discover(fileOf('releaseNotificationPreferences.json', file));
    expect(found.map(each => each.kind === 'preferences' && [each.discordId, each.name, each.value, each.aside?.code]).toSorted()).toEqual([
      [here, 'releaseNotifications', '', 'not_a_preference'],
      [ada, 'releaseNotifications', 'off', undefined],
      [bob, 'releaseNotifications', 'major', undefined],
    ]); // prettier-ignore
  });
});

describe('the mappings of users', () => {
  it('are read nested, flat, and as numbers', () => {
    const nested = { mappings: { [lilith]: { discordId: ada, username: 'ada', note: 'n' } } };
    expect(discover(fileOf('uuid-mappings.json', nested))).toMatchObject([{ kind: 'users', foreignId: lilith, discordId: ada, name: 'ada', note: 'n', at: `/mappings/${lilith}` }]); // prettier-ignore
    const flat = `{"${azazel}": {"discordId": ${bob}, "name": "bob", "notes": null}, "x": {"discordId": "me"}}`;
    expect(discover(fileOf('user-mappings.json', flat))).toMatchObject([
      { foreignId: azazel, discordId: bob, name: 'bob', note: null },
      { foreignId: 'x', aside: { code: 'not_a_discord_id' } },
    ]);
  });
});
