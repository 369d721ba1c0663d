/** A stretch of text, from `start` up to but without `end`. */
export type Span = { readonly start: number; readonly end: number };

/** For each run of backticks, given by their lengths, the next one that is as long. */
export function partnersOf(lengths: readonly number[]): (number | undefined)[] {
  const next = new Map<number, number>();
  return lengths
    .map((length, index) => ({ length, index }))
    .toReversed()
    .map(({ length, index }) => {
      const partner = next.get(length);
      next.set(length, index);
      return partner;
    })
    .toReversed();
}

/**
 * Where a text is code in Discord's sense: between two runs of equally many backticks. A run that is never closed
 * opens nothing. Linear: each run is looked at once, because the next run of every length is known beforehand.
 */
export function codeSpans(text: string): Span[] {
  const runs = [...text.matchAll(/`+/g)].map(match => ({ start: match.index, end: match.index + match[0].length }));
  const partners = partnersOf(runs.map(({ start, end }) => end - start));
  const spans: Span[] = [];
  for (let index = 0; index < runs.length; index++) {
    const partner = partners[index];
    const [open, close] = [runs[index], partner === undefined ? undefined : runs[partner]];
    if (partner === undefined || open === undefined || close === undefined) continue;
    spans.push({ start: open.start, end: close.end });
    index = partner;
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
