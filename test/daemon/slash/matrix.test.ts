import { describe, expect, it } from 'vitest';
import { commandShapes } from '../../../src/daemon/slash/all.js';
import type { Asker, OptionValue } from '../../../src/domain/interaction/asked.js';
import type { Sent } from '../../fakes/answering.js';
import { aCommand, aManager, anAsker, answered, aSaid, aStage, replyIn, type Stage } from './stage.js';

/** Who they are, as far as it matters to a command. Luna is bob's. */
const roles = {
  stranger: anAsker('carol'),
  member: anAsker('mallory'),
  manager: aManager('mallory'),
  'owner of luna': aManager('bob'),
  'owner of the home': anAsker('ada'),
} as const satisfies Readonly<Record<string, Asker>>;

type Role = keyof typeof roles;

type Seen = 'private' | 'public' | 'refused' | 'form';

type Row = readonly [
  command: string,
  options: Readonly<Record<string, OptionValue>>,
  seen: Readonly<Record<Role, Seen>>,
];

const everybody = (seen: Seen): Readonly<Record<Role, Seen>> => ({
  stranger: seen,
  member: seen,
  manager: seen,
  'owner of luna': seen,
  'owner of the home': seen,
});
const managers = (seen: Seen): Readonly<Record<Role, Seen>> => ({
  ...everybody('refused'),
  manager: seen,
  'owner of luna': seen,
});
const bobAlone = (seen: Seen): Readonly<Record<Role, Seen>> => ({ ...everybody('refused'), 'owner of luna': seen });

/** What becomes of each command for each of them. One that is not here may not be shipped. */
const matrix: readonly Row[] = [
  ['ping', {}, everybody('private')],
  ['help', {}, everybody('private')],
  ['auto-response', { state: 'on' }, everybody('private')],
  ['channel activate', { personality: 'lilith' }, managers('public')],
  ['channel activate', { personality: 'luna' }, bobAlone('public')],
  ['channel deactivate', { personality: 'lilith' }, managers('public')],
  ['channel deactivate', { personality: 'luna' }, bobAlone('public')],
  ['channel list', {}, managers('private')],
  ['wallet set', { provider: 'openrouter' }, everybody('form')],
  ['wallet list', {}, everybody('private')],
  ['wallet remove', { provider: 'openrouter' }, { ...everybody('refused'), member: 'private', manager: 'private' }],
  ['reset', {}, { ...everybody('refused'), member: 'public', manager: 'public', 'owner of luna': 'public' }],
  ['forget-me', {}, { ...everybody('private'), 'owner of luna': 'refused', 'owner of the home': 'refused' }],
];

/** Lilith and luna speak in the hall uncalled; mallory was answered there, and has a key. */
async function aHallWithPeople(activated: boolean): Promise<Stage> {
  const stage = await aStage();
  if (activated)
    for (const personality of ['lilith', 'luna'])
      await stage.asked(aCommand('channel activate', { personality }), aManager('bob'));
  await answered(stage, aSaid('mallory', '@lilith hello'));
  const opened = await stage.asked(aCommand('wallet set', { provider: 'openrouter' }), roles.member);
  const form = opened[0]?.kind === 'form' ? opened[0].form.id : '';
  await stage.asked(
    { kind: 'form', id: form, fields: new Map([['key', 'sk-or-v1-of-mallory-0123456789']]) },
    roles.member,
  );
  return stage;
}

it('is settled for every command', () => {
  const names = commandShapes().flatMap(({ name, parts }) =>
    parts.length === 0 ? [name] : parts.map(part => `${name} ${part.name}`),
  );
  expect([...new Set(matrix.map(([name]) => name))].toSorted()).toEqual(names.toSorted());
});

const cells = matrix.flatMap(([name, options, seen]) =>
  Object.entries(roles).map(([role, asker]) => ({
    name,
    options,
    asker,
    role,
    seen: seen[isRole(role) ? role : 'stranger'],
  })),
);

function isRole(name: string): name is Role {
  return Object.hasOwn(roles, name);
}

/** How an answer was seen. */
function seenIn(sent: readonly Sent[]): Seen {
  if (sent.every(({ kind }) => kind === 'form')) return 'form';
  const { isPrivate, text } = replyIn(sent);
  if (isPrivate && refusals.test(text)) return 'refused';
  return isPrivate ? 'private' : 'public';
}

const refusals = /^(For that you need|There is no|Nothing was forgotten|This home belongs|This conversation)/;

describe('a command', () => {
  it.each(cells)('/$name is $seen for $role', async ({ name, options, asker, seen }) => {
    const stage = await aHallWithPeople(name !== 'channel activate');
    expect(seenIn(await stage.asked(aCommand(name, options), asker))).toBe(seen);
  });
});
