import { mannerSchema, promptSchema, type Manner, type PromptText } from '../../../personality/personality.js';
import type { Remark } from '../../issue.js';
import type { Card } from './card.js';
import { listRows, mannerRows, nameRow, promptRows } from './fields.js';
import { ownWordsIn } from './own.js';
import { placeOf } from './place.js';
import { readLine, readText, readTexts, type Reading } from './readings.js';

/** What a card says about somebody, in our words. */
export type CardSketch = { readonly name: string | undefined; readonly prompt: PromptText; readonly manner: Manner };

export type SketchReading = {
  readonly sketch: CardSketch;
  /** The places that were not understood, by their paths. */
  readonly odd: ReadonlySet<string>;
  readonly remarks: readonly Remark[];
};

type Read = readonly [ours: string, reading: Reading<string | readonly string[]>];

/** Reads all of a card but its lore. */
export function sketchOfCard(card: Card): SketchReading {
  const name = readLine(placeOf(card, nameRow.names));
  const prompt = promptRows.map(({ ours, names }): Read => [ours, readText(placeOf(card, names))]);
  const manner = [
    ...mannerRows.map(({ ours, names }): Read => {
      const place = placeOf(card, names);
      return [ours, ours === 'nickname' ? readLine(place) : readText(place)];
    }),
    ...listRows.map(({ ours, names }): Read => [ours, readTexts(placeOf(card, names), ours === 'tags')]),
  ];
  const own = ownWordsIn(card);
  const readings = [name, ...[...prompt, ...manner].map(([, reading]) => reading)];
  return {
    sketch: {
      name: name.value,
      prompt: promptSchema.parse({ ...own.prompt, ...valuesOf(prompt) }),
      manner: mannerSchema.parse({ ...own.manner, ...valuesOf(manner) }),
    },
    odd: new Set(readings.flatMap(({ odd }) => odd ?? [])),
    remarks: readings.flatMap(({ remarks }) => remarks),
  };
}

const valuesOf = (reads: readonly Read[]) =>
  Object.fromEntries(reads.flatMap(([ours, { value }]) => (value === undefined ? [] : [[ours, value]])));
