import { Box, Text } from 'ink';
import { harmless } from '../../../domain/text/harmless.js';
import type { Micros } from '../../../domain/time.js';
import type { Call } from '../../../domain/usage/report/call.js';
import { fitted, oneLine, rightly } from '../fit.js';
import { shortCount } from '../numbers.js';
import { costInWords } from '../usage.js';
import { Heading, Line } from './line.js';
import { inShort } from './moments.js';
import type { Tint } from './tint.js';

type Props = {
  readonly calls: readonly Call[];
  readonly showsPeople: boolean;
  readonly now: Micros;
  readonly timezone: string;
  readonly most: number;
  readonly width: number;
  readonly tint: Tint;
};

/** The latest calls, the newest first: when, whose, to which model, how large, and what became of each. */
export function Feed({ calls, showsPeople, now, timezone, most, width, tint }: Props) {
  const widths = widthsFor(width, showsPeople);
  return (
    <Box flexDirection="column">
      <Heading text="Latest calls" tint={tint} />
      {calls.slice(0, most).map(call => (
        <Line key={call.id}>
          <Text {...tint('faint')}>{fitted(whenOf(call.at, now, timezone), timeWidth)}</Text> {textOf(call, widths)}{' '}
          <Text {...tint(toneOf(call))}>{rightly(outcomeOf(call), widths.outcome)}</Text>
        </Line>
      ))}
    </Box>
  );
}

const timeWidth = 6;
const tokensWidth = 14;
const wideEnoughForTokens = 64;
const wideEnoughForOutcomes = 80;
const widestName = 20;

/** The model gets what the others leave. */
function widthsFor(width: number, showsPeople: boolean) {
  const isWide = width >= wideEnoughForTokens;
  const tokens = isWide ? tokensWidth : 0;
  const user = showsPeople && isWide ? widestName : 0;
  const outcome = width >= wideEnoughForOutcomes ? 17 : 10;
  const gaps = 3 + (isWide ? 1 : 0) + (user > 0 ? 1 : 0);
  const rest = Math.max(2, width - timeWidth - tokens - user - outcome - gaps);
  const personality = Math.min(widestName, Math.floor(rest / 2));
  return { user, personality, model: rest - personality, tokens, outcome };
}

function textOf(call: Call, widths: ReturnType<typeof widthsFor>): string {
  const cell = (text: string, width: number) => fitted(oneLine(harmless(text), 200), width);
  return [
    ...(widths.user > 0 ? [cell(call.user, widths.user)] : []),
    cell(call.personality || '–', widths.personality),
    cell(call.model, widths.model),
    ...(widths.tokens > 0 ? [rightly(tokensOf(call), widths.tokens)] : []),
  ].join(' ');
}

const whenOf = (at: Micros, now: Micros, timezone: string) =>
  inShort(at, 'date', timezone) === inShort(now, 'date', timezone)
    ? inShort(at, 'time', timezone)
    : inShort(at, 'date', timezone);

const tokensOf = ({ tokensIn, tokensOut, state }: Call) =>
  isUnderWay(state) ? '' : `${shortCount(tokensIn)} → ${shortCount(tokensOut)}`;

const isUnderWay = (state: Call['state']) => state === 'open' || state === 'cut';

function outcomeOf(call: Call): string {
  const cost = costInWords(call);
  switch (call.state) {
    case 'open':
      return 'open …';
    case 'cut':
      return 'cut off …';
    case 'failed':
      return call.costNanoUsd > 0 ? `failed ${cost}` : 'failed';
    case 'abandoned':
      return `given up ${cost}`;
    case 'settled':
      return cost;
  }
}

function toneOf({ state }: Call): 'accent' | 'alarm' | 'warning' | 'strong' {
  if (state === 'open') return 'accent';
  if (state === 'failed') return 'alarm';
  return state === 'settled' ? 'strong' : 'warning';
}
