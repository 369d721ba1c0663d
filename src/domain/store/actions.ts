import type { StoreCare } from '../../ports/store-care.js';
import type { Keyring } from '../wallet/keyring.js';
import { opened } from '../wallet/seal.js';
import { damageOf, type TableDigest } from './state.js';

export type StorePorts = { readonly storeCare: StoreCare; readonly keyring: Keyring };

/** Whether the live store is whole, and what it says, as fingerprints. */
export type Verified = {
  readonly ok: boolean;
  readonly tables: Readonly<Record<string, TableDigest>>;
  readonly imports: Readonly<Record<string, number>>;
  readonly integrity: boolean;
  readonly foreignKeys: boolean;
  readonly orphans: number;
  readonly secretsDecryptable: boolean;
  readonly problems: readonly string[];
};

/** Reads the whole store and tries every secret in it. Changes nothing. */
export async function verify(ports: StorePorts): Promise<Verified> {
  const state = await ports.storeCare.inspect();
  const { tables, imports, integrity, brokenReferences, orphans } = state;
  const sealed = await ports.storeCare.sealedValues();
  const locked = sealed.filter(value => opened(ports.keyring, value) === undefined).length;
  const problems = [...damageOf(state), ...(locked === 0 ? [] : [`${locked} sealed values do not open`])];
  return {
    ok: problems.length === 0,
    tables,
    imports,
    integrity: integrity.length === 0,
    foreignKeys: brokenReferences === 0,
    orphans,
    secretsDecryptable: locked === 0,
    problems,
  };
}

/** Builds what is derived from the rows anew. */
export const rebuildIndexes = (ports: StorePorts): Promise<void> => ports.storeCare.rebuildIndexes();
