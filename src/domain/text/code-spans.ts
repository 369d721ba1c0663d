/** A stretch of text, from `start` up to but without `end`. */
export type Span = { readonly start: number; readonly end: number };

/**
 * Where a text is code in Discord's sense: between two runs of equally many backticks. A run that is never closed
 * opens nothing. Linear: each run is looked at once, because the next run of every length is known beforehand.
 */
export function codeSpans(text: string): Span[] {
  const runs = [...text.matchAll(/`+/g)].map(match => ({ at: match.index, length: match[0].length }));
  const nextOfLength = new Map<number, number>();
  const closing: (number | undefined)[] = Array.from({ length: runs.length });
  for (let index = runs.length - 1; index >= 0; index--) {
    const run = runs[index];
    if (run === undefined) continue;
    closing[index] = nextOfLength.get(run.length);
    nextOfLength.set(run.length, index);
  }
  const spans: Span[] = [];
  let index = 0;
  while (index < runs.length) {
    const open = runs[index];
    const closeIndex = closing[index];
    const close = closeIndex === undefined ? undefined : runs[closeIndex];
    if (open !== undefined && close !== undefined && closeIndex !== undefined) {
      spans.push({ start: open.at, end: close.at + close.length });
      index = closeIndex + 1;
    } else {
      index += 1;
    }
  }
  return spans;
}

/** Says whether a position lies in one of the spans, which must be in order. */
export function isInside(spans: readonly Span[], position: number): boolean {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span === undefined || position < span.start) high = middle - 1;
    else if (position >= span.end) low = middle + 1;
    else return true;
  }
  return false;
}
