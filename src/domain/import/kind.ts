/** What a source can hold. A report counts all of them, also those of which there was nothing. */
export const kinds = [
  'personalities', 'memories', 'messages', 'stories', 'training', 'userPersonalizations', 'aliases', 'avatars', 'voices',
  'activations', 'verifications', 'blocks', 'preferences', 'lore', 'users', 'personas', 'llmConfigs', 'usage', 'samples',
] as const; // prettier-ignore
export type Kind = (typeof kinds)[number];

/**
 * What became of a record. Archived: kept, but on purpose not live. Quarantined: kept, but not understood; it can be
 * mended and tried again.
 */
export const outcomes = ['created', 'updated', 'unchanged', 'archived', 'quarantined'] as const;
export type Outcome = (typeof outcomes)[number];

/** How many records were read, and what became of them. `read` is the sum of the rest. */
export type Tally = { readonly read: number } & Readonly<Record<Outcome, number>>;
export type Tallies = Readonly<Record<Kind, Tally>>;

const noTally: Tally = { read: 0, created: 0, updated: 0, unchanged: 0, archived: 0, quarantined: 0 };

export const noTallies = (): Tallies => ({
  personalities: noTally, memories: noTally, messages: noTally, stories: noTally, training: noTally,
  userPersonalizations: noTally, aliases: noTally, avatars: noTally, voices: noTally, activations: noTally,
  verifications: noTally, blocks: noTally, preferences: noTally, lore: noTally, users: noTally, personas: noTally,
  llmConfigs: noTally, usage: noTally, samples: noTally,
}); // prettier-ignore

/** The same with one more record, or several. */
export const counted = (tallies: Tallies, kind: Kind, outcome: Outcome, count = 1): Tallies => ({
  ...tallies,
  [kind]: {
    ...tallies[kind],
    read: tallies[kind].read + count,
    [outcome]: tallies[kind][outcome] + count,
  },
});
