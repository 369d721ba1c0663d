import { describe, expect, it } from 'vitest';
import { counted, kinds, noTallies, outcomes } from '../../../src/domain/import/kind.js';

describe('tallies', () => {
  it('are there for every kind, also for those of which there was nothing', () => {
    expect(Object.keys(noTallies()).toSorted()).toEqual([...kinds].toSorted());
    for (const tally of Object.values(noTallies()))
      expect(tally).toEqual({ read: 0, created: 0, updated: 0, unchanged: 0, archived: 0, quarantined: 0 });
  });

  it('speak of each kind that the command line promises', () => {
    const promised =
      'personalities, memories, messages, stories, training, userPersonalizations, aliases, avatars, voices, activations, verifications, blocks, preferences, lore, users, personas, llmConfigs, usage, samples';
    expect(kinds.join(', ')).toBe(promised);
  });

  it.each(outcomes)('count a record that was %s once, and nothing else', outcome => {
    const before = noTallies();
    const after = counted(before, 'lore', outcome);
    expect(after).toEqual({ ...before, lore: { ...before.lore, read: 1, [outcome]: 1 } });
    expect(before).toEqual(noTallies());
    expect(counted(after, 'lore', outcome, 4).lore).toMatchObject({ read: 5, [outcome]: 5 });
  });
});
