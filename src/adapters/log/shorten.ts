/** No secret is longer, so none is cut in two where a text is cut. */
const longestWord = 512;

/** A text that is too long, cut between two words, with a note of how much is missing. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, betweenWords(text, limit));
  return `${kept}…[${text.length - kept.length} more characters]`;
}

function betweenWords(text: string, limit: number): number {
  const earliest = Math.max(0, limit - longestWord);
  const tail = text.slice(earliest, limit);
  return earliest + Math.max(tail.lastIndexOf(' '), tail.lastIndexOf('\n'), 0);
}
