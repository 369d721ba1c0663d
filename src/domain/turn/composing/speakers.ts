import type { PromptLine } from '../../calling/prompt.js';
import type { Line } from '../../conversation/line.js';
import type { Venue } from '../../conversation/venue.js';
import { isSame, type Labelled, type Whom } from '../company/member.js';
import { readable, type Mentions } from '../mentions.js';
import { indented, withoutSections } from './section.js';

type Around = {
  readonly personality: { readonly id: string };
  readonly company: readonly Labelled[];
  readonly venue: Pick<Venue, 'kind'>;
};

/** Whether somebody else can speak than one person and the personality: then each line needs a name in front. */
const isShared = ({ company, venue }: Around) => venue.kind !== 'dm' || company.length > 1;

/** A line from the model's side. */
export function promptLine({ speaker, text }: Line, around: Around): PromptLine {
  if (isSame(speaker, { kind: 'personality', id: around.personality.id })) return { role: 'assistant', text };
  return { role: 'user', text: ledBy(speaker, readable(text, nobodyBut(around.company)), around) };
}

/**
 * What somebody says, led by their name where several can speak. Only a line that begins at its very front is led, and no
 * section of the prompt begins or ends in it.
 */
export const ledBy = (speaker: Whom, text: string, around: Around): string =>
  isShared(around) ? `${labelOf(speaker, around.company)}: ${indented(withoutSections(text))}` : text;

const labelOf = (speaker: Whom, company: readonly Labelled[]): string =>
  company.find(member => isSame(member, speaker))?.label ?? 'somebody';

/** A message in which those mentioned have their names: the one by which they are known here, where they are here. */
export const withNames = (text: string, { people, channels, roles }: Mentions, company: readonly Labelled[]): string =>
  readable(text, { people: [...people, ...nobodyBut(company).people], channels, roles });

const nobodyBut = (company: readonly Labelled[]): Mentions => ({
  people: company.flatMap(member =>
    member.kind === 'person' ? member.accounts.map(id => ({ id, name: member.label })) : [],
  ),
  channels: [],
  roles: [],
});
