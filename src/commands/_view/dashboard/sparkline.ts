const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const nothing = '·';
const toCome = ' ';

/** A value for each column; undefined for what is still to come. */
export type Column = number | undefined;

/**
 * Columns as high as their values, line by line from the top, the highest of them filling all lines. Nothing is a dot,
 * and the least that is something can be seen.
 */
export function sparkline(columns: readonly Column[], { height, each }: { height: number; each: number }): string[] {
  const most = Math.max(0, ...columns.map(value => value ?? 0));
  return Array.from({ length: height }, (_, line) =>
    columns.map(value => cell(glyph(value, most, height, height - 1 - line), each)).join(''),
  );
}

function glyph(value: Column, most: number, height: number, above: number): string {
  if (value === undefined) return toCome;
  if (value <= 0 || most <= 0) return above === 0 ? nothing : toCome;
  const eighths = Math.max(1, Math.round((value / most) * height * levels.length)) - above * levels.length;
  return eighths <= 0 ? toCome : (levels[Math.min(levels.length, eighths) - 1] ?? toCome);
}

/** A gap between columns where there is room for one. */
const cell = (shape: string, width: number) => (width < 2 ? shape : `${shape.repeat(width - 1)} `);

/** Labels under their columns, each one left out that would touch the one before. */
export function axis(labels: readonly string[], each: number): string {
  let line = '';
  for (const [index, label] of labels.entries()) {
    const at = index * each;
    if (label === '' || (line !== '' && at <= line.length)) continue;
    line = line.padEnd(at) + label;
  }
  return line;
}
