/** What a message has in it, so that its answer can be told from others. */
export const markOf = (number: number): string => `mark-${number}-mark`;

export const marksIn = (text: string): number[] =>
  [...text.matchAll(/mark-(\d+)-mark/g)].map(([, number]) => Number(number));
