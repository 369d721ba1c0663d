import type { AuthorKind } from '../turn/incoming.js';
import type { Author } from './said.js';

/** Stands for a person of whom nobody can say who they are. Never an id that somebody has. */
export const unknownAccount = '0';

/** What kind of speaker somebody is, once it was asked who speaks through the proxy. */
export function kindOf({ kind, accountId }: Author): AuthorKind {
  if (kind !== 'proxy') return kind;
  return accountId === unknownAccount ? 'unknown' : 'proxied';
}
