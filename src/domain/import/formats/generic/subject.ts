import { slugOf } from '../../../personality/slug.js';
import { fold } from '../../../text/fold.js';
import type { Subject } from '../../found.js';

/** Whom an id and a name speak of. A name of which no slug can be made still tells them apart. Null: of nobody. */
export function subjectFor(foreignId: string | null, name: string | undefined): Subject | null {
  const slug = name === undefined ? null : (slugOf(name) ?? fold(name));
  return foreignId === null && slug === null ? null : { foreignId, slug };
}
