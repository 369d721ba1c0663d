import type { Remark } from '../../issue.js';
import { isFields, numberOf, own, type Fields } from './values.js';

/** A card, whichever version it is of. Version 1 and its dialects have everything at the root. */
export type Card = { readonly root: Fields; readonly data: Fields | undefined; readonly remarks: readonly Remark[] };

export const specs = { v2: 'chara_card_v2', v3: 'chara_card_v3' } as const;
const newest = 3;

const isSpec = (value: unknown) => value === specs.v2 || value === specs.v3;

/** Undefined when the value is no object. */
export function cardOf(value: unknown): Card | undefined {
  if (!isFields(value)) return undefined;
  const data = own(value, 'data');
  if (!isFields(data)) return { root: value, data: undefined, remarks: isSpec(own(value, 'spec')) ? [noData] : [] };
  return { root: value, data, remarks: isSpec(own(value, 'spec')) ? newerSpec(value) : [noSpec] };
}

function newerSpec(root: Fields): Remark[] {
  const version = numberOf(own(root, 'spec_version'));
  if (version === undefined || version <= newest) return [];
  const message = `The card follows version ${version} of its specification, and the newest known one is ${newest}.0. What is new in it is kept, but has no effect.`;
  return [{ severity: 'info', code: 'newer_spec', at: '/spec_version', message }];
}

const noSpec: Remark = {
  severity: 'info',
  code: 'no_spec',
  at: '/spec',
  message:
    'The card does not say which specification it follows. It was read as version 2 or 3, as it is formed like one.',
};

const noData: Remark = {
  severity: 'warn',
  code: 'no_data',
  at: '/data',
  message: 'The card says that it is of version 2 or 3, but has no “data”. It was read as version 1.',
};
