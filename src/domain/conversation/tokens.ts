/** How many tokens a text is. */
export type Count = (text: string) => number;

const bytesPerToken = 3.6;
const perMessage = 4;

/** How many tokens a text is likely to cost. An estimate that errs on the high side for ordinary prose. */
export const estimateTokens: Count = text => Math.ceil(utf8Length(text) / bytesPerToken);

/** The same for a chat message, which costs a little beside its text. */
export const estimateMessageTokens: Count = text => messageTokens(estimateTokens, text);

/** How many tokens a text is at most, whatever it says: none is less than a byte. */
export const mostTokens: Count = text => utf8Length(text);

/** What a chat message costs, by this count of its text. */
export const messageTokens = (count: Count, text: string): number => count(text) + perMessage;

function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}
