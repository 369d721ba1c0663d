type Fields = Readonly<Record<string, unknown>>;

/** A parameter of today: where it stands, and what it says. */
type Piece = { readonly path: readonly string[]; readonly value: unknown };

const at = (...path: string[]) => (value: unknown): Piece => ({ path, value }); // prettier-ignore

/** What was once said in another way. */
const older: ReadonlyMap<string, (value: unknown) => Piece> = new Map([
  ['max_completion_tokens', at('max_tokens')],
  ['reasoning_effort', at('reasoning', 'effort')],
  ['reasoning_max_tokens', at('reasoning', 'max_tokens')],
  ['include_reasoning', value => at('reasoning', 'exclude')(typeof value === 'boolean' ? !value : value)],
  ['transforms', value => at('plugins')(compression(value))],
  ['route', value => at('provider', 'allow_fallbacks')(value === 'fallback' ? true : value)],
]);

/** Long prompts were once shortened by a transform, which is a plugin today. */
function compression(transforms: unknown): unknown {
  const isList = Array.isArray(transforms) && transforms.every(each => each === 'middle-out');
  if (!isList) return transforms;
  return [{ id: 'context-compression', ...(transforms.length === 0 && { enabled: false }) }];
}

/** Parameters whose fields are names of ours, and not somebody’s own words. */
const structured: ReadonlySet<string> = new Set([
  'reasoning', 'provider', 'plugins', 'image_config', 'web_search_options', 'response_format',
]); // prettier-ignore

const snake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/** One parameter in today’s spelling. `topP` is `top_p`, and what moved is where it is now. */
export function pieceOf(name: string, value: unknown): Piece {
  const today = snake(name);
  const moved = older.get(today);
  if (moved !== undefined) return moved(value);
  return { path: [today], value: structured.has(today) ? snaked(value) : value };
}

/** A path in today’s spelling, such as `reasoning.effort` for `reasoningEffort`. */
export function pathOf(steps: readonly string[]): readonly string[] {
  const [first = '', ...rest] = steps;
  return [...pieceOf(first, undefined).path, ...(structured.has(snake(first)) ? rest.map(snake) : rest)];
}

/** Whether a name is one that says today something else, or elsewhere. */
export const isOlder = (name: string): boolean => older.has(snake(name));

const deepest = 3;

function snaked(value: unknown, depth = 0): unknown {
  if (depth >= deepest) return value;
  if (Array.isArray(value)) return value.map(each => snaked(each, depth + 1));
  if (!isFields(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, each]) => [snake(name), isForeign(name) ? each : snaked(each, depth + 1)]),
  );
}

/** A schema names its fields as it likes. */
const isForeign = (name: string) => snake(name) === 'json_schema';

/** All parameters in today’s spelling. Where something is said in both, today’s holds. */
export function modernised(given: unknown): unknown {
  if (!isFields(given)) return given;
  const pieces = Object.entries(given).map(([name, value]) => ({ name, ...pieceOf(name, value) }));
  const [first, second] = [pieces.filter(isToday), pieces.filter(piece => !isToday(piece))];
  return Object.fromEntries([...first, ...second].reduce(added, new Map<string, unknown>()));
}

const isToday = ({ name, path }: Piece & { readonly name: string }) => path.length === 1 && path[0] === name;

/** Adds a piece where nothing stands yet. */
function added(known: Map<string, unknown>, { path: [first = '', second], value }: Piece): Map<string, unknown> {
  const before = known.get(first);
  if (before === undefined) return known.set(first, second === undefined ? value : { [second]: value });
  return isFields(before) && second !== undefined ? known.set(first, { [second]: value, ...before }) : known;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
