import { parseExact } from '../../../json/exact.js';
import { chunksOf, type Trouble } from '../../../png/chunks.js';
import { imageOf, type ImageType } from '../../../png/image.js';
import { textsOf } from '../../../png/texts.js';
import { messageOf } from '../../../errors.js';
import type { Tools } from '../../format.js';
import type { Remark } from '../../issue.js';
import { cardOf } from './card.js';
import { sketchOfCard } from './sketch.js';

export const keywords = ['ccv3', 'chara'] as const;
type Keyword = (typeof keywords)[number];

/** The card in a picture. Null: there is none, nor was there meant to be one. */
type PictureReading =
  | { readonly value: unknown; readonly raw: string; readonly remarks: readonly Remark[] }
  | { readonly refused: Trouble; readonly remarks: readonly Remark[] }
  | null;

type Decoded = { readonly keyword: Keyword; readonly raw: string; readonly value: unknown };

/** Reads the card in a PNG. That of version 3 counts before the one that stands there for older programs. */
export function cardInPicture(bytes: Uint8Array, tools: Tools): PictureReading {
  const image = imageOf(bytes);
  if ('refused' in image) return { refused: image.refused, remarks: [] };
  if (image.type !== 'image/png') return { refused: notPng(image.type), remarks: [] };
  const { texts, remarks } = textsOf(chunksOf(bytes).chunks, keywords, tools.inflate);
  const decoded = keywords.flatMap(keyword => {
    const text = texts.get(keyword);
    return text === undefined ? [] : [decode(keyword, text)];
  });
  const [card, older] = decoded.filter(each => 'value' in each);
  const faults = decoded.flatMap(each => ('value' in each ? [] : [each]));
  if (card !== undefined) {
    return { value: card.value, raw: card.raw, remarks: [...remarks, ...faults, ...disagreement(card, older)] };
  }
  const [first] = [...faults, ...remarks];
  return first === undefined ? null : { refused: { code: 'card_unreadable', message: first.message }, remarks };
}

const notPng = (type: ImageType): Trouble => ({
  code: 'not_png',
  message: `The file is called a PNG, and is an ${type}. There is no card in it.`,
});

function decode(keyword: Keyword, bytes: Uint8Array): Decoded | Remark {
  const text = Buffer.from(bytes).toString('latin1').trim();
  try {
    const raw = text.startsWith('{') ? utf8(bytes) : utf8(Buffer.from(base64In(text), 'base64'));
    const value = parseExact(raw);
    if (cardOf(value) !== undefined) return { keyword, raw, value };
    return unreadable(keyword, 'It is no JSON object.');
  } catch (error) {
    return unreadable(keyword, messageOf(error));
  }
}

function base64In(text: string): string {
  if (/[^A-Za-z0-9+/=_\s-]/.test(text)) throw new Error('It is not base64.');
  return text;
}

/** Without the mark of byte order. Bytes that are no UTF-8 become �. */
const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const unreadable = (keyword: Keyword, why: string): Remark => ({
  severity: 'warn',
  code: 'card_unreadable',
  at: '',
  message: `The card in the text “${keyword}” of the PNG cannot be read. ${why}`,
});

/** What two cards in one picture say differently, as far as both can say it. */
function disagreement(card: Decoded, older: Decoded | undefined): Remark[] {
  const [one, other] = [card, older].map(each => cardOf(each?.value)).map(each => each && sketchOfCard(each).sketch);
  if (one === undefined || other === undefined) return [];
  const pairs = Object.entries({ name: one.name, ...one.prompt, greetings: one.manner.greetings });
  const others = new Map<string, unknown>(
    Object.entries({ name: other.name, ...other.prompt, greetings: other.manner.greetings }),
  );
  const names = new Set([...pairs.map(([name]) => name), ...others.keys()]);
  const ours = new Map<string, unknown>(pairs);
  const differing = [...names].filter(name => JSON.stringify(ours.get(name)) !== JSON.stringify(others.get(name)));
  if (differing.length === 0) return [];
  const message = `The PNG holds two cards, which differ in ${differing.join(', ')}. The one called ccv3 was taken; the other is kept in the archive.`;
  return [{ severity: 'warn', code: 'cards_disagree', at: '', message }];
}
