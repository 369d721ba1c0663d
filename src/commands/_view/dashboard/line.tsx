import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Tint } from './tint.js';

/** One line, cut where the screen ends. */
export const Line = ({ children }: { readonly children: ReactNode }) => <Text wrap="truncate">{children}</Text>;

/** A line that says what is below it. */
export const Heading = ({ text, tint }: { readonly text: string; readonly tint: Tint }) => (
  <Text wrap="truncate" {...tint('strong')}>
    {text}
  </Text>
);
