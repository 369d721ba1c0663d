import type { Discovery, Tools } from '../../format.js';
import type { AvatarFound } from '../../found.js';
import { foundInCard } from './found.js';
import { cardInPicture } from './picture.js';

/** All that is in a PNG card, and the picture itself. Nothing when it is a picture without a card. */
export function* foundInPicture(bytes: Uint8Array, path: string, tools: Tools): Generator<Discovery> {
  const reading = cardInPicture(bytes, tools);
  if (reading === null) return;
  const picture: AvatarFound = { kind: 'avatars', at: '', raw: tools.sha256(bytes), subject: null, bytes };
  if ('refused' in reading) {
    const { code, message } = reading.refused;
    yield { ...picture, remarks: reading.remarks, aside: { fate: 'quarantined', code, why: message, try: another } };
    return;
  }
  for (const found of foundInCard({ ...reading, path }, tools)) {
    yield found;
    if (found.kind === 'personalities') yield { ...picture, subject: found.subject ?? null };
  }
}

const another =
  'Get the card again from where it came, as a PNG of at most 4096 pixels a side or as JSON, and import that.';
