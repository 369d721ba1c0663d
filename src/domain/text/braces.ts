type Reading = {
  /** What stands for `{{inside}}`. Undefined: it stays as it was written. */
  readonly inside: (text: string, at: number) => string | undefined;
  /** What stands for text that is in no pair. */
  readonly outside: (text: string) => string;
};

/** Pairs that stand in more pairs than this are text. */
const deepest = 8;

type Brace = { readonly at: number; readonly opens: boolean };

/** Reads a text with pairs of double braces, those inside first. What was put in place is not read again. */
export function bracesIn(text: string, { inside, outside }: Reading): string {
  const frames: { readonly at: number; readonly pieces: string[] }[] = [{ at: 0, pieces: [] }];
  let read = 0;
  for (const { at, opens } of pairedBraces(text)) {
    if (at > read) frames.at(-1)?.pieces.push(outside(text.slice(read, at)));
    read = at + 2;
    if (opens) frames.push({ at, pieces: [] });
    else {
      const closed = frames.pop();
      const content = closed?.pieces.join('') ?? '';
      frames.at(-1)?.pieces.push(inside(content, closed?.at ?? 0) ?? `{{${content}}}`);
    }
  }
  return [...(frames[0]?.pieces ?? []), outside(text.slice(read))].join('');
}

/** The double braces that have a partner, in order. Of more than two braces in a row, the inner ones open. */
function pairedBraces(text: string): Brace[] {
  const open: number[] = [];
  const found: Brace[] = [];
  for (const { 0: brace, index } of text.matchAll(/\{\{(?!\{)|\}\}/g)) {
    if (brace === '{{') open.push(index);
    else {
      const partner = open.pop();
      if (partner !== undefined) found.push({ at: partner, opens: true }, { at: index, opens: false });
    }
    if (open.length > deepest) open.shift();
  }
  return found.toSorted((a, b) => a.at - b.at);
}
