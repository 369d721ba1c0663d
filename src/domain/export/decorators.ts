/** The content of an entry without the lines at its top that tell version 3 what to do with it. */
export function undecorated(content: string): string {
  const lines = content.split('\n');
  const first = lines.findIndex(line => !line.trimStart().startsWith('@@'));
  return first === 0 ? content : first < 0 ? '' : lines.slice(first).join('\n');
}
