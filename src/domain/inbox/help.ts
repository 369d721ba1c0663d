const mostNamed = 10;

/** What somebody is told who called the program itself, or nobody in particular. */
export function helpText(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map(name => `@${name}`);
  const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : '';
  const who =
    shown.length === 0
      ? 'Nobody is here yet that you could talk to.'
      : `Say a name with an @ in front, and whoever it is answers: ${shown.join(', ')}${more}.`;
  return `I keep personalities, and speak for none of them myself. They are programs, not people.\n${who}\nReply to what one of them said to go on with them. \`/help\` shows the rest.`;
}
