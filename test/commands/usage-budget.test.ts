import { describe, expect, it } from 'vitest';
import { aHome, idOf } from '../support/run-command.js';

const ada = idOf('ada');
const bob = idOf('bob');
const mallory = idOf('mallory');
const castle = '223456789012345678';

const aHomeOfTwo = async () => {
  const home = await aHome();
  await home.run(`init --owner ${ada}`);
  await home.run('personality create lilith --name Lilith');
  await home.run(`user timezone ${bob} Asia/Tokyo --as ${bob}`);
  return home;
};

const aMoment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:00:00\.000Z$/);
const unspent = { spentMicroUsd: 0, reservedMicroUsd: 0, resetsAt: aMoment };
const defaults = [
  { for: 'system', id: null, period: 'day', limitMicroUsd: 1_000_000, ...unspent, isDefault: true },
  { for: 'system', id: null, period: 'month', limitMicroUsd: 10_000_000, ...unspent, isDefault: true },
];

describe('usage budget', () => {
  it('has a dollar a day and ten a month for the operator’s key until somebody says otherwise', async () => {
    expect(await (await aHome()).json('usage budget list')).toEqual(defaults);
  });

  it('is set, shown and taken away for everybody and everything', async () => {
    const home = await aHomeOfTwo();
    const set = [
      ['--for user --period day --limit 0.50', { for: 'user', id: ada, period: 'day', limitMicroUsd: 500_000 }],
      [`${bob} --for user --period week --limit 2`, { for: 'user', id: bob, period: 'week', limitMicroUsd: 2_000_000 }],
      [`${castle} --for guild --period month --limit $3`, { for: 'guild', id: castle, period: 'month', limitMicroUsd: 3_000_000 }], // prettier-ignore
      ['lilith --for personality --period day --limit 0', { for: 'personality', id: 'lilith', period: 'day', limitMicroUsd: 0 }], // prettier-ignore
      ['--for system --period day --limit none', { for: 'system', id: null, period: 'day', limitMicroUsd: null }],
    ] as const;
    for (const [line, budget] of set)
      expect(await home.json(`usage budget set ${line}`)).toEqual({ ...budget, ...unspent, isDefault: false });
    expect(await home.json('usage budget list')).toEqual([
      ...set.map(([, budget]) => ({ ...budget, ...unspent, isDefault: false })),
      defaults[1],
    ]);
    expect(await home.json('usage budget list lilith --for personality')).toMatchObject([{ id: 'lilith' }]);
    expect(await home.json('usage budget remove --for system --period day')).toEqual({ for: 'system', id: null, period: 'day', removed: true }); // prettier-ignore
    expect(await home.json('usage budget list --for system')).toEqual(defaults);
  });

  it('says in a sentence what holds now', async () => {
    const home = await aHomeOfTwo();
    const said = async (line: string) => (await home.run(`usage budget ${line}`)).stdout;
    expect(await said('set lilith --for personality --period week --limit 3')).toBe(
      'At most $3.00 a week may be spent by personality lilith now.\n',
    );
    expect(await said('set --for system --period day --limit none')).toBe(
      'There is no limit a day for the system now.\n',
    );
    expect(await said('remove --for system --period day')).toBe(
      'This budget is gone. The default of $1.00 a day holds again.\n',
    );
  });

  it('is a table to a person, with the moment at which each begins anew where they are', async () => {
    const home = await aHomeOfTwo();
    await home.run(`usage budget set --for user --period day --limit 0.50 --as ${bob}`);
    const { stdout } = await home.run(`usage budget list --as ${bob}`);
    expect(stdout).toMatch(/^for +period +limit +spent +reserved +left +begins anew\n/);
    expect(stdout).toMatch(new RegExp(`\nuser ${bob} +day +\\$0\\.50 +\\$0 +\\$0 +\\$0\\.50 +0 % +\\w+,? .* at 00:00 \\(Asia/Tokyo\\)\n$`)); // prettier-ignore
  });

  it('of one’s own is one’s own to set, and all others are the owner’s: exit code 5', async () => {
    const home = await aHomeOfTwo();
    expect(await home.json(`usage budget set --for user --period day --limit 1 --as ${mallory}`)).toMatchObject({ id: mallory }); // prettier-ignore
    expect(await home.json(`usage budget list --as ${mallory}`)).toMatchObject([{ id: mallory }]);
    for (const line of [
      `set ${ada} --for user --period day --limit 1`,
      `set ${castle} --for guild --period day --limit 1`,
      'set --for system --period day --limit 1',
      'remove --for system --period day',
      'list --for system',
      `list ${ada} --for user`,
    ])
      expect(await home.failure(`usage budget ${line} --as ${mallory}`)).toMatchObject({ exit: 5, code: 'denied' });
  });

  it.each([
    ['an amount below nothing', 'set --for user --period day --limit -1'],
    ['nothing below nothing', 'set --for user --period day --limit -0'],
    ['no amount', 'set --for user --period day --limit much'],
    ['less than a billionth of a dollar', 'set --for user --period day --limit 0.0000000001'],
    ['more than there is', 'set --for user --period day --limit 1e30'],
    ['a year', 'set --for user --period year --limit 1'],
    ['a budget of nobody', 'set --period day --limit 1'],
    ['a server without a name', 'set --for guild --period day --limit 1'],
    ['a server by its name', 'set castle --for guild --period day --limit 1'],
    ['one of several systems', 'set tzurot --for system --period day --limit 1'],
  ])('refuses %s: exit code 2', async (_, line) => {
    expect(await (await aHomeOfTwo()).failure(`usage budget ${line}`)).toMatchObject({ exit: 2, code: 'invalid' });
  });

  it('is not found where there is none, or nobody whose it could be: exit code 3', async () => {
    const home = await aHomeOfTwo();
    for (const line of [
      'remove --for user --period day',
      'set nobody --for personality --period day --limit 1',
      `set ${mallory} --for user --period day --limit 1`,
    ])
      expect(await home.failure(`usage budget ${line}`)).toMatchObject({ exit: 3, code: 'not_found' });
  });
});
