/** The word that was probably meant: fewest letters changed, and not more than a third of them. */
export function nearest(typed: string, words: Iterable<string>): string | undefined {
  let best: { word: string; distance: number } | undefined;
  for (const word of words) {
    const distance = editDistance(typed, word);
    const mostChanges = Math.max(1, Math.floor(Math.max(typed.length, word.length) / 3));
    if (distance <= mostChanges && (best === undefined || distance < best.distance)) best = { word, distance };
  }
  return best?.word;
}

/** How many letters must be put in, left out or changed to make one word the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
