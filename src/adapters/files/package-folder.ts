import { existsSync } from 'node:fs';

/** The folder this program is installed in, however deep inside it a file of it lies. */
export function packageFolder(file: string): URL {
  const folder = new URL('.', file);
  const above = new URL('..', folder);
  return existsSync(new URL('package.json', folder)) || above.href === folder.href
    ? folder
    : packageFolder(folder.href.slice(0, -1));
}
