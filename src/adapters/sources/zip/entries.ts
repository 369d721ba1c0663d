import { TzurotError } from '../../../domain/errors.js';
import type { Entry, ReadBytes } from '../../../ports/sources.js';
import { wholeOf, type Access, type Loads, type OpenAccess } from '../access.js';
import { refusalOf, refuse } from '../refusal.js';
import type { Budget } from './budget.js';
import { contentOf } from './content.js';
import { directoryOf } from './directory.js';
import type { Placed } from './entry.js';
import { longestInner, type InnerZips } from './inner.js';
import { lasting } from './lasting.js';

/** A file that may be a zip: how it is called, and what it lies in. */
export type ZipFile = {
  readonly path: string;
  readonly bytes: number;
  readonly container: string | null;
  readonly open: OpenAccess;
  readonly budget: Budget;
  readonly innerZips: InnerZips;
};

/** Whether something begins as a zip does, or is called one. */
export const seemsZip = (name: string, head: Uint8Array): boolean =>
  beginsAsZip(head) || /\.(?:zip|charx)$/i.test(name);

const beginsAsZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

/** The zip itself and what is in it, in order of names; or the zip alone, refused. All of it is checked before. */
export async function* zipEntries(zip: ZipFile, isInner = false): AsyncGenerator<Entry> {
  const shared = lasting(zip.open);
  try {
    yield* entriesOf(zip, { ...zip, open: shared.open }, isInner);
  } finally {
    await shared.release();
  }
}

async function* entriesOf(whole: ZipFile, zip: ZipFile, isInner: boolean): AsyncGenerator<Entry> {
  const { path, bytes, container } = zip;
  const read = () => wholeOf(whole.open);
  const looked = await lookedThrough(zip).catch(refusalOf);
  if ('code' in looked) return yield { kind: 'refused', path, bytes, container, read, ...looked };
  yield { kind: 'container', path, bytes, container, read };
  for (const entry of looked.sound) yield* isInner ? leaf(zip, entry) : opened(zip, entry);
}

type Sound = Placed & { readonly isZip: boolean };

async function lookedThrough({ open, budget }: ZipFile): Promise<{ readonly sound: readonly Sound[] }> {
  const access = await open();
  try {
    const entries = await directoryOf(access, budget).catch((thrown: unknown) => namingJunk(thrown, access));
    const sound: Sound[] = [];
    for (const entry of entries) {
      const head = await headOf(access, entry);
      if (!entry.isFolder) sound.push({ ...entry, isZip: seemsZip(entry.name, head) });
    }
    return { sound: sound.toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))) };
  } finally {
    await access.close();
  }
}

/** Goes through all of an entry, to find what is wrong with it, and gives its beginning. */
async function headOf(access: Loads, entry: Placed): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  for await (const block of contentOf(access, entry))
    if (head.length < 4) head = Buffer.concat([head, block.subarray(0, 4)]);
  return head;
}

/** A list that cannot be read is most often one whose places are moved by what stands before. */
async function namingJunk(thrown: unknown, access: Access): Promise<never> {
  const { code } = refusalOf(thrown);
  const isMoved = ['zip_broken', 'header_differs', 'directory_differs'].includes(code);
  if (isMoved && !beginsAsZip(await access.load(0, 4))) {
    refuse('prefix_data', 'Something stands before the first entry of this zip. Nothing of it was used.');
  }
  throw thrown;
}

async function* opened(zip: ZipFile, entry: Sound): AsyncGenerator<Entry> {
  if (!entry.isZip) return yield* leaf(zip, entry);
  if (entry.bytes > longestInner) {
    const why = 'This zip inside a zip is larger than 64 MiB. Unpack it, and name it by itself.';
    return yield { ...common(zip, entry), kind: 'refused', code: 'inner_too_big', message: why };
  }
  const open = () => zip.innerZips.open(entry, readerOf(zip, entry));
  const refused = await openedOnce(open).catch(refusalOf);
  if (refused !== undefined) return yield { ...common(zip, entry), kind: 'refused', ...refused };
  const { path, bytes, container } = common(zip, entry);
  yield* zipEntries({ ...zip, path, bytes, container, open }, true);
}

/** To see whether it can be. */
async function openedOnce(open: OpenAccess): Promise<undefined> {
  await (await open()).close();
}

async function* leaf(zip: ZipFile, entry: Sound): AsyncGenerator<Entry> {
  if (!entry.isZip) return yield { ...common(zip, entry), kind: 'file' };
  const why = 'This zip lies in a zip that lies in a zip, and only one in another is opened. Unpack them.';
  return yield { ...common(zip, entry), kind: 'refused', code: 'inner_too_deep', message: why };
}

const common = (zip: ZipFile, entry: Sound) => ({
  path: `${zip.path}/${entry.name}`,
  bytes: entry.bytes,
  container: zip.path,
  read: readerOf(zip, entry),
});

/** It was sound when it was looked through. If it is not any more, somebody has changed it. */
const readerOf = (zip: ZipFile, entry: Placed): ReadBytes =>
  async function* read() {
    const access = await zip.open();
    try {
      yield* contentOf(access, entry);
    } catch (cause) {
      const { message } = refusalOf(cause);
      throw new TzurotError('unavailable', `${zip.path} was changed while it was read. ${message}`, { cause });
    } finally {
      await access.close();
    }
  };
