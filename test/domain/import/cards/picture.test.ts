import { describe, expect, it } from 'vitest';
import { cardFormat } from '../../../../src/domain/import/formats/cards/format.js';
import { signature } from '../../../../src/domain/png/chunks.js';
import { chunkBytes } from '../../../../src/domain/png/write.js';
import { aPng, end, headerOf, packedText, pixels, text, withByte, worldText } from '../../png/pictures.js';
import { ofKind, readFile, recognise, remarksIn, tools } from './reader.js';

const format = cardFormat(tools);
const card = (spec: 'chara_card_v2' | 'chara_card_v3', fields: object = {}) => ({
  spec,
  spec_version: spec === 'chara_card_v2' ? '2.0' : '3.0',
  data: {
    name: 'Lilith',
    description: 'A night spirit.',
    first_mes: 'Ah, {{user}} — “you”.',
    creator: 'Ada',
    ...fields,
  },
});
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const chara = (fields?: object) => text('chara', encoded(card('chara_card_v2', fields)));
const ccv3 = (fields?: object) => text('ccv3', encoded(card('chara_card_v3', fields)));
const read = (png: Uint8Array, path = 'characters/Lilith.png') => readFile(format, path, png);
const names = (found: ReturnType<typeof read>) => ofKind(found, 'personalities').map(({ sketch }) => sketch.name);

describe('a card in a picture', () => {
  it.each([
    ['plain', chara()],
    ['packed', packedText('chara', encoded(card('chara_card_v2')))],
    ['international', worldText('chara', encoded(card('chara_card_v2')))],
    ['international and packed', worldText('chara', encoded(card('chara_card_v2')), true)],
    ['as JSON without base64', worldText('chara', JSON.stringify(card('chara_card_v2')))],
    [
      'after a mark of byte order',
      text('chara', Buffer.from(`\ufeff${JSON.stringify(card('chara_card_v2'))}`).toString('base64')),
    ],
    ['in lines', text('chara', encoded(card('chara_card_v2')).replace(/.{60}/g, '$&\n'))],
  ])('is read when its text is %s', (_, chunk) => {
    const found = read(aPng(chunk));
    expect(ofKind(found, 'personalities')[0]?.sketch.prompt?.greeting).toBe('Ah, {{user}} — “you”.');
    expect(remarksIn(found)).toEqual([]);
  });

  it('comes with the picture, byte for byte', () => {
    const png = Buffer.concat([aPng(chara()), Buffer.from('more')]);
    const [avatar] = ofKind(read(png), 'avatars');
    expect(avatar?.bytes).toEqual(png);
    expect(avatar?.subject).toEqual({ foreignId: 'lilith/ada', slug: 'lilith' });
    expect(avatar).not.toHaveProperty('aside');
  });

  it('keeps its own text for later', () => {
    expect(ofKind(read(aPng(ccv3())), 'personalities')[0]?.raw).toBe(JSON.stringify(card('chara_card_v3')));
  });

  it('is that of version 3, when there are both', () => {
    const found = read(aPng(chara({ name: 'Old' }), ccv3()));
    expect(names(found)).toEqual(['Lilith']);
    expect(remarksIn(found)).toEqual(['cards_disagree']);
    expect(remarksIn(read(aPng(chara(), ccv3({ nickname: 'Lil' }))))).toEqual([]);
  });

  it('is that of version 2, when that of version 3 cannot be read', () => {
    const found = read(aPng(text('ccv3', '!!!'), chara()));
    expect(names(found)).toEqual(['Lilith']);
    expect(remarksIn(found)).toEqual(['card_unreadable']);
  });

  it('is the first of two', () => {
    const found = read(aPng(chara(), chara({ name: 'Second' })));
    expect(names(found)).toEqual(['Lilith']);
    expect(remarksIn(found)).toEqual(['repeated_text']);
  });

  it('is found in an animated picture, and in front of a zip', () => {
    const animation = chunkBytes('acTL', Buffer.from('0000000100000000', 'hex'));
    expect(names(read(aPng(animation, chara())))).toEqual(['Lilith']);
    expect(names(read(Buffer.concat([aPng(chara()), Buffer.from('PK\u0003\u0004')])))).toEqual(['Lilith']);
  });

  it('is found behind more than what is looked at', () => {
    const png = aPng(chunkBytes('IDAT', new Uint8Array(300_000)), chara());
    expect(names(read(png))).toEqual(['Lilith']);
  });
});

describe('a picture that is refused', () => {
  const withHeader = (width: number, height: number, ...chunks: Uint8Array[]) =>
    Buffer.concat([signature, headerOf(width, height), ...chunks, pixels, end]);
  const damaged = withByte(aPng(chara()), 8 + 25 + 20, byte => byte ^ 1);

  it.each([
    ['for its size', withHeader(100_000, 100_000, chara()), 'image_too_large'],
    ['for a length that lies', aPng(chara()).subarray(0, 120), 'png_bad_length'],
    ['for an end in the middle', aPng(chara()).subarray(0, -3), 'png_cut_off'],
    ['for a text that is no card', aPng(text('chara', encoded('x'))), 'card_unreadable'],
    ['for a text that is no JSON', aPng(text('chara', Buffer.from('{').toString('base64'))), 'card_unreadable'],
    [
      'for JSON that is nested too deep',
      aPng(text('chara', Buffer.from('['.repeat(5000)).toString('base64'))),
      'card_unreadable',
    ],
    ['for a text that is no base64', aPng(text('chara', '%%%')), 'card_unreadable'],
    ['for a text that is damaged', damaged, 'card_unreadable'],
    ['for a text that is a bomb', aPng(packedText('chara', Buffer.alloc(9_000_000))), 'card_unreadable'],
    ['for a drawing that is called a PNG', Buffer.from('<svg/>'), 'not_an_image'],
    ['for a page that is called a PNG', Buffer.from('\n<!doctype html>'), 'not_an_image'],
  ])('%s makes nobody, and says why', (_, png, code) => {
    const found = read(png);
    expect(names(found)).toEqual([]);
    expect(ofKind(found, 'avatars').map(({ aside }) => aside?.code)).toEqual([code]);
    expect(ofKind(found, 'avatars')[0]?.aside).toMatchObject({
      fate: 'quarantined',
      why: expect.stringMatching(/\.$/),
    });
  });

  it('is one of another kind that is called a PNG', () => {
    const found = read(Buffer.from('GIF89a\u0001\0\u0001\0'));
    expect(ofKind(found, 'avatars').map(({ aside }) => aside?.code)).toEqual(['not_png']);
  });
});

describe('a picture without a card', () => {
  it('is none of ours', () => {
    expect(recognise(format, 'a.png', aPng(text('Title', 'x')))).toBeUndefined();
    expect(recognise(format, 'User Avatars/a.png', aPng(chara()))).toBeUndefined();
    expect(recognise(format, 'a.jpg', Buffer.from('ffd8ffe0', 'hex'))).toBeUndefined();
  });

  it('holds nothing, when that could not be seen from its beginning', () => {
    expect(read(aPng(chunkBytes('IDAT', new Uint8Array(300_000))))).toEqual([]);
  });
});

describe('a CHARX', () => {
  const asset = (type: string, name: string, uri: string) => ({ type, name, uri, ext: 'png' });
  const charx = (...assets: unknown[]) => JSON.stringify(card('chara_card_v3', { assets }));
  const claims = (content: string, path = 'Lilith.charx/card.json') =>
    readFile(format, path, content).filter(({ kind }) => kind === 'avatar-claim');

  it('has the icon called main as its picture', () => {
    const assetsOf = charx(
      asset('icon', 'other', 'embeded://assets/icon/images/other.png'),
      asset('emotion', 'main', 'embeded://assets/emotion/images/main.png'),
      asset('icon', 'main', 'embeded://assets/icon/images/main.png'),
    );
    expect(claims(assetsOf)).toEqual([
      {
        kind: 'avatar-claim',
        subject: { foreignId: 'lilith/ada', slug: 'lilith' },
        image: { path: 'Lilith.charx/assets/icon/images/main.png' },
      },
    ]);
    const [personality] = ofKind(readFile(format, 'Lilith.charx/card.json', assetsOf), 'personalities');
    expect(personality?.fates.mapped).toContain('data.assets');
  });

  it.each([
    [
      'the first icon, when none is called main',
      charx(asset('icon', 'a', 'embeded://x/a.png'), asset('icon', 'b', 'embeded://x/b.png')),
      'a/L.zip/x/a.png',
    ],
    [
      'an icon whose address is spelled with two d',
      charx(asset('icon', 'main', 'embedded://x/a.png')),
      'a/L.zip/x/a.png',
    ],
  ])('has %s', (_, content, path) => {
    expect(claims(content, 'a/L.zip/card.json')).toMatchObject([{ image: { path } }]);
  });

  it('has no picture of elsewhere', () => {
    expect(
      claims(charx(asset('icon', 'main', 'https://example.org/x.png'), asset('icon', 'a', 'ccdefault:'), 7, null)),
    ).toEqual([]);
    expect(claims(charx(asset('icon', 'main', 'embeded://a.png')), 'card.json')).toEqual([]);
  });

  it.each(['L.zip/assets/emotion/images/joy.png', 'L.charx/module.risum', 'x/module.risum', 'L.charx/extra.json'])(
    'holds nothing else for us: %s',
    path => {
      expect(recognise(format, path, aPng(chara()))?.reads).toBe('nothing');
    },
  );
});
