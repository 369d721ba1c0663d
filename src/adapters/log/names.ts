const always: readonly string[] = [
  'apikey',
  'authorization',
  'cookie',
  'cookies',
  'credential',
  'credentials',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'pwd',
  'secret',
  'secrets',
];

const unlessAbout: readonly string[] = ['key', 'keys', 'token', 'tokens'];

/** What is told about a key, and is none. */
const about: readonly string[] = [
  'count',
  'epoch',
  'fingerprint',
  'from',
  'id',
  'ids',
  'kind',
  'length',
  'limit',
  'name',
  'names',
  'state',
  'usage',
];

/** Says whether a field is called as if a secret were in it. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (words.some(word => always.includes(word))) return true;
  return words.some(word => unlessAbout.includes(word)) && !about.includes(words.at(-1) ?? '');
}
