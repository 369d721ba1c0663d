import type { AvatarClaim, AvatarFound, Cutting } from '../../../found.js';
import type { Tools } from '../../../format.js';
import { membersOf } from '../members.js';
import { slugIn, subjectOf } from '../subject.js';
import { fieldOf, isFields, wordsOf } from '../values.js';

/** Which image is whose. The checksum is to be trusted, the name of a file only when there is none. */
export function* readAvatarList(whole: Cutting, folder: string): Generator<AvatarClaim> {
  for (const { key, cutting } of membersOf(whole)) {
    const slug = slugIn(key);
    if (slug === null || !isFields(cutting.value)) continue;
    const md5 = wordsOf(fieldOf(cutting.value, 'checksum'))?.trim().toLowerCase() ?? '';
    const name = wordsOf(fieldOf(cutting.value, 'localFilename'));
    const subject = { foreignId: null, slug };
    if (/^[0-9a-f]{32}$/.test(md5)) yield { kind: 'avatar-claim', subject, image: { md5 } };
    else if (name !== null) yield { kind: 'avatar-claim', subject, image: { path: `${folder}images/${name}` } };
  }
}

const named = /^(.+?)(?:-[0-9a-f]{8})?\.[^.]+$/i;

/** An image. Whose it is, its name says, where nothing better does. */
export function* readAvatar(bytes: Uint8Array, base: string, tools: Tools): Generator<AvatarFound> {
  const subject = subjectOf(null, slugIn(named.exec(base)?.[1]));
  yield { kind: 'avatars', at: '', raw: `sha256:${tools.sha256(bytes)}`, subject, bytes };
}
