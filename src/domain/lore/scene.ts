import type { Line } from '../conversation/line.js';
import { calledOf } from '../personality/called.js';
import type { Personality } from '../personality/personality.js';
import { placeholders } from '../text/macros.js';
import { chanceFrom, type Chance } from './chance.js';

/** A line, as far as lore listens to it. `isOwn`: the personality itself said it. */
export type Said = { readonly text: string; readonly isOwn: boolean };

/** The moment for which lore is chosen. */
export type Scene = {
  /** Oldest first. The last one is to be answered now. */
  readonly lines: readonly Said[];
  /** How many lines were said before these. */
  readonly earlier: number;
  /** How often the personality has answered, in all. */
  readonly turn: number;
  /** What all lore together may take of the prompt. Null: as much as it likes. */
  readonly tokens: number | null;
  readonly chance: Chance;
  /** Puts names into keys. */
  readonly fill: (key: string) => string;
};

/** Lore takes no more than this of a prompt. */
export const shareOfLore = 0.25;

type Talk = {
  readonly personality: Personality;
  readonly persona: { readonly name: string } | null;
  readonly conversation: { readonly id: string };
  /** Oldest first, and how many older ones there are. */
  readonly lines: readonly Line[];
  readonly older: number;
  readonly message: { readonly text: string };
  readonly contextTokens: number;
};

/** The moment of a turn. Of lines that are out of sight, half are taken for answers. */
export function sceneOf({ personality, persona, conversation, lines, older, message, contextTokens }: Talk): Scene {
  const said = lines.map(({ speaker, text }) => ({
    text,
    isOwn: speaker.kind === 'personality' && speaker.id === personality.id,
  }));
  return {
    lines: [...said, { text: message.text, isOwn: false }],
    earlier: older,
    turn: Math.ceil(older / 2) + said.filter(({ isOwn }) => isOwn).length,
    tokens: Math.floor(contextTokens * shareOfLore),
    chance: chanceFrom(`${personality.id} in ${conversation.id}`),
    fill: placeholders({ char: calledOf(personality), user: persona?.name ?? '' }),
  };
}
