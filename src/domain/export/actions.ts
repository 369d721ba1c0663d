import type { Hash } from '../../ports/hash.js';
import { TzurotError } from '../errors.js';
import type { Fields } from '../import/formats/cards/values.js';
import { spelled } from '../json/exact.js';
import { findOwn, type Actor, type PersonalityPorts } from '../personality/actions.js';
import type { Personality } from '../personality/personality.js';
import { plainPng } from '../png/plain.js';
import { cardPng } from './card-png.js';
import { cardV2 } from './card-v2.js';
import { cardV3 } from './card-v3.js';
import type { CardParts } from './card.js';
import type { Exported, ExportFormat } from './exported.js';
import { ownDocument } from './json.js';
import { lorebook } from './lorebook.js';
import { presentable } from '../import/presentable.js';

type ExportPorts = PersonalityPorts & { readonly hash: Hash; deflate(bytes: Uint8Array): Uint8Array };

const documents = {
  'card-v3': cardV3,
  'card-v2': cardV2,
  lorebook,
  json: ownDocument,
} as const satisfies Record<ExportFormat, (parts: CardParts) => Fields>;

/** One’s own personality in a form that others read. Nothing of what it remembers is in it. */
export async function exported(
  ports: ExportPorts,
  actor: Actor,
  name: string,
  { format, isPicture }: { readonly format: ExportFormat; readonly isPicture: boolean },
): Promise<Exported> {
  const personality = await findOwn(ports, actor, name);
  const parts = await partsOf(ports, personality);
  const document = documents[format](parts);
  const { bytes, hasOwnPicture } = isPicture
    ? await pictured(ports, parts, format)
    : { bytes: Buffer.from(`${spelled(document, 2)}\n`), hasOwnPicture: null };
  return { personality, document, bytes, sha256: ports.hash.sha256(bytes), hasOwnPicture };
}

async function partsOf({ personalities }: ExportPorts, personality: Personality): Promise<CardParts> {
  const origin = await personalities.origin(personality.id);
  const isCard = origin?.format === 'card' || origin?.format === 'lorebook';
  const lore = await personalities.lore(personality.id);
  const document = origin?.document ?? null;
  return {
    personality,
    lore,
    original: isCard ? document : null,
    kept: document === null ? null : presentable(document),
  };
}

async function pictured(ports: ExportPorts, parts: CardParts, format: ExportFormat) {
  if (!format.startsWith('card')) {
    throw new TzurotError('invalid', 'Only a character card goes into a picture.', {
      try: `personality export ${parts.personality.slug} --format card-v3 --png -o ${parts.personality.slug}.png`,
    });
  }
  const { avatar } = parts.personality;
  const own = avatar === null ? undefined : await ports.personalities.picture(avatar);
  const drawn = own?.type === 'image/png' ? cardPng(parts, own.bytes) : undefined;
  if (drawn !== undefined && !('refused' in drawn)) return { bytes: drawn, hasOwnPicture: true };
  const plain = cardPng(
    parts,
    plainPng(bytes => ports.deflate(bytes)),
  );
  if ('refused' in plain) throw new Error(plain.refused.message);
  return { bytes: plain, hasOwnPicture: false };
}
