import type { Archive, DataKey } from '../../../ports/archive.js';
import type { Hash } from '../../../ports/hash.js';
import type { Imports } from '../../../ports/imports.js';
import type { Entry, Sources } from '../../../ports/sources.js';
import { TzurotError } from '../../errors.js';
import type { FileState } from '../batch.js';
import type { Discovery, Format } from '../format.js';
import { inspector, type Inspected } from '../inspect.js';
import { measure } from '../settle/pictures.js';
import { isTokenFile, mentionsTokenFile } from '../secret-names.js';
import type { Watch } from '../watch.js';
import { issuesOfFile } from './issues.js';
import type { Survey, SurveyedFile } from './survey.js';

export type SurveyPorts = {
  readonly sources: Sources;
  readonly archive: Archive;
  readonly imports: Imports;
  readonly hash: Hash;
};

export type SurveyRequest = {
  readonly paths: readonly string[];
  readonly formats: readonly Format[];
  /** Files taken before are known by their content within this scope. */
  readonly scope: string;
  /** Null: nothing is kept, for this is a rehearsal. */
  readonly key: DataKey | null;
};

type Seen = Omit<SurveyedFile, 'known'>;

/** Lets every file go by once: it is kept in the archive, told apart, and asked for all but its long lists. */
export async function survey(ports: SurveyPorts, request: SurveyRequest, watch: Watch): Promise<Survey> {
  const entries = await Array.fromAsync(ports.sources.open(request.paths));
  const leaky = await leakyZips(entries);
  const total = entries.reduce((sum, { bytes, container }) => (container === null ? sum + bytes : sum), 0);
  const files: Seen[] = [];
  let done = 0;
  for (const entry of entries) {
    watch({ step: 'looking', path: entry.path, done, total });
    files.push(await seen(ports, request, entry, keeps(entry, leaky)));
    if (entry.container === null) done += entry.bytes;
  }
  const hashes = files.map(({ sha256 }) => sha256);
  const known = await ports.imports.knownFiles(request.scope, hashes);
  const surveyed = files.map(file => ({ ...file, known: file.isUnread ? undefined : known.get(file.sha256) }));
  return { files: surveyed, issues: surveyed.flatMap(file => issuesOfFile(file, leaky.has(file.path))) };
}

/** The zips in which there are tokens, however deep, and those that cannot be read but name some. */
async function leakyZips(entries: readonly Entry[]): Promise<ReadonlySet<string>> {
  const tokens = entries.map(({ path }) => path).filter(isTokenFile);
  const zips = entries.filter(({ kind }) => kind === 'container').map(({ path }) => path);
  const leaky = new Set(zips.filter(zip => tokens.some(token => token.startsWith(`${zip}/`))));
  for (const { kind, path, read } of entries) {
    if (kind === 'refused' && read !== undefined && (await mentionsTokenFile(read()))) leaky.add(path);
  }
  return leaky;
}

/** A zip is kept as it is, and its files with it; but not with tokens inside: then the others are kept one by one. */
function keeps({ kind, path, container }: Entry, leaky: ReadonlySet<string>): boolean {
  if (isTokenFile(path)) return false;
  if (kind !== 'file') return !leaky.has(path) && (container === null || leaky.has(container));
  return container === null || leaky.has(container);
}

async function seen(ports: SurveyPorts, request: SurveyRequest, entry: Entry, isKept: boolean): Promise<Seen> {
  const { path, bytes, container } = entry;
  const base = {
    path,
    bytes,
    container,
    keyId: null,
    recognised: undefined,
    refusal: undefined,
    discoveries: [],
    remarks: [],
    subjects: [],
  };
  const { read } = entry;
  if (read === undefined) {
    const refusal = entry.kind === 'refused' ? { code: entry.code, message: entry.message, at: '' } : undefined;
    return {
      ...base,
      sha256: ports.hash.sha256(`${refusal?.code ?? ''}\n${path}`),
      state: 'refused',
      refusal,
      read: unreadable(path),
      isUnread: true,
    };
  }
  const looks = entry.kind === 'file' && !isTokenFile(path);
  const looking = inspector({ path, bytes }, looks ? request.formats : []);
  const passing = goingBy(read(), chunk => (looks ? looking.push(chunk) : undefined));
  const kept = isKept && request.key !== null;
  const { sha256 } = kept ? await ports.archive.put(request.key, passing) : await ports.hash.sha256Of(passing);
  const inspected = looks ? looking.end() : nothingSeen;
  const isSecret = inspected.recognised?.reads === 'secret';
  if (isSecret && kept) await ports.archive.remove(request.key.id, sha256);
  const refusal = entry.kind === 'refused' ? { code: entry.code, message: entry.message, at: '' } : inspected.refusal;
  const state = stateOf(entry, inspected, refusal !== undefined);
  const keyId = isKept && !isSecret ? (request.key?.id ?? null) : null;
  const discoveries = inspected.discoveries.map(found => lightened(found, sha256, ports.hash));
  return { ...base, ...inspected, discoveries, refusal, sha256, state, keyId, read: () => read(), isUnread: false };
}

/** An image that is its whole file can be read again when it is needed; its bytes are not kept meanwhile. */
function lightened(found: Discovery, sha256: string, hash: Hash): Discovery {
  if (found.kind !== 'avatars') return found;
  const measured = measure(found, hash);
  return measured.sha256 === sha256 ? { ...found, measured, bytes: new Uint8Array() } : { ...found, measured };
}

const nothingSeen: Inspected = {
  recognised: undefined,
  refusal: undefined,
  discoveries: [],
  remarks: [],
  subjects: [],
};

function stateOf({ kind, path }: Entry, { recognised }: Inspected, isRefused: boolean): FileState {
  if (isTokenFile(path) || recognised?.reads === 'secret') return 'secret';
  if (isRefused) return 'refused';
  if (kind === 'container') return 'container';
  return recognised === undefined ? 'stray' : 'read';
}

async function* goingBy(chunks: AsyncIterable<Uint8Array>, look: (chunk: Uint8Array) => void) {
  for await (const chunk of chunks) {
    look(chunk);
    yield chunk;
  }
}

const unreadable = (path: string) => () => {
  throw new TzurotError('unavailable', `${path} cannot be read.`);
};
