import { describe, expect, it } from 'vitest';
import { diagnosisOf, troubleOf, type Check, type CheckId } from '../../../src/domain/doctor/check.js';
import {
  isAtLeast,
  judgeClock,
  judgeDisk,
  judgeMasterKey,
  judgeNode,
  judgePermissions,
  judgeSqlite,
} from '../../../src/domain/doctor/judge.js';
import { microsPerDay } from '../../../src/domain/time.js';
import type { KeyCondition } from '../../../src/domain/wallet/master-key/held.js';
import { noon } from '../../support/builders.js';

it.each([
  ['24.0.0', [22, 19], true],
  ['22.19.0', [22, 19], true],
  ['22.19', [22, 19], true],
  ['22.18.9', [22, 19], false],
  ['22.9.0', [22, 19], false],
  ['9.99.99', [22, 19], false],
  ['23.0.0-nightly', [22, 19], true],
  ['3.51.3', [3, 51, 3], true],
  ['3.51', [3, 51, 3], false],
  ['3.100.0', [3, 51, 3], true],
  ['', [1], false],
  ['unknown', [1], false],
])('knows whether %s is at least %j: %s', (version, least, is) => {
  expect(isAtLeast(version, least)).toBe(is);
});

const gib = 1024 ** 3;

const aKey = (fields: Partial<KeyCondition> = {}): KeyCondition => ({
  from: 'master.key',
  createdAt: noon,
  rotation: null,
  warnings: [],
  ...fields,
});
const aChange = { to: '4e5f6071', since: noon, worker: '1:1', isSealed: false, isRunning: false };

it.each<[string, Check, Check['status']]>([
  ['a Node that is new enough', judgeNode('24.21.0'), 'ok'],
  ['a Node that is too old', judgeNode('20.20.2'), 'fail'],
  ['an SQLite that is new enough', judgeSqlite('3.54.1'), 'ok'],
  ['an SQLite that can damage a database', judgeSqlite('3.50.0'), 'fail'],
  ['plenty of room', judgeDisk(100 * gib), 'ok'],
  ['little room', judgeDisk(gib), 'warn'],
  ['hardly any room', judgeDisk(gib / 10), 'fail'],
  ['no room', judgeDisk(0), 'fail'],
  ['a clock that can be right', judgeClock(noon, null), 'ok'],
  ['a clock that says what the store says', judgeClock(noon, noon), 'ok'],
  ['a clock that is a few hours behind the store', judgeClock(noon, noon + microsPerDay), 'ok'],
  ['a clock that is behind the store', judgeClock(noon, noon + microsPerDay + 1), 'warn'],
  ['a clock from before there was a tzurot', judgeClock(0, null), 'fail'],
  ['a master key of today', judgeMasterKey(aKey(), noon), 'ok'],
  ['a master key that is not quite 90 days old', judgeMasterKey(aKey(), noon + 90 * microsPerDay - 1), 'ok'],
  ['a master key that is 90 days old', judgeMasterKey(aKey(), noon + 90 * microsPerDay), 'warn'],
  ['a master key that others could see', judgeMasterKey(aKey({ warnings: ['It can be read.'] }), noon), 'warn'],
  [
    'a master key that is being changed',
    judgeMasterKey(aKey({ rotation: { ...aChange, isRunning: true } }), noon),
    'ok',
  ],
  ['a change of master keys that was broken off', judgeMasterKey(aKey({ rotation: aChange }), noon), 'warn'],
  ['a home that nobody else can read', judgePermissions([]), 'ok'],
  ['a home that others can read', judgePermissions(['a']), 'fail'],
])('judges %s', (_, check, status) => {
  expect(check.status).toBe(status);
});

it('says what the versions are and what would do', () => {
  expect(judgeNode('20.20.2').message).toMatch(/20\.20\.2.*22\.19/);
  expect(judgeSqlite('3.50.0').message).toMatch(/3\.50\.0.*3\.51\.3/);
});

it.each([
  [['a'], 'Others can read a.'],
  [['a', 'b', 'c'], 'Others can read a, b, c.'],
  [['a', 'b', 'c', 'd', 'e'], 'Others can read a, b, c and 2 more.'],
])('names the files that others can read, a few of them: %j', (files, message) => {
  expect(judgePermissions(files)).toMatchObject({ message, try: 'doctor --fix' });
});

describe('a diagnosis', () => {
  const check = (id: CheckId, status: Check['status']): Check => ({ id, status, message: '' });

  it.each<[Check['status'][], boolean]>([
    [['ok', 'ok'], true],
    [['ok', 'warn', 'skip'], true],
    [['ok', 'fail'], false],
    [[], true],
  ])('of %j is good: %s', (statuses, ok) => {
    expect(diagnosisOf(statuses.map(status => check('node', status))).ok).toBe(ok);
  });

  it.each<[string, Check[], string | undefined]>([
    ['nothing', [check('node', 'ok'), check('integrity', 'warn')], undefined],
    ['the machine', [check('disk', 'fail'), check('provider', 'fail')], 'unavailable'],
    ['the home', [check('integrity', 'fail')], 'corrupt'],
    ['both', [check('disk', 'fail'), check('integrity', 'fail')], 'corrupt'],
  ])('says what kind of trouble there is where %s is in trouble', (_, checks, kind) => {
    expect(troubleOf(diagnosisOf(checks))).toBe(kind);
  });
});
