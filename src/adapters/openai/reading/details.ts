type Fields = Readonly<Record<string, unknown>>;
type Entry = { readonly first: Fields; text: string; summary: string; signature: unknown };

const growing: ReadonlySet<unknown> = new Set(['reasoning.text', 'reasoning.summary']);

/** Thoughts in the provider's own form. Those that came in pieces are one again; the others stay as they are. */
export function detailsGathered() {
  const entries: Entry[] = [];
  const byPlace = new Map<string, Entry>();

  const earlier = (detail: Fields): Entry | undefined => {
    if (!growing.has(detail['type'])) return undefined;
    const last = entries.at(-1);
    if (typeof detail['index'] === 'number') return byPlace.get(placeOf(detail));
    return last?.first['type'] === detail['type'] ? last : undefined;
  };

  return {
    add(detail: unknown): void {
      if (!isFields(detail)) return;
      const entry = earlier(detail);
      if (entry !== undefined) return grow(entry, detail);
      const begun = { first: detail, text: textIn(detail), summary: summaryIn(detail), signature: detail['signature'] };
      entries.push(begun);
      byPlace.set(placeOf(detail), begun);
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

const placeOf = (detail: Fields) => `${String(detail['type'])} ${String(detail['index'])}`;
const textIn = (detail: Fields) => (typeof detail['text'] === 'string' ? detail['text'] : '');
const summaryIn = (detail: Fields) => (typeof detail['summary'] === 'string' ? detail['summary'] : '');

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
