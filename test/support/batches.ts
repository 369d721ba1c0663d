import { createHash } from 'node:crypto';
import type { Batch, FileEntry, Report } from '../../src/domain/import/batch.js';
import { noTallies } from '../../src/domain/import/kind.js';
import type { Json, Settled, Staged, StagedRow } from '../../src/domain/import/staged.js';
import type { Memory } from '../../src/domain/memory/memory.js';
import type { LoreEntry } from '../../src/domain/personality/lore.js';
import type { Personality } from '../../src/domain/personality/personality.js';
import type { Imports, Settlement } from '../../src/ports/imports.js';
import { aLoreEntry, aMemory, aVenue, after, noon } from './builders.js';

/** The fingerprint of a record that is called so. */
export const fingerprintOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);

export const aBatch = (fields: Partial<Batch> = {}): Batch => ({
  id: 'first',
  userId: 'ada',
  state: 'open',
  request: { paths: ['backup'], format: 'auto', into: null },
  report: null,
  startedAt: noon,
  finishedAt: null,
  ...fields,
});

export const aReport = (fields: Partial<Report> = {}): Report => ({
  batch: 'first',
  dryRun: false,
  files: 0,
  bytes: 0,
  totals: noTallies(),
  personalities: [],
  issues: [],
  ...fields,
});

export const aSettlement = (fields: Partial<Settlement> = {}): Settlement => ({
  changes: [],
  records: [],
  files: [],
  scope: 'scope',
  report: aReport(),
  finishedAt: after(60),
  ...fields,
});

export const aFileEntry = (fields: Partial<FileEntry> = {}): FileEntry => ({
  path: 'backup/memories.json',
  container: null,
  sha256: 'd'.repeat(64),
  bytes: 12,
  state: 'read',
  keyId: null,
  format: 'shapes.inc',
  role: 'memories',
  tallies: {},
  code: null,
  message: null,
  ...fields,
});

export const aSettled = (fields: Partial<Settled> = {}): Settled => ({
  kind: 'blocks',
  path: 'backup/blocks.json',
  at: '/0',
  fingerprint: fingerprintOf('block'),
  outcome: 'created',
  target: 'user/1',
  reason: null,
  ...fields,
});

type Stamp = Pick<Partial<Staged>, 'path' | 'at' | 'kind'> & { readonly name?: string };

/** A record that becomes a row. Two with the same name are the same record. */
function live(row: StagedRow, { name = JSON.stringify(row), ...stamp }: Stamp = {}): Staged {
  const fate = { outcome: 'live', row } as const;
  const fingerprint = fingerprintOf(name);
  return {
    kind: row.table,
    path: 'backup/all.json',
    at: '/0',
    fingerprint,
    format: 'shapes.inc',
    mayUpdate: true,
    ...stamp,
    fate,
  };
}

export const aStagedMemory = (
  fields: Partial<Memory> = {},
  { strangers = [], ...stamp }: Stamp & { readonly strangers?: readonly string[] } = {},
): Staged => live({ table: 'memories', memory: aMemory({ source: 'shapes.inc', ...fields }), strangers }, stamp);

export const aStagedLore = (fields: Partial<LoreEntry> = {}, stamp: Stamp = {}): Staged =>
  live({ table: 'lore', entry: aLoreEntry(fields) }, stamp);

type MessageRow = Extract<StagedRow, { table: 'messages' }>;

export const aStagedMessage = (
  fields: Partial<MessageRow['message']> = {},
  place: Partial<Pick<MessageRow, 'venue' | 'conversation'>> = {},
  stamp: Stamp = {},
): Staged =>
  live(
    {
      table: 'messages',
      conversation: { id: 'old-talk', startedAt: after(-3600) },
      venue: aVenue({ channelId: 'old-dm' }),
      message: {
        id: 'message',
        speaker: 'person',
        userId: 'ada',
        personalityId: 'lilith',
        speakerName: 'ada',
        text: 'Once upon a time.',
        saidAt: after(-3600),
        isDated: true,
        ...fields,
      },
      ...place,
    },
    stamp,
  );

export const aStagedRest = (outcome: 'archived' | 'quarantined', name: string = outcome): Staged => ({
  kind: 'memories',
  path: 'backup/all.json',
  at: `/${name}`,
  fingerprint: fingerprintOf(name),
  format: 'shapes.inc',
  mayUpdate: true,
  fate: { outcome, reason: { code: 'odd', why: 'It is odd.', try: 'mend it' } },
});

/** A personality as a batch writes it. */
export function importedAs({ id: _, createdAt: __, updatedAt: ___, ...rest }: Personality): Json {
  return JSON.parse(JSON.stringify(rest));
}

/** One import from its beginning to its end. */
export async function brought(
  imports: Imports,
  id: string,
  records: readonly Staged[],
  settlement: Partial<Settlement> = {},
): Promise<void> {
  await imports.begin(aBatch({ id }), 'worker');
  await imports.stage(id, records);
  await imports.settle(id, aSettlement(settlement));
}

/** Takes a batch back as if nobody had changed anything since, and sweeps up after it. */
export async function takenBack(imports: Imports, id: string): Promise<void> {
  await imports.takeBack(id, 'worker', ({ before }) => ({ value: before, kept: [] }));
  await sweptUp(imports, id);
}

export async function sweptUp(imports: Imports, id: string): Promise<void> {
  while (await imports.sweep(id));
  await imports.close(id);
}
