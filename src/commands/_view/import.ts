import type { Report } from '../../domain/import/batch.js';
import type { Issue } from '../../domain/import/issue.js';
import { kinds, type Tallies } from '../../domain/import/kind.js';
import { harmless } from '../../domain/text/harmless.js';
import { bar } from './bar.js';
import { oneLine } from './fit.js';
import type { Paint } from './paint.js';
import { table } from './table.js';

const mostPersonalities = 20;
const mostIssues = 12;
const barWidth = 16;

const words: Readonly<Record<string, string>> = {
  userPersonalizations: 'personalizations',
  llmConfigs: 'presets',
};

/** What an import did, or would do, on a screen. */
export function importReport(report: Report, paint: Paint): string {
  const { dryRun, files, bytes, totals, personalities, issues } = report;
  const head = dryRun
    ? 'Nothing was written. It would be so:'
    : report.batch === null
      ? 'Everything was here already.'
      : `Batch ${report.batch}`;
  return [
    `${paint('bold', head)} ${paint('dim', `${files} ${files === 1 ? 'file' : 'files'}, ${sizeOf(bytes)}`)}`,
    '',
    totalsTable(totals, paint),
    ...(personalities.length > 0 ? ['', personalityTable(report, paint)] : []),
    ...(issues.length > 0 ? ['', issueLines(issues, paint)] : []),
    '',
    summary(report),
  ].join('\n');
}

/** The whole in one line, to be read last. */
function summary({ dryRun, batch, totals, issues }: Report): string {
  const sum = (outcome: 'created' | 'updated' | 'unchanged' | 'archived' | 'quarantined') =>
    kinds.reduce((all, kind) => all + totals[kind][outcome], 0);
  const refused = new Set(issues.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size;
  const parts = [
    ...(['created', 'updated', 'unchanged', 'archived', 'quarantined'] as const).map(
      outcome => [sum(outcome), outcome] as const,
    ),
    [refused, refused === 1 ? 'file refused' : 'files refused'] as const,
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  const head = dryRun ? 'It would be: ' : batch === null ? '' : `Batch ${batch}: `;
  return `${head}${parts.join(', ') || 'nothing'}.`;
}

function totalsTable(totals: Tallies, paint: Paint): string {
  const present = kinds.filter(kind => totals[kind].read > 0);
  const most = Math.max(...present.map(kind => totals[kind].read), 1);
  const rows = present.map(kind => {
    const { read, created, updated, unchanged, archived, quarantined } = totals[kind];
    const length = Math.log(read + 1) / Math.log(most + 1);
    return [
      words[kind] ?? kind,
      bar(length, barWidth),
      ...[read, created, updated, unchanged, archived, quarantined].map(cell),
    ];
  });
  return table(['', '', 'read', 'created', 'updated', 'unchanged', 'archived', 'quarantined'], rows, paint);
}

const cell = (number: number) => (number === 0 ? '·' : String(number));

function personalityTable({ personalities }: Report, paint: Paint): string {
  const rows = personalities
    .slice(0, mostPersonalities)
    .map(({ slug, action, counts, fields }) => [
      harmless(slug),
      action,
      cell(counts.memories.created + counts.memories.updated),
      cell(counts.messages.created + counts.messages.updated),
      cell(counts.stories.created + counts.lore.created),
      fields.mapped.length === 0 ? '·' : `${fields.mapped.length} kept${fieldLosses(fields)}`,
    ]);
  const left = personalities.length - mostPersonalities;
  const rest = left > 0 ? `\n${paint('dim', `… and ${left} more`)}` : '';
  return table(['personality', '', 'memories', 'lines', 'lore', 'fields'], rows, paint) + rest;
}

function fieldLosses({ archived, quarantined }: Report['personalities'][number]['fields']): string {
  const parts = [
    ...(archived.length > 0 ? [`${archived.length} in the archive only`] : []),
    ...(quarantined.length > 0 ? [`not understood: ${quarantined.join(', ')}`] : []),
  ];
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}

const colours = { error: 'red', warn: 'yellow', info: 'dim' } as const;
const weight = { error: 0, warn: 1, info: 2 } as const;

/** The most serious first, one line for all of a kind. */
function issueLines(issues: readonly Issue[], paint: Paint): string {
  const groups = [...Map.groupBy(issues, ({ severity, code }) => `${severity} ${code}`).values()];
  const sorted = groups.toSorted((a, b) => (a[0] ? weight[a[0].severity] : 0) - (b[0] ? weight[b[0].severity] : 0));
  const lines = sorted.slice(0, mostIssues).flatMap(group => {
    const [first] = group;
    if (first === undefined) return [];
    const where = [first.file, first.at].filter(text => text !== '').join(' ');
    const more = group.length > 1 ? ` (${group.length} times)` : '';
    return [
      `${paint(colours[first.severity], first.severity.padEnd(5))} ${oneLine(harmless(first.message), 160)}${more}${where === '' ? '' : `\n      ${paint('dim', harmless(where))}`}`,
    ];
  });
  const left = sorted.length - mostIssues;
  return [...lines, ...(left > 0 ? [paint('dim', `… and ${left} more kinds of remarks`)] : [])].join('\n');
}

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB'];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`;
}
