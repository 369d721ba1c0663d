import type { Archive } from '../../../ports/archive.js';
import type { Clock } from '../../../ports/clock.js';
import type { Imports } from '../../../ports/imports.js';
import type { Workers } from '../../../ports/workers.js';
import { TzurotError } from '../../errors.js';
import type { Watch } from '../watch.js';

export type RecoverPorts = {
  readonly imports: Imports;
  readonly archive: Archive;
  readonly workers: Workers;
  readonly clock: Clock;
};

/** Finishes what a program that died began: a batch that was not done is swept up, and so is one that was taken back. */
export async function recover(ports: RecoverPorts, watch: Watch): Promise<void> {
  for (;;) {
    const left = await ports.imports.unfinished();
    if (left === undefined) return;
    if (ports.workers.isAlive(left.holder)) {
      throw new TzurotError('conflict', 'Another import is at work in this home. Try again when it is done.');
    }
    await ports.imports.takeOver(left.batch.id, left.holder, ports.workers.self());
    const key = await ports.imports.archiveKey(left.batch.userId);
    if (key !== undefined) await tidyArchive(ports, key.id);
    await sweepUp(ports, left.batch.id, watch);
  }
}

/** Removes the rows of a batch that is there for nobody, little by little, and then the batch. */
export async function sweepUp(
  { imports, clock }: Pick<RecoverPorts, 'imports' | 'clock'>,
  batch: string,
  watch: Watch,
): Promise<void> {
  let done = 0;
  while (await imports.sweep(batch)) {
    watch({ step: 'taking-back', path: '', done: ++done, total: 0 });
    await clock.sleep(1); // Others have their turn, and whoever wants this to end.
  }
  await imports.close(batch);
}

/** Removes from the archive what no batch knows of: what was kept by one that was never done. */
export async function tidyArchive(
  { imports, archive }: Pick<RecoverPorts, 'imports' | 'archive'>,
  keyId: string,
): Promise<void> {
  const known = await imports.archived(keyId);
  for (const sha256 of await archive.list(keyId)) if (!known.has(sha256)) await archive.remove(keyId, sha256);
}
