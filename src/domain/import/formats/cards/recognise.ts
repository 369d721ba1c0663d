import { chunksOf, isPng } from '../../../png/chunks.js';
import { typeOf } from '../../../png/image.js';
import { keywordOf } from '../../../png/texts.js';
import type { Glimpse, Outline } from '../../format.js';
import { specs } from './card.js';
import { promptRows } from './fields.js';
import { endingOf } from './paths.js';
import { keywords } from './picture.js';
import { isFields } from './values.js';

const promptNames = promptRows.flatMap(({ names }) => names);
const pygmalionNames: readonly string[] = ['char_persona', 'char_greeting', 'world_scenario', 'example_dialogue'];
const enough = 2;

/** Whether a document is a card, by its members or as far as they were seen. */
export function isCardJson(json: Outline | null, head: Uint8Array): boolean {
  if (json?.root !== 'object') return false;
  const { members } = json;
  const spec = members.get('spec')?.value;
  if (spec === specs.v2 || spec === specs.v3) return true;
  if (hasNames(new Set(members.keys()))) return true;
  if (!members.has('data')) return false;
  const data = members.get('data')?.value;
  if (isFields(data)) return hasNames(new Set(Object.keys(data)));
  return members.get('data') === undefined && looksLikeCard(Buffer.from(head).toString('latin1'));
}

/** A name, and two of the fields that only cards call so. */
const hasNames = (names: ReadonlySet<string>): boolean =>
  (names.has('name') && promptNames.filter(name => names.has(name)).length >= enough && names.has('first_mes')) ||
  (names.has('name') && ['personality', 'scenario', 'mes_example'].filter(name => names.has(name)).length >= enough) ||
  (names.has('char_name') && pygmalionNames.some(name => names.has(name)));

/** For a document whose data is longer than what was looked at. */
const looksLikeCard = (head: string): boolean =>
  /"spec"\s*:\s*"chara_card_v[23]"/.test(head) ||
  (/"first_mes"\s*:/.test(head) && /"mes_example"\s*:|"scenario"\s*:/.test(head));

const noCards = /(?:^|\/)(?:User Avatars|backgrounds|thumbnails|user\/images)\//;

/** Whether a file is a picture that holds a card, or may do so beyond what was looked at. */
export function isCardPicture({ path, head, bytes }: Glimpse): boolean {
  if (noCards.test(path)) return false;
  if (!isPng(head)) return endingOf(path) === 'png' && isSomethingElse(head);
  const { chunks, hasEnd, trouble } = chunksOf(head);
  if (chunks.some(chunk => keywords.some(keyword => keyword === keywordOf(chunk)))) return true;
  return !hasEnd && (trouble !== null || head.length < bytes);
}

/** A picture of another kind, or a page, that is called a PNG. */
const isSomethingElse = (head: Uint8Array): boolean =>
  typeOf(head) !== undefined || /^\s*(?:\ufeff|ï»¿)?\s*</.test(Buffer.from(head.subarray(0, 64)).toString('latin1'));
