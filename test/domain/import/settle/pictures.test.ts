import { describe, expect, it } from 'vitest';
import type { AvatarClaim, AvatarFound } from '../../../../src/domain/import/found.js';
import { portraits, type Portrait } from '../../../../src/domain/import/settle/pictures.js';
import type { SurveyedFile } from '../../../../src/domain/import/survey/survey.js';
import { aGif } from '../../../support/pictures.js';
import { aPng } from '../../png/pictures.js';
import { aCast, anAvatarFound, aStrayFile, aSurveyedFile, lilith, md5, owl, sha256 } from '../../../support/finds.js';

const one = aPng();
const two = aGif(7, 5);

const claim = (subject: typeof lilith, image: AvatarClaim['image']): AvatarClaim => ({
  kind: 'avatar-claim',
  subject,
  image,
});
const find = (found: AvatarFound | AvatarClaim, file: SurveyedFile = aStrayFile()) => ({ file, found });
const at = (path: string) => aStrayFile({ path });

const drawn = (...finds: Parameters<typeof portraits>[0]) => portraits(finds, aCast(), { sha256, md5 });
const short = (each: Portrait) => [each.character?.slug ?? null, each.picture === null ? each.code : each.picture.type];

describe('whose a picture is', () => {
  it.each<[string, Parameters<typeof portraits>[0]]>([
    ['by its fingerprint', [find(anAvatarFound(one)), find(claim(lilith, { md5: md5(one) }))]],
    ['by where it lies', [find(anAvatarFound(one), at('a/b.png')), find(claim(lilith, { path: 'a/b.png' }))]],
    ['by what it says', [find(anAvatarFound(one, { subject: lilith }))]],
    ['by what its file is about', [find(anAvatarFound(one), aSurveyedFile())]],
    [
      'by its fingerprint before where it lies',
      [
        find(anAvatarFound(one), at('a.png')),
        find(claim(lilith, { md5: md5(one) })),
        find(claim(owl, { path: 'a.png' })),
      ],
    ],
    [
      'by where it lies before what it says',
      [find(anAvatarFound(one, { subject: owl }), at('a.png')), find(claim(lilith, { path: 'a.png' }))],
    ],
    [
      'by the first who claims it',
      [find(claim(lilith, { md5: md5(one) })), find(claim(owl, { md5: md5(one) })), find(anAvatarFound(one))],
    ],
  ])('is told %s', (_, finds) => expect(drawn(...finds).map(short)).toEqual([['lilith', 'image/png']]));

  it('is not told by a claim for somebody unknown', () => {
    const nobody = { foreignId: 'x', slug: null };
    expect(drawn(find(anAvatarFound(one)), find(claim(nobody, { md5: md5(one) }))).map(short)).toEqual([
      [null, 'nobodys_avatar'],
    ]);
  });

  it('is not asked of what is no picture: it is set aside', () => {
    const [portrait] = drawn(find(anAvatarFound(Buffer.from('no picture'), { subject: lilith })));
    expect(portrait).toMatchObject({ picture: null, fate: 'quarantined', character: { slug: 'lilith' } });
  });

  it('does not matter where its source set it aside', () => {
    const aside = { fate: 'archived', code: 'old', why: 'Old.' } as const;
    expect(drawn(find(anAvatarFound(one, { subject: lilith, aside }))).map(short)).toEqual([['lilith', 'old']]);
  });
});

describe('a picture', () => {
  it('is known by its content, its type and its size', () => {
    const [portrait] = drawn(find(anAvatarFound(one, { subject: lilith })));
    expect(portrait?.picture).toEqual({ sha256: sha256(one), type: 'image/png', width: 1, height: 1 });
  });

  it('is one for everybody: the first; a broken or strange one does not count', () => {
    const broken = Buffer.from('no picture');
    const portraitsDrawn = drawn(
      ...[broken, one, two].map(bytes => find(anAvatarFound(bytes, { subject: lilith }))),
      find(anAvatarFound(two, { subject: owl })),
    );
    expect(portraitsDrawn.map(short).slice(1)).toEqual([
      ['lilith', 'image/png'],
      ['lilith', 'second_avatar'],
      ['owl', 'image/gif'],
    ]);
  });
});
