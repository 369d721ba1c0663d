import { harmless } from '../../domain/text/harmless.js';
import type { Shown } from '../_personality.js';
import type { Paint } from './paint.js';

const longestField = 600;

/** A personality on a page: who they are, then every field that is set. */
export function personalityPage(personality: Shown, paint: Paint): string {
  const { displayName, slug, aliasesDisplay, counts, birthday, llm, errorMessage } = personality;
  const facts = [
    ['slug', slug],
    ['aliases', aliasesDisplay.join(', ')],
    ['owner', `${personality.ownerId ?? 'nobody'}, ${personality.isPublic ? 'open to everybody' : 'private'}`],
    [
      'birthday',
      birthday === null ? '' : [birthday.year, birthday.month, birthday.day].filter(part => part !== null).join('-'),
    ],
    ['model', [llm.provider, llm.model].filter(part => part !== null).join(' / ')],
    ['when failing', errorMessage ?? ''],
    [
      'remembers',
      personality.isStateless ? 'nothing, by design' : `${counts.memories} memories, ${counts.messages} lines`,
    ],
    ['lore', counts.lore === 0 ? '' : `${counts.lore} entries`],
  ].filter(([, value]) => value !== '');
  const fields = Object.entries(personality.prompt).map(
    ([name, text]) => `${paint('cyan', name)}\n${indented(cut(text ?? ''))}`,
  );
  return [
    paint('bold', harmless(displayName)),
    ...facts.map(([name = '', value = '']) => `${paint('dim', name.padEnd(13))} ${harmless(value)}`),
    ...fields.map(field => `\n${field}`),
  ].join('\n');
}

const cut = (text: string) =>
  text.length <= longestField ? text : `${text.slice(0, longestField).trimEnd()}… (${text.length} characters)`;

const indented = (text: string) =>
  harmless(text)
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n');
