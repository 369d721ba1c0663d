import type { Cast, Character } from './cast.js';
import type { Value } from './settle/settling.js';
import type { Standing } from './stage/sort.js';
import type { Survey } from './survey/survey.js';
import type { Plan } from './watch.js';

/** What an import is going to do, in a few words. */
export function planOf(
  { files }: Survey,
  cast: Cast,
  values: ReadonlyMap<string, Value>,
  standing: (character: Character) => Standing,
): Plan {
  const fresh = files.filter(({ known }) => known === undefined);
  const read = fresh.flatMap(({ recognised, state }) =>
    state === 'read' && recognised !== undefined ? [recognised.format] : [],
  );
  const formats = Map.groupBy(read, format => format);
  const of = (state: string) => fresh.filter(file => file.state === state).length;
  return {
    step: 'plan',
    recognised: [...formats].map(([format, all]) => ({ format, files: all.length })),
    leftOut: { refused: of('refused'), strays: of('stray'), known: files.length - fresh.length },
    personalities: cast.all.map(character => {
      const stands = standing(character);
      const name = stands.takes === 'nothing' ? (character.slug ?? character.foreignId) : stands.name;
      if (stands.takes === 'nothing') return { name, action: 'skip' };
      return { name, action: values.get(character.id)?.now === null ? 'create' : 'update' };
    }),
  };
}
