import { promptSchema } from '../../../personality/personality.js';
import type { SketchFound } from '../../found.js';
import type { Remark } from '../../issue.js';
import { fitText } from '../generic/fit.js';
import { memberOf, wordsOf } from '../generic/value.js';
import { examplesIn } from './examples.js';
import { joined } from './words.js';

/** As services with several makers of models name one. */
const model = /^[\w.-]{1,100}\/[\w.:-]{1,199}$/;

/** The model that a character names, if it is one that can be asked for here. */
export function modelIn(whole: unknown): string | undefined {
  const named = wordsOf(memberOf(memberOf(whole, 'settings'), 'model'));
  return named !== undefined && model.test(named) ? named : undefined;
}

/** A character in our words. */
export function sketchIn(whole: unknown, name: string | undefined): { sketch: SketchFound; remarks: Remark[] } {
  const fields = Object.entries(textsOf(whole, name)).map(([field, text]) => [field, fitText(text, '')] as const);
  const texts = fields.flatMap(([field, { text }]) => (text === undefined ? [] : [[field, text] as const]));
  const prompt = promptSchema.safeParse(Object.fromEntries(texts)).data ?? {};
  const named = modelIn(whole);
  return {
    sketch: {
      ...(name !== undefined && { name }),
      ...(texts.length > 0 && { prompt }),
      ...(named !== undefined && { llm: { model: named } }),
    },
    remarks: fields.flatMap(([, { remarks }]) => remarks),
  };
}

function textsOf(whole: unknown, name: string | undefined) {
  const of = (field: string, between = '\n') => joined(memberOf(whole, field), between);
  return {
    system: of('system'),
    character: of('bio'),
    traits: of('adjectives', ', '),
    likes: of('topics', ', '),
    tone: toneIn(memberOf(whole, 'style')),
    examples: examplesIn(memberOf(whole, 'messageExamples'), name ?? ''),
  };
}

/** How somebody writes: everywhere, in talks, and in posts. */
function toneIn(style: unknown): string | undefined {
  const posts = joined(memberOf(style, 'post'), '\n');
  const parts = [
    joined(memberOf(style, 'all'), '\n'),
    joined(memberOf(style, 'chat'), '\n'),
    posts === undefined ? undefined : `When writing posts:\n${posts}`,
  ].filter(part => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('\n');
}
