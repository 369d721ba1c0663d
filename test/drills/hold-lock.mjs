// Takes the write lock of the database named first, says so, and gives it back when told to end.
import Sqlite from 'better-sqlite3';

const sql = new Sqlite(process.argv[2]);
sql.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.on('SIGTERM', () => {
  sql.exec('ROLLBACK');
  process.exit(0);
});
setInterval(() => {}, 1000);
