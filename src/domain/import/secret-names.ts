const tokens = /^auth[^/]*\.json$|^secrets\.json$/i;
const always = /^(?:auth|authentication|auth_tokens|secrets)\.json$/i;

/** Whether a file holds keys to somebody's account, by its name. Such a file is not even opened to be kept. */
export function isTokenFile(path: string): boolean {
  const [name = '', folder = ''] = path.split('/').toReversed();
  if (always.test(name)) return true;
  /* Somebody may be called auth-demon, and then lies in a folder of that name. */
  const isNamedAfterFolder = folder !== '' && /^auth./i.test(folder) && name.startsWith(folder);
  return tokens.test(name) && !isNamedAfterFolder;
}

const named = /(?:auth[^/\0]{0,200}|secrets)\.json/i;
const longestName = 256;

/** Whether such a name stands anywhere in a zip: names are not packed, so even one that cannot be read shows them. */
export async function mentionsTokenFile(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  let tail = '';
  for await (const chunk of chunks) {
    const text = tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    if (named.test(text)) return true;
    tail = text.slice(-longestName);
  }
  return false;
}
