import { misfitIn } from '../misfit.js';
import { isParamName, paramNames, paramsSchema, schemaOf, type Params } from './params.js';
import { modernised } from './spelling.js';
import { unknownParameter } from './unknown.js';

/** A parameter that cannot be used, by the name it has today. */
export type Odd = { readonly name: string; readonly why: string };

export type ParamsRead = { readonly params: Params; readonly odd: readonly Odd[] };

/** The parameters that somebody else wrote down. Each stands for itself: one that does not fit takes no other with it. */
export function paramsIn(given: unknown): ParamsRead {
  const modern = modernised(given);
  const named = typeof modern === 'object' && modern !== null && !Array.isArray(modern) ? Object.entries(modern) : [];
  const set = named.filter(([, value]) => value !== null && value !== undefined);
  const readings = set.map(([name, value]) => ({ name, ...readOne(name, value) }));
  const odd = readings.flatMap(({ name, why }) => (why === null ? [] : [{ name, why }]));
  const good = Object.fromEntries(readings.filter(({ why }) => why === null).map(({ name, value }) => [name, value]));
  const whole = paramsSchema.safeParse(good, { error: misfitIn });
  if (whole.success) return { params: whole.data, odd };
  const { reasoning: _, ...rest } = good;
  const why = whole.error.issues[0]?.message ?? 'It does not fit the others.';
  return { params: paramsSchema.parse(rest), odd: [...odd, { name: 'reasoning', why }] };
}

function readOne(name: string, value: unknown): { readonly value: unknown; readonly why: string | null } {
  if (!isParamName(name)) return { value, why: unknownParameter([name], paramNames) };
  const parsed = schemaOf(name).safeParse(value, { error: misfitIn });
  if (parsed.success) return { value: parsed.data, why: null };
  return { value, why: parsed.error.issues[0]?.message ?? 'It does not fit.' };
}
