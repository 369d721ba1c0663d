import type { Personality } from '../personality/personality.js';
import type { Character } from './cast.js';
import type { PersonalityFound } from './found.js';
import { textIn } from './json.js';
import { newcomer } from './settle/draft.js';
import { titleOf } from './settle/names.js';
import type { Value } from './settle/settling.js';
import type { Standing } from './stage/sort.js';

/** Tells how everybody stands here, from the point of view of one importer. */
export const standingOf =
  (
    values: ReadonlyMap<string, Value>,
    importerId: string,
    sketches: ReadonlyMap<string, readonly PersonalityFound[]>,
  ) =>
  ({ id, slug, foreignId }: Character): Standing => {
    const value = values.get(id);
    if (value?.isGone === true && value.now === null) {
      return {
        takes: 'nothing',
        code: 'deleted_here',
        why: 'The personality was deleted here, and stays so. Undo the batch that brought it to import it again.',
      };
    }
    const now = value?.now ?? null;
    const said = (sketches.get(id) ?? [])
      .map(({ sketch }) => sketch.displayName ?? sketch.name)
      .find(name => name !== undefined);
    const name = textIn(now, 'displayName') ?? said ?? titleOf(slug ?? foreignId);
    const ownerId = textIn(now, 'ownerId') ?? importerId;
    return { takes: ownerId === importerId ? 'all' : 'no-config', ownerId, name };
  };

/** Somebody of whom rows come before it is settled what they are called. */
export const placeholder = (character: Character, ownerId: string): Personality => ({
  ...newcomer(titleOf(character.slug ?? character.foreignId) || 'Somebody', `coming:${character.id}`, ownerId),
  id: character.id,
  createdAt: 0,
  updatedAt: 0,
});
