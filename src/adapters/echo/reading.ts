import { partOf, type Prompt } from '../../domain/calling/prompt.js';

/** A thing the prompt says was said before. */
export type Note = { readonly when: string; readonly who: 'they' | 'self' | 'note'; readonly text: string };

/** What the demo model gets out of a prompt, reading the same text that any other model would be given. */
export type Reading = {
  readonly name: string;
  readonly message: string;
  readonly notes: readonly Note[];
  readonly lore: readonly string[];
  readonly examples: readonly string[];
  readonly isFirst: boolean;
};

export function read(prompt: Prompt): Reading {
  const name = /^You are (.+?), in a chat\./.exec(partOf(prompt, 'rules') ?? '')?.[1] ?? 'this personality';
  const message = partOf(prompt, 'message') ?? '';
  const lead = leadOf(message, partOf(prompt, 'place') ?? '');
  const said = prompt.history.filter(({ role, text }) => role === 'user' && text.startsWith(lead));
  return {
    name,
    message: message.slice(lead.length),
    notes: [
      ...linesOf(partOf(prompt, 'memories'), 'memories').flatMap(line => noteOf(line, name)),
      ...said.map(({ text }): Note => ({ when: 'a moment ago', who: 'they', text: text.slice(lead.length) })),
    ],
    lore: linesOf(partOf(prompt, 'triggered-lore'), 'lore').map(unescaped),
    examples: linesOf(sectionOf(partOf(prompt, 'identity'), 'examples'), 'examples').map(unescaped),
    isFirst: prompt.history.length === 0,
  };
}

/** Where several speak, a name stands in front of each line; what others said is not what this one told. */
const leadOf = (message: string, place: string): string =>
  place.startsWith('You talk in a channel') ? (/^[^:\n]{1,200}: /.exec(message)?.[0] ?? '') : '';

function noteOf(line: string, name: string): Note[] {
  const found = /^(\d{1,2} \p{L}+ \d{4}|At some time), (.+?): (.*)$/u.exec(line);
  if (found === null) return [];
  const [, when = '', speaker = '', text = ''] = found;
  const who = speaker === 'they' ? 'they' : speaker === name ? 'self' : 'note';
  return [{ when: /^\d/.test(when) ? `on ${when}` : 'once', who, text: unescaped(text) }];
}

function sectionOf(text: string | undefined, name: string): string | undefined {
  const start = text?.indexOf(`<${name}>`) ?? -1;
  const end = text?.indexOf(`</${name}>`) ?? -1;
  return text === undefined || start < 0 || end < start ? undefined : text.slice(start, end);
}

const linesOf = (section: string | undefined, name: string): string[] =>
  (section ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && line !== `<${name}>` && line !== `</${name}>`);

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
