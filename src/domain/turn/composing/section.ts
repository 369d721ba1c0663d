import type { PromptPart } from '../../calling/prompt.js';
import { beginningInBytes, beginningOf } from '../../text/beginning.js';

/** Escapes what people wrote, so that it cannot close or open a section of the prompt. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The same for what stands between the quotes of a tag. */
export const escapedName = (text: string): string => escaped(text).replaceAll('"', '&quot;');

/** The sections of a prompt. What a model repeats of them is no part of its answer. */
export const outerSections = [
  'identity', 'lore', 'place', 'participants', 'confided', 'memories', 'quotes', 'channels', 'attachments', 'reminder',
] as const; // prettier-ignore

/** What stands in the section of who somebody is. */
export const innerSections = [
  'character', 'traits', 'tone', 'age', 'appearance', 'likes', 'dislikes', 'goals', 'history', 'scenario', 'examples',
  'status', 'reactions', 'dialogues',
] as const; // prettier-ignore

/** One for each file; its name stands in the tag. */
export const fileSections = ['picture', 'audio', 'document', 'file', 'aside'] as const;

export type SectionName =
  | (typeof outerSections)[number]
  | (typeof innerSections)[number]
  | (typeof fileSections)[number];

export const section = (name: SectionName, text: string): string => `<${name}>\n${text}\n</${name}>`;

/** A text as far as there is room for it, in bytes. */
export function cut(text: string, mostBytes: number, mostCharacters = Infinity): string {
  const beginning = beginningInBytes(beginningOf(text, mostCharacters), mostBytes);
  return beginning === text ? text : `${beginning}…`;
}

const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

/** A text whose lines after the first stand further in, so that none of them can be taken for the line of another. */
export const indented = (text: string): string => text.replace(lineBreaks, '\n  ');

const ours = new RegExp(`<(?=/?(?:${[...outerSections, 'instructions'].join('|')})\\s*>)`, 'gi');

/** A text in which the tags of our sections are only text. What else looks like a tag stays. */
export const withoutSections = (text: string): string => text.replace(ours, '&lt;');

/** Those parts of which there is something to say. */
export const present = (parts: readonly (readonly [name: string, text: string])[]): PromptPart[] =>
  parts.filter(([, text]) => text !== '').map(([name, text]) => ({ name, text }));
