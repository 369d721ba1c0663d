import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canTalk, missingOf, permissionsIn } from '../../../src/domain/discord/access.js';
import {
  administrator, attachFiles, everythingNeeded, manageWebhooks, neededPermissions, readHistory, sendInThreads, sendMessages, viewChannel,
} from '../../../src/domain/discord/permission.js'; // prettier-ignore
import type { Overwrite } from '../../../src/domain/discord/place.js';
import { aGuild, botId, guildId } from '../../support/discord.js';

const bees = 'bees';
const view = viewChannel.bit;
const send = sendMessages.bit;
const webhooks = manageWebhooks.bit;

type Said = Partial<Omit<Overwrite, 'id' | 'of'>>;
const ofRole = (id: string, { allow = 0n, deny = 0n }: Said): Overwrite => ({ id, of: 'role', allow, deny });
const ofUs = ({ allow = 0n, deny = 0n }: Said): Overwrite => ({ id: botId, of: 'account', allow, deny });

const granted = (everybody: bigint, role: bigint, overwrites: readonly Overwrite[] = [], roleIds = [bees]) =>
  permissionsIn(
    aGuild({
      roles: new Map([
        [guildId, everybody],
        [bees, role],
      ]),
    }),
    { id: botId, roleIds },
    overwrites,
  );

describe('what a bot may do in a channel', () => {
  it.each<[string, bigint, bigint]>([
    ['is what everybody may', granted(view | send, 0n), view | send],
    ['is what a role adds to that', granted(view, send), view | send],
    ['is not what a role adds that it does not have', granted(view, send, [], []), view],
    ['is not what the channel denies everybody', granted(view | send, 0n, [ofRole(guildId, { deny: send })]), view],
    ['is what the channel allows its role all the same', granted(view, 0n, [ofRole(guildId, { deny: send }), ofRole(bees, { allow: send })]), view | send],
    ['is not changed by what is said of other roles', granted(view | send, 0n, [ofRole('wasps', { deny: send })]), view | send],
    ['is not what the channel denies it, whatever its roles may', granted(view, send, [ofRole(bees, { allow: send }), ofUs({ deny: send })]), view],
    ['is what the channel allows it, whatever its roles may not', granted(view, 0n, [ofRole(bees, { deny: send }), ofUs({ allow: send })]), view | send],
    ['is nothing where it may not look in', granted(view | send, webhooks, [ofRole(guildId, { deny: view })]), 0n],
    ['is not what is said of somebody else', granted(view, 0n, [{ ...ofUs({ allow: send }), id: '1' }]), view],
    ['is not what is said of an account with the id of a role', granted(view, 0n, [{ id: bees, of: 'account', allow: send, deny: 0n }]), view],
  ])('%s', (_, found, expected) => expect(found).toBe(expected)); // prettier-ignore

  it('is everything for an administrator, whatever the channel says', () => {
    expect(granted(0n, administrator, [ofUs({ deny: everythingNeeded })]) & everythingNeeded).toBe(everythingNeeded);
  });

  it('is everything for whoever owns the server', () => {
    const guild = aGuild({ ownerId: botId, roles: new Map() });
    const found = permissionsIn(guild, { id: botId, roleIds: [] }, [ofUs({ deny: everythingNeeded })]);
    expect(found & everythingNeeded).toBe(everythingNeeded);
  });

  const bits = fc.bigInt({ min: 0n, max: (1n << 50n) - 1n }).map(value => value & ~administrator);
  const overwrites = fc.array(
    fc.record({
      id: fc.constantFrom(guildId, bees, 'wasps', 'ants', botId),
      of: fc.constantFrom('role' as const, 'account' as const),
      allow: bits,
      deny: bits,
    }),
    { maxLength: 8 },
  );
  const roleIds = fc.uniqueArray(fc.constantFrom(guildId, bees, 'wasps'));
  const roles = fc.tuple(bits, bits, bits);
  const asked = fc.record({ overwrites, roleIds, roles });
  type Asked = { overwrites: Overwrite[]; roleIds: string[]; roles: [bigint, bigint, bigint] };

  const askedOf = (question: Asked) =>
    permissionsIn(
      aGuild({ roles: new Map([guildId, bees, 'wasps'].map((id, index) => [id, question.roles[index] ?? 0n])) }),
      { id: botId, roleIds: question.roleIds },
      question.overwrites,
    );

  /** One permission at a time, asked of each in turn: who comes later has the last word. */
  function mayOne(question: Asked, bit: bigint): boolean {
    const ours = question.roleIds.filter(id => id !== guildId);
    const has = (value: bigint | undefined) => ((value ?? 0n) & bit) !== 0n;
    const given = [guildId, ...ours].some(id => has(question.roles[[guildId, bees, 'wasps'].indexOf(id)]));
    const levels = [
      question.overwrites.filter(({ of, id }) => of === 'role' && id === guildId),
      question.overwrites.filter(({ of, id }) => of === 'role' && id !== guildId && ours.includes(id)),
      question.overwrites.filter(({ of, id }) => of === 'account' && id === botId),
    ];
    let may = given;
    for (const level of levels) {
      if (level.some(({ allow }) => has(allow))) may = true;
      else if (level.some(({ deny }) => has(deny))) may = false;
    }
    return may;
  }

  it('is the same when each permission is looked at by itself', () => {
    fc.assert(
      fc.property(asked, fc.integer({ min: 0, max: 49 }), (question, at) => {
        fc.pre(at !== 3);
        const bit = 1n << BigInt(at);
        const expected = mayOne(question, viewChannel.bit) && mayOne(question, bit);
        expect((askedOf(question) & bit) !== 0n).toBe(expected);
      }),
    );
  });

  it('does not depend on the order in which things are listed', () => {
    fc.assert(
      fc.property(asked, question => {
        const turned = {
          ...question,
          overwrites: question.overwrites.toReversed(),
          roleIds: question.roleIds.toReversed(),
        };
        expect(askedOf(turned)).toBe(askedOf(question));
      }),
    );
  });
});

describe('what is missing', () => {
  it('is nothing where everything needed is granted', () => expect(missingOf(everythingNeeded)).toEqual([]));

  it.each(neededPermissions.filter(each => each !== viewChannel))('is named: $name', each => {
    expect(missingOf(everythingNeeded & ~each.bit)).toEqual([each]);
  });

  it('is only a look where there is not even that', () => expect(missingOf(0n)).toEqual([viewChannel]));
});

it.each([
  ['nothing', [], false, true],
  ['a look', [viewChannel], false, false],
  ['webhooks', [manageWebhooks], false, true],
  ['messages of its own', [sendMessages], false, true],
  ['both', [manageWebhooks, sendMessages], false, false],
  ['both, but for threads,', [manageWebhooks, sendMessages], true, true],
  ['both in threads', [manageWebhooks, sendInThreads], true, false],
  ['what is nice to have', [readHistory, attachFiles], false, true],
])('a bot that lacks %s: whether it can talk', (_, missing, isThread, expected) => {
  expect(canTalk(missing, isThread)).toBe(expected);
});
