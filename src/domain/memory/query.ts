const fewWords = 4;
/** What was said before helps to find things; what is said now should weigh the most. In characters. */
const mostEarlier = 240;

/** What memories are searched for. A message of few words says little, so what its author said before goes with it. */
export function queryFor(text: string, earlier: readonly string[], turns: number): string {
  const words = text.split(/\s+/).filter(word => word !== '');
  if (words.length >= fewWords || turns === 0) return text;
  const before = [...earlier].slice(-turns).join('\n').slice(-mostEarlier);
  return before === '' ? text : `${before}\n${text}`;
}
