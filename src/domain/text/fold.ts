/**
 * One form for all spellings a reader takes for the same: compatibility characters, case, and the final sigma are
 * folded. Upper case in between makes it a full folding (ß, ẞ and SS meet); the dotless i is a letter of its own.
 */
export function fold(text: string): string {
  let folded = '';
  for (const character of text.normalize('NFKC')) {
    folded += character === 'ı' ? character : character.toLowerCase().toUpperCase().toLowerCase();
  }
  return folded.normalize('NFKC');
}
