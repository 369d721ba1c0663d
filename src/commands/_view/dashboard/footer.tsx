import { Text } from 'ink';
import type { Tint } from './tint.js';

const keys = ['q quit', 'd w m a period', 'g group', 'p pause', '? help'];

/** The keys, as many as fit. */
export const Footer = ({ width, tint }: { readonly width: number; readonly tint: Tint }) => (
  <Text wrap="truncate" {...tint('faint')}>
    {keys.reduce(
      (line, key) => (line.length + key.length + 3 > width ? line : line === '' ? key : `${line} · ${key}`),
      '',
    )}
  </Text>
);
