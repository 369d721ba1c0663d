import { expect, it } from 'vitest';
import { sqliteAdmissions } from '../../../src/adapters/sqlite/admissions.js';
import { admissionsContract } from '../../contracts/admissions.js';
import { anOpenDatabase } from './files.js';

admissionsContract(({ blocked, verified }) => {
  const db = anOpenDatabase();
  const block = db.sql.prepare('INSERT INTO blocks (target, discord_id) VALUES (?, ?)');
  for (const each of blocked) block.run(...each.split('/'));
  const verify = db.sql.prepare('INSERT INTO verifications (discord_id, verified_at) VALUES (?, 5)');
  for (const accountId of verified) verify.run(accountId);
  return sqliteAdmissions(db);
});

it('knows who is of age although nobody knows since when', async () => {
  const db = anOpenDatabase();
  db.sql.exec("INSERT INTO verifications VALUES ('100', NULL)");
  expect(await sqliteAdmissions(db).isVerified('100')).toBe(true);
});
