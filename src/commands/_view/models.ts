import type { Model, Prices } from '../../domain/catalogue/model.js';
import { isFree } from '../../domain/catalogue/price.js';
import { canThink } from '../../domain/catalogue/thinking.js';
import { harmless } from '../../domain/text/harmless.js';
import { oneLine, rightly } from './fit.js';
import type { Paint } from './paint.js';
import { table } from './table.js';

/** In US dollars for a million tokens. Null where nobody says. */
export function perMillion(prices: Prices | null, of: 'prompt' | 'completion' | 'cacheRead'): number | null {
  const amount = prices?.[of] ?? null;
  return amount === null ? null : Number((Number(amount) * 1e6).toPrecision(12));
}

const wideFrom = 120;
const longestName = 40;

/** Models under headings. On a wide terminal there is more of each. */
export function modelTable(
  models: readonly Model[],
  chosen: string | null,
  { columns, paint }: { readonly columns: number; readonly paint: Paint },
): string {
  const isWide = columns >= wideFrom;
  const headings = [' ', 'model', 'in $/M', 'out $/M', 'reads', 'can', ...(isWide ? ['cached', 'writes', 'name'] : [])];
  const rows = models.map(model => [
    model.id === chosen ? paint('green', '→') : ' ',
    harmless(model.id),
    rightly(priceOf(model, 'prompt'), 6),
    rightly(priceOf(model, 'completion'), 7),
    rightly(inTokens(model.contextTokens), 5),
    abilities(model, isWide),
    ...(isWide ? wide(model) : []),
  ]);
  return table(headings, rows, paint);
}

const wide = (model: Model): string[] => [
  rightly(priceOf(model, 'cacheRead'), 6),
  rightly(inTokens(model.longestAnswerTokens), 6),
  oneLine(harmless(model.name), longestName),
];

function priceOf(model: Model, of: 'prompt' | 'completion' | 'cacheRead'): string {
  if (isFree(model)) return 'free';
  const price = perMillion(model.prices, of);
  if (price === null) return '–';
  return price >= 100
    ? price.toFixed(0)
    : price >= 0.1 || price === 0
      ? price.toFixed(2)
      : String(Number(price.toPrecision(2)));
}

function inTokens(tokens: number | null): string {
  if (tokens === null) return '–';
  return tokens < 1_000_000 ? `${Math.round(tokens / 1000)}k` : `${Number((tokens / 1e6).toFixed(1))}M`;
}

/** What it can besides reading and writing. */
function abilities(model: Model, isWide: boolean): string {
  const words = [
    ...(canThink(model) ? ['thinks'] : []),
    ...(model.inputs.includes('image') ? ['sees'] : []),
    ...(model.inputs.includes('audio') ? ['hears'] : []),
    ...(model.outputs.includes('image') ? ['draws'] : []),
  ];
  return (isWide ? words : words.slice(0, 3)).join(' ');
}
