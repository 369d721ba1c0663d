import { seeded } from '../random.ts';

/** What people and personalities in a made-up backup talk about. */
const common = `the a and of to in that she he they with for about who was had when but her his their it on at by from
asked told remembered wanted laughed promised forgot answered described whispered admitted explained noticed offered
harbour lantern tower garden kitchen letter winter bridge candle orchard river market window library storm bakery
violin compass teapot raven cat mother brother sister teacher captain neighbour stranger doctor gardener painter
quiet golden broken gentle careful bitter early distant stubborn favourite silver ancient small warm hollow patient
morning evening autumn birthday journey argument dream recipe song promise secret game story painting exam mountain
tea coffee bread honey apples soup cinnamon snow rain thunder moonlight dust feathers ink glass velvet iron salt`.split(
  /\s+/,
);

const onsets = 'b br c d dr f g h j k l m n p r s sh st t th v w z'.split(' ');
const vowels = 'a e i o u ai ea io ou'.split(' ');

const seldom = 8;
const rareWords = 8000;

/** Names and rare words. There are many of them, and they come again and again, as in all that people write. */
const rare: readonly string[] = rareFrom(seeded(rareWords));

function rareFrom(random: () => number): string[] {
  return Array.from({ length: rareWords }, () => coined(random));
}

/** Words, most of them common ones. */
const wordFrom = (random: () => number): string => pick(random() * seldom < 1 ? rare : common, random);

function coined(random: () => number): string {
  const syllables = 2 + Math.floor(random() * 2);
  return Array.from({ length: syllables }, () => pick(onsets, random) + pick(vowels, random)).join('');
}

export function sentenceFrom(random: () => number): string {
  const words = Array.from({ length: 8 + Math.floor(random() * 10) }, () => wordFrom(random));
  const sentence = words.join(' ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** Sentences until there are so many characters. */
export function proseFrom(random: () => number, length: number): string {
  const sentences: string[] = [];
  for (let size = 0; size < length; size += sentences.at(-1)?.length ?? 0) sentences.push(sentenceFrom(random));
  return sentences.join(' ');
}

function pick(from: readonly string[], random: () => number): string {
  return from[Math.floor(random() * from.length)] ?? '';
}
