import * as z from 'zod';
import { TzurotError } from '../errors.js';
import type { Params } from '../params/params.js';
import type { Micros } from '../time.js';

/** Where a person is known from. A person may be known from several places. */
export const platforms = ['local', 'discord'] as const;
export type Platform = (typeof platforms)[number];

export type Account = { readonly platform: Platform; readonly foreignId: string; readonly name: string | null };

/** Someone who talks. Accounts are in the order in which they were linked. */
export type User = {
  readonly id: string;
  readonly timezone: string | null;
  readonly createdAt: Micros;
  readonly accounts: readonly Account[];
};

/** Who a person is to the personalities. */
export type Persona = {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly pronouns: string | null;
  readonly about: string | null;
  readonly isDefault: boolean;
};

/** What is different between a person and one personality. */
export type Override = {
  readonly userId: string;
  readonly personalityId: string;
  /** Who they are to this one. Null: who they are by default. */
  readonly personaId: string | null;
  /** What they told this one alone about themselves. */
  readonly sidecar: string | null;
  readonly model: string | null;
  /** In place of the personality’s own of the same name. */
  readonly params: Params;
};

export const localAccount: Account = { platform: 'local', foreignId: 'local', name: null };

const snowflake = z.string().regex(/^\d{15,20}$/);

/** A Discord id, or a sentence that says what one looks like. */
export function parseDiscordId(text: string): string {
  const parsed = snowflake.safeParse(text.trim());
  if (parsed.success) return parsed.data;
  throw new TzurotError(
    'invalid',
    `“${text}” is not a Discord id. One is 15 to 20 digits long; Discord shows it under “Copy User ID” once developer mode is on.`,
  );
}

/** The account that `--as`, `--user` and `--owner` name: a Discord id, or `local`. */
export const parseAccount = (text: string): Account =>
  text.trim() === localAccount.foreignId
    ? localAccount
    : { platform: 'discord', foreignId: parseDiscordId(text), name: null };

/** Under which id Discord knows somebody. Undefined for who was never there. */
export const discordIdOf = ({ accounts }: Pick<User, 'accounts'>): string | undefined =>
  accounts.find(({ platform }) => platform === 'discord')?.foreignId;

/** What a person is called on the command line: the Discord id when there is one, else `local`. */
export const handleOf = (user: Pick<User, 'accounts'>): string => discordIdOf(user) ?? localAccount.foreignId;

/** Whether this is the person the home belongs to. Until a Discord id is named, that is whoever sits at the machine. */
export const isOwner = ({ accounts }: Pick<User, 'accounts'>, ownerId: string | null): boolean =>
  accounts.some(({ platform, foreignId }) =>
    ownerId === null ? platform === localAccount.platform : platform === 'discord' && foreignId === ownerId,
  );
