import { describe, expect, test } from 'vitest';
import { may, permissionsIn } from '../../../../src/adapters/discord/wire/permissions.js';
import { everybody } from '../../../../src/domain/discord/access.js';
import { whereaboutsOf } from '../../../../src/adapters/discord/wire/where.js';
import { aChannel, ada, aGuild, aRole, aScene } from './messages.js';

const everyone = '400000000000000001';
const thread = (more = {}) => aChannel({ id: '21', type: 11, parentId: '200000000000000001', name: 'scones', ...more });
const threaded = (parent: Parameters<typeof aChannel>[0] = {}, more = {}) =>
  whereaboutsOf(aScene(aGuild({ channels: [aChannel(parent), thread(more)] }), '21'), []);

describe('what somebody may do in a channel', () => {
  const [guests, quiet] = [aRole({ id: '5' }), aRole({ id: '6' })];

  test('follows the server, then everybody, then roles, then the person', () => {
    const channel = aChannel({
      overwrites: () => [
        { id: everyone, of: 'role', allow: 0n, deny: may.view },
        { id: '5', of: 'role', allow: may.view, deny: 0n },
        { id: '6', of: 'role', allow: 0n, deny: may.view },
        { id: ada.id, of: 'account', allow: may.readHistory, deny: may.view },
      ],
    });
    const guild = aGuild({ channels: [channel], roles: [guests, quiet] });
    const can = (id: string, roleIds: string[]) => permissionsIn(guild, channel, { id, roleIds });
    expect(permissionsIn(guild, channel, everybody) & may.view).toBe(0n);
    expect(can('1', ['5']) & may.view).toBe(may.view);
    expect(can('1', ['6']) & may.view).toBe(0n);
    expect(can('1', ['6', '5']) & may.view).toBe(may.view);
    expect(can(ada.id, ['5'])).toBe(0n);
  });
});

describe('a place', () => {
  test('is public where everybody may see it; a thread as its channel, a private one never', () => {
    const hidden = { overwrites: () => [{ id: everyone, of: 'role' as const, allow: 0n, deny: may.view }] };
    expect(threaded().venue).toMatchObject({ kind: 'thread', isPublic: true });
    expect(threaded(hidden).venue.isPublic).toBe(false);
    expect(threaded({}, { type: 12 }).venue).toMatchObject({ kind: 'thread', isPublic: false });
  });

  test('is restricted by age by its channel or its server; unknown where nobody could look', () => {
    expect(threaded({ isNsfw: true }).isAgeRestricted).toBe(true);
    expect(threaded().isAgeRestricted).toBe(false);
    for (const [nsfwLevel, expected] of [
      [0, false],
      [1, true],
      [2, false],
      [3, true],
    ] as const)
      expect(whereaboutsOf(aScene(aGuild({ nsfwLevel })), []).isAgeRestricted).toBe(expected);
    const scene = aScene();
    expect(whereaboutsOf({ ...scene, channel: undefined }, []).isAgeRestricted).toBeNull();
    expect(whereaboutsOf({ ...scene, guild: undefined }, []).isAgeRestricted).toBeNull();
    expect(threaded({ id: '22' }).isAgeRestricted).toBeNull();
  });

  test('without anything known has no names', () => {
    const nowhere = { channelId: '1', guildId: '2', guild: undefined, channel: undefined };
    expect(whereaboutsOf(nowhere, ['3'])).toMatchObject({ names: null, roles: [], venue: { isPublic: false } });
  });

  test('names the roles of who speaks, highest first, without that of everybody', () => {
    const guild = aGuild({
      roles: [aRole({ id: '5', name: 'low', position: 1 }), aRole({ id: '6', name: 'high', position: 9 })],
    });
    expect(whereaboutsOf(aScene(guild), ['5', everyone, '404', '6']).roles).toEqual(['high', 'low']);
  });
});
