/** What stands under an answer where people read it, and is no part of it. */
export type Footer = {
  readonly model: string;
  /** The model that was to answer, where another one stood in. */
  readonly insteadOf: string | null;
  /** Whether it ends before its end: there was no room left, or its provider stopped it. */
  readonly isCut: boolean;
};

/** Small print on Discord, and a mark that nobody types. */
const sign = '\n-# ✦ ';

export const footerOf = ({ model, insteadOf, isCut }: Footer): string =>
  `${insteadOf === null ? model : `${oneLine(model)} instead of ${insteadOf}`}${isCut ? ' · cut short' : ''}`;

/** A text with words under it that are no part of it. */
export const withFooter = (text: string, footer: string): string => `${text}${sign}${oneLine(footer)}`;

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
