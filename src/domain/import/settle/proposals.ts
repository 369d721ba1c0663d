import { derivedId } from '../../id.js';
import type { Character } from '../cast.js';
import type { Find } from '../survey/survey.js';
import type { Entity, Json } from '../staged.js';
import type { Discovery } from '../format.js';

/** A value that a record would write as a whole. */
export type Proposal = { readonly entity: Entity; readonly id: string; readonly theirs: Json };

export type ProposalContext = {
  readonly sha256: (text: string) => string;
  readonly importerId: string;
  readonly character: Character | undefined;
  /** The account here of somebody on Discord, once the batch is done. */
  userOf(discordId: string): string;
};

/** What a small record would write. Empty: nothing by itself. Null: it cannot be written without a personality. */
export function proposalsOf({ file, found }: Find, context: ProposalContext): readonly Proposal[] | null {
  const format = file.recognised?.format ?? 'generic';
  switch (found.kind) {
    case 'verifications':
      return [{ entity: 'verification', id: found.discordId, theirs: { verifiedAt: found.verifiedAt } }];
    case 'blocks':
      return [{ entity: 'block', id: `${found.target}/${found.discordId}`, theirs: { reason: found.reason } }];
    case 'preferences':
      return [{ entity: 'preference', id: `${found.discordId}/${found.name}`, theirs: { value: found.value } }];
    case 'users': {
      const theirs = { userId: context.userOf(found.discordId), name: found.name, note: found.note, claimed: 0 };
      return [{ entity: 'person', id: `${format}/${found.foreignId}`, theirs }];
    }
    case 'personas': {
      const id = derivedId(context.sha256, 'persona', context.importerId, format, found.foreignId ?? found.name);
      const { name, pronouns, about } = found;
      return [{ entity: 'persona', id, theirs: { userId: context.importerId, name, pronouns, about, isDefault: 0 } }];
    }
    case 'activations':
      return context.character === undefined ? null : activation(found, context.character);
    case 'userPersonalizations':
      return context.character === undefined ? null : personalization(found, context.character, context);
    default:
      return [];
  }
}

type FoundOf<K extends Discovery['kind']> = Extract<Discovery, { kind: K }>;

const activation = ({ channelId, by }: FoundOf<'activations'>, { id }: Character): Proposal[] => [
  { entity: 'activation', id: `${channelId}/${id}`, theirs: { slot: 0, activatedBy: by } },
];

/** The person becomes somebody of their own for this personality, with what they told it about themselves. */
function personalization(
  { preferredName, pronouns, sidecar, model, params }: FoundOf<'userPersonalizations'>,
  { id, foreignId }: Character,
  { sha256, importerId }: ProposalContext,
): Proposal[] {
  const personaId = derivedId(sha256, 'persona', importerId, 'for', foreignId);
  const hasPersona = preferredName !== null;
  const persona = { userId: importerId, name: preferredName, pronouns, about: null, isDefault: 0 };
  const about = pronouns !== null && !hasPersona ? [`Pronouns: ${pronouns}.`] : [];
  const text = [...about, ...(sidecar === null ? [] : [sidecar])].join('\n');
  const theirs = {
    personaId: hasPersona ? personaId : null,
    sidecar: text === '' ? null : text,
    model,
    params: JSON.stringify(params),
  };
  return [
    ...(hasPersona ? [{ entity: 'persona', id: personaId, theirs: persona } as const] : []),
    { entity: 'override', id: `${importerId}/${id}`, theirs },
  ];
}
