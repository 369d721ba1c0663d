import type * as z from 'zod';
import type { Fates, SketchFound } from '../import/found.js';
import { cutTo, own, type Fields } from '../import/formats/cards/values.js';
import type { Remark } from '../import/issue.js';
import { memberPointer } from '../json/pointer.js';
import { paramsIn } from '../params/read.js';
import { modelSchema, sketchSchema } from '../personality/personality.js';

const schema = sketchSchema
  .pick({ name: true, displayName: true, errorMessage: true, birthday: true, prompt: true, manner: true, voice: true })
  .extend({ llm: modelSchema.omit({ provider: true }) });

const fields = schema.keyof().options;

/** `isPublic` and the like are for the owner to say. */
const identity = ['id', 'slug', 'aliases'];

type OwnReading = { readonly sketch: SketchFound; readonly fates: Fates; readonly remarks: readonly Remark[] };

/** The part of our own document that describes somebody. A field that does not fit is left out. */
export function ownSketch(personality: Fields, atRoot: readonly string[]): OwnReading {
  const present = fields.filter(field => Object.hasOwn(personality, field));
  const readings = present.map(field => ({
    field,
    parsed: schema.shape[field].safeParse(plain(valueAt(personality, field))),
  }));
  const good = readings.filter(({ parsed }) => parsed.success);
  const odd = readings.filter(({ parsed }) => !parsed.success).map(({ field }) => field);
  const known = new Set<string>([...good.map(({ field }) => field), ...identity]);
  const names = Object.keys(personality);
  return {
    sketch: sketchFrom(good.map(({ field, parsed }) => [field, parsed.data])),
    fates: {
      mapped: [...atRoot.filter(isOurs), ...names.filter(name => known.has(name)).map(inside)],
      quarantined: odd.map(inside),
      archived: [
        ...atRoot.filter(name => !isOurs(name) && name !== 'personality'),
        ...names.filter(name => !known.has(name) && !odd.some(field => field === name)).map(inside),
      ],
    },
    remarks: [...odd.map(oddField), ...oddParams(personality)],
  };
}

function sketchFrom(values: readonly (readonly [string, unknown])[]): SketchFound {
  const { name, displayName, errorMessage, birthday, prompt, manner, voice, llm } = schema
    .partial()
    .parse(Object.fromEntries(values));
  return {
    ...(name === undefined ? {} : { name }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(errorMessage === undefined ? {} : { errorMessage }),
    ...(birthday === undefined ? {} : { birthday }),
    ...(prompt === undefined ? {} : { prompt }),
    ...(manner === undefined ? {} : { manner }),
    ...(voice === undefined ? {} : { voice }),
    ...(llm === undefined ? {} : { llm: { ...llm, limits: limitsOf(llm.limits) } }),
  };
}

type Model = z.infer<typeof modelSchema>;
type Limits = NonNullable<NonNullable<SketchFound['llm']>['limits']>;

/** The limits that are set. */
function limitsOf({ memoryEnabled, ...numbers }: Model['limits']): Limits {
  const set = Object.entries(numbers).filter(([, value]) => typeof value === 'number');
  return { ...(memoryEnabled !== undefined && { memoryEnabled }), ...Object.fromEntries(set) };
}

/** Who provides a model is not a file’s to say. Each parameter stands for itself. */
function valueAt(personality: Fields, field: string): unknown {
  const value = own(personality, field);
  if (field !== 'llm' || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'provider');
  return Object.fromEntries(entries.map(([name, each]) => [name, name === 'params' ? paramsAt(each).params : each]));
}

const paramsAt = (value: unknown) => paramsIn(plain(value));

/** The parameters of a document that cannot be used. */
function oddParams(personality: Fields): Remark[] {
  const llm = own(personality, 'llm');
  const odd = typeof llm === 'object' && llm !== null && 'params' in llm ? paramsAt(llm.params).odd : [];
  return odd.slice(0, mostRemarks).map(({ name, why }) => ({
    severity: 'warn',
    code: 'odd_parameter',
    at: `/personality/llm/params${memberPointer(name)}`,
    message: `“${cutTo(name, 60)}” is not a parameter that can be used, and was left out. ${why} It is kept in the archive.`,
  }));
}

const mostRemarks = 50;

/** As JavaScript has it, whatever the spelling of its numbers. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const isOurs = (name: string) => ['format', 'version', 'lore'].includes(name);
const inside = (name: string) => `personality.${name}`;

const oddField = (field: string): Remark => ({
  severity: 'warn',
  code: 'odd_value',
  at: `/personality/${field}`,
  message: `“${field}” is not as it must be, and was left out. It is kept in the archive.`,
});
