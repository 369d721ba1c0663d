import { imageOf } from '../../png/image.js';
import type { Cast, Character } from '../cast.js';
import type { AvatarFound, Measured } from '../found.js';
import type { Picture } from '../staged.js';
import type { Find } from '../survey/survey.js';

/** An image and whose face it is, or why it is nobody’s. */
export type Portrait = {
  readonly find: Find;
  readonly found: AvatarFound;
} & (
  | { readonly character: Character; readonly picture: Omit<Picture, 'bytes'> }
  | {
      readonly character: Character | undefined;
      readonly picture: null;
      readonly fate: 'archived' | 'quarantined';
      readonly code: string;
      readonly why: string;
    }
);

/** Says of an image what has to be known of it, so that its bytes need not be kept. */
export const measure = (found: AvatarFound, hashes: Hashes): Measured =>
  found.measured ?? {
    sha256: hashes.sha256(found.bytes),
    md5: hashes.md5(found.bytes),
    image: imageOf(found.bytes),
  };

export type Hashes = { sha256(content: Uint8Array): string; md5(content: Uint8Array): string };

/** Finds out whose every image is: by its fingerprint, by where it lies, by what its file says; and whether it is one. */
export function portraits(finds: readonly Find[], cast: Cast, hashes: Hashes): Portrait[] {
  const byMd5 = new Map<string, Character>();
  const byPath = new Map<string, Character>();
  for (const { file, found } of finds) {
    if (found.kind !== 'avatar-claim') continue;
    const character = cast.of(file.recognised?.format ?? 'generic', found.subject);
    if (character === undefined) continue;
    const { image } = found;
    if ('md5' in image && !byMd5.has(image.md5)) byMd5.set(image.md5, character);
    if ('path' in image && !byPath.has(image.path)) byPath.set(image.path, character);
  }
  const painted = new Set<string>();
  return finds.flatMap((find): Portrait[] => {
    const { file, found } = find;
    if (found.kind !== 'avatars') return [];
    const own = cast.of(file.recognised?.format ?? 'generic', found.subject ?? file.recognised?.subject ?? null);
    const character = byMd5.get(measure(found, hashes).md5) ?? byPath.get(file.path) ?? own;
    return [portrait({ find, found }, character, painted, hashes)];
  });
}

function portrait(
  base: { readonly find: Find; readonly found: AvatarFound },
  character: Character | undefined,
  painted: Set<string>,
  hashes: Hashes,
): Portrait {
  const { found } = base;
  const aside = (fate: 'archived' | 'quarantined', code: string, why: string): Portrait => ({
    ...base, character, picture: null, fate, code, why,
  }); // prettier-ignore
  if (found.aside !== undefined) return aside(found.aside.fate, found.aside.code, found.aside.why);
  if (character === undefined) return aside('archived', 'nobodys_avatar', 'Nothing says whose picture this is.');
  const { image, sha256 } = measure(found, hashes);
  if ('refused' in image) return aside('quarantined', image.refused.code, image.refused.message);
  if (painted.has(character.id))
    return aside('archived', 'second_avatar', 'There is another picture of the same one; the first is used.');
  painted.add(character.id);
  const { type, width, height } = image;
  return { ...base, character, picture: { sha256, type, width, height } };
}
