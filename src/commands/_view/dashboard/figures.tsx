import { Text } from 'ink';
import { shareOf, type Spending } from '../../../domain/usage/report/spending.js';
import { inDollars } from '../../../domain/usage/money.js';
import type { Sum } from '../../../domain/usage/usage.js';
import { bar } from '../bar.js';
import { fitted, rightly } from '../fit.js';
import { shortCount } from '../numbers.js';
import { periodWords } from '../periods.js';
import { costInWords } from '../usage.js';
import { Line } from './line.js';
import type { Tint } from './tint.js';

const moneyWidth = 9;
const widestBar = 40;
const nearlyGone = 0.8;

const isNarrow = (width: number) => width < 60;

const labelWidthOf = (width: number) => (isNarrow(width) ? 13 : 18);

const labelOf = ({ scope, period }: Spending, width: number) => {
  if (scope !== 'system') return periodWords[period];
  return `system, ${isNarrow(width) ? period : periodWords[period]}`;
};

/** What was spent in one period, and how much of its budget that is. */
export function SpendingLine({ spending, width, tint }: { spending: Spending; width: number; tint: Tint }) {
  return (
    <Line>
      {fitted(labelOf(spending, width), labelWidthOf(width))} {rightly(inDollars(spending.spentNanoUsd), moneyWidth)}{' '}
      <Budget spending={spending} width={width} tint={tint} />
    </Line>
  );
}

function Budget({ spending, width, tint }: { spending: Spending; width: number; tint: Tint }) {
  const { budget } = spending;
  if (budget === null) return null;
  const share = shareOf(spending);
  const words = inWords(share, isNarrow(width) ? { ...budget, reservedNanoUsd: 0 } : budget);
  const room = width - labelWidthOf(width) - moneyWidth - words.length - 3;
  const length = Math.min(widestBar, room);
  const tone = share > 1 ? 'alarm' : share >= nearlyGone ? 'warning' : 'accent';
  return (
    <>
      {length >= 4 && <Text {...tint(tone)}>{gauge(share, length)} </Text>}
      {share > 1 ? <Text {...tint('alarm')}>{words}</Text> : words}
    </>
  );
}

const gauge = (share: number, width: number) => bar(share, width).replaceAll(' ', '░');

function inWords(share: number, { limitNanoUsd, reservedNanoUsd }: NonNullable<Spending['budget']>): string {
  const reserved = reservedNanoUsd > 0 ? `, ${inDollars(reservedNanoUsd)} reserved` : '';
  const gone = share > 1 ? 'OVER, of' : `${Math.floor(share * 100)} % of`;
  return `${gone} ${inDollars(limitNanoUsd)}${reserved}`;
}

/** What everything in the period comes to. */
export function TotalsLine({ totals, tint }: { totals: Sum; tint: Tint }) {
  const { requests, tokensIn, tokensOut, tokensCached, tokensReasoning } = totals;
  const cached = tokensCached > 0 ? ` (${shortCount(tokensCached)} cached)` : '';
  const reasoning = tokensReasoning > 0 ? ` (${shortCount(tokensReasoning)} reasoning)` : '';
  return (
    <Line>
      <Text {...tint('strong')}>{costInWords(totals)}</Text>
      {` ${counted(requests)}, ${shortCount(tokensIn)} tokens in${cached}, ${shortCount(tokensOut)} out${reasoning}`}
    </Line>
  );
}

const counted = (requests: number) => `${shortCount(requests)} ${requests === 1 ? 'request' : 'requests'}`;
