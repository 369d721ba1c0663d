import type { Archive, DataKey } from '../../ports/archive.js';
import type { Hash } from '../../ports/hash.js';
import type { Imports } from '../../ports/imports.js';
import type { Users } from '../../ports/users.js';
import { TzurotError } from '../errors.js';
import { archiveKeyOf, type ArchiveKeyPorts } from '../import/archive/actions.js';
import type { Batch, FileEntry, RecordEntry } from '../import/batch.js';
import { kinds, type Kind } from '../import/kind.js';
import { recover, sweepUp, type RecoverPorts } from '../import/recover/actions.js';
import type { Changed } from '../import/staged.js';
import type { Watch } from '../import/watch.js';
import type { Actor } from '../personality/actions.js';
import { fileCheck, tallyCheck, type Mismatch } from './check.js';
import { restored } from './restore.js';

export type BatchPorts = ArchiveKeyPorts &
  RecoverPorts & { readonly archive: Archive; readonly hash: Hash; readonly users: Users };

/** One's own; all of them for the owner of the home. Newest first. One that was broken off is none. */
export async function list({ imports, workers }: BatchPorts, actor: Actor): Promise<Batch[]> {
  const unfinished = await imports.unfinished();
  const isAtWork = unfinished !== undefined && workers.isAlive(unfinished.holder);
  const batches = await imports.batches();
  return batches.filter(batch => (batch.state !== 'open' || isAtWork) && mayTouch(batch, actor));
}

/** By its id. Somebody else's is not there. */
export async function find({ imports }: BatchPorts, actor: Actor, id: string): Promise<Batch> {
  const batch = await imports.find(id);
  if (batch !== undefined && mayTouch(batch, actor)) return batch;
  throw new TzurotError('not_found', `There is no batch ${id}.`, { try: 'import list' });
}

const mayTouch = ({ userId }: Batch, { userId: actorId, isOwner }: Actor) => isOwner || userId === actorId;

export const files = async (ports: BatchPorts, actor: Actor, id: string): Promise<FileEntry[]> =>
  ports.imports.files((await find(ports, actor, id)).id);

const pageSize = 1000;

/** What was kept because it was not understood: records, and files that were refused. */
export async function quarantine(
  ports: BatchPorts,
  actor: Actor,
  id: string,
): Promise<{ records: (RecordEntry & { id: number })[]; refused: FileEntry[] }> {
  const batch = await find(ports, actor, id);
  const records: (RecordEntry & { id: number })[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = await ports.imports.records(batch.id, { outcome: 'quarantined', after, limit: pageSize });
    records.push(...page.records);
    after = page.next;
  }
  const refused = (await ports.imports.files(batch.id)).filter(({ state }) => state === 'refused');
  return { records, refused };
}

export type Verified = {
  readonly ok: boolean;
  readonly files: number;
  readonly mismatches: readonly Mismatch[];
  readonly changedSince: readonly { readonly kind: string; readonly id: string; readonly what: string }[];
};

/** Proves that nothing of a batch was lost: reads every archived byte, and counts every record once more. */
export async function verify(ports: BatchPorts, actor: Actor, id: string, watch: Watch): Promise<Verified> {
  const batch = await find(ports, actor, id);
  if (batch.state !== 'done')
    throw new TzurotError('conflict', `The batch ${id} is not in place: it was taken back.`, { try: 'import list' });
  const entries = await ports.imports.files(batch.id);
  const key = await archiveKeyOf(ports, batch.userId);
  const mismatches: Mismatch[] = [];
  const total = entries.reduce((sum, { bytes, keyId }) => (keyId === null ? sum : sum + bytes), 0);
  let done = 0;
  for (const entry of entries) {
    if (entry.keyId === null) continue;
    watch({ step: 'looking', path: entry.path, done, total });
    mismatches.push(...(await fileCheck(entry, async () => ports.hash.sha256Of(readBack(ports, entry, key)))));
    done += entry.bytes;
  }
  const tally = await ports.imports.tally(batch.id);
  mismatches.push(...tallyCheck(batch, entries, tally));
  const { missing, changed } = await ports.imports.compared(batch.id);
  const changedSince = [
    ...missing.map(each => ({ ...each, what: 'deleted' })),
    ...changed.map(each => ({ ...each, what: 'changed' })),
  ];
  return { ok: mismatches.length === 0, files: entries.length, mismatches, changedSince };
}

function readBack(
  { archive }: BatchPorts,
  { keyId, sha256 }: FileEntry,
  key: DataKey | undefined,
): AsyncIterable<Uint8Array> {
  if (key === undefined || key.id !== keyId)
    throw new TzurotError('corrupt', 'The key of this archive was destroyed: its person was forgotten.');
  return archive.read(key, sha256);
}

/** The files of a batch as they came, to be written out again. */
export async function extract(
  ports: BatchPorts,
  actor: Actor,
  id: string,
): Promise<{ readonly path: string; readonly bytes: number; read(): AsyncIterable<Uint8Array> }[]> {
  const batch = await find(ports, actor, id);
  const entries = await ports.imports.files(batch.id);
  const key = await archiveKeyOf(ports, batch.userId);
  const kept = entries.filter(({ keyId }) => keyId !== null);
  if (kept.length > 0 && key === undefined) {
    throw new TzurotError(
      'corrupt',
      `The key of this archive was destroyed, and nothing in it can be read any more: whoever imported ${id} was forgotten.`,
    );
  }
  return kept.map(entry => ({ path: entry.path, bytes: entry.bytes, read: () => readBack(ports, entry, key) }));
}

export type Undone = {
  readonly batch: string;
  readonly removed: Partial<Record<Kind, number>>;
  readonly restored: Partial<Record<Kind, number>>;
  readonly kept: readonly { readonly kind: string; readonly id: string; readonly why: string }[];
  readonly purged: boolean;
};

/** Takes back what a batch did, and nothing else. With `purge`, its files leave the archive too. */
export async function undo(
  ports: BatchPorts,
  actor: Actor,
  id: string,
  options: { purge: boolean; dryRun: boolean },
  watch: Watch,
): Promise<Undone> {
  const batch = await find(ports, actor, id);
  const { purge } = options;
  if (batch.state === 'undone' && !purge) {
    throw new TzurotError('conflict', `The batch ${id} was taken back already.`, { try: `import undo ${id} --purge` });
  }
  if (!options.dryRun) await recover(ports, watch);
  const missing = batch.state === 'undone' ? [] : (await ports.imports.compared(batch.id)).missing;
  const rows = await ports.imports.tally(batch.id);
  const results = options.dryRun
    ? await ports.imports.rehearseTakeBack(batch.id, restored)
    : await ports.imports.takeBack(batch.id, ports.workers.self(), restored);
  const removed = batch.state === 'undone' ? {} : removedBy(batch, rows, results, missing);
  const kept = results
    .filter(({ change }) => change.entity !== 'origin')
    .flatMap(({ change, kept: paths }) => paths.map(why => ({ kind: kindOf(change), id: nameOf(change), why })));
  const undone = { batch: id, removed, restored: restoredBy(results), kept };
  if (options.dryRun) return { ...undone, purged: false };
  if (purge) await purgeArchive(ports, batch); // While nobody else can be at work, and keep the same files anew.
  await sweepUp(ports, batch.id, watch);
  return { ...undone, purged: purge };
}

async function purgeArchive({ imports, archive }: BatchPorts, { id }: Batch): Promise<void> {
  for (const { keyId, sha256 } of await imports.soleFiles(id)) await archive.remove(keyId, sha256);
  await imports.forgetFiles(id);
}

type Results = Awaited<ReturnType<Imports['takeBack']>>;

/** Those of which every one is a row of its own: a batch may have come by them after another was taken back. */
const isOneOfMany = (kind: Kind): boolean => ['memories', 'messages', 'lore', 'stories'].includes(kind);

/** What stands and falls with a personality. */
const withPersonality = ['aliases', 'avatars', 'voices', 'training'] as const;

/** All that was created, but for what was gone already, and what stays because somebody has changed or used it. */
function removedBy(
  { report }: Batch,
  rows: ReadonlyMap<string, number>,
  results: Results,
  missing: readonly { readonly kind: string }[],
): Partial<Record<Kind, number>> {
  const staying = results.filter(({ change, kept }) => change.before === null && kept.length > 0);
  const slugs = new Set(
    staying.filter(({ change }) => change.entity === 'personality').map(({ change }) => nameOf(change)),
  );
  const people = (report?.personalities ?? []).filter(({ slug }) => slugs.has(slug));
  const stays = (kind: Kind) =>
    staying.filter(({ change }) => kindOf(change) === kind).length +
    (withPersonality.some(each => each === kind)
      ? people.reduce((sum, { counts }) => sum + counts[kind].created, 0)
      : 0);
  const entries = kinds.flatMap(kind => {
    const gone = missing.filter(each => each.kind === kind).length;
    const created = isOneOfMany(kind) ? rows.get(`${kind} created`) : report?.totals[kind].created;
    const count = (created ?? 0) - stays(kind) - gone;
    return count <= 0 ? [] : [[kind, count] as const];
  });
  return Object.fromEntries(entries);
}

const kindsOfEntities: Readonly<Record<Changed['entity'], Kind>> = {
  personality: 'personalities', origin: 'personalities', persona: 'personas', override: 'userPersonalizations',
  activation: 'activations', verification: 'verifications', block: 'blocks', preference: 'preferences', person: 'users',
  memory: 'memories', message: 'messages', lore: 'lore', sender: 'memories',
}; // prettier-ignore

const kindOf = ({ entity }: Changed): Kind => kindsOfEntities[entity];

const nameOf = ({ entity, id, after }: Changed): string =>
  entity === 'personality' && typeof after === 'object' && after !== null && 'slug' in after ? String(after.slug) : id;

function restoredBy(results: Results): Partial<Record<Kind, number>> {
  const counts: Partial<Record<Kind, number>> = {};
  for (const { change, kept, wasThere } of results) {
    if (!wasThere || change.before === null || change.entity === 'origin' || kept.length > 0) continue;
    counts[kindOf(change)] = (counts[kindOf(change)] ?? 0) + 1;
  }
  return counts;
}

/** Says who somebody at a service is here. Their memories follow them. */
export async function claim(
  ports: BatchPorts,
  actor: Actor,
  foreignId: string,
  meet: () => Promise<{ readonly id: string }>,
): Promise<{ readonly foreignId: string; readonly memories: number }> {
  if (!actor.isOwner) throw new TzurotError('denied', 'Only the owner of this home may say who somebody was.');
  const formats = await ports.imports.sendersNamed(foreignId);
  const known = formats.length > 0 ? formats : (['shapes.inc'] as const);
  const { id: userId } = await meet();
  let memories = 0;
  for (const format of known) memories += await ports.imports.claim(format, foreignId, userId);
  return { foreignId, memories };
}
