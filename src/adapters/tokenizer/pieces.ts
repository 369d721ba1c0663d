const long = /\S{65}|\s{65}/;
const pieces = /\s{0,64}\S{1,64}|\s{1,64}/g;

/**
 * A text as it can be counted in a time that grows with its length. How long a word takes grows faster than the word, so
 * a text with very long ones is cut into pieces, which counts a little more of it than there is.
 */
export const piecesOf = (text: string): readonly string[] => (long.test(text) ? (text.match(pieces) ?? []) : [text]);
