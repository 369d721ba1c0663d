import type { Judgement } from './judgement.js';

/** What was tried, and how it went. A problem of null: it works. */
export type Places = {
  /** Null where none is set. */
  readonly publicUrl: { readonly url: string; readonly problem: string | null } | null;
  readonly emoji: string | null;
  /** Undefined where no channel is set. */
  readonly vault: string | null | undefined;
};

export type AvatarWay = 'public-url' | 'emoji' | 'vault' | 'none';

export type AvatarTrial = {
  readonly way: Exclude<AvatarWay, 'none'>;
  readonly works: boolean;
  readonly message: string;
};

/** Each of the ways, in the order in which they are taken. */
export const trialsOf = ({ publicUrl, emoji, vault }: Places): readonly AvatarTrial[] => [
  publicUrl === null
    ? { way: 'public-url', works: false, message: 'no public address is set (TZUROT_PUBLIC_URL)' }
    : tried('public-url', publicUrl.problem, `from ${publicUrl.url}`),
  tried('emoji', emoji, 'as emojis of the application, up to 256 KB each'),
  vault === undefined
    ? { way: 'vault', works: false, message: 'no channel is set for it (discord.vaultChannel)' }
    : tried('vault', vault, 'as files in the channel that is set for it'),
];

const tried = (way: AvatarTrial['way'], problem: string | null, message: string): AvatarTrial => ({
  way,
  works: problem === null,
  message: problem ?? message,
});

export const wayOf = (trials: readonly AvatarTrial[]): AvatarWay => trials.find(({ works }) => works)?.way ?? 'none';

export function judgeAvatars(trials: readonly AvatarTrial[]): Judgement {
  const first = trials.find(({ works }) => works);
  if (first !== undefined) return { status: 'ok', message: `Pictures are shown ${first.message}.` };
  const why = trials.map(({ way, message }) => `${way}: ${message}`).join('; ');
  return { status: 'warn', message: `Personalities have no pictures there. ${why}.` };
}
