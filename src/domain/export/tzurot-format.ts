import type { Discovery, Format, Glimpse, Recognised, Tools } from '../import/format.js';
import type { AliasFound, Subject } from '../import/found.js';
import { slugFor, fieldsOf, own, textOf, type Fields } from '../import/formats/cards/values.js';
import { spelled } from '../json/exact.js';
import { ownFormat } from './json.js';
import { ownLore } from './own-lore.js';
import { ownSketch } from './own-sketch.js';

/** What `personality export --format json` writes. */
export const tzurotFormat = (tools: Tools): Format => ({
  name: 'tzurot',
  recognise: glimpse => recognised(glimpse, tools),
});

function recognised({ json }: Glimpse, tools: Tools): Recognised | undefined {
  if (json?.root !== 'object' || json.members.get('format')?.value !== ownFormat) return undefined;
  if (!json.members.has('personality')) return undefined;
  return {
    format: 'tzurot',
    role: 'personality',
    subject: null,
    isWorldwide: true,
    reads: 'json',
    streams: [],
    document: ({ value, raw }) => found(fieldsOf(value), raw, tools),
  };
}

function* found(root: Fields, raw: string, tools: Tools): Generator<Discovery> {
  const personality = fieldsOf(own(root, 'personality'));
  const { sketch, fates, remarks } = ownSketch(personality, Object.keys(root));
  const slug = textOf(own(personality, 'slug')) ?? slugFor(sketch.name ?? '', tools);
  const subject: Subject = { foreignId: textOf(own(personality, 'id')) ?? null, slug };
  yield { kind: 'personalities', at: '', raw, subject, weight: 'config', slug, sketch, fates, owners: [], remarks };
  yield* aliasesOf(own(personality, 'aliases'), subject);
  const lore = own(root, 'lore');
  if (Array.isArray(lore)) yield* ownLore(lore, subject);
}

function aliasesOf(aliases: unknown, subject: Subject): AliasFound[] {
  if (!Array.isArray(aliases)) return [];
  return aliases.map((value: unknown, index) => {
    const display = typeof value === 'string' ? value.trim() : '';
    const at = `/personality/aliases/${index}`;
    const alias = { kind: 'aliases', at, raw: spelled(value), subject, display, isIndexed: null } as const;
    return display === '' ? { ...alias, aside: notAnAlias } : alias;
  });
}

const notAnAlias = {
  fate: 'quarantined',
  code: 'not_an_alias',
  why: 'A name somebody answers to is a text that is not empty.',
  try: 'Mend it in the file, and import it again.',
} as const;
