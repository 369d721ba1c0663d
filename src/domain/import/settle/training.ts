import { longestText, mostDialogues } from '../../personality/personality.js';
import { withExample } from './draft.js';
import { settle, type Draft, type Settling, type Situation, type Stamped } from './settling.js';

/** Exchanges that show how somebody speaks become part of them. */
export function addTraining(drafts: ReadonlyMap<string, Draft>, situation: Situation, settling: Settling): void {
  for (const each of situation.stamped) {
    if (each.found.kind === 'training') addOne(drafts.get(each.character?.id ?? ''), each, situation, settling);
  }
}

function addOne(draft: Draft | undefined, each: Stamped, { counts, standing }: Situation, settling: Settling): void {
  const { found, character } = each;
  if (found.kind !== 'training') return;
  const aside = (outcome: 'archived' | 'quarantined', code: string, why: string) =>
    settle(settling, counts, each, outcome, { reason: { code, why } });
  if (each.isKnown) return settle(settling, counts, each, 'unchanged');
  if (found.aside !== undefined) return aside(found.aside.fate, found.aside.code, found.aside.why);
  if (found.example === null) return aside('archived', 'unknown_form', 'This training is of a form that is not known.');
  if (draft === undefined || character === undefined)
    return aside('quarantined', 'no_personality', 'Nothing says which personality this belongs to.');
  if (standing(character).takes !== 'all')
    return aside('archived', 'not_owner', 'It belongs to the personality, which is somebody else’s.');
  if (found.example.length > longestText)
    return aside('archived', 'too_long', `An exchange has at most ${longestText} characters.`);
  const next = withExample(draft.value, found.example);
  if (next === draft.value && (draft.value.manner.dialogues ?? []).length === mostDialogues)
    return aside('archived', 'too_much', `Nobody keeps more than ${mostDialogues} exchanges.`);
  if (next === draft.value) return settle(settling, counts, each, 'unchanged');
  draft.value = next;
  settle(settling, counts, each, 'created', { target: character.id });
}
