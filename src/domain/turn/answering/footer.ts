/** What stands under an answer where people read it, and is no part of it. */
export type Footer = {
  readonly model: string;
  /** The model that was to answer, where another one stood in. */
  readonly insteadOf: string | null;
};

/** Small print on Discord, and a mark that nobody types. */
const sign = '\n-# ✦ ';

export const withFooter = (text: string, { model, insteadOf }: Footer): string =>
  `${text}${sign}${oneLine(model)}${insteadOf === null ? '' : ` instead of ${oneLine(insteadOf)}`}`;

/** An answer as it was before it got its footer. */
export function withoutFooter(text: string): string {
  const at = text.lastIndexOf(sign);
  return at < 0 ||
    text
      .slice(at + 1)
      .trimEnd()
      .includes('\n')
    ? text
    : text.slice(0, at);
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
