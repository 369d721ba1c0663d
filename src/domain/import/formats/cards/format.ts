import type { Format, Glimpse, Recognised, Tools } from '../../format.js';
import { iconIn, isBesideCard, isIcon } from './charx.js';
import { foundInCard } from './found.js';
import { foundInPicture } from './picture-found.js';
import { isCardJson, isCardPicture } from './recognise.js';

const ofCard = { format: 'card', role: 'card', subject: null, isWorldwide: false } as const;

/** Character cards of version 1, 2 and 3: as JSON, in a PNG, and as CHARX. */
export const cardFormat = (tools: Tools): Format => ({
  name: 'card',
  recognise: glimpse => recognised(glimpse, tools),
});

function recognised(glimpse: Glimpse, tools: Tools): Recognised | undefined {
  const { path } = glimpse;
  if (isIcon(path)) return { ...ofCard, role: 'icon', reads: 'bytes', document: bytes => [iconIn(bytes, tools)] };
  if (isBesideCard(path)) return { ...ofCard, role: 'asset', reads: 'nothing' };
  if (isCardPicture(glimpse)) {
    return { ...ofCard, reads: 'bytes', document: bytes => foundInPicture(bytes, path, tools) };
  }
  if (!isCardJson(glimpse.json, glimpse.head)) return undefined;
  return {
    ...ofCard,
    reads: 'json',
    streams: [],
    document: ({ value, raw }) => foundInCard({ value, raw, path }, tools),
  };
}
