/** A text of at most so many UTF-16 units. What was cut ends with an ellipsis, and no pair is torn. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
