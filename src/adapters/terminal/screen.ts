/** Something that shows text to a person, piece by piece. */
export type Screen = {
  write(text: string): void;
  /** Pieces may appear before the whole is there. */
  readonly isLive: boolean;
  /** What stands in front of an answer of somebody by this name. */
  leads(name: string): string;
};

/** Shows nothing. For when an answer is taken from the outcome instead. */
export const noScreen: Screen = { write: () => {}, isLive: false, leads: () => '' };
