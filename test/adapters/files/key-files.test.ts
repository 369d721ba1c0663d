import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileKeys } from '../../../src/adapters/files/key-files.js';
import { writeMasterKey } from '../../../src/adapters/files/master-key.js';
import type { MasterKey } from '../../../src/domain/wallet/keyring.js';
import { masterKeyOf } from '../../../src/domain/wallet/seal.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { keyFilesContract, type SetKeys } from '../../contracts/key-files.js';
import { aFolder } from './folder.js';

const [first, second] = [masterKeyOf(new Uint8Array(32).fill(1)), masterKeyOf(new Uint8Array(32).fill(2))];
const hexOf = ({ bytes }: MasterKey) => Buffer.from(bytes).toString('hex');

function aWorld({ home, file, inline }: SetKeys) {
  const folder = aFolder();
  const named = join(folder, 'named.key');
  const inHome = join(folder, 'home', 'keys', 'master.key');
  if (home !== undefined) writeMasterKey(inHome, home);
  if (file !== undefined) writeMasterKey(named, file);
  const sources = (set: SetKeys) => ({
    file: set.file === undefined ? null : named,
    inline: set.inline === undefined ? null : { name: 'APP_MASTER_KEY', hex: new Secret(hexOf(set.inline)) },
    inHome,
  });
  return {
    inHome,
    keyFiles: fileKeys(sources({ ...(file && { file }), ...(inline && { inline }) })),
    again: (set: SetKeys) => fileKeys(sources(set)),
    elsewhere: join(folder, 'elsewhere.key'),
  };
}

keyFilesContract(aWorld);

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('the files of keys', () => {
  it('are for their owner alone, and nothing else is left beside them', () => {
    const { keyFiles, inHome } = aWorld({ home: first });
    keyFiles.keep(second, null);
    keyFiles.settle(second.id, null);
    const names = readdirSync(dirname(inHome)).toSorted();
    expect(names).toEqual(['master.key', `master.key.${first.id}`]);
    expect(names.map(name => modeOf(join(dirname(inHome), name)))).toEqual(['600', '600']);
  });

  it('are not taken for a key of another id because of their name', () => {
    const { keyFiles, inHome } = aWorld({ home: first });
    writeMasterKey(`${inHome}.${second.id}`, first);
    expect(keyFiles.find(second.id, null)).toBeUndefined();
  });

  it('are refused when others may read them, beside the own one as well', () => {
    const { keyFiles, inHome } = aWorld({ home: first });
    keyFiles.keep(second, null);
    chmodSync(`${inHome}.${second.id}`, 0o644);
    expect(() => keyFiles.find(second.id, null)).toThrow(expect.objectContaining({ code: 'denied' }));
  });

  it('cannot be written where there is no folder to be made', () => {
    const { keyFiles, elsewhere } = aWorld({ home: first });
    writeFileSync(elsewhere, 'a file');
    expect(() => keyFiles.keep(second, join(elsewhere, 'master.key'))).toThrow(
      expect.objectContaining({ code: 'unavailable', message: expect.stringContaining(elsewhere) }),
    );
  });

  it('are told to whoever keeps keys out of what is written down', () => {
    const folder = aFolder();
    const told: string[] = [];
    const inHome = join(folder, 'master.key');
    writeMasterKey(inHome, first);
    const keyFiles = fileKeys({ file: null, inline: null, inHome }, ({ id }) => void told.push(id));
    keyFiles.set();
    keyFiles.keep(second, null);
    expect(new Set(told)).toEqual(new Set([first.id, second.id]));
  });

  it('are found wherever the program is started', () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'keys'));
    writeMasterKey(join(folder, 'keys', 'a.key'), first);
    const keyFiles = fileKeys({
      file: join(folder, 'keys', '..', 'keys', 'a.key'),
      inline: null,
      inHome: join(folder, 'h'),
    });
    expect(keyFiles.locationFor(null, null)).toBe(join(folder, 'keys', 'a.key'));
  });
});
