import { describe, expect, it } from 'vitest';
import { aHome, idOf, type Home } from '../support/run-command.js';
import { spend } from '../support/spending.js';

const ada = idOf('ada');
const bob = idOf('bob');
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/);

type Report = {
  readonly period: { readonly from: string | null; readonly to: string; readonly timezone: string };
  readonly totals: Readonly<Record<string, number>>;
  readonly rows: readonly (Readonly<Record<string, number>> & { readonly key: string; readonly name: string })[];
};

/** Ada is the owner, bob has been here, and there are two personalities. */
async function aHomeOfTwo(): Promise<Home> {
  const home = await aHome();
  for (const line of [
    `init --owner ${ada}`,
    `user timezone ${bob} inherit --as ${bob}`,
    'personality create lilith --name Lilith',
    'personality create luna --name "Luna the Moth"',
  ])
    expect(await home.run(line)).toMatchObject({ code: 0 });
  return home;
}

describe('usage', () => {
  it('is to a script exactly this', async () => {
    const home = await aHomeOfTwo();
    await spend(
      home,
      { spent: { tokensIn: 100, tokensOut: 20, tokensCached: 60, tokensReasoning: 5, costNanoUsd: 1_500_400 } },
      { spent: { tokensIn: 10, tokensOut: 2, costNanoUsd: 400, estimated: true } },
      { personality: 'luna', spent: { tokensIn: 7, tokensOut: 1, costNanoUsd: 3_000_000 } },
      { user: bob, spent: {} },
    );
    expect(await home.json('usage')).toEqual({
      period: { from: iso, to: iso, timezone: 'UTC' },
      totals: { requests: 3, tokensIn: 117, tokensOut: 23, tokensCached: 60, tokensReasoning: 5, costMicroUsd: 4501 },
      rows: [
        {
          key: 'luna',
          name: 'Luna the Moth',
          requests: 1,
          tokensIn: 7,
          tokensOut: 1,
          tokensCached: 0,
          tokensReasoning: 0,
          costMicroUsd: 3000,
          estimated: false,
        },
        {
          key: 'lilith',
          name: 'Lilith',
          requests: 2,
          tokensIn: 110,
          tokensOut: 22,
          tokensCached: 60,
          tokensReasoning: 5,
          costMicroUsd: 1501,
          estimated: true,
        },
      ],
    });
  });

  it('rounds a sum, and not what it is made of', async () => {
    const home = await aHomeOfTwo();
    await spend(home, ...Array.from({ length: 10 }, () => ({ spent: { costNanoUsd: 400 } })));
    expect(await home.json<Report>('usage')).toMatchObject({
      totals: { costMicroUsd: 4 },
      rows: [{ costMicroUsd: 4 }],
    });
  });

  it('is of a calendar period so far, in one’s own time zone', async () => {
    const home = await aHomeOfTwo();
    await home.run('user timezone local Pacific/Chatham');
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Pacific/Chatham',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const weekday = new Intl.DateTimeFormat('en', { timeZone: 'Pacific/Chatham', weekday: 'long' });
    const from = async (period: string) => {
      const { period: span } = await home.json<Report>(`usage --period ${period}`);
      expect(span).toMatchObject({ timezone: 'Pacific/Chatham', to: iso });
      expect(Date.parse(span.to)).toBeLessThanOrEqual(Date.now());
      return span.from === null ? null : new Date(span.from);
    };
    expect(clock.format((await from('day')) ?? 0)).toMatch(/ 00:00:00$/);
    expect(clock.format((await from('week')) ?? 0)).toMatch(/ 00:00:00$/);
    expect(weekday.format((await from('week')) ?? 0)).toBe('Monday');
    expect(clock.format((await from('month')) ?? 0)).toMatch(/-01 00:00:00$/);
    expect(await from('all')).toBeNull();
  });

  it('leaves out what was before the period', async () => {
    const home = await aHomeOfTwo();
    const longAgo = Date.UTC(2020, 0, 1) * 1000;
    await spend(home, { openedAt: longAgo, spent: {} }, { model: 'new', spent: {} });
    const requests = async (period: string) => (await home.json<Report>(`usage --period ${period}`)).totals['requests'];
    expect([await requests('day'), await requests('month'), await requests('all')]).toEqual([1, 1, 2]);
  });

  it.each([
    ['user', ada, ada],
    ['personality', 'lilith', 'Lilith'],
    ['model', 'some/model', 'some/model'],
    ['provider', 'openrouter', 'openrouter'],
    ['type', 'text', 'text'],
  ])('adds up by %s', async (by, key, name) => {
    const home = await aHomeOfTwo();
    await spend(home, { spent: {} });
    expect((await home.json<Report>(`usage --by ${by}`)).rows).toMatchObject([{ key, name, requests: 1 }]);
  });

  it('has an empty key for what belongs to no personality', async () => {
    const home = await aHomeOfTwo();
    await spend(home, { personality: null, type: 'embedding', spent: {} });
    expect((await home.json<Report>('usage')).rows).toMatchObject([{ key: '', name: '' }]);
    expect((await home.run('usage')).stdout).toMatch(/^no personality /m);
  });

  it('has nothing in it before anything was used', async () => {
    const home = await aHomeOfTwo();
    expect(await home.json('usage --period all')).toEqual({
      period: { from: null, to: iso, timezone: 'UTC' },
      totals: { requests: 0, tokensIn: 0, tokensOut: 0, tokensCached: 0, tokensReasoning: 0, costMicroUsd: 0 },
      rows: [],
    });
    expect(await home.run('usage --period all')).toMatchObject({
      code: 0,
      stdout: 'Nothing used yet. Talk to somebody: npx tzurot chat\n',
    });
    expect(await home.run('usage')).toMatchObject({
      stdout: 'Nothing used yet this month. Talk to somebody: npx tzurot chat\n',
    });
  });

  it('counts what was said in a conversation', async () => {
    const home = await aHomeOfTwo();
    const { usage } = await home.json<{ usage: Record<string, number> }>('chat lilith -m hello');
    const { totals } = await home.json<Report>('usage');
    expect(totals).toMatchObject({
      requests: 1,
      tokensIn: usage['tokensIn'],
      tokensOut: usage['tokensOut'],
      costMicroUsd: usage['costMicroUsd'],
    });
  });

  it('is a table with bars to a person', async () => {
    const home = await aHomeOfTwo();
    await spend(
      home,
      { spent: { tokensIn: 12_345, costNanoUsd: 4_200_000, estimated: true } },
      { personality: 'luna', spent: { costNanoUsd: 2_100_000 } },
    );
    const { code, stdout, stderr } = await home.run('usage --no-watch');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [heading, lilith, luna, sum] = stdout.split('\n');
    expect(heading).toMatch(/^personality +requests +tokens in +cached +out +reasoning +cost$/);
    expect(lilith).toMatch(/^Lilith +█{20} +1 +12\.3k +· +30 +· +~\$0\.0042$/);
    expect(luna).toMatch(/^Luna the Moth +█{10} +1 +120 +· +30 +· +\$0\.0021$/);
    expect(sum).toMatch(/^in all +2 +12\.5k +· +60 +· +~\$0\.0063$/);
  });

  it('of others is for the owner: exit code 5', async () => {
    const home = await aHomeOfTwo();
    await spend(home, { user: bob, spent: {} });
    expect(await home.json(`usage --user ${bob}`)).toMatchObject({ totals: { requests: 1 } });
    expect(await home.json(`usage --as ${bob}`)).toMatchObject({ totals: { requests: 1 } });
    expect(await home.failure(`usage --user ${ada} --as ${bob}`)).toMatchObject({ exit: 5, code: 'denied' });
  });

  it('of somebody who was never here is empty to themselves, and unknown to the owner', async () => {
    const home = await aHomeOfTwo();
    const stranger = idOf('mallory');
    expect(await home.json(`usage --as ${stranger}`)).toMatchObject({ rows: [] });
    expect(await home.failure(`usage --user ${stranger}`)).toMatchObject({ exit: 3 });
  });

  it.each(['usage --period year', 'usage --by colour', 'usage --weekly'])('%s is misuse: exit code 2', async line => {
    expect(await (await aHomeOfTwo()).failure(line)).toMatchObject({ exit: 2, code: 'invalid' });
  });
});

describe('admin usage', () => {
  it('is of everybody, by person', async () => {
    const home = await aHomeOfTwo();
    await spend(home, { spent: { costNanoUsd: 1000 } }, { user: bob, spent: { costNanoUsd: 5000 } });
    expect(await home.json('admin usage')).toMatchObject({
      totals: { requests: 2, costMicroUsd: 6 },
      rows: [
        { key: bob, name: bob, costMicroUsd: 5 },
        { key: ada, name: ada, costMicroUsd: 1 },
      ],
    });
    expect((await home.run('admin usage --by model')).stdout).toMatch(/^model .*\nsome\/model +█{20} +2 /);
  });

  it('is for the owner alone: exit code 5', async () => {
    const home = await aHomeOfTwo();
    expect(await home.failure(`admin usage --as ${bob}`)).toMatchObject({ exit: 5, code: 'denied' });
  });
});
