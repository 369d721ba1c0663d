import { Box, Text } from 'ink';
import type { ReportRow } from '../../../domain/usage/report/report.js';
import type { Grouping } from '../../../domain/usage/usage.js';
import { bar } from '../bar.js';
import { fitted, rightly } from '../fit.js';
import { shortCount } from '../numbers.js';
import { costInWords, groupWord, nameOf, sharesOf } from '../usage.js';
import { Heading, Line } from './line.js';
import type { Tint } from './tint.js';

type Props = {
  readonly rows: readonly ReportRow[];
  readonly by: Grouping;
  readonly most: number;
  readonly width: number;
  readonly tint: Tint;
};

/** Who or what it was spent on, the dearest first, each with a bar beside the dearest. */
export function Ranking({ rows, by, most, width, tint }: Props) {
  const widths = widthsFor(width);
  const shares = sharesOf(rows);
  const hidden = rows.length - most;
  return (
    <Box flexDirection="column">
      <Heading text={`By ${groupWord(by)}${hidden > 0 ? `, and ${hidden} more` : ''}`} tint={tint} />
      {rows.slice(0, most).map((row, index) => (
        <Line key={row.key}>
          {fitted(nameOf(row, by), widths.name)} <Text {...tint('accent')}>{bar(shares[index] ?? 0, widths.bar)}</Text>
          {rightly(shortCount(row.requests), widths.requests)}
          {widths.tokens > 0 && rightly(`${shortCount(row.tokensIn + row.tokensOut)} tokens`, widths.tokens)}
          {rightly(costInWords(row), widths.cost)}
        </Line>
      ))}
    </Box>
  );
}

const wideEnoughForTokens = 60;
const widestName = 40;

/** Name and bar share what the figures leave. */
function widthsFor(width: number) {
  const figures = { requests: 6, tokens: width >= wideEnoughForTokens ? 14 : 0, cost: 10 };
  const rest = Math.max(2, width - figures.requests - figures.tokens - figures.cost - 1);
  const name = Math.min(widestName, Math.max(Math.min(rest, 8), Math.floor(rest * 0.6)));
  return { ...figures, name, bar: Math.max(0, rest - name) };
}
