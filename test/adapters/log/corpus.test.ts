import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errorRedactor } from '../../../src/app/hiding.js';
import { fileLog } from '../../../src/adapters/log/log.js';
import { hidingFrom } from '../../../src/adapters/log/hiding.js';
import { redactor } from '../../../src/adapters/log/redact.js';
import { sqliteKeyStore } from '../../../src/adapters/sqlite/key-store.js';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { epochOf } from '../../../src/domain/wallet/master-key/actions.js';
import { ownKeyPlace, ownKeyPurpose } from '../../../src/domain/wallet/purposes.js';
import { masterKeyOf, nonceLength, seal } from '../../../src/domain/wallet/seal.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { aKeyEpoch, aSealedKey, aUser, noon } from '../../support/builders.js';
import { encodings, leaksOf } from '../../support/leaks.js';
import { aDatabaseFile, remove } from '../sqlite/files.js';
import { storesOver } from '../sqlite/stores.js';
import { aFolder, filesIn } from './home.js';
import { keys } from './keys.js';

/** How somebody else’s text may have a key in it. */
const written: readonly (readonly [name: string, write: (key: string) => string])[] = [
  ['as it is', key => key],
  ['in a URL', encodeURIComponent],
  ['in base64', key => Buffer.from(key).toString('base64')],
  ['in JSON', key => JSON.stringify({ said: `\n${key}\t` })],
];

/** What keeps everything out of the store that is not sealed. */
const guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sealed_keys'";

const unknowable = 'a key of no shape that anybody knows';
const corpus = [...keys, ['a key in use that has no shape', unknowable, unknowable] as const];

/** Everything that is written down of a text, wherever a text may come to stand. */
const sinks: readonly (readonly [name: string, say: (text: string) => string])[] = [
  ['the log', text => logged(text).files],
  ['stderr', text => logged(text).stderr],
  ['an error that is shown', text => errorRedactor([new Secret(unknowable)])(`It said: ${text} (401)`)],
  ['an error that a script is told', text => errorRedactor([])(JSON.stringify({ error: { message: text } }, null, 2))],
];

/** What the log writes of it: in a message, a fact, the name of a fact, a list, an error, its cause and its facts. */
function logged(text: string): { files: string; stderr: string } {
  const directory = join(aFolder(), 'logs');
  const secrets = redactor();
  hidingFrom([secrets], () => {}).hide(new Secret(unknowable));
  const stderr: string[] = [];
  const options = { directory, level: 'debug', redactor: secrets, stderrLevel: 'debug' } as const;
  using log = fileLog({ ...options, writeStderr: line => void stderr.push(line) });
  const error = new TzurotError('denied', `It said: ${text}`, { facts: { text }, cause: new Error(text) });
  log.error(`It said: ${text}`, { error, text, [text]: text, list: [text], map: new Map([[text, { text }]]) });
  return { files: Object.values(filesIn(directory)).join(''), stderr: stderr.join('') };
}

describe.each(corpus)('a key of %s', (_kind, whole, secret) => {
  it.each(written)('is nowhere to be found when it is written %s', (_, write) => {
    for (const [name, say] of sinks) {
      const found = say(write(whole));
      expect(found.length, name).toBeGreaterThan(10);
      expect(leaksOf(secret, found), name).toEqual([]);
    }
  });
});

describe('who searches', () => {
  it.each(Object.keys(encodings))('finds a key that nobody took out, %s', name => {
    for (const [, whole, secret] of corpus) {
      for (const before of ['', 'a', 'ab']) {
        const found = encodings[name]?.(`${before}${whole}`).map(text => `before ${text} after`) ?? [];
        expect(found.flatMap(text => leaksOf(secret, text))).not.toEqual([]);
      }
    }
  });

  it('finds it in a log that takes nothing out', () => {
    const directory = join(aFolder(), 'logs');
    const careless = { ...redactor(), redactLine: (line: string) => line, redactText: (text: string) => text };
    using log = fileLog({ directory, level: 'debug', redactor: careless, writeStderr: () => {} });
    for (const [, whole] of corpus) log.info(`It said: ${whole}`);
    const found = Object.values(filesIn(directory)).join('');
    for (const [, , secret] of corpus) expect(leaksOf(secret, found)).not.toEqual([]);
  });
});

describe('the bytes of the store', () => {
  const key = masterKeyOf(new Uint8Array(32).fill(3));
  const entropy = fakeEntropy();

  /** A store with all keys in it, sealed, that is still open: part of it stands in the write-ahead log. */
  async function aStore() {
    const path = aDatabaseFile();
    const db = openDatabase(path, fakeClock());
    onTestFinished(() => {
      db.close();
      remove(dirname(path));
    });
    const { users, keyEpochs } = storesOver(db);
    await keyEpochs.bringIn({ ...epochOf(key, noon), state: 'incoming', worker: 'test' }, aKeyEpoch().keyId);
    for (const [index, [, whole]] of corpus.entries()) {
      await users.create(aUser({ id: `person-${index}`, accounts: [] }));
      const place = aSealedKey({ id: `key-${index}`, userId: `person-${index}`, fingerprint: whole.slice(-4) });
      const sealed = seal(key, ownKeyPurpose, ownKeyPlace(place), whole, entropy.bytes(nonceLength));
      await sqliteKeyStore(db).put({ ...place, sealed });
    }
    const bytes = () =>
      readdirSync(dirname(path))
        .map(name => readFileSync(join(dirname(path), name), 'latin1'))
        .join('');
    return { db, bytes, names: () => readdirSync(dirname(path)) };
  }

  it('have no key in them, and neither has the write-ahead log', async () => {
    const { bytes, names } = await aStore();
    expect(names().some(name => name.endsWith('-wal'))).toBe(true);
    const found = bytes();
    expect(found).toContain('person-7');
    for (const [kind, , secret] of corpus) expect(leaksOf(secret, found), kind).toEqual([]);
  });

  it('are searched well: a key in the clear is found', async () => {
    const { db, bytes } = await aStore();
    for (const guard of db.sql.prepare<[], string>(guards).pluck().all()) db.sql.exec(`DROP TRIGGER ${guard}`);
    for (const [index, [, whole]] of corpus.entries())
      db.sql.prepare('UPDATE sealed_keys SET sealed = ? WHERE id = ?').run(whole, `key-${index}`);
    for (const [kind, , secret] of corpus) expect(leaksOf(secret, bytes()), kind).toContain('as it is');
  });
});
