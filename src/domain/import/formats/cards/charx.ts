import type { Tools } from '../../format.js';
import type { AvatarClaim, AvatarFound, Subject } from '../../found.js';
import type { Card } from './card.js';
import { archiveAround } from './paths.js';
import { isFields, own, textOf, type Fields } from './values.js';

/** Which file of its archive is a card’s picture: the icon called main, or the first one. */
export function claimOf({ data }: Card, path: string, subject: Subject): AvatarClaim | undefined {
  const archive = archiveAround(path);
  const assets = data === undefined ? undefined : own(data, 'assets');
  if (archive === undefined || !Array.isArray(assets)) return undefined;
  const icons = assets.filter(isFields).filter(asset => own(asset, 'type') === 'icon' && embedded(asset) !== undefined);
  const icon = icons.find(asset => own(asset, 'name') === 'main') ?? icons[0];
  const inside = icon === undefined ? undefined : embedded(icon);
  return inside === undefined ? undefined : { kind: 'avatar-claim', subject, image: { path: `${archive}${inside}` } };
}

/** The specification spells it with one d. */
const embedded = (asset: Fields): string | undefined =>
  /^embedd?ed:\/\/\/?(.+)$/i.exec(textOf(own(asset, 'uri')) ?? '')?.[1];

const assets = /\.(?:charx|zip)\/assets\/(?:icon|background|emotion|user_icon|other)\//i;

/** Whether a file lies in a CHARX beside the card. */
export const isBesideCard = (path: string): boolean =>
  assets.test(path) || /\.charx\/(?!card\.json$)/i.test(path) || /(?:^|\/)module\.risum$/i.test(path);

/** Whether a file in a CHARX can be its card's picture; the card says which one is. */
export const isIcon = (path: string): boolean =>
  /\.(?:charx|zip)\/assets\/icon\/.+\.(?:png|jpe?g|gif|webp)$/i.test(path);

export const iconIn = (bytes: Uint8Array, { sha256 }: Tools): AvatarFound => ({
  kind: 'avatars',
  at: '',
  raw: sha256(bytes),
  subject: null,
  bytes,
});
