import type { PromptPart } from '../../calling/prompt.js';

/** Escapes what people wrote, so that it cannot close or open a section of the prompt. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The same for what stands between the quotes of a tag. */
export const escapedName = (text: string): string => escaped(text).replaceAll('"', '&quot;');

export const section = (name: string, text: string): string => `<${name}>\n${text}\n</${name}>`;

/** A text as far as there is room for it. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most)}…`);

const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

/** A text whose lines after the first stand further in, so that none of them can be taken for the line of another. */
export const indented = (text: string): string => text.replace(lineBreaks, '\n  ');

/** Those parts of which there is something to say. */
export const present = (parts: readonly (readonly [name: string, text: string])[]): PromptPart[] =>
  parts.filter(([, text]) => text !== '').map(([name, text]) => ({ name, text }));
