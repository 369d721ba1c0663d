import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { openApp } from '../../dist/app.js';
import { keyIn } from '../../dist/adapters/files/master-key.js';
import { connect } from '../../dist/adapters/sqlite/connection.js';
import { keyringOf } from '../../dist/domain/wallet/keyring.js';
import { tracePlace, tracePurpose } from '../../dist/domain/wallet/purposes.js';
import { nonceLength, seal, unseal } from '../../dist/domain/wallet/seal.js';
import { configOf, copyHome, databaseOf } from '../drills/homes.ts';
import { homeWithSecrets } from '../drills/flows/key-rotate.ts';
import type { Bench } from './bench.ts';
import { compare } from './compare.ts';

const rows = 2000;
const rounds = 9;

/** The master key changed, per sealed value, beside opening, sealing and writing each of them in one transaction. */
export const rotating: Bench = {
  name: 'rotating',
  async run(scratch) {
    const home = join(scratch, 'home');
    await homeWithSecrets(home, rows);
    const bare = bareIn(copyHome(home, join(scratch, 'bare')));
    await using app = await openApp(configOf(home));
    const rotate = () => app.masterKey.rotate({ output: null, dryRun: false }, () => {});
    const { micros, floorMicros } = await compare(rotate, bare.resealAll, { warm: 1, rounds });
    bare.close();
    return [
      {
        what: 'a value sealed anew',
        micros: micros / rows,
        floor: 'opened, sealed, written',
        floorMicros: floorMicros / rows,
        goal: { ratio: 5 },
      },
    ];
  },
};

function bareIn(home: string) {
  const key = keyIn(configOf(home).paths.masterKey)?.key;
  if (key === undefined) throw new Error('The home has no master key.');
  const sql: Sqlite.Database = connect(databaseOf(home));
  const all = sql.prepare<[], { reference: string; userId: string; sealed: string }>(
    'SELECT reference, user_id AS userId, sealed FROM traces',
  );
  const update = sql.prepare('UPDATE traces SET sealed = ? WHERE reference = ?');
  const keyring = keyringOf(key);
  return {
    resealAll: sql.transaction(() => {
      for (const { reference, userId, sealed } of all.all()) {
        const place = tracePlace(reference, userId);
        const text = unseal(keyring, tracePurpose, place, sealed);
        update.run(seal(key, tracePurpose, place, text, randomBytes(nonceLength)), reference);
      }
    }),
    close: () => sql.close(),
  };
}
