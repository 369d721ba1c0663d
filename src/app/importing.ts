import type { Config } from '../config.js';
import { fileArchive } from '../adapters/files/archive/archive.js';
import { writeSources } from '../adapters/files/extracted.js';
import { keepReportIn } from '../adapters/files/reports.js';
import { readShipped, shippedIn } from '../adapters/files/shipped.js';
import { sweepDrafts } from '../adapters/files/write.js';
import { fileSources } from '../adapters/sources/sources.js';
import type { Database } from '../adapters/sqlite/database.js';
import { sqliteImports } from '../adapters/sqlite/imports.js';
import { inflate } from '../adapters/system/inflate.js';
import * as batch from '../domain/batch/actions.js';
import { bring } from '../domain/import/actions.js';
import { allFormats } from '../domain/import/formats/all.js';
import { mappingSchema } from '../domain/import/formats/generic/mapping.js';
import { lend } from './lend.js';
import type { Ports } from './ports.js';

/** What imports take, and what looks after them. It is much, so it is loaded only for them. */
export function importingOver(ports: Ports, { paths }: Config, db: Database) {
  sweepDrafts(paths.reports);
  const mappings = shippedIn('import').map(name => readShipped(name, mappingSchema));
  const all = {
    ...ports,
    imports: sqliteImports(db, ports.clock),
    sources: fileSources(),
    archive: fileArchive(paths.archive),
    formats: allFormats({ inflate, sha256: ports.hash.sha256 }, mappings),
  };
  return {
    ...lend(all, { bring }),
    batch: lend(all, batch),
    writeOut: writeSources,
    keepReport: keepReportIn(paths.reports),
  };
}
