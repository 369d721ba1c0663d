import type { TextProps } from 'ink';

type Tone = 'strong' | 'faint' | 'accent' | 'warning' | 'alarm';

/** How a tone is shown. What it means is always said in words or shapes too. */
export type Tint = (tone: Tone) => TextProps;

const coloured = {
  strong: { bold: true },
  faint: { dimColor: true },
  accent: { color: 'cyan' },
  warning: { color: 'yellow' },
  alarm: { color: 'red' },
} as const satisfies Record<Tone, TextProps>;

const plain = {} as const satisfies TextProps;

export const tintFor = (inColour: boolean): Tint => (inColour ? tone => coloured[tone] : () => plain);
