import { Box, Text } from 'ink';
import { Heading, Line } from './line.js';
import type { Tint } from './tint.js';

const keys = [
  ['d w m a', 'today, this week, this month, everything'],
  ['← →', 'the period before, the period after'],
  ['g  Tab', 'group by something else; Shift-Tab goes back'],
  ['p  Space', 'pause, and go on'],
  ['?  h', 'this help'],
  ['q  Esc', 'leave'],
] as const;

/** What the keys do, and how the signs are meant. */
export const Help = ({ tint }: { readonly tint: Tint }) => (
  <Box flexDirection="column">
    <Heading text="Keys" tint={tint} />
    {keys.map(([key, what]) => (
      <Line key={key}>
        <Text {...tint('accent')}>{key.padEnd(9)}</Text> {what}
      </Line>
    ))}
    <Line>~ is an estimate. Times are those of the zone above.</Line>
  </Box>
);
