import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import type { Stand } from '../../../src/commands/_view/dashboard/choice.js';
import { Screen } from '../../../src/commands/_view/dashboard/screen.js';
import { tintFor } from '../../../src/commands/_view/dashboard/tint.js';
import { widthOf } from '../../../src/commands/_view/fit.js';
import type { Overview } from '../../../src/domain/usage/report/overview.js';
import { aBudget, aCall, anOverview, aRow, aSpending } from './overviews.js';

type Given = {
  readonly overview?: Overview;
  readonly stand?: Partial<Stand>;
  readonly columns?: number;
  readonly rows?: number;
  readonly trouble?: string;
  readonly showsPeople?: boolean;
};

/** A screen without colours, line by line. */
function linesOf({
  overview = anOverview(),
  stand = {},
  columns = 100,
  rows = 30,
  trouble,
  showsPeople = false,
}: Given = {}) {
  const frame = renderToString(
    <Screen
      overview={overview}
      stand={{ choice: { period: 'month', by: 'personality' }, isPaused: false, showsHelp: false, ...stand }}
      whose="local"
      showsPeople={showsPeople}
      program="npx tzurot"
      trouble={trouble}
      glass={{ columns, rows, tint: tintFor(false) }}
    />,
    { columns },
  );
  return frame.split('\n').map(line => line.trimEnd());
}

const lineWith = (lines: readonly string[], words: string) => lines.find(line => line.includes(words));

const many = anOverview({
  rows: Array.from({ length: 40 }, (_, index) =>
    aRow({ key: `p${index}`, name: `Guest ${index}`, costNanoUsd: 40e6 - index }),
  ),
  calls: Array.from({ length: 40 }, (_, index) => aCall({ id: `call-${index}` })),
});

describe('the dashboard', () => {
  it('says whose figures it shows, of which days, in which time zone', () => {
    expect(linesOf()[0]).toBe('local · this month · 1 Nov – 20 Nov 2026 · UTC');
  });

  it('says what was spent today and this month', () => {
    const lines = linesOf();
    expect(lineWith(lines, 'today')).toMatch(/^today +\$0\.42$/);
    expect(lineWith(lines, 'this month  ')).toMatch(/^this month +\$3\.00$/);
  });

  it('says what all of it comes to', () => {
    expect(linesOf()).toContain('$0.0042 40 requests, 1.2k tokens in (500 cached), 300 out (20 reasoning)');
  });

  it('has a line for each group, with a bar, requests, tokens and cost', () => {
    const rows = [aRow(), aRow({ key: 'luna', name: 'Luna', requests: 1, costNanoUsd: 2_100_000, estimated: true })];
    const lines = linesOf({ overview: anOverview({ rows }) });
    expect(lineWith(lines, 'By personality')).toBe('By personality');
    expect(lineWith(lines, 'Lilith  ')).toMatch(/^Lilith +█+ +3 +1\.5k tokens +\$0\.0042$/);
    expect(lineWith(lines, 'Luna')).toMatch(/^Luna +█+▌? +1 +1\.5k tokens +~\$0\.0021$/);
  });

  it('says so where something belonged to no personality', () => {
    expect(linesOf({ overview: anOverview({ rows: [aRow({ key: '', name: '' })] }) }).join('\n')).toContain(
      'no personality',
    );
  });

  it('lists the latest calls with what became of them', () => {
    const calls = [
      aCall({ id: '1', state: 'open', costNanoUsd: 0 }),
      aCall({ id: '2', state: 'cut', costNanoUsd: 0 }),
      aCall({ id: '3', state: 'failed', costNanoUsd: 0 }),
      aCall({ id: '4', state: 'abandoned', estimated: true }),
      aCall({ id: '5' }),
    ];
    const lines = linesOf({ overview: anOverview({ calls }) });
    const feed = lines.slice(lines.indexOf('Latest calls') + 1, lines.indexOf('Latest calls') + 6);
    expect(feed.map(line => line.replace(/^11:00 +Lilith +some\/model +/, ''))).toEqual([
      'open …',
      'cut off …',
      '1.2k → 300            failed',
      '1.2k → 300 given up ~$0.0042',
      '1.2k → 300           $0.0042',
    ]);
  });

  it('says who asked, where it is about everyone', () => {
    expect(linesOf().join('\n')).not.toContain('111111111111111111');
    expect(linesOf({ showsPeople: true }).join('\n')).toContain('111111111111111111');
  });

  it('shows what was spent by day over its dates, and leaves open what is to come', () => {
    const lines = linesOf();
    const heading = lines.findIndex(line => line.startsWith('Spent by day, $0.019 at most'));
    const axis = lines.findIndex(line => line.startsWith('1  2  3'));
    expect(axis).toBeGreaterThan(heading + 1);
    expect(lines[axis - 1]).toHaveLength('1  2  3  4  5  6  7  8  9  10 11 12 13 14 15 16 17 18 19 20'.length);
    expect(lines[axis - 1]).toMatch(/^·· /);
  });

  it('tells a newcomer what to do', () => {
    const overview = anOverview({ rows: [], calls: [] });
    expect(linesOf({ overview })).toContain('Nothing used yet. Talk to somebody: npx tzurot chat');
    expect(linesOf({ overview: anOverview({ rows: [] }) })).toContain(
      'Nothing used yet this month. Talk to somebody: npx tzurot chat',
    );
  });

  it('says that it is paused, and what stands in its way', () => {
    const lines = linesOf({ stand: { isPaused: true }, trouble: 'The database is locked. Trying again.' });
    expect(lines[0]).toContain('local (paused) · this month');
    expect(lines[1]).toBe('The database is locked. Trying again.');
  });

  it('has help for every key', () => {
    const help = linesOf({ stand: { showsHelp: true } }).join('\n');
    for (const key of ['d w m a', '← →', 'g  Tab', 'p  Space', 'q  Esc']) expect(help).toContain(key);
  });

  it('shows names that steer a terminal as plain text', () => {
    const evil = '\u001b[2JEvil\u0007\nTwin';
    const rows = [aRow({ key: 'evil', name: evil })];
    const lines = linesOf({ overview: anOverview({ rows, calls: [aCall({ personality: evil, model: evil })] }) });
    expect(lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(lineWith(lines, 'Evil Twin')).toBeDefined();
  });
});

describe('a budget on the dashboard', () => {
  const shown = (spending: Partial<ReturnType<typeof aSpending>>, columns = 100) =>
    lineWith(linesOf({ overview: anOverview({ spendings: [aSpending(spending)] }), columns }), 'today');

  it('is a bar and a share', () => {
    expect(shown({ budget: aBudget() })).toMatch(/^today +\$0\.42 █+[▏▎▍▌▋▊▉]?░+ 42 % of \$1\.00$/);
  });

  it('counts what is reserved', () => {
    expect(shown({ budget: aBudget({ reservedNanoUsd: 80_000_000 }) })).toMatch(/ 50 % of \$1\.00, \$0\.080 reserved$/);
  });

  it('says in words that it is over, and its bar is full', () => {
    expect(shown({ spentNanoUsd: 1_500_000_000, budget: aBudget() })).toMatch(/^today +\$1\.50 █+ OVER, of \$1\.00$/);
  });

  it('of nothing is used up from the beginning', () => {
    expect(shown({ spentNanoUsd: 0, budget: aBudget({ limitNanoUsd: 0 }) })).toMatch(/█ 100 % of \$0$/);
  });

  it('of the system says so', () => {
    expect(shown({ scope: 'system', budget: aBudget() })).toMatch(/^system, today +\$0\.42 /);
  });

  it('keeps its words where there is no room for a bar', () => {
    expect(shown({ budget: aBudget() }, 40)).toMatch(/^today +\$0\.42 .*42 % of \$1\.00$/);
  });
});

describe('a dashboard of any size', () => {
  const sizes = [20, 39, 40, 60, 80, 120, 250].flatMap(columns => [5, 10, 16, 24, 50].map(rows => ({ columns, rows })));

  it.each(sizes)('$columns × $rows fits, and ends with its keys', ({ columns, rows }) => {
    const spendings = [
      aSpending({ budget: aBudget() }),
      aSpending({ period: 'month' }),
      aSpending({ scope: 'system', budget: aBudget() }),
    ];
    const lines = linesOf({ overview: { ...many, spendings }, columns, rows });
    expect(lines).toHaveLength(rows);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
    expect(lines[0]).toMatch(/^local/);
    expect(lines.at(-1)).toMatch(/^q quit/);
  });

  it('keeps the figures and the groups where it is very small', () => {
    const lines = linesOf({ overview: many, columns: 40, rows: 10 });
    expect(lineWith(lines, 'today')).toContain('$0.42');
    expect(lineWith(lines, 'By personality, and ')).toBe('By personality, and 36 more');
    expect(lineWith(lines, 'Guest 0')).toMatch(/^Guest 0 +█+ +3 +\$0\.040$/);
    expect(lineWith(lines, 'Spent by')).toBeUndefined();
  });

  it('shows more where there is more room', () => {
    const lines = linesOf({ overview: many, columns: 200, rows: 70 });
    expect(lines.filter(line => line.startsWith('Guest')).length).toBeGreaterThan(20);
    expect(lines.filter(line => line.includes('some/model')).length).toBeGreaterThan(20);
  });

  it('keeps wide characters in their columns', () => {
    const rows = [aRow({ key: 'a', name: '日本語の名前がとても長い人の名前です' }), aRow({ key: 'b', name: '🦉🦉🦉' })];
    const lines = linesOf({ overview: anOverview({ rows }), columns: 40, rows: 24 });
    for (const name of ['日本', '🦉']) expect(widthOf(lineWith(lines, name) ?? '')).toBe(40);
  });
});
