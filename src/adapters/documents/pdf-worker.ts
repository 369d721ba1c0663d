import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

/** What the thread says: the text of each page, one after the other, and then how it ended. */
export type Read = { readonly page: string } | { readonly end: 'whole' | 'locked' | 'damaged' };

const mostCharacters = 256 * 1024;

/** What unpacks faster than it can be watched is left out: the slower way ends in time. */
Reflect.deleteProperty(globalThis, 'DecompressionStream');

const say = (what: Read) => parentPort?.postMessage(what, []);

async function read(bytes: Uint8Array): Promise<void> {
  const document = await getDocumentProxy(bytes, { verbosity: 0 });
  let left = mostCharacters;
  for (let number = 1; number <= document.numPages && left > 0; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const page = items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    say({ page: page.slice(0, left) });
    left -= page.length;
  }
}

try {
  await read(workerData);
  say({ end: 'whole' });
} catch (error) {
  say({ end: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged' });
}
