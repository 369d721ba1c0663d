const longest = 260;

/** What may still become a tag, a placeholder or an entity. */
const undecided =
  /(?:<\/?(?:\p{L}[^<>]{0,200})?|\[\/?[a-z]{0,8}|\{{1,2}[a-z]*\}?|&[a-z]{0,3};?|&(?:amp|gt|lt);[a-z]{0,3}|&lt;[a-z/!?][^&\n]{0,40}(?:&[a-z]{0,2})?)$/iu;

/** The part of an unfinished text that no later piece can turn into a part of something else. */
export function decided(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === '`') end -= 1;
  const tailFrom = Math.max(0, end - longest);
  const found = undecided.exec(text.slice(tailFrom, end));
  return text.slice(0, found === null ? end : tailFrom + found.index);
}
