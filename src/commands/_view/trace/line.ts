import { harmless } from '../../../domain/text/harmless.js';
import { fitted, oneLine } from '../fit.js';
import type { Paint } from '../paint.js';

/** So many columns every terminal has. */
export const pageWidth = 80;

/** A text on one line, in so many columns at most. */
export const within = (text: string, columns: number): string =>
  fitted(oneLine(harmless(text), 4 * columns), columns).trimEnd();

/** A heading with what stands under it; nothing where that is nothing. */
export const section = (heading: string, lines: readonly string[], paint: Paint): string[] =>
  lines.length === 0 ? [] : [`\n${paint('cyan', heading)}`, ...lines];
