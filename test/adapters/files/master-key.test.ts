import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findMasterKey,
  isOpenToOthers,
  parseMasterKey,
  writeMasterKey,
} from '../../../src/adapters/files/master-key.js';
import { masterKeyOf } from '../../../src/domain/wallet/seal.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { aFolder } from './folder.js';

const one = 'ab'.repeat(32);
const two = 'cd'.repeat(32);
const idOf = (hex: string) => masterKeyOf(Buffer.from(hex, 'hex')).id;

const aKeyFile = (content: string, mode = 0o600): string => {
  const path = join(aFolder(), 'master.key');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
};

const sources = (fields: Partial<Parameters<typeof findMasterKey>[0]> = {}) => ({
  file: null,
  inline: null,
  inHome: join(aFolder(), 'master.key'),
  ...fields,
});

const inline = (hex: string, name = 'APP_MASTER_KEY') => ({ name, hex: new Secret(hex) });

describe('the master key', () => {
  it('is none where there is none', () => {
    expect(findMasterKey(sources())).toBeUndefined();
  });

  it.each([
    ['a file', () => sources({ file: aKeyFile(one) }), 'TZUROT_MASTER_KEY_FILE'],
    ['the environment', () => sources({ inline: inline(one) }), 'APP_MASTER_KEY'],
    ['the home', () => sources({ inHome: aKeyFile(one) }), 'the home'],
  ])('is found in %s, and it is said where', (_, from, words) => {
    expect(findMasterKey(from())).toMatchObject({ key: { id: idOf(one) }, from: expect.stringContaining(words) });
  });

  it('may be in several places, if it is the same', () => {
    const found = findMasterKey({
      file: aKeyFile(one),
      inline: inline(one.toUpperCase()),
      inHome: aKeyFile(`${one}\n`),
    });
    expect(found?.key.id).toBe(idOf(one));
  });

  it.each([
    ['a file and the home', () => sources({ file: aKeyFile(one), inHome: aKeyFile(two) })],
    ['the environment and the home', () => sources({ inline: inline(one), inHome: aKeyFile(two) })],
    ['a file and the environment', () => sources({ file: aKeyFile(one), inline: inline(two) })],
  ])('is refused where it differs between %s, and both are named', (_, from) => {
    const named = new RegExp(`(?=.*${idOf(one)})(?=.*${idOf(two)})`);
    expect(() => findMasterKey(from())).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringMatching(named) }),
    );
  });

  it('is told to be safer in a file, and by its new name', () => {
    expect(findMasterKey(sources({ inline: inline(one) }))?.warning).toContain('TZUROT_MASTER_KEY_FILE');
    expect(findMasterKey(sources({ inline: inline(one, 'ENCRYPTION_KEY') }))?.warning).toContain('APP_MASTER_KEY');
    expect(findMasterKey(sources({ inHome: aKeyFile(one) }))?.warning).toBeNull();
  });
});

describe('a key file', () => {
  it('is written for its owner alone, and reads back', () => {
    const path = join(aFolder(), 'keys', 'master.key');
    const key = masterKeyOf(Buffer.from(one, 'hex'));
    expect(writeMasterKey(path, key)).toBe(true);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(findMasterKey(sources({ inHome: path }))?.key).toEqual(key);
  });

  it('is never written over another', () => {
    const path = aKeyFile(one);
    expect(writeMasterKey(path, masterKeyOf(Buffer.from(two, 'hex')))).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe(one);
  });

  it.each([0o644, 0o640, 0o620, 0o601])('that others have any right to is refused: %o', mode => {
    expect(() => findMasterKey(sources({ inHome: aKeyFile(one, mode) }))).toThrow(
      expect.objectContaining({ code: 'denied', message: expect.stringContaining('chmod 600') }),
    );
  });

  it('that is named must be there', () => {
    const path = join(aFolder(), 'nowhere.key');
    expect(() => findMasterKey(sources({ file: path }))).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(existsSync(path)).toBe(false);
  });

  it('may not be a folder, and not a book', () => {
    for (const file of [aFolder(), aKeyFile('ab'.repeat(5000))])
      expect(() => findMasterKey(sources({ file }))).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});

describe('64 hexadecimal digits', () => {
  it.each([one, `${one}\n`, `${one}\r\n`, one.toUpperCase()])('are a key: %j', text => {
    expect(parseMasterKey(text, 'the sheet').id).toBe(idOf(one));
  });

  it.each(['', one.slice(1), `${one}a`, ` ${one}`, `${one}\n\n`, `\uFEFF${one}`, 'g'.repeat(64), `0x${one.slice(2)}`])(
    'are not these, and what it was is not repeated: %j',
    text => {
      expect(() => parseMasterKey(text, 'the sheet')).toThrow(
        expect.objectContaining({
          code: 'invalid',
          message: expect.stringMatching(
            /^The master key from the sheet is not 64 hexadecimal digits \(it has \d+ characters\)\. It was not used\.$/,
          ),
        }),
      );
    },
  );
});

describe('the rights to a file', () => {
  const us = 1000;
  it.each([
    ['of ours alone are fine', { mode: 0o100600, uid: us, gid: us }, false],
    ['that our group has are not', { mode: 0o100640, uid: us, gid: us }, true],
    ['that a service manager lends us show as its group’s', { mode: 0o100440, uid: 0, gid: 0 }, false],
    ['that are lent to be written are too many', { mode: 0o100460, uid: 0, gid: 0 }, true],
    ['that everybody has are too many, whoever lends them', { mode: 0o100444, uid: 0, gid: 0 }, true],
    ['of root with the group of somebody else are not lent', { mode: 0o100440, uid: 0, gid: us }, true],
  ])('%s', (_, stat, expected) => expect(isOpenToOthers(stat, us)).toBe(expected));

  it('of root are its own when we are root', () => {
    expect(isOpenToOthers({ mode: 0o100440, uid: 0, gid: 0 }, 0)).toBe(true);
  });
});
