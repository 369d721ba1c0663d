/** Ways in which a key may be written down where nobody looks for it, none of them made by the program’s own code. */
export const encodings: Readonly<Record<string, (text: string) => readonly string[]>> = {
  'as it is': text => [text],
  'in a URL': text => [encodeURIComponent(text)],
  'in a URL with small letters': text => [encodeURIComponent(text).replace(/%../g, escape => escape.toLowerCase())],
  'in JSON': text => [inJson(text)],
  'in JSON within JSON': text => [inJson(inJson(text))],
  'in base64': text => [insideBase64(text, 0)],
  'in base64, one byte later': text => [insideBase64(text, 1)],
  'in base64, two bytes later': text => [insideBase64(text, 2)],
  'in base64 for URLs': text => [0, 1, 2].map(offset => insideBase64(text, offset).replaceAll('+', '-').replaceAll('/', '_')), // prettier-ignore
  'in hexadecimal': text => [Buffer.from(text).toString('hex')],
  'in hexadecimal with capitals': text => [Buffer.from(text).toString('hex').toUpperCase()],
  'in UTF-16': text => [Buffer.from(text, 'utf16le').toString('latin1')],
};

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** What all base64 texts have in common in which this stands so many bytes after a group of three. */
function insideBase64(text: string, offset: number): string {
  const whole = Buffer.from('x'.repeat(offset) + text).toString('base64');
  return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + text.length) * 8) / 6));
}

/** How a secret stands in what was found, by the names of the encodings. Bytes are to be read as latin1. */
export const leaksOf = (secret: string, found: string): string[] =>
  Object.entries(encodings).flatMap(([name, spell]) =>
    spell(secret).some(spelling => found.includes(spelling)) ? [name] : [],
  );
