import type { Log } from '../../ports/log.js';
import type { Users } from '../../ports/users.js';
import { softly } from '../around.js';
import { TzurotError } from '../errors.js';
import { idBytes, idOf } from '../id.js';
import type { Actor } from '../personality/actions.js';
import { handleOf, type User } from '../user/user.js';
import { ensureArchiveKey, type ArchiveKeyPorts } from './archive/actions.js';
import type { Batch, Report, Request } from './batch.js';
import { castOf, type Character } from './cast.js';
import { mentionsOf, sketchesOf } from './casting.js';
import { counter } from './counts.js';
import { expectationIssues } from './expectations.js';
import { peopleIssues } from './people-issues.js';
import type { Format } from './format.js';
import { countAgain, fileEntry } from './file-entry.js';
import { issueBook } from './issue-book.js';
import { intoCharacter, knowledgeOf, peopleOf } from './people/actions.js';
import { recover, sweepUp, tidyArchive, type RecoverPorts } from './recover/actions.js';
import { settleAll, type SettlePorts } from './settle/actions.js';
import { placeholder, standingOf } from './standing.js';
import { stageFiles, type StagePorts } from './stage/actions.js';
import { isBulk } from './stage/sort.js';
import { survey, type SurveyPorts } from './survey/actions.js';
import { findsOf, type Find, type Survey } from './survey/survey.js';
import { planOf } from './plan.js';
import type { Watch } from './watch.js';

export type ImportPorts = SurveyPorts &
  StagePorts &
  SettlePorts &
  ArchiveKeyPorts &
  RecoverPorts & {
    readonly users: Users;
    readonly formats: readonly Format[];
    readonly log: Log;
  };

export type ImportRequest = Request & {
  /** Whose backup it is: the owner of what it brings. */
  readonly importer: User;
  readonly dryRun: boolean;
};

/** Brings home what there is at the paths: all of it at once, or, when anything fails, nothing. */
export async function bring(ports: ImportPorts, actor: Actor, request: ImportRequest, watch: Watch): Promise<Report> {
  const into = request.into === null ? null : await intoCharacter(ports, actor, request.into);
  const { isOwner: vouches } = actor;
  if (request.dryRun) return (await carriedOut(ports, { request, into, batch: null, vouches, watch })).report;
  await recover(ports, watch);
  const isKnown = (await ports.users.find(request.importer.id)) !== undefined;
  const importer = isKnown ? request.importer : arriving(ports, request.importer);
  const batch = newBatch(ports, { ...request, importer });
  await ports.imports.begin(batch, ports.workers.self(), isKnown ? undefined : importer);
  try {
    const { report, isDone } = await carriedOut(ports, {
      request: { ...request, importer },
      into,
      batch,
      vouches,
      watch,
    });
    if (!isDone) await leave(ports, batch, watch);
    return report;
  } catch (error) {
    await softly(ports.log, 'Taking back an import', () => leave(ports, batch, watch));
    throw error;
  }
}

/** A batch that came to nothing leaves nothing. */
async function leave(ports: ImportPorts, { id, userId }: Batch, watch: Watch): Promise<void> {
  const key = await ports.imports.archiveKey(userId);
  if (key !== undefined) await tidyArchive(ports, key.id);
  await sweepUp(ports, id, watch);
}

const arriving = ({ entropy, clock }: ImportPorts, importer: User): User => ({
  ...importer,
  id: idOf(entropy.bytes(idBytes)),
  createdAt: clock.now(),
});

const newBatch = ({ entropy, clock }: ImportPorts, { importer, paths, format, into }: ImportRequest): Batch => ({
  id: idOf(entropy.bytes(idBytes)),
  userId: importer.id,
  state: 'open',
  request: { paths, format, into },
  report: null,
  startedAt: clock.now(),
  finishedAt: null,
});

type Work = {
  readonly request: ImportRequest;
  readonly into: Character | null;
  /** Null: a rehearsal. */
  readonly batch: Batch | null;
  /** Whether what files say of who people are is to be believed: the owner of the home vouches for their own files. */
  readonly vouches: boolean;
  readonly watch: Watch;
};

async function carriedOut(ports: ImportPorts, work: Work): Promise<{ report: Report; isDone: boolean }> {
  const { request, batch, watch } = work;
  const key = batch === null ? null : await ensureArchiveKey(ports, request.importer.id);
  if (key !== null) await tidyArchive(ports, key.id);
  const formats = ports.formats.filter(({ name }) => request.format === 'auto' || name === request.format);
  const scope = JSON.stringify([request.importer.id, request.into, request.format]);
  const surveyed = await survey(ports, { paths: request.paths, formats, scope, key }, watch);
  assertRecognised(surveyed);
  const isNews = surveyed.files.some(({ known }) => known === undefined);
  if (!isNews || batch === null) {
    const { report } = await settledOnce(
      ports,
      { ...work, batch: null },
      await staged(ports, { ...work, batch: null }, surveyed),
    );
    return { report, isDone: false };
  }
  const brought = await staged(ports, work, surveyed);
  for (let attempt = 1; ; attempt++) {
    const { settled, report } = await settledOnce(ports, work, brought);
    const { changes, records } = settled;
    const files = surveyed.files.map(file => fileEntry(file, settled.counts));
    const done = { ...report, batch: batch.id };
    try {
      for (const { find, ...picture } of settled.pictures) {
        await ports.imports.keepPictures([{ ...picture, bytes: await bytesOf(find) }]);
      }
      await ports.imports.settle(batch.id, {
        changes,
        records,
        files,
        scope,
        report: done,
        finishedAt: ports.clock.now(),
      });
      return { report: done, isDone: true };
    } catch (error) {
      const isOvertaken = error instanceof TzurotError && error.code === 'conflict' && attempt < mostAttempts;
      if (!isOvertaken) throw error; // Somebody changed what was decided upon; it is decided anew.
    }
  }
}

const mostAttempts = 5;

/** A picture is read again from its file, where it is all of the file. */
async function bytesOf({ file, found }: Find): Promise<Uint8Array> {
  if (found.kind === 'avatars' && found.bytes.length > 0) return found.bytes;
  return Buffer.concat(await Array.fromAsync(file.read()));
}

/** Everything of which there is much is written, and nobody sees it yet. */
async function staged(ports: ImportPorts, { request, into, batch, vouches, watch }: Work, surveyed: Survey) {
  const { importer } = request;
  const finds = findsOf(surveyed);
  const fresh = finds.filter(({ file }) => file.known === undefined);
  const cast = castOf(mentionsOf(surveyed, finds), await knowledgeOf(ports, importer, into));
  const ids = cast.all.map(({ id }) => id);
  const values = await ports.imports.values('personality', ids);
  const sketches = sketchesOf(finds, cast);
  const standing = standingOf(values, importer.id, sketches);
  watch(planOf(surveyed, cast, values, standing));
  const people = await peopleOf(ports, vouches ? fresh : []);
  if (batch !== null) {
    const missing = cast.all.filter(({ id }) => values.get(id)?.now === null && values.get(id)?.isGone === false);
    const personalities = missing.map(character => placeholder(character, importer.id));
    await ports.imports.prepare(batch.id, { users: people.users, personalities });
  }
  const counts = counter();
  const issues = issueBook();
  issues.add(surveyed.issues);
  const files = surveyed.files.filter(({ known, state }) => known === undefined && state === 'read');
  const who = { id: importer.id, handle: handleOf(importer) };
  const how = { batch: batch?.id ?? null, importer: who, cast, people: people.byForeignId, standing, vouches, issues };
  const result = await stageFiles(ports, files, how, counts, watch);
  for (const file of surveyed.files) if (file.known !== undefined) countAgain(file.known, counts);
  return { surveyed, finds, fresh, cast, sketches, standing, people, counts, issues, importer: who, result };
}

/** Decides about all the rest, given how things stand at this moment. */
async function settledOnce(
  ports: ImportPorts,
  { request, batch, vouches }: Work,
  brought: Awaited<ReturnType<typeof staged>>,
) {
  const { surveyed, finds, fresh, cast, people, result } = brought;
  const counts = brought.counts.copy();
  const settled = await settleAll(ports, {
    ...brought,
    counts,
    batch: batch?.id ?? '',
    finds: [...fresh.filter(({ found }) => !isBulk(found)), ...result.finds],
    vouches,
    selves: vouches ? result.selves : new Set<string>(),
    background: finds.filter(({ file }) => file.known !== undefined),
    userOf: discordId => people.byDiscordId.get(discordId) ?? request.importer.id,
  });
  const issues = brought.issues.copy();
  issues.add(settled.issues);
  if (request.into === null) issues.add(expectationIssues(fresh, cast, counts));
  issues.add(peopleIssues(brought));
  issues.add(await goneIssues(ports, surveyed));
  const outside = surveyed.files.filter(({ container }) => container === null);
  const report: Report = {
    batch: null,
    dryRun: request.dryRun,
    files: outside.length,
    bytes: outside.reduce((sum, { bytes }) => sum + bytes, 0),
    totals: counts.totals(),
    personalities: settled.personalities,
    issues: issues.list(),
  };
  return { settled: { ...settled, counts }, report };
}

function assertRecognised({ files }: Survey): void {
  const isUseful = files.some(
    ({ recognised, state, known }) => recognised !== undefined || state === 'refused' || known?.state === 'read',
  );
  if (isUseful) return;
  throw new TzurotError('invalid', `${nothingKnownIn(files.length)} Nothing was imported.`, { try: 'import --help' });
}

function nothingKnownIn(files: number): string {
  if (files === 0) return 'There is nothing there.';
  return files === 1
    ? 'This file is of no format that is known.'
    : `None of these ${files} files is of a format that is known.`;
}

async function goneIssues({ imports }: ImportPorts, { files }: Survey) {
  const known = files.flatMap(file => (file.known === undefined ? [] : [file.known]));
  const gone = new Map<string, number>();
  for (const batch of new Set(known.map(file => file.batch))) {
    for (const [path, count] of await imports.goneFrom(batch)) gone.set(`${batch}/${path}`, count);
  }
  return known.flatMap(({ batch, path }) => {
    const count = gone.get(`${batch}/${path}`);
    const message = `${count} records of this file were deleted here since, and stay so. To have them back, undo the batch ${batch} and import again.`;
    return count === undefined
      ? []
      : [{ severity: 'info' as const, code: 'deleted_here', file: path, at: '', message }];
  });
}
