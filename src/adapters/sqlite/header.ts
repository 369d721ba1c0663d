import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { TzurotError } from '../../domain/errors.js';
import { applicationId, migrations } from './migration.js';

const headerLength = 100;
const magic = 'SQLite format 3\0';
const versionAt = 60;
const applicationAt = 68;

/**
 * Looks at a file before SQLite does, so that nothing of somebody else's is ever opened: refuses folders, empty and
 * foreign files, and databases of a newer tzurot. Touches nothing. Returns the version of the schema.
 */
export function assertOurDatabase(path: string): number {
  const header = readHeader(path);
  if (header.length < headerLength || header.toString('latin1', 0, magic.length) !== magic) {
    throw foreign(path, 'is not a SQLite database');
  }
  if (header.readUInt32BE(applicationAt) !== applicationId) throw foreign(path, 'belongs to another program');
  const version = header.readUInt32BE(versionAt);
  assertKnownVersion(path, version);
  return version;
}

export function assertKnownVersion(path: string, version: number): void {
  if (version <= migrations.length) return;
  throw new TzurotError(
    'corrupt',
    `${path} was written by a newer tzurot (schema ${version}, this one knows ${migrations.length}). It was not touched; use the newer program.`,
  );
}

const foreign = (path: string, what: string) =>
  new TzurotError(
    'corrupt',
    `${path} ${what}. It was not touched. Put the database back from a backup or a snapshot.`,
    {
      try: 'doctor',
    },
  );

function readHeader(path: string): Buffer {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new TzurotError('corrupt', `${path} is gone. Put it back from a backup or a snapshot.`, { try: 'doctor' });
  if (!stat.isFile()) throw foreign(path, 'is not a file');
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(headerLength);
    return buffer.subarray(0, readSync(file, buffer, 0, headerLength, 0));
  } finally {
    closeSync(file);
  }
}
