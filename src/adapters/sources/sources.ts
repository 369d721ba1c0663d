import type { Entry, Sources } from '../../ports/sources.js';
import { fileAccess, wholeOf, type OpenAccess } from './access.js';
import { listed, type Listed } from './listing.js';
import { refusalOf } from './refusal.js';
import { budgetFor } from './zip/budget.js';
import { seemsZip, zipEntries } from './zip/entries.js';
import { innerZips, type InnerZips } from './zip/inner.js';

/** Files and folders of this machine, and the zips among them. */
export const fileSources = (): Sources => ({
  async *open(paths) {
    const inner = innerZips();
    for (const file of await listed(paths)) yield* entriesOf(file, inner);
  },
});

async function* entriesOf(file: Listed, inner: InnerZips): AsyncGenerator<Entry> {
  const common = { path: file.shown, bytes: file.bytes, container: null };
  if (file.refusal !== null) return yield { ...common, kind: 'refused', ...file.refusal };
  const open = fileAccess(file.path, file.flags);
  const head = await headOf(open).catch(refusalOf);
  if ('code' in head) return yield { ...common, kind: 'refused', ...head };
  if (seemsZip(file.shown, head))
    return yield* zipEntries({ ...common, open, budget: budgetFor(file.bytes), innerZips: inner });
  yield { ...common, kind: 'file', read: () => wholeOf(open) };
}

async function headOf(open: OpenAccess): Promise<Buffer> {
  const access = await open();
  try {
    return await access.load(0, 4);
  } finally {
    await access.close();
  }
}
