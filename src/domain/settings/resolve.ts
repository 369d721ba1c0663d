import { definitions, tiers, type Saying, type SettingKey, type Tier } from './setting.js';

/** What each tier says. A tier that is absent says nothing. */
export type Sayings = { readonly [T in Tier]?: Saying | undefined };

export type Rung = { readonly tier: Tier; readonly saying: Saying };

/** What holds, who said so, and what everybody else said. */
export type Resolved = {
  readonly key: SettingKey;
  readonly state: 'off' | 'value';
  readonly value: unknown;
  readonly from: Tier;
  /** The config of a model that said so, by its name. */
  readonly config: string | null;
  readonly ladder: readonly Rung[];
};

const nothing: Saying = { state: 'inherit' };

/** The first tier that says something wins; the default always does. */
export function resolve(key: SettingKey, sayings: Sayings): Resolved {
  const { fallback, tiers: own } = definitions[key];
  const ladder = tiers
    .filter(tier => own.some(each => each === tier))
    .map((tier): Rung => ({
      tier,
      saying: tier === 'default' ? { state: 'value', value: fallback } : (sayings[tier] ?? nothing),
    }));
  const winner = ladder.find(({ saying }) => saying.state !== 'inherit') ?? { tier: 'default', saying: nothing };
  const value = winner.saying.state === 'value' ? winner.saying.value : null;
  const config = (winner.saying.state === 'value' ? winner.saying.config : undefined) ?? null;
  return { key, state: winner.saying.state === 'off' ? 'off' : 'value', value, from: winner.tier, config, ladder };
}

/** Who said something, in words: the tier, and the config it said it with. */
export const sourceOf = ({ from, config }: { readonly from: string; readonly config: string | null }): string =>
  config === null ? from : `${from} (config “${config}”)`;

export const numberOf = (resolved: Pick<Resolved, 'value'>): number =>
  typeof resolved.value === 'number' ? resolved.value : 0;

export const textOf = (resolved: Resolved): string | null =>
  typeof resolved.value === 'string' ? resolved.value : null;
