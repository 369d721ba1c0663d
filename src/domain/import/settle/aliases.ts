import { derivedAlias, giveAlias, type NameBook } from './names.js';
import { settle, type Draft, type Settling, type Situation, type Stamped } from './settling.js';

/**
 * Gives everybody the names their sources have for them. Those whom the source's own index names come first, then the
 * others, in the order of their files; who has none is called by their own name.
 */
export function giveAliases(
  drafts: ReadonlyMap<string, Draft>,
  situation: Situation,
  settling: Settling,
  names: NameBook,
): void {
  const wanted = situation.stamped
    .filter(({ found }) => found.kind === 'aliases')
    .toSorted((a, b) => rank(a) - rank(b));
  for (const each of wanted) giveOne(drafts.get(each.character?.id ?? ''), each, situation, settling, names);
  const named = new Set(wanted.map(({ character }) => character?.id));
  for (const [id, draft] of drafts) {
    const isOurs = situation.standing(draft.character).takes === 'all';
    if (draft.isNew && isOurs && !named.has(id)) derive(draft, settling, names);
  }
}

const rank = ({ found }: Stamped) => (found.kind === 'aliases' && found.isIndexed === true ? 0 : 1);

function giveOne(
  draft: Draft | undefined,
  each: Stamped,
  { counts, standing }: Situation,
  settling: Settling,
  names: NameBook,
): void {
  const { found, character } = each;
  if (found.kind !== 'aliases') return;
  const aside = (outcome: 'archived' | 'quarantined', code: string, why: string, hint?: string) =>
    settle(settling, counts, each, outcome, { reason: { code, why, ...(hint !== undefined && { try: hint }) } });
  if (each.isKnown) return settle(settling, counts, each, 'unchanged');
  if (found.aside !== undefined) return aside(found.aside.fate, found.aside.code, found.aside.why);
  if (draft === undefined || character === undefined)
    return aside('quarantined', 'nobodys_alias', 'Nothing says whose name this is.');
  if (standing(character).takes !== 'all')
    return aside('archived', 'not_owner', 'The names of a personality are its owner’s to give.');
  const verdict = giveAlias(found.display, character.id, names);
  if (verdict.kind === 'has-it') return settle(settling, counts, each, 'unchanged');
  if (verdict.kind === 'taken')
    return aside('archived', 'alias_taken', `The name “${found.display}” is another one’s here.`);
  if (verdict.kind === 'impossible')
    return aside('quarantined', 'bad_alias', verdict.why, `personality alias add ${draft.value.slug} NAME`);
  draft.value = { ...draft.value, aliases: [...draft.value.aliases, found.display] };
  settle(settling, counts, each, 'created', { target: character.id });
}

function derive(draft: Draft, settling: Settling, names: NameBook): void {
  const { value, character } = draft;
  const alias = derivedAlias(value.displayName, value.slug, character.id, names);
  if (alias === undefined) return;
  draft.value = { ...value, aliases: [...value.aliases, alias] };
  const message = `No names for ${value.slug} were found; it answers to “${alias}” too.`;
  settling.issues.push({ severity: 'info', code: 'alias_derived', file: '', at: '', message });
}
