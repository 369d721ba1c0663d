import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Overview } from '../../../domain/usage/report/overview.js';
import { nothingUsed } from '../usage.js';
import type { Stand } from './choice.js';
import { Feed } from './feed.js';
import { SpendingLine, TotalsLine } from './figures.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { Help } from './help.js';
import { History } from './history.js';
import { planFor, type Plan } from './plan.js';
import { Ranking } from './ranking.js';
import type { Tint } from './tint.js';

export type Glass = { readonly columns: number; readonly rows: number; readonly tint: Tint };

type Props = {
  readonly overview: Overview;
  readonly stand: Stand;
  /** Whose figures these are, in words. */
  readonly whose: string;
  readonly showsPeople: boolean;
  readonly program: string;
  /** Why the figures are not of now. */
  readonly trouble: string | undefined;
  readonly glass: Glass;
};

/** The whole dashboard at one moment, as large as the screen. */
export function Screen({ overview, stand, whose, trouble, glass, ...rest }: Props) {
  const { columns: width, rows, tint } = glass;
  const { choice, isPaused, showsHelp } = stand;
  return (
    <Box flexDirection="column" width={width} height={rows} overflow="hidden">
      <Header whose={whose} period={choice.period} span={overview.report.period} isPaused={isPaused} tint={tint} />
      {trouble !== undefined && (
        <Text wrap="truncate" {...tint('alarm')}>
          {trouble}
        </Text>
      )}
      <Box flexDirection="column" flexGrow={1} overflow="hidden">
        {showsHelp ? (
          <Help tint={tint} />
        ) : (
          <Parts overview={overview} stand={stand} glass={glass} trouble={trouble} {...rest} />
        )}
      </Box>
      <Footer width={width} tint={tint} />
    </Box>
  );
}

function Parts({ overview, stand, showsPeople, program, glass, trouble }: Omit<Props, 'whose'>) {
  const { report, spendings, calls } = overview;
  const plan = planFor(glass.rows - (trouble === undefined ? 0 : 1), {
    spendings: spendings.length,
    groups: report.rows.length,
    calls: calls.length,
  });
  return (
    <>
      <Gap plan={plan} />
      <Figures overview={overview} plan={plan} glass={glass} />
      {report.rows.length === 0 && (
        <Text wrap="truncate">{nothingUsed(calls.length === 0 ? 'all' : stand.choice.period, program)}</Text>
      )}
      <Lists overview={overview} stand={stand} showsPeople={showsPeople} plan={plan} glass={glass} />
    </>
  );
}

function Figures({
  overview,
  plan,
  glass: { columns: width, tint },
}: {
  overview: Overview;
  plan: Plan;
  glass: Glass;
}) {
  return (
    <>
      {overview.spendings.slice(0, plan.spendings).map(spending => (
        <SpendingLine key={`${spending.scope} ${spending.period}`} spending={spending} width={width} tint={tint} />
      ))}
      {plan.totals === 1 && overview.report.rows.length > 0 && (
        <TotalsLine totals={overview.report.totals} tint={tint} />
      )}
    </>
  );
}

type ListProps = Pick<Props, 'overview' | 'stand' | 'showsPeople' | 'glass'> & { readonly plan: Plan };

function Lists({ overview, stand, showsPeople, plan, glass: { columns: width, tint } }: ListProps) {
  const { report, chart, calls, at } = overview;
  const { timezone } = report.period;
  const { period, by } = stand.choice;
  const moment = { now: at, timezone, width, tint };
  return (
    <>
      {plan.chart > 0 && (
        <Part plan={plan}>
          <History chart={chart} period={period} height={plan.chart} {...moment} />
        </Part>
      )}
      {plan.ranking > 0 && (
        <Part plan={plan}>
          <Ranking rows={report.rows} by={by} most={plan.ranking} width={width} tint={tint} />
        </Part>
      )}
      {plan.calls > 0 && (
        <Part plan={plan}>
          <Feed calls={calls} showsPeople={showsPeople} most={plan.calls} {...moment} />
        </Part>
      )}
    </>
  );
}

const Part = ({ plan, children }: { readonly plan: Plan; readonly children: ReactNode }) => (
  <Box flexDirection="column" flexShrink={0}>
    <Gap plan={plan} />
    {children}
  </Box>
);

const Gap = ({ plan }: { readonly plan: Plan }) => (plan.isRoomy ? <Text> </Text> : null);
