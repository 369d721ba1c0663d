type Fields = Readonly<Record<string, unknown>>;
type Entry = { readonly first: Fields; text: string; summary: string; signature: unknown };

const growing: ReadonlySet<unknown> = new Set(['reasoning.text', 'reasoning.summary']);

/** Thoughts in the provider's own form. Those that came in pieces are one again; the others stay as they are. */
export function detailsGathered() {
  const entries: Entry[] = [];
  const byPlace = new Map<string, Entry>();

  const earlier = (detail: Fields): Entry | undefined => {
    if (!growing.has(detail['type'])) return undefined;
    const [place, last] = [placeOf(detail), entries.at(-1)];
    if (place !== undefined) return byPlace.get(place);
    return last?.first['type'] === detail['type'] ? last : undefined;
  };

  return {
    add(detail: unknown): void {
      if (!isFields(detail)) return;
      const entry = earlier(detail);
      if (entry !== undefined) return grow(entry, detail);
      const begun = { first: detail, text: textIn(detail), summary: summaryIn(detail), signature: detail['signature'] };
      entries.push(begun);
      const place = placeOf(detail);
      if (place !== undefined) byPlace.set(place, begun);
    },
    all: (): Fields[] => entries.map(whole),
  };
}

/** What a detail says in words. */
export const wordsIn = (detail: unknown): string => (isFields(detail) ? textIn(detail) || summaryIn(detail) : '');

function grow(entry: Entry, detail: Fields): void {
  entry.text += textIn(detail);
  entry.summary += summaryIn(detail);
  entry.signature = detail['signature'] ?? entry.signature;
}

const whole = ({ first, text, summary, signature }: Entry): Fields => ({
  ...first,
  ...(text !== '' && { text }),
  ...(summary !== '' && { summary }),
  ...(signature !== undefined && { signature }),
});

/** Only of what may grow. Anything else may be anything, also what cannot be written as a text. */
const placeOf = ({ type, index }: Fields): string | undefined =>
  growing.has(type) && typeof index === 'number' ? `${String(type)} ${index}` : undefined;
const textIn = (detail: Fields) => (typeof detail['text'] === 'string' ? detail['text'] : '');
const summaryIn = (detail: Fields) => (typeof detail['summary'] === 'string' ? detail['summary'] : '');

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
